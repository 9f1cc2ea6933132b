const LABELS = ["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"];

/** Reasons that come again and again, for who has no hand for the keyboard. */
const REASONS = ["not mentioned", "says less", "another number", "another speaker", "the opposite"];

/** The field for a reason, and buttons that fill it. */
function whyField(value, done) {
  const input = el("input", { name: "why", value: value || "", dir: "auto", autocomplete: "off", on: {
    keydown: (e) => { if (e.key === "Enter") { e.preventDefault(); done(); } } } });
  return [
    el("label", { class: "choose" }, "Why", input),
    el("div", { class: "buttons reasons" }, REASONS.map((reason) => el("button", { type: "button", class: "quiet", "data-reason": reason,
      on: { mousedown: (e) => e.preventDefault(), click: () => { input.value = reason; } } }, reason))),
  ];
}

/** Three buttons, by mouse or by their numbers. */
function labelButtons(chosen, choose) {
  return el("div", { class: "buttons" }, LABELS.map((name, i) => el("button", { type: "button", class: "toggle", "data-label": name, "aria-pressed": String(chosen === name),
    on: { mousedown: (e) => e.preventDefault(), click: () => choose(name) } }, el("kbd", {}, String(i + 1)), " " + words(name))));
}

/** Which of a list is chosen, and the way through it. */
function walker(all, key, isChosen) {
  const place = () => Math.max(0, all().findIndex(isChosen));
  return {
    place,
    at: () => all()[place()],
    step(by) {
      const next = all()[Math.max(0, Math.min(all().length - 1, place() + by))];
      if (next) go(key(next), true);
    },
  };
}
