views.claims = (() => {
  let list;
  let count;
  let texts;

  function draw(item) {
    const second = !item.verdict && !item.claim
      ? item.why || ""
      : item.verdict
      ? "gold " + words(item.verdict.gold) + ", answered " + (item.verdict.predicted ? words(item.verdict.predicted) : item.outcome.toLowerCase())
      : item.other
        ? (item.claim.conflicts && item.claim.conflicts.length ? item.claim.conflicts.join("; ") : "gold: " + item.other.text)
        : item.claim.quotes.map((q) => "“" + q.text + "”").join(" ");
    return [
      badge(item.came),
      el("div", { class: "row-text" },
        el("a", { href: link(item), dir: "auto" }, item.text),
        el("div", { class: "dim clip", dir: "auto" }, second)),
      el("div", { class: "row-meta" },
        el("div", { class: "clip" }, item.article),
        el("div", { class: "dim clip", dir: "auto" }, [item.task === "verdicts" ? "verdict" : item.kind, item.speaker].filter(Boolean).join(" · "))),
    ];
  }

  function toggle(value, label) {
    return el("button", { type: "button", class: "toggle", "data-key": "came", value, on: {
      click: () => go({ came: state.came === value ? "" : value }) } }, label);
  }

  return {
    keys: [],
    build(section) {
      list = rows("Claims and verdicts", 62, draw);
      count = el("p", { class: "count", role: "status" });
      texts = el("p", { class: "texts" });
      fill(section,
        el("h1", { class: "hidden" }, "Claims"),
        el("div", { class: "filters" },
          searchField("Search claims, quotes and articles"),
          chooser("Task", "task", counted(items, "task")),
          chooser("Outcome", "came", counted(items, "came")),
          chooser("Answer", "outcome", counted(items, "outcome")),
          chooser("Kind", "kind", counted(items, "kind")),
          chooser("Gold", "gold", counted(items, "gold")),
          chooser("Speaker", "speaker", counted(items, "speaker")),
          chooser("Story", "story", counted(items, "story")),
          toggle("MISSED", "Missed"), toggle("MADE_UP", "Made up"),
          el("button", { type: "button", class: "quiet", on: { click: () =>
            go({ q: "", task: "", came: "", outcome: "", kind: "", speaker: "", story: "", gold: "" }) } }, "Clear")),
        count, texts, list.element);
    },
    update() {
      const shown = JSON.stringify([state.q, state.task, state.came, state.outcome, state.kind, state.speaker, state.story, state.gold]);
      if (list.element.dataset.shown === shown) return;
      list.element.dataset.shown = shown;
      const found = matching();
      count.textContent = found.length === items.length ? items.length + " claims and verdicts" : found.length + " of " + items.length;
      const asked = (state.q || "").trim().toLowerCase();
      const within = asked.length < 3 ? [] : [...articles.values()].filter((a) => (a.title + "\n" + a.text).toLowerCase().includes(asked));
      fill(texts, within.length > 0 && ["In the text of ", within.slice(0, 8).map((a, i) => [
        i > 0 && ", ", el("a", { href: address({ view: "article", article: a.id, claim: "", verdict: "" }) }, a.id)]),
        within.length > 8 && " and " + (within.length - 8) + " more"]);
      list.set(found);
    },
    step: (by) => list.step(by),
  };
})();
