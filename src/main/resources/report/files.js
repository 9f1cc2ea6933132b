/** What the files hold now, as far as the server has sent them. */
let files = { articles: [], stories: {}, undo: 0 };

function showMessage(text) {
  const message = document.getElementById("message");
  message.textContent = visible(text);
  message.hidden = !text;
}

async function load() {
  try {
    const answer = await fetch("all");
    if (!answer.ok) throw new Error(await answer.text());
    files = await answer.json();
    showMessage("");
  } catch (e) {
    showMessage("The server does not answer (" + e.message + "). Start `claimbench label` again; what was saved is in the files.");
  }
  show();
}

/** An answer to a change has what has changed, and of the articles that one alone. */
function joined(now) {
  if (!now.part) return now;
  const changed = new Map((now.articles || []).map((a) => [a.id, a]));
  const articles = files.articles.map((a) => ({ ...a, ...changed.get(a.id) }));
  return { ...files, ...now, articles, stories: { ...files.stories, ...now.stories } };
}

/** Saves one change; where it was refused, what one typed stays. */
async function save(what, body) {
  try {
    const answer = await fetch(what, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) {
      showMessage(answer.status === 409 ? text + " (button: Load again)" : "Not saved: " + text);
      return false;
    }
    files = joined(JSON.parse(text));
    showMessage("");
    show();
    return true;
  } catch (e) {
    showMessage("Not saved, the server does not answer (" + e.message + "). What you typed is still here.");
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

/** The text with the given quotes marked. */
function marked(text, quotes) {
  const marks = [];
  for (const [quote, kind] of quotes) {
    for (let i = quote ? text.indexOf(quote) : -1; i >= 0; i = text.indexOf(quote, i + quote.length)) {
      marks.push({ start: i, end: i + quote.length, key: "", kind });
    }
  }
  return stretches(text, marks).map((s) => s.marks.length === 0 ? verbatim(s.text)
    : el("mark", { class: s.marks.some((m) => m.kind === "now") ? "exact" : "gold" }, verbatim(s.text)));
}

/** Quotes, each with a button that takes it out again. */
function quoteList(quotes, taken) {
  return quotes.map((q, i) => el("blockquote", { class: "quote exact", dir: "auto" }, q, " ",
    el("button", { type: "button", class: "quiet", "aria-label": "Remove this quote", on: { click: () => { quotes.splice(i, 1); taken(); } } }, "×")));
}

/** An article's text, in which words are selected by mouse or by keyboard. */
const textBox = () => walkable(el("div", { class: "text", dir: "auto", tabindex: "0", role: "region", "aria-label": "Text of the article" }));

/** How far one agrees with the others: numbers only. */
function agreementLine() {
  return (files.agreement || []).map((a) => el("p", { class: "dim", "data-agreement": a.with },
    a.value === undefined
      ? "Agreement with " + a.with + ": from " + a.step + " pairs that both have judged, " + a.pairs + " so far."
      : "Agreement with " + a.with + ": " + a.what + " " + a.value + (a.agreed ? ", " + a.agreed + " the same" : "") + ", over " + a.of + " pairs."));
}

const whose = () => files.annotator ? " · labelled by " + files.annotator : "";
