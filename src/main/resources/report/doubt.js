views.doubt = (() => {
  let list;
  let head;

  /** What the gold says now; it may have been changed since the list was made. */
  function now(doubt) {
    const a = files.articles.find((x) => x.id === doubt.article);
    const c = a && ((files.stories[a.story] || {}).claims || []).find((x) => x.id + "@" + a.id === doubt.pair);
    return c && c.verdicts[a.id] ? c.verdicts[a.id].label : doubt.gold;
  }

  const draw = (d) => [
    badge(now(d) === d.gold ? "missed" : "right", words(now(d))),
    el("div", { class: "row-text" },
      el("a", { href: address({ view: "judge", pair: d.pair }), dir: "auto" }, d.text),
      el("div", { class: "dim clip" }, d.id)),
    el("div", { class: "row-meta" }, el("div", { class: "clip" }, words(d.label) + " say " + d.models), el("div", { class: "dim clip" }, d.withGold ? "as the gold: " + d.withGold : "nobody is with the gold")),
  ];

  return {
    build(section) {
      list = rows("Verdicts that may be wrong", 62, draw);
      head = el("p", {});
      fill(section, el("div", { class: "title" }, el("h1", {}, "Gold that may be wrong"), head), list.element);
    },
    update() {
      const changed = files.doubts.filter((d) => now(d) !== d.gold).length;
      head.textContent = files.doubts.length + (files.doubts.length === 1 ? " verdict" : " verdicts") + " on which several models agree against the gold; " + changed + " changed since. Mostly all models are wrong in the same way: look at the article.";
      list.set(files.doubts);
    },
    step: (by) => list.step(by),
  };
})();
