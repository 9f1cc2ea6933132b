/** What the files hold now; every answer of the server brings it anew. */
let files = { articles: [], stories: {}, undo: 0 };

function tell(text) {
  const told = document.getElementById("told");
  told.textContent = text;
  told.hidden = !text;
}

async function load() {
  try {
    const answer = await fetch("all");
    if (!answer.ok) throw new Error(await answer.text());
    files = await answer.json();
    tell("");
  } catch (e) {
    tell("The server does not answer (" + e.message + "). Start `claimbench label` again; what was saved is in the files.");
  }
  show();
}

/** Saves one change; where it was refused, what one typed stays. */
async function save(what, body) {
  try {
    const answer = await fetch(what, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) {
      tell(answer.status === 409 ? text + " (button: Load again)" : "Not saved: " + text);
      return false;
    }
    files = JSON.parse(text);
    tell("");
    show();
    return true;
  } catch (e) {
    tell("Not saved, the server does not answer (" + e.message + "). What you typed is still here.");
    return false;
  }
}

const undo = () => save("undo", {});
const article = () => files.articles.find((a) => a.id === state.article) || files.articles[0];
const again = () => el("button", { type: "button", on: { click: load } }, "Load again");
const undoButton = () => el("button", { type: "button", disabled: files.undo === 0, "data-undo": "", on: { click: undo } }, "Undo ", el("kbd", {}, "u"));

function chooseArticle() {
  return el("label", { class: "choose" }, "Article", el("select", { "data-article": "", on: { change: (e) => go({ article: e.target.value, claim: "" }) } },
    files.articles.map((a) => el("option", { value: a.id, selected: a === article() }, a.id))));
}

/** What is selected in the article's text, without white space at its ends. */
function selected(box) {
  const selection = getSelection();
  return selection.rangeCount > 0 && box && box.contains(selection.anchorNode) && box.contains(selection.focusNode)
    ? selection.toString().trim() : "";
}

