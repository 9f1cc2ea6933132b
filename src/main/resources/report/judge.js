views.judge = (() => {
  let box;
  let label = "";
  let via = false;
  let evidence = [];
  let begun = "";

  function pairs() {
    return files.articles.flatMap((a) => ((files.stories[a.story] || {}).claims || []).map((c) => ({ a, c, v: c.verdicts[a.id], key: c.id + "@" + a.id })));
  }

  const { place, at, step } = walker(pairs, (p) => ({ pair: p.key }), (p) => p.key === state.pair);
  const input = (name) => document.querySelector("#judge [name=" + name + "]");

  function quote() {
    const words = selected(box);
    if (words && at().a.text.includes(words)) {
      evidence.push(words);
      getSelection().removeAllRanges();
      drawEvidence();
    }
    return Boolean(words);
  }

  function drawEvidence() {
    fill(box, marked(at().a.text, evidence.map((q) => [q, "now"])));
    fill(document.querySelector("#judge .quotes"), quoteList(evidence, drawEvidence));
  }

  async function judge(name) {
    const p = at();
    label = name;
    const why = input("why").value;
    // A selection is meant as evidence.
    quote();
    const verdict = { label, evidence: label === "NOT_ENOUGH_INFO" ? [] : evidence, why, via: label === "SUPPORTED" && via };
    if (label !== "NOT_ENOUGH_INFO" && evidence.length === 0) return showMessage("Select the words that show it, then press " + (LABELS.indexOf(label) + 1) + " again.");
    if (label !== "SUPPORTED" && !why.trim()) {
      showMessage("Say in a few words why, then press Enter.");
      input("why").focus();
      return undefined;
    }
    if (await save("verdict", { article: p.a.id, version: files.stories[p.a.story].version, id: p.c.id, verdict })) {
      if (document.activeElement) document.activeElement.blur();
      step(1);
    }
    return undefined;
  }

  function speaker(on) {
    via = on;
    input("via").checked = on;
  }

  const ask = () => files.suggested && save("suggest", { article: at().a.id, id: at().c.id });

  function drawSuggested() {
    const part = document.querySelector("#judge .suggested");
    if (!part || !files.suggested) return;
    const p = at();
    const said = files.suggested.verdicts[p.a.story + "/" + p.key];
    fill(part, !said ? el("button", { type: "button", on: { click: ask } }, "Show what " + files.suggested.model + " says ", el("kbd", {}, "s"))
      : [el("p", { "data-suggested": said.label || "" }, files.suggested.model + ": ", said.label ? badge("label", words(said.label)) : "no valid answer"),
        said.quote && el("blockquote", { class: "quote", dir: "auto" }, said.quote),
        el("p", { class: "dim" }, "Saved from now on, this verdict is marked as suggested.")]);
  }

  return {
    keys: [["1, 2, 3", "supported, refuted, not enough information"], ["t", "to the text; there arrows choose words, with Shift more of them"],
      ["q", "the selected words become evidence"], ["v", "supported by a speaker's word alone"], ["w", "to the reason"], ["s", "what the model says, where suggestions are on"], ["u", "undo"]],
    update() {
      const section = document.getElementById("judge");
      const all = pairs();
      const p = at();
      if (!p) {
        fill(section, el("h1", {}, "Verdicts"), el("p", {}, "No claims to judge: verify/ has no file for these articles' stories."));
        return;
      }
      const now = JSON.stringify([p.key, files.stories[p.a.story].version]);
      drawSuggested();
      if (now === begun) return;
      begun = now;
      // A disputed label is nobody's: it is judged afresh.
      const v = p.v && !p.v.disputed ? p.v : {};
      evidence = [...(v.evidence || [])];
      label = v.label || "";
      via = Boolean(v.via);
      fill(section,
        el("div", { class: "title article-title" }, el("div", {}, el("h1", { dir: "auto" }, p.c.text),
          el("p", {}, p.key + " · " + (place() + 1) + " of " + all.length + ", " + all.filter((x) => x.v && !x.v.disputed).length + " judged" + whose()), agreementLine()),
          el("div", { class: "buttons" }, undoButton(), again())),
        el("div", { class: "label-columns" },
          el("div", { class: "text-column" }, box = textBox()),
          el("div", { class: "card" }, el("h2", {}, "What does the article say about it?"),
            labelButtons(label, judge),
            el("div", { class: "quotes spaced" }),
            el("p", { class: "spaced" }, el("label", {}, el("input", { type: "checkbox", name: "via", checked: via, on: { change: (e) => speaker(e.target.checked) } }), " supported by a speaker's word alone ", el("kbd", {}, "v"))),
            whyField(v.why, () => label && judge(label)),
            p.v && p.v.disputed && el("p", { class: "dim spaced" }, "Disputed: " + words(p.v.label) + (p.v.why ? ", " + p.v.why : "")),
            p.v && p.v.votes && el("p", { class: "dim spaced" }, "Settled: " + Object.entries(p.v.votes).map(([who, said]) => who + " " + words(said)).join(", ")),
            p.v && p.v.suggested && el("p", { class: "dim spaced" }, "Made after a suggestion was shown."),
            el("div", { class: "suggested spaced" }))));
      drawEvidence();
      drawSuggested();
    },
    step,
    press(key) {
      if (key === "q") return quote();
      if (key === "u") undo();
      else if (key === "t") box.focus();
      else if (key === "w") input("why").focus();
      else if (key === "v") speaker(!via);
      else if (key === "s") ask();
      else return false;
      return true;
    },
    digit: (key) => LABELS[key - 1] && judge(LABELS[key - 1]),
  };
})();
