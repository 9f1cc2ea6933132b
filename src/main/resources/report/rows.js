/**
 * A list of any length of which only the rows in sight exist.
 *
 * @param height of a row in pixels, the same for all
 * @param draw makes a row's content from an item; its first link is what Enter opens
 */
function rows(label, height, draw) {
  const inner = el("div", { class: "rows-all" });
  const outer = el("div", { class: "rows", role: "list", "aria-label": label }, inner);
  let items = [];
  let chosen = -1;
  let first = -1;
  let last = -1;

  function paint(force) {
    const from = Math.max(0, Math.floor(outer.scrollTop / height) - 8);
    const to = Math.min(items.length, Math.ceil((outer.scrollTop + outer.clientHeight) / height) + 8);
    if (!force && from === first && to === last) return;
    first = from;
    last = to;
    const focused = inner.contains(document.activeElement);
    inner.replaceChildren();
    for (let i = from; i < to; i++) {
      const row = el("div", {
        class: "row" + (i === chosen ? " chosen" : ""), role: "listitem",
        "aria-setsize": items.length, "aria-posinset": i + 1,
      }, draw(items[i]));
      row.style.transform = "translateY(" + i * height + "px)";
      row.style.height = height + "px";
      inner.append(row);
    }
    if (focused) focusChosen();
  }

  function focusChosen() {
    const link = inner.querySelector(".chosen a");
    if (link) link.focus({ preventScroll: true });
  }

  outer.addEventListener("scroll", () => paint(false), { passive: true });
  new ResizeObserver(() => paint(true)).observe(outer);
  return {
    element: outer,
    set(list) {
      items = list;
      chosen = -1;
      inner.style.height = items.length * height + "px";
      outer.scrollTop = 0;
      paint(true);
    },
    /** To the next row, or the one before. */
    step(by) {
      if (items.length === 0) return;
      chosen = Math.max(0, Math.min(items.length - 1, chosen + by));
      const top = chosen * height;
      if (top < outer.scrollTop) outer.scrollTop = top;
      if (top + height > outer.scrollTop + outer.clientHeight) outer.scrollTop = top + height - outer.clientHeight;
      paint(true);
      focusChosen();
    },
  };
}
