const data = JSON.parse(document.getElementById("data").textContent);

/** What is shown is all in the URL's fragment: a link shows the same to whoever opens it. */
let state = read();
let shown = "";
const views = {};

function read() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

function address(changes) {
  const next = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...state, ...changes })) {
    if (value !== "" && value !== undefined && value !== null) next.set(key, value);
  }
  return "#" + next;
}

/** Shows something else; what is typed letter by letter leaves no trail to go back through. */
function go(changes, quietly) {
  const to = address(changes);
  if (to === (location.hash || "#")) return;
  if (quietly) location.replace(to);
  else location.hash = to;
  // At once: the event comes later, and a key that is pressed before it would still act on what was there.
  show();
}

function show() {
  shown = location.hash;
  state = read();
  const name = views[state.view] ? state.view : Object.keys(views)[0];
  for (const [other, view] of Object.entries(views)) {
    const section = document.getElementById(other);
    section.hidden = other !== name;
    if (other === name && !view.built && view.build) {
      view.build(section);
      view.built = true;
    }
  }
  for (const tab of document.querySelectorAll("nav [data-view]")) {
    if (tab.dataset.view === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  for (const control of document.querySelectorAll("[data-key]")) {
    const value = state[control.dataset.key] || "";
    if (control.tagName === "BUTTON") control.setAttribute("aria-pressed", String(value === control.value));
    else if (control.value !== value && "value" in control) control.value = value;
  }
  if (views[name].update) views[name].update();
}

function current() {
  return views[views[state.view] ? state.view : Object.keys(views)[0]];
}

addEventListener("click", (e) => {
  const link = e.target.closest("a[href^='#'][href*='=']");
  if (!link || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  e.preventDefault();
  location.hash = link.getAttribute("href");
  show();
});
addEventListener("hashchange", () => { if (location.hash !== shown) show(); });
