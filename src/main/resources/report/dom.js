/**
 * An element. Strings become text nodes and attributes are set by name, so that nothing that an
 * article, a model or a label says is ever markup.
 */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else {
      element.setAttribute(key, value === true ? "" : key === "title" || key === "aria-label" ? visible(value) : value);
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    element.append(typeof child === "string" ? visible(child) : child);
  }
}

/**
 * A text in which nothing is hidden and nothing turns a line around: controls and marks of
 * direction as \\u and their number.
 */
function visible(text) {
  return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/g,
    (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** An article's own text, from which quotes are taken: character for character. */
const verbatim = (text) => document.createTextNode(text);

/** An element of a drawing. */
function drawn(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** "MADE_UP" as it is read. */
const words = (name) => name === "FURNITURE" ? "boilerplate" : String(name).toLowerCase().replaceAll("_", " ");

/** "MADE_UP" as a CSS class. */
const styled = (name) => String(name).toLowerCase().replaceAll("_", "-");

const badge = (name, text) => el("span", { class: "badge " + styled(name) }, text || words(name));

/** A choice with how many there are of each. */
function chooser(label, key, options) {
  if (options.length < 2) return "";
  return el("label", { class: "choose" }, el("span", {}, label),
    el("select", { "data-key": key, on: { change: (e) => go({ [key]: e.target.value }) } },
      el("option", { value: "" }, "all"),
      options.map(([value, count]) =>
        el("option", { value }, words(value) + (count === undefined ? "" : " (" + count + ")")))));
}

/** [value, count] of a field, the most frequent first. */
function counted(items, field) {
  const counts = new Map();
  for (const item of items) {
    const value = item[field];
    if (value) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
