views.verdicts = (() => {
  const short = { SUPPORTED: "sup", REFUTED: "ref", NOT_ENOUGH_INFO: "nei" };
  let place;
  let panel;
  let count;

  function matching() {
    const asked = query();
    return data.verdicts.filter((v) =>
      (!state.story || v.story === state.story) &&
      (!state.gold || v.gold === state.gold) &&
      (!state.change || v.change === state.change) &&
      (state.wrong !== "only" || !v.right) &&
      asked.every((word) => (v.text + " " + v.id).toLowerCase().includes(word)));
  }

  function cell(verdict) {
    if (!verdict) return el("td", { class: "none" }, el("span", { class: "hidden" }, "not asked"));
    const answered = verdict.predicted ? short[verdict.predicted] : "none";
    return el("td", { class: "verdict-cell" }, el("button", {
      type: "button", class: "verdict " + (verdict.right ? "right" : verdict.predicted ? "wrong" : "no-answer"), "data-verdict": verdict.id,
      "aria-label": "gold " + words(verdict.gold) + ", answered " + (verdict.predicted ? words(verdict.predicted) : "nothing valid") + (verdict.right ? ", right" : ", wrong"),
      on: { click: () => go({ verdict: verdict.id }) },
    }, verdict.right ? "✓ " + answered : "✗ " + short[verdict.gold] + " → " + answered));
  }

  function table(story, verdicts) {
    const columns = [...new Set(verdicts.map((v) => v.article))].sort();
    const claims = new Map();
    for (const v of verdicts) {
      if (!claims.has(v.claim)) claims.set(v.claim, { text: v.text, change: v.change, twin: v.twin, by: {} });
      claims.get(v.claim).by[v.article] = v;
    }
    return el("section", { class: "card" }, el("h2", {}, story),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Verdicts of " + story },
      el("table", { class: "matrix" },
        el("caption", {}, "Claims and articles of " + story),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "claim"), columns.map((id) =>
          el("th", { scope: "col" }, el("a", { href: address({ view: "article", article: id, claim: "", verdict: "" }) },
            id.startsWith(story + "-") ? id.slice(story.length + 1) : id))))),
        el("tbody", {}, [...claims].map(([id, claim]) => el("tr", {},
          el("th", { scope: "row", dir: "auto" }, el("span", { class: "id" }, id), " ", claim.text,
            claim.change && [" ", el("span", { class: "tag" }, claim.change + (claim.twin ? " of " + claim.twin : ""))]),
          columns.map((column) => cell(claim.by[column]))))))));
  }

  const quoteLine = (quote) => el("blockquote", { dir: "auto", class: "quote " + styled(quote.rung) }, quote.text,
    " ", el("span", { class: "tag" }, words(quote.rung) + (quote.rung === "FUZZY" ? " " + quote.similarity.toFixed(2) : "")));

  function detail(v) {
    if (!v) {
      return [el("h2", {}, "Choose a verdict"), el("p", { class: "dim" }, "A row is a claim, a column an article. ✓ is right; ✗ shows the gold label → what was answered: sup for supported, ref for refuted, nei for not enough information. j and k move down and up.")];
    }
    const article = articles.get(v.article);
    return [
      el("h2", { dir: "auto" }, v.text),
      el("p", { class: "dim" }, v.id, v.change && " · " + v.change + " of " + v.twin),
      el("dl", {},
        el("dt", {}, "Gold"), el("dd", {}, badge("label", words(v.gold)), v.via && " by a speaker's word alone", v.disputed && " disputed"),
        v.goldWhy && [el("dt", {}, "Why"), el("dd", { dir: "auto" }, v.goldWhy)],
        v.evidence.length > 0 && [el("dt", {}, "Evidence"), el("dd", {}, v.evidence.map(quoteLine))],
        el("dt", {}, "Answered"), el("dd", {}, badge(v.right ? "right" : "wrong", v.predicted ? words(v.predicted) : v.outcome.toLowerCase()), v.why && " " + v.why),
        v.quoted && [el("dt", {}, "Quoted"), el("dd", {}, quoteLine(v.quoted))],
        v.probabilities && [el("dt", {}, "Probability"), el("dd", {}, Object.entries(v.probabilities).map(([label, p]) =>
          el("div", {}, words(label) + " " + p.toFixed(3))))]),
      el("p", { class: "buttons" },
        el("a", { class: "button", href: address({ view: "article", article: v.article, claim: "", verdict: v.id }) }, "In the article"),
        el("button", { type: "button", "data-raw": "reply", on: { click: () => showReply(v, v.id) } }, "Reply"),
        el("button", { type: "button", "data-raw": "prompt", on: { click: () => showPrompt(v.asked, data.systems.verify, article.text, v.id) } }, "Prompt")),
    ];
  }

  return {
    keys: [["r", "the raw reply"], ["p", "the prompt"]],
    build(section) {
      place = el("div", { class: "matrices" });
      panel = el("section", { class: "card panel", "aria-label": "Verdict" });
      count = el("p", { class: "count", role: "status" });
      fill(section, el("h1", { class: "hidden" }, "Verdicts"),
        el("div", { class: "filters" },
          searchField("Search claims"),
          chooser("Story", "story", counted(data.verdicts, "story")),
          chooser("Gold", "gold", counted(data.verdicts, "gold")),
          chooser("Changed", "change", counted(data.verdicts, "change")),
          el("button", { type: "button", class: "toggle", "data-key": "wrong", value: "only", on: {
            click: () => go({ wrong: state.wrong === "only" ? "" : "only" }) } }, "Wrong only")),
        count, el("div", { class: "beside-panel" }, place, panel));
    },
    update() {
      const found = matching();
      const right = found.filter((v) => v.right).length;
      const shown = JSON.stringify([state.story, state.gold, state.change, state.wrong, state.q]);
      count.textContent = found.length + " verdicts, " + right + " right";
      if (place.dataset.shown !== shown) {
        place.dataset.shown = shown;
        const stories = new Map();
        for (const v of found) stories.set(v.story, [...(stories.get(v.story) || []), v]);
        // Whole stories until the page is long enough; the rest is a choice away.
        let cells = 0;
        const tables = [];
        const names = [...stories.keys()].sort();
        for (const name of names) {
          if (cells > 1500) break;
          tables.push(table(name, stories.get(name)));
          cells += stories.get(name).length;
        }
        fill(place, tables, tables.length < names.length && el("p", { class: "note" },
          names.length - tables.length + " more stories: choose one above, or search."), names.length === 0 && el("p", { class: "note" }, "No verdict matches."));
      }
      for (const button of place.querySelectorAll("button.verdict")) {
        if (button.dataset.verdict === state.verdict) {
          button.setAttribute("aria-current", "true");
          button.scrollIntoView({ block: "nearest" });
        } else button.removeAttribute("aria-current");
      }
      fill(panel, detail(data.verdicts.find((v) => v.id === state.verdict)));
    },
    step(by) {
      const all = [...place.querySelectorAll("button.verdict")];
      const at = all.findIndex((b) => b.dataset.verdict === state.verdict);
      const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
      if (next) {
        next.focus({ preventScroll: true });
        go({ verdict: next.dataset.verdict }, true);
      }
    },
    press(key) {
      const v = data.verdicts.find((x) => x.id === state.verdict);
      if (!v || (key !== "r" && key !== "p")) return false;
      panel.querySelector("[data-raw=" + (key === "r" ? "reply" : "prompt") + "]").click();
      return true;
    },
    leave: () => go({ verdict: "" }, true),
  };
})();
