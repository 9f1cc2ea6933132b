views.settle = (() => {
  let box;
  let own = [];
  let begun = "";

  const items = () => files.items || [];
  const { place, at, step } = walker(items, (i) => ({ item: i.key }), (i) => i.key === (state.item || (items().find((x) => !x.settled) || {}).key));
  const text = () => files.articles.find((a) => a.id === at().article).text;
  const agrees = (item) => item.kind === "verdict" && item.first.label === item.second.label && Boolean(item.first.via) === Boolean(item.second.via);

  /** The third way: for two who agree, what the gold says already. */
  function third(item) {
    if (item.kind === "claim") return "leave it out";
    return agrees(item) ? "the gold stays: " + words(item.now.label) : words(item.others[0] || item.first.label);
  }

  function verdict(item) {
    if (agrees(item)) return { ...item.now, via: Boolean(item.now.via) };
    const label = item.others[0] || item.first.label;
    return { label, evidence: label === "NOT_ENOUGH_INFO" ? [] : own, why: document.querySelector("#settle [name=why]").value, via: false };
  }

  async function choose(number) {
    const item = at();
    if (!item || number > 3) return;
    quote();
    const body = { version: files.version, key: item.key, choice: Number(number) };
    if (item.kind === "verdict" && body.choice === 3) body.verdict = verdict(item);
    const place0 = place();
    if (await save("settle", body)) {
      const next = items().slice(place0).find((i) => !i.settled) || items().find((i) => !i.settled);
      if (next) go({ item: next.key }, true);
    }
  }

  function quote() {
    const words = selected(box);
    if (words && text().includes(words)) {
      own.push(words);
      getSelection().removeAllRanges();
      draw();
    }
    return Boolean(words);
  }

  const quotes = (side) => (side && (side.evidence || side.quotes)) || [];

  function draw() {
    const item = at();
    fill(box, settledMarks(text(), [[quotes(item.first), "exact"], [quotes(item.second), "normalised"], [own, "fuzzy"]]));
    fill(document.querySelector("#settle .quotes"), quoteList(own, draw));
  }

  function settledMarks(whole, kinds) {
    const marks = kinds.flatMap(([list, kind]) => list.map((q) => ({ q, kind }))).filter((m) => whole.includes(m.q))
      .map(({ q, kind }) => ({ start: whole.indexOf(q), end: whole.indexOf(q) + q.length, key: "", kind }));
    return stretches(whole, marks).map((s) => s.marks.length === 0 ? verbatim(s.text) : el("mark", { class: s.marks[0].kind }, verbatim(s.text)));
  }

  function fields(side, differ) {
    const q = side.quantity;
    const values = { speaker: side.speaker, kind: side.kind, hedge: side.hedge, weight: side.weight, date: side.date,
      quantity: q && (q.low !== undefined ? q.low + " to " + q.high : q.bound + " " + q.value) + " " + q.unit };
    return el("dl", {}, Object.entries(values).filter(([name, value]) => value || differ.includes(name)).map(([name, value]) =>
      [el("dt", {}, name), el("dd", { class: differ.includes(name) ? "conflict" : "" }, value || "none")]));
  }

  function side(name, number, item, said, kind) {
    return el("section", { class: "card side-card", "aria-label": name },
      el("h2", {}, name),
      !said ? el("p", { class: "dim" }, "has no such claim")
        : item.kind === "verdict"
          ? [el("p", {}, badge("label", words(said.label) + (said.via ? ", by a speaker" : ""))), said.why && el("p", { dir: "auto", class: "spaced" }, said.why)]
          : [el("p", { dir: "auto" }, said.text), fields(said, item.differ)],
      said && quotes(said).map((q) => el("blockquote", { class: "quote " + kind, dir: "auto" }, q)),
      said && said.suggested && el("p", { class: "dim" }, "made where a suggestion was shown"),
      el("p", { class: "spaced" }, el("button", { type: "button", disabled: !said, "data-choice": number, on: { click: () => choose(number) } }, el("kbd", {}, String(number)), " as " + name)));
  }

  return {
    keys: [["1, 2", "as the first, as the second says"], ["3", "another label, or leave the claim out"], ["a", "take over what both say alike"],
      ["t", "to the text; there arrows choose words, with Shift more of them"], ["q", "the selected words become evidence of a third label"], ["w", "to the reason of a third label"], ["u", "undo"]],
    update() {
      const section = document.getElementById("settle");
      const item = at();
      const now = JSON.stringify([item && item.key, files.version]);
      if (now === begun) return;
      begun = now;
      own = [];
      const open = items().filter((i) => !i.settled).length;
      const g = files.agreement || { pairs: 0 };
      const buttons = el("div", { class: "buttons" },
        el("button", { type: "button", disabled: !files.agreed, "data-agreed": "", on: { click: takeOver } }, "Take over the " + (files.agreed || 0) + " on which both agree ", el("kbd", {}, "a")), undoButton(), again());
      const progress = el("p", { "data-open": open }, open + " of " + items().length + " to settle" + (g.pairs ? " · verdicts given by both: " + g.pairs + ", " + g.agreed + " of them the same, kappa " + g.kappa : ""));
      if (!item) {
        fill(section, el("div", { class: "title article-title" }, el("div", {}, el("h1", {}, "They agree on everything"), progress), buttons));
        return;
      }
      const [one, two] = files.names;
      fill(section,
        el("div", { class: "title article-title" }, el("div", {},
          el("h1", { dir: "auto" }, item.text || (item.first || item.second).text), el("p", {}, item.key.replace(/ \{.*/, "") + " · " + (place() + 1) + " of " + items().length + (item.settled ? " · settled" : "")), progress), buttons),
        el("div", { class: "label-columns" },
          el("div", { class: "text-column" }, box = textBox()),
          el("div", {},
            el("div", { class: "sides" }, side(one, 1, item, item.first, "exact"), side(two, 2, item, item.second, "normalised")),
            el("section", { class: "card spaced", "aria-label": "Neither" },
              item.now && el("p", { class: "dim" }, "The gold now says: ", badge("label", words(item.now.label)), item.now.votes ? " (settled)" : ""),
              el("div", { class: "quotes" }),
              item.kind === "verdict" && !agrees(item) && whyField("", () => choose(3)),
              el("p", { class: "spaced" }, el("button", { type: "button", "data-choice": 3, on: { mousedown: (e) => e.preventDefault(), click: () => choose(3) } }, el("kbd", {}, "3"), " " + third(item)))))));
      draw();
    },
    step,
    press(key) {
      if (key === "q") return quote();
      if (key === "u") undo();
      else if (key === "a") takeOver();
      else if (key === "t" && box) box.focus();
      else if (key === "w" && document.querySelector("#settle [name=why]")) document.querySelector("#settle [name=why]").focus();
      else return false;
      return true;
    },
    digit: choose,
  };

  function takeOver() {
    return files.agreed > 0 && save("agreed", { version: files.version });
  }
})();
