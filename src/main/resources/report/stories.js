/** The stories of a report of many pages: how many rows of each kind they have, and where. */
if (data.stories) views.stories = (() => {
  const fields = data.fields.map(([key]) => key);
  const kinds = data.kinds.map((values) => Object.fromEntries(values.map((value, i) => [fields[i], value])));
  const total = kinds.map(() => 0);
  for (const line of data.stories) for (let i = 2; i < line.length; i += 2) total[line[i]] += line[i + 1];
  const all = total.reduce((a, b) => a + b, 0);
  const distinct = (lines) => new Set(lines.map((line) => line[0])).size;
  const number = (n) => n.toLocaleString("en");
  let list;
  let count;

  /** [value, rows] of a field, the most frequent first. */
  function options(field) {
    const sums = new Map();
    kinds.forEach((kind, i) => kind[field] && sums.set(kind[field], (sums.get(kind[field]) || 0) + total[i]));
    return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  /** To the same filters on the page that has the story's rows. */
  function place(line) {
    const to = new URLSearchParams({ view: data.view });
    for (const field of fields) if (state[field]) to.set(field, state[field]);
    to.set("story", line[0]);
    return data.pages[line[1] - 1] + "#" + to;
  }

  function draw({ line, rows }) {
    const parts = [];
    for (let i = 2; i < line.length; i += 2) parts.push([line[i], line[i + 1]]);
    const came = new Map();
    for (const [kind, n] of parts) came.set(kinds[kind].came, (came.get(kinds[kind].came) || 0) + n);
    return [
      el("span", { class: "badge" }, number(rows)),
      el("div", { class: "row-text" },
        el("a", { href: place(line), dir: "auto" }, line[0]),
        el("div", { class: "dim clip" }, [...came].map(([name, n]) => number(n) + " " + words(name)).join(", "))),
      el("div", { class: "row-meta dim" }, "page " + number(line[1])),
    ];
  }

  function matching() {
    const asked = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = fields.filter((field) => state[field]);
    const wanted = kinds.map((kind) => chosen.every((field) => kind[field] === state[field]));
    const found = [];
    for (const line of data.stories) {
      let rows = 0;
      for (let i = 2; i < line.length; i += 2) if (wanted[line[i]]) rows += line[i + 1];
      const name = line[0].toLowerCase();
      if (rows > 0 && asked.every((word) => name.includes(word))) found.push({ line, rows });
    }
    // What is looked for first where there is most of it; else in the order of the pages.
    return chosen.length > 0 ? found.sort((a, b) => b.rows - a.rows) : found;
  }

  return {
    build(section) {
      list = rows("Stories", 62, draw);
      count = el("p", { class: "count", role: "status" });
      const cleared = Object.fromEntries(["q", ...fields].map((field) => [field, ""]));
      fill(section,
        el("h1", { class: "hidden" }, "Stories"),
        el("div", { class: "filters" },
          searchField("Search stories"),
          data.fields.map(([key, label]) => chooser(label, key, options(key))),
          el("button", { type: "button", class: "quiet", on: { click: () => go(cleared) } }, "Clear")),
        count, list.element);
    },
    update() {
      const now = JSON.stringify([state.q, ...fields.map((field) => state[field])]);
      if (list.element.dataset.shown === now) return;
      list.element.dataset.shown = now;
      const found = matching();
      const of = (n, whole) => n === whole ? number(n) : number(n) + " of " + number(whole);
      count.textContent = of(found.reduce((sum, { rows }) => sum + rows, 0), all) + " " + data.unit + ", "
        + of(distinct(found.map(({ line }) => line)), distinct(data.stories)) + " stories, "
        + number(data.pages.length) + " pages";
      list.set(found);
    },
    step: (by) => list.step(by),
  };
})();