/** The text with the given quotes marked. */
function marked(text, quotes) {
  const marks = [];
  for (const [quote, kind] of quotes) {
    for (let i = quote ? text.indexOf(quote) : -1; i >= 0; i = text.indexOf(quote, i + quote.length)) {
      marks.push({ start: i, end: i + quote.length, key: "", kind });
    }
  }
  return stretches(text, marks).map((s) => s.marks.length === 0 ? s.text
    : el("mark", { class: s.marks.some((m) => m.kind === "now") ? "exact" : "gold" }, s.text));
}

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

  function text(label, name, value, wide) {
    return el("label", { class: "choose" + (wide ? " full" : "") }, label, el("input", { name, value: value === undefined || value === null ? "" : value, dir: "auto", autocomplete: "off" }));
  }

  function drawQuotes() {
    fill(form.querySelector(".quotes"), quotes.map((q, i) => el("blockquote", { class: "quote exact", dir: "auto" }, q, " ",
      el("button", { type: "button", class: "quiet", "aria-label": "Take this quote out", on: { click: () => { quotes.splice(i, 1); drawQuotes(); } } }, "×"))),
      quotes.length === 0 && el("p", { class: "dim" }, "Select its words in the text, then press q."));
    fill(box, marked(article().text, [...article().claims.flatMap((c) => c.quotes.map((q) => [q, "gold"])), ...quotes.map((q) => [q, "now"])]));
  }

  function takeQuote() {
    const words = selected(box);
    if (!words) return false;
    if (!article().text.includes(words)) {
      tell("That selection is not in the text word for word.");
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

  function body() {
    return {
      text: field("text").value, quotes, speaker: field("speaker").value, kind: field("kind").value,
      quantity: field("value").value === "" ? null : { value: number(field("value").value), unit: field("unit").value, bound: field("bound").value },
      date: field("date").value, hedge: field("hedge").value, weight: field("weight").value,
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

  let begun = "";

  function begin() {
    begun = "";
    show();
  }

  return {
    keys: [["q", "the selected words become a quote"], ["n", "a new claim"], ["u", "undo"], ["Ctrl Enter", "save"]],
    update() {
      const a = article();
      const section = document.getElementById("text");
      if (!a) {
        fill(section, el("p", {}, "No articles."));
        return;
      }
      const now = JSON.stringify([a.id, state.claim, a.version]);
      if (now === begun) return;
      begun = now;
      const c = a.claims.find((x) => x.id === state.claim);
      quotes = c ? [...c.quotes] : [];
      const q = (c && c.quantity) || {};
      fill(section,
        el("div", { class: "title article-title" }, el("div", {}, el("h1", { dir: "auto" }, a.title || a.id), el("p", {}, [a.id, a.source].filter(Boolean).join(" · "))),
          el("div", { class: "buttons" }, chooseArticle(), undoButton(), again())),
        el("div", { class: "label-desk" },
          el("div", { class: "text-column" }, box = el("div", { class: "text", dir: "auto", tabindex: "0", role: "region", "aria-label": "Text of the article" })),
          el("div", {},
            form = el("form", { class: "card label-form", on: {
              submit: (e) => { e.preventDefault(); send(); },
              keydown: (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); send(); } } } },
              el("h2", {}, c ? "Claim " + c.id : "New claim"),
              el("label", { class: "choose full" }, "Claim, one sentence that stands alone", el("textarea", { name: "text", rows: "3", dir: "auto" }, c ? c.text : "")),
              el("div", { class: "quotes full" }),
              el("button", { type: "button", on: { mousedown: (e) => e.preventDefault(), click: takeQuote } }, "Quote what is selected ", el("kbd", {}, "q")),
              text("Speaker", "speaker", c && c.speaker, true),
              choice("Kind", "kind", KINDS, c && c.kind), choice("Hedge", "hedge", HEDGES, c && c.hedge), choice("Weight", "weight", ["must", "may"], c && c.weight),
              text("Date", "date", c && c.date), text("Value", "value", q.value), text("Unit", "unit", q.unit), choice("Bound", "bound", BOUNDS, q.bound),
              q.low !== undefined && el("p", { class: "dim full" }, "Range " + q.low + " to " + q.high + ": kept as it is."),
              el("div", { class: "buttons full" }, el("button", { class: "primary" }, "Save ", el("kbd", {}, "Ctrl Enter")),
                c && el("button", { type: "button", on: { click: () => go({ claim: "" }) } }, "New claim ", el("kbd", {}, "n")),
                c && el("button", { type: "button", on: { click: () => remove(c.id) } }, "Take it out"))),
            el("h2", { class: "spaced" }, a.claims.length + " claims"),
            el("ol", { class: "claims" }, a.claims.map((x) => el("li", { class: "claim found" + (x.id === state.claim ? " chosen" : ""), "data-claim": x.id },
              el("div", { class: "claim-head" }, el("span", { class: "id" }, x.id), x.weight === "may" && el("span", { class: "tag" }, "optional")),
              el("button", { type: "button", class: "pick", dir: "auto", on: { click: () => go({ claim: x.id }) } }, x.text),
              el("div", { class: "dim", dir: "auto" }, [x.kind, x.speaker, x.date, x.hedge !== "none" && x.hedge].filter(Boolean).join(" · "))))))));
      drawQuotes();
    },
    step(by) {
      const ids = article().claims.map((c) => c.id);
      const next = ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(state.claim) + by))];
      if (next) go({ claim: next }, true);
    },
    press(key) {
      if (key === "q") return takeQuote();
      if (key === "u") undo();
      else if (key === "n") {
        if (state.claim) go({ claim: "" });
        field("text").focus();
      } else return false;
      return true;
    },
    leave: () => go({ claim: "" }, true),
  };
})();

