const dialog = document.getElementById("window");

/** A text in a window of its own. */
function open(title, ...content) {
  document.getElementById("window-title").textContent = visible(title);
  fill(document.getElementById("window-body"), ...content);
  if (!dialog.open) dialog.showModal();
}

const pre = (text) => el("pre", {}, text);

/** What the model was asked, word for word; the article's text is put back in its place. */
function showPrompt(asked, system, text, title) {
  const user = !asked ? "(not kept)" : asked.length === 1 ? asked[0] : asked[0] + text + asked[1];
  open("Prompt: " + title, system && [el("h3", {}, "System"), pre(system)], el("h3", {}, "User"), pre(user));
}

function showReply(item, title) {
  const facts = [
    item.outcome + (item.why ? ": " + item.why : ""),
    item.seconds !== undefined && item.seconds.toFixed(1) + " s",
    item.promptTokens >= 0 && item.promptTokens + " prompt tokens",
    item.answerTokens >= 0 && item.answerTokens + " answer tokens",
  ].filter(Boolean).join(" · ");
  open("Reply: " + title, el("p", { class: "dim" }, facts),
    item.thinking && [el("h3", {}, "Thinking"), pre(item.thinking), el("h3", {}, "Answer")],
    pre(item.reply === undefined ? "(no reply)" : item.reply));
}

function help() {
  const keys = [["j, k", "next, previous"], 
    ...(document.getElementById("message") ? [] : [["Enter", "open what is chosen"], ["/", "search"]]),
    ...(current().digit ? [] : [["1 to " + Object.keys(views).length, "views: " + Object.keys(views).join(", ")]]),
    ...(current().keys || []), ["Esc", "close, or choose nothing"], ["?", "these keys"]];
  open("Keys", el("table", { class: "keys" }, el("tbody", {}, keys.map(([key, does]) =>
    el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, key)), el("td", {}, does))))));
}

/** Light, dark, or whatever the system says. */
function theme(change) {
  const root = document.documentElement;
  let kept = "";
  try {
    kept = localStorage.getItem("claimbench-theme") || "";
  } catch { /* A file's page may be denied a memory. */ }
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (kept) root.dataset.theme = kept;
  if (change) {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("claimbench-theme", root.dataset.theme);
    } catch { /* Then it holds for this page only. */ }
  }
  document.querySelector("[data-action=theme]").textContent = dark() ? "Light" : "Dark";
}

const actions = { theme: () => theme(true), help, close: () => dialog.close() };
for (const button of document.querySelectorAll("[data-action]")) {
  button.addEventListener("click", actions[button.dataset.action]);
}
dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });

addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
  const typing = e.target.closest("input, textarea, select");
  if (typing) {
    if (e.key === "Escape") typing.blur();
    return;
  }
  if (dialog.open) return;
  const view = current();
  const names = Object.keys(views);
  let done = true;
  if (e.key === "?") help();
  else if (e.key === "/") search();
  else if (e.key === "Escape" && view.leave) view.leave();
  else if (e.key === "j" && view.step) view.step(1);
  else if (e.key === "k" && view.step) view.step(-1);
  else if (/^[1-9]$/.test(e.key) && view.digit) view.digit(e.key);
  else if (/^[1-9]$/.test(e.key) && names[e.key - 1]) go({ view: names[e.key - 1] });
  else if (view.press) done = view.press(e.key);
  else done = false;
  if (done) e.preventDefault();
});

/** To the search field of this view, or to the view that has one. */
function search() {
  const field = () => document.querySelector("section.view:not([hidden]) input[type=search]");
  if (!field()) {
    location.hash = address({ view: views.claims ? "claims" : views.stories ? "stories" : Object.keys(views)[0] });
    show();
  }
  if (field()) {
    field().focus();
    field().select();
  }
}

/** A field that searches while one types. */
function searchField(label) {
  return el("label", { class: "search" }, el("span", { class: "hidden" }, label),
    el("input", { type: "search", placeholder: label + "  /", "data-key": "q", autocomplete: "off", spellcheck: "false",
      on: { input: (e) => go({ q: e.target.value }, true) } }));
}

/** A card that is wider than the window scrolls, and then the keyboard must reach it. */
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const card of document.querySelectorAll(".card")) wide.observe(card);
