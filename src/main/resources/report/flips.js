views.differences = {};
views.flips = (() => {
  let list;
  let count;
  let panel;

  const side = (label, answered, gold) => el("div", { class: "side" }, el("div", { class: "clip" }, label),
    badge(answered === gold ? "right" : "wrong", words(answered)));

  function draw(flip) {
    return [
      badge(flip.came),
      el("div", { class: "row-text" },
        el("a", { href: address({ flip: flip.id }), dir: "auto" }, flip.text || flip.id),
        el("div", { class: "dim clip", dir: "auto" }, flip.quote ? "“" + flip.quote + "”" : flip.id)),
      side("baseline", flip.baseline, flip.gold),
      side("candidate", flip.candidate, flip.gold),
    ];
  }

  function matching() {
    const asked = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    return data.flips.filter((f) =>
      (!state.came || f.came === state.came) && (!state.task || f.task === state.task) &&
      (!state.gold || f.gold === state.gold) && (!state.story || f.story === state.story) &&
      asked.every((word) => (f.text + "\n" + f.id + "\n" + f.quote).toLowerCase().includes(word)));
  }

  /** The raw reply, where the runs' journals were there when the page was written. */
  function reply(flip, side) {
    const said = data.replies && data.replies[side][flip.call];
    return said && el("button", { type: "button", "data-reply": side,
      on: { click: () => showReply({ ...said, outcome: words(flip[side]) }, data[side] + ", " + flip.call) } }, "Raw reply");
  }

  function detail(flip) {
    if (!flip) return [el("h2", {}, "Choose a claim"), el("p", { class: "dim" }, "Lost claims come first, the worst of them on top. j and k move down and up, Enter opens.")];
    return [
      el("h2", { dir: "auto" }, flip.text || flip.id), el("p", { class: "dim" }, flip.id),
      el("dl", {},
        el("dt", {}, "Gold"), el("dd", {}, badge("label", words(flip.gold))),
        flip.quote && [el("dt", {}, "In the article"), el("dd", {}, el("blockquote", { class: "quote exact", dir: "auto" }, flip.quote))],
        el("dt", {}, "Baseline: " + data.baseline), el("dd", {}, badge(flip.baseline === flip.gold ? "right" : "wrong", words(flip.baseline)), " ", reply(flip, "baseline")),
        el("dt", {}, "Candidate: " + data.candidate), el("dd", {}, badge(flip.candidate === flip.gold ? "right" : "wrong", words(flip.candidate)), " ", reply(flip, "candidate"))),
    ];
  }

  return {
    build(section) {
      list = rows("Claims won and lost", 62, draw);
      count = el("p", { class: "count", role: "status" });
      panel = el("section", { class: "card panel", "aria-label": "Claim" });
      fill(section, el("h1", { class: "hidden" }, "Claims won and lost"),
        el("div", { class: "filters" }, searchField("Search claims"),
          chooser("Won or lost", "came", counted(data.flips, "came")), chooser("Task", "task", counted(data.flips, "task")),
          chooser("Gold", "gold", counted(data.flips, "gold")), chooser("Story", "story", counted(data.flips, "story")),
          el("button", { type: "button", class: "quiet", on: { click: () => go({ q: "", came: "", task: "", gold: "", story: "" }) } }, "Clear")),
        count, el("div", { class: "beside-panel flip" }, list.element, panel));
    },
    update() {
      const shown = JSON.stringify([state.q, state.came, state.task, state.gold, state.story]);
      if (list.element.dataset.shown !== shown) {
        list.element.dataset.shown = shown;
        const found = matching();
        count.textContent = found.length === data.flips.length ? data.flips.length + " claims" : found.length + " of " + data.flips.length;
        list.set(found);
      }
      fill(panel, detail(data.flips.find((f) => f.id === state.flip)));
    },
    step: (by) => list.step(by),
    leave: () => go({ flip: "" }, true),
  };
})();
