views.sheet = (() => {
  let box;
  let begun = "";

  const all = () => files.rows || [];
  const { place, at, step } = walker(all, (r) => ({ row: r.id }), (r) => r.id === (state.row || (all().find((x) => !x.label) || {}).id));
  const note = () => document.querySelector("#sheet [name=note]");

  async function judge(label) {
    const row = at();
    if (row && await save("label", { version: files.version, id: row.id, label, note: note().value }) && label) {
      if (document.activeElement) document.activeElement.blur();
      step(1);
    }
  }

  /** Whether it is enough, and never which way it goes: that would lead the next label. */
  function status() {
    const progress = files.counted + " of " + all().length + " rows labelled from the top";
    if (files.decided === undefined) return progress + ".";
    return progress + (files.decided ? ": enough to decide. You may stop; `claimbench compare --labels` says which way." : ": not enough to decide yet; go on.");
  }

  return {
    keys: [["1, 2, 3", "supported, refuted, not enough information"], ["x", "take the label away"], ["w", "to the note"], ["u", "undo"]],
    update() {
      const section = document.getElementById("sheet");
      const row = at();
      if (!row) {
        fill(section, el("h1", {}, files.name || "Sheet"), el("p", {}, "The sheet has no rows: the runs agree on everything."));
        return;
      }
      const now = JSON.stringify([row.id, files.version]);
      if (now === begun) return;
      begun = now;
      const a = files.articles.find((x) => x.id === row.article);
      const quoted = row.quoted.split(" | ").filter(Boolean);
      fill(section,
        el("div", { class: "title article-title" }, el("div", {}, el("h1", { dir: "auto" }, row.claim),
          el("p", {}, files.name + " · row " + (place() + 1) + " of " + all().length + " · " + [a.title || a.id, a.source].filter(Boolean).join(" · ")),
          el("p", { class: "dim", role: "status", "data-counted": files.counted, "data-decided": files.decided === undefined ? null : String(files.decided) }, status())),
          el("div", { class: "buttons" }, undoButton(), again())),
        el("div", { class: "label-columns" },
          el("div", { class: "text-column" }, box = textBox()),
          el("div", { class: "card" }, el("h2", {}, "What does the article say about it?"),
            labelButtons(row.label, judge),
            row.answers && el("p", { class: "dim spaced" }, "The models said, in random order: " + row.answers.split(" | ").map(words).join(" and ") + "."),
            quoted.map((q) => el("blockquote", { class: "quote " + (a.text.includes(q) ? "exact" : "absent"), dir: "auto" }, q)),
            el("p", { class: "spaced" }, el("label", { class: "choose" }, "Note", el("input", { name: "note", value: row.note, dir: "auto", autocomplete: "off", on: {
              keydown: (e) => { if (e.key === "Enter") { e.preventDefault(); judge(row.label); } } } }))),
            el("div", { class: "buttons spaced" }, el("button", { type: "button", class: "quiet", disabled: !row.label, on: { click: () => judge("") } }, "Remove the label ", el("kbd", {}, "x"))))));
      fill(box, marked(a.text, quoted.map((q) => [q, "now"])));
      const first = box.querySelector("mark");
      if (first) box.scrollTop = Math.max(0, first.offsetTop - 80);
    },
    step,
    press(key) {
      if (key === "u") undo();
      else if (key === "x") judge("");
      else if (key === "w") note().focus();
      else return false;
      return true;
    },
    digit: (key) => LABELS[key - 1] && judge(LABELS[key - 1]),
  };
})();