views.judge = (() => {
  const LABELS = ["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"];
  let box;
  let label = "";
  let evidence = [];
  let begun = "";

  function pairs() {
    return files.articles.flatMap((a) => ((files.stories[a.story] || {}).claims || []).map((c) => ({ a, c, v: c.verdicts[a.id], key: c.id + "@" + a.id })));
  }

  const place = (all) => Math.max(0, all.findIndex((p) => p.key === state.pair));
  const at = () => { const all = pairs(); return all[place(all)]; };

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
    fill(document.querySelector("#judge .quotes"), evidence.map((q, i) => el("blockquote", { class: "quote exact", dir: "auto" }, q, " ",
      el("button", { type: "button", class: "quiet", "aria-label": "Take this quote out", on: { click: () => { evidence.splice(i, 1); drawEvidence(); } } }, "×"))));
  }

  async function judge(name) {
    const p = at();
    label = name;
    const why = document.querySelector("#judge [name=why]").value;
    // A selection is meant as evidence.
    quote();
    const verdict = { label, evidence: label === "NOT_ENOUGH_INFO" ? [] : evidence, why, via: label === "SUPPORTED" && Boolean(p.v && p.v.via) };
    if (label !== "NOT_ENOUGH_INFO" && evidence.length === 0) return tell("Select the words that carry it, then press " + (LABELS.indexOf(label) + 1) + " again.");
    if (label !== "SUPPORTED" && !why.trim()) {
      tell("Say in a few words why, then press Ctrl Enter.");
      document.querySelector("#judge [name=why]").focus();
      return undefined;
    }
    if (await save("verdict", { article: p.a.id, version: files.stories[p.a.story].version, id: p.c.id, verdict })) views.judge.step(1);
    return undefined;
  }

  return {
    keys: [["1, 2, 3", "supported, refuted, not enough information"], ["q", "the selected words become evidence"], ["u", "undo"]],
    update() {
      const section = document.getElementById("judge");
      const all = pairs();
      const p = at();
      if (!p) {
        fill(section, el("p", {}, "No claims to judge: verify/ has no file for these articles' stories."));
        return;
      }
      const now = JSON.stringify([p.key, files.stories[p.a.story].version]);
      if (now === begun) return;
      begun = now;
      evidence = [...((p.v && p.v.evidence) || [])];
      label = p.v ? p.v.label : "";
      fill(section,
        el("div", { class: "title article-title" }, el("div", {}, el("h1", { dir: "auto" }, p.c.text), el("p", {}, p.key + " · " + (place(all) + 1) + " of " + all.length)),
          el("div", { class: "buttons" }, undoButton(), again())),
        el("div", { class: "label-desk" },
          el("div", { class: "text-column" }, box = el("div", { class: "text", dir: "auto", tabindex: "0", role: "region", "aria-label": "Text of the article" })),
          el("div", { class: "card" }, el("h2", {}, "What does the article say of it?"),
            el("div", { class: "buttons" }, LABELS.map((name, i) => el("button", { type: "button", class: "toggle", "data-label": name, "aria-pressed": String(label === name),
              on: { mousedown: (e) => e.preventDefault(), click: () => judge(name) } }, el("kbd", {}, String(i + 1)), " " + words(name)))),
            el("div", { class: "quotes spaced" }),
            el("label", { class: "choose" }, "Why", el("input", { name: "why", value: (p.v && p.v.why) || "", dir: "auto", autocomplete: "off", on: {
              keydown: (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && label) { e.preventDefault(); judge(label); } } } })))));
      drawEvidence();
    },
    step(by) {
      const all = pairs();
      const next = all[Math.max(0, Math.min(all.length - 1, place(all) + by))];
      if (next) go({ pair: next.key }, true);
    },
    press(key) {
      if (key === "q") return quote();
      if (key === "u") undo();
      else return false;
      return true;
    },
    digit: (key) => LABELS[key - 1] && judge(LABELS[key - 1]),
  };
})();

theme(false);
load();
