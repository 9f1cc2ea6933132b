/**
 * Turns places counted in Unicode code points, as all our files count, into places in a JavaScript
 * string, which counts UTF-16 units.
 */
function units(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (place) => place;
  const starts = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  starts.push(at);
  return (place) => starts[Math.min(place, starts.length - 1)];
}

/**
 * A text in stretches that have the same marks throughout.
 *
 * @param marks {start, end, key, kind} in UTF-16 units; they may overlap
 */
function stretches(text, marks) {
  const cuts = new Set([0, text.length]);
  for (const mark of marks) {
    cuts.add(mark.start);
    cuts.add(mark.end);
  }
  const places = [...cuts].sort((a, b) => a - b);
  const sorted = [...marks].sort((a, b) => a.start - b.start);
  const list = [];
  let next = 0;
  let open = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const start = places[i];
    open = open.filter((mark) => mark.end > start);
    while (next < sorted.length && sorted[next].start <= start) {
      if (sorted[next].end > start) open.push(sorted[next]);
      next++;
    }
    list.push({ text: text.slice(start, places[i + 1]), marks: [...open] });
  }
  return list;
}

/** All places of a search's words, at most so many. */
function finds(text, query, most) {
  const marks = [];
  const lower = text.toLowerCase();
  // A letter whose lower case is longer would move all places after it.
  if (!query || lower.length !== text.length) return marks;
  for (let i = lower.indexOf(query); i >= 0 && marks.length < most; i = lower.indexOf(query, i + query.length)) {
    marks.push({ start: i, end: i + query.length, key: "", kind: "find" });
  }
  return marks;
}
