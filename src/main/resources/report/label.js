views.text = (() => {
  const KINDS = ["event", "statistic", "statement", "forecast", "opinion"];
  const HEDGES = ["none", "reported", "possible", "planned"];
  const BOUNDS = ["exactly", "about", "at most", "at least"];
  let box;
  let form;
  let quotes = [];

  const field = (name) => form.elements[name];

  function nextId(claims) {
    const numbers = claims.map((c) => Number((/^c(\d+)$/.exec(c.id) || [])[1]) || 0);
    return "c" + String(Math.max(0, ...numbers) + 1).padStart(2, "0");
  }

  function choice(label, name, values, value) {
    return el("label", { class: "choose" }, label, el("select", { name }, values.map((v) => el("option", { value: v, selected: v === value }, v))));
  }

  /** A field, and beside it what fills it with the words selected in the text. */
  function text(label, name, value, wide) {
    return el("div", { class: "with-take" + (wide ? " full" : "") },
      el("label", { class: "choose" }, label, el("input", { name, value: value === undefined || value === null ? "" : value, dir: "auto", autocomplete: "off" })),
      el("button", { type: "button", class: "quiet", title: "Use the selection", "aria-label": label + ": take what is selected", "data-take": name,
        on: { mousedown: (e) => e.preventDefault(), click: () => { const words = selected(box); if (words) field(name).value = words; } } }, "←"));
  }

  function drawQuotes() {
    fill(form.querySelector(".quotes"), quoteList(quotes, drawQuotes),
      quotes.length === 0 && el("p", { class: "dim" }, "Select its words in the text, then press q."));
    fill(box, marked(article().text, [...article().claims.flatMap((c) => c.quotes.map((q) => [q, "gold"])), ...quotes.map((q) => [q, "now"])]));
  }

  function takeQuote() {
    const words = selected(box);
    if (!words) return false;
    if (!article().text.includes(words)) {
      showMessage("That selection is not in the text word for word.");
      return true;
    }
    quotes.push(words);
    if (!field("text").value) field("text").value = words.replace(/\s+/g, " ");
    getSelection().removeAllRanges();
    drawQuotes();
    return true;
  }

  function number(value) {
    const n = Number(String(value).replaceAll(",", ""));
    return value !== "" && Number.isFinite(n) ? n : value;
  }

  /** Must or may, or, where summaries by people decide that, how many of them state the claim. */
  function weight(a, c) {
    return a.weights === "summaries"
      ? el("label", { class: "choose" }, "Summaries with it",
        el("input", { name: "summaries", type: "number", min: "0", step: "1", required: true, value: c ? c.summaries : "" }))
      : choice("Weight", "weight", ["must", "may"], c && c.weight);
  }

  function weighed() {
    if (!field("summaries")) return { weight: field("weight").value };
    const given = field("summaries").value;
    return given === "" ? { weight: "may" } : { summaries: Number(given), weight: Number(given) > 0 ? "must" : "may" };
  }

  function body() {
    return {
      text: field("text").value, quotes, speaker: field("speaker").value, kind: field("kind").value,
      quantity: field("value").value === "" ? null : { value: number(field("value").value), unit: field("unit").value, bound: field("bound").value },
      date: field("date").value, hedge: field("hedge").value, ...weighed(),
    };
  }

  async function send() {
    const a = article();
    const id = state.claim || nextId(a.claims);
    const chosen = a.claims.find((c) => c.id === id);
    const claim = body();
    // A range is kept as it is: the form has no place for it.
    if (chosen && chosen.quantity && chosen.quantity.low !== undefined && claim.quantity === null) claim.quantity = chosen.quantity;
    if (await save("claim", { article: a.id, version: a.version, id, claim })) {
      if (state.claim) go({ claim: "" });
      else begin();
    }
  }

  function remove(id) {
    const a = article();
    return save("claim", { article: a.id, version: a.version, id, claim: { remove: true } }).then((ok) => ok && go({ claim: "" }));
  }

  const ask = () => files.suggested && save("suggest", { article: article().id, id: "" });

  /** Puts a suggestion into the form; whoever saves it has read it, one hopes. */
  function use(suggestion) {
    const q = suggestion.quantity || {};
    const values = { text: suggestion.text, speaker: suggestion.speaker, date: suggestion.date, kind: suggestion.kind, hedge: suggestion.hedge, value: q.value, unit: q.unit, bound: q.bound };
    for (const [name, value] of Object.entries(values)) if (value !== undefined || field(name).tagName !== "SELECT") field(name).value = value === undefined ? "" : value;
    quotes = suggestion.quotes.filter((quote) => article().text.includes(quote));
    drawQuotes();
  }

  function drawSuggested() {
    const part = document.querySelector("#text .suggested");
    if (!part || !files.suggested) return;
    const list = files.suggested.claims[article().id];
    fill(part, !list ? el("button", { type: "button", on: { click: ask } }, "Show what " + files.suggested.model + " says ", el("kbd", {}, "s"))
      : [el("h2", { class: "spaced" }, "Suggested by " + files.suggested.model), el("p", { class: "dim" }, "Claims saved from now on are marked as suggested."),
        el("ol", { class: "claims" }, list.map((c) => el("li", { class: "claim" }, el("button", { type: "button", class: "pick", dir: "auto", "data-suggested": "", on: { click: () => use(c) } }, c.text))))]);
  }

  let begun = "";

  function begin() {
    begun = "";
    show();
  }

  return {
    keys: [["t", "to the text; there arrows choose words, with Shift more of them"], ["q", "the selected words become a quote"], ["n", "a new claim"],
      ["s", "what the model says, where suggestions are on"], ["u", "undo"], ["Ctrl Enter", "save"]],
    update() {
      const a = article();
      const section = document.getElementById("text");
      if (!a) {
        fill(section, el("p", {}, "No articles."));
        return;
      }
      const now = JSON.stringify([a.id, state.claim, a.version]);
      drawSuggested();
      if (now === begun) return;
      begun = now;
      const c = a.claims.find((x) => x.id === state.claim);
      quotes = c ? [...c.quotes] : [];
      const q = (c && c.quantity) || {};
      fill(section,
        el("div", { class: "title article-title" }, el("div", {}, el("h1", { dir: "auto" }, a.title || a.id), el("p", {}, [a.id, a.source].filter(Boolean).join(" · ") + whose())),
          el("div", { class: "buttons" }, chooseArticle(), undoButton(), again())),
        el("div", { class: "label-columns" },
          el("div", { class: "text-column" }, box = textBox()),
          el("div", {},
            form = el("form", { class: "card label-form", on: {
              submit: (e) => { e.preventDefault(); send(); },
              keydown: (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); send(); } } } },
              el("h2", {}, c ? "Claim " + c.id : "New claim"),
              el("label", { class: "choose full" }, "Claim, one sentence that stands alone", el("textarea", { name: "text", rows: "3", dir: "auto" }, c ? c.text : "")),
              el("div", { class: "quotes full" }),
              el("button", { type: "button", on: { mousedown: (e) => e.preventDefault(), click: takeQuote } }, "Quote the selection ", el("kbd", {}, "q")),
              text("Speaker", "speaker", c && c.speaker, true),
              choice("Kind", "kind", KINDS, c && c.kind), choice("Hedge", "hedge", HEDGES, c && c.hedge), weight(a, c),
              text("Date", "date", c && c.date), text("Value", "value", q.value), text("Unit", "unit", q.unit), choice("Bound", "bound", BOUNDS, q.bound),
              q.low !== undefined && el("p", { class: "dim full" }, "Range " + q.low + " to " + q.high + ": kept as it is."),
              el("div", { class: "buttons full" }, el("button", { class: "primary" }, "Save ", el("kbd", {}, "Ctrl Enter")),
                c && el("button", { type: "button", on: { click: () => go({ claim: "" }) } }, "New claim ", el("kbd", {}, "n")),
                c && el("button", { type: "button", on: { click: () => remove(c.id) } }, "Take it out"))),
            el("div", { class: "suggested" }),
            el("h2", { class: "spaced" }, a.claims.length + " claims"),
            el("ol", { class: "claims" }, a.claims.map((x) => el("li", { class: "claim found" + (x.id === state.claim ? " chosen" : ""), "data-claim": x.id },
              el("div", { class: "claim-head" }, el("span", { class: "id" }, x.id), x.weight === "may" && el("span", { class: "tag" }, "optional")),
              el("button", { type: "button", class: "pick", dir: "auto", on: { click: () => go({ claim: x.id }) } }, x.text),
              el("div", { class: "dim", dir: "auto" }, [x.kind, x.speaker, x.date, x.hedge !== "none" && x.hedge].filter(Boolean).join(" · "))))))));
      drawQuotes();
      drawSuggested();
    },
    step(by) {
      const ids = article().claims.map((c) => c.id);
      const next = ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(state.claim) + by))];
      if (next) go({ claim: next }, true);
    },
    press(key) {
      if (key === "q") return takeQuote();
      if (key === "u") undo();
      else if (key === "t") box.focus();
      else if (key === "s") ask();
      else if (key === "n") {
        if (state.claim) go({ claim: "" });
        field("text").focus();
      } else return false;
      return true;
    },
    leave: () => go({ claim: "" }, true),
  };
})();
