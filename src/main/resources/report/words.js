/** What is selected in the article's text, without white space at its ends. */
function selected(box) {
  const selection = getSelection();
  return selection.rangeCount > 0 && box && box.contains(selection.anchorNode) && box.contains(selection.focusNode)
    ? selection.toString().trim() : "";
}

/**
 * Lets words of a text be selected by keyboard: right and left go from word to word, down and up
 * from sentence to sentence; with Shift they stretch what is selected.
 */
function walkable(box) {
  let text = "";
  let words = [];
  let sentences = [];
  let from = -1;
  let to = -1;

  /** Words and marks between them, and which word each sentence begins with. */
  function cut() {
    if (text === box.textContent) return;
    text = box.textContent;
    words = [...new Intl.Segmenter("en", { granularity: "word" }).segment(text)].filter((s) => s.segment.trim()).map((s) => [s.index, s.index + s.segment.length]);
    sentences = words.length > 0 ? [0] : [];
    let next = 0;
    for (const end of text.matchAll(/[.!?…]["'”’)\]]*\s+|\n+/g)) {
      while (next < words.length && words[next][0] < end.index + end[0].length) next++;
      if (next < words.length && sentences[sentences.length - 1] !== next) sentences.push(next);
    }
  }

  function place(offset) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let left = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [box, 0];
  }

  function paint() {
    const range = document.createRange();
    range.setStart(...place(words[Math.min(from, to)][0]));
    range.setEnd(...place(words[Math.max(from, to)][1]));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    const rects = range.getClientRects();
    const seen = rects[to < from ? 0 : rects.length - 1];
    const around = box.getBoundingClientRect();
    if (seen && seen.top < around.top) box.scrollTop -= around.top - seen.top + 20;
    if (seen && seen.bottom > around.bottom) box.scrollTop += seen.bottom - around.bottom + 20;
  }

  function target(key, stretch) {
    const sentence = sentences.findLastIndex((s) => s <= to);
    if (key === "ArrowRight") return to + 1;
    if (key === "ArrowLeft") return to - 1;
    if (key === "ArrowUp") return sentences[sentences[sentence] === to ? sentence - 1 : sentence];
    if (key === "Home") return 0;
    if (key === "End") return words.length - 1;
    const end = (sentence + 1 < sentences.length ? sentences[sentence + 1] : words.length) - 1;
    if (!stretch) return end + 1;
    // To the end of the sentence; from there, to the end of the next.
    return to < end ? end : (sentences[sentence + 2] || words.length) - 1;
  }

  box.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || !/^(Arrow|Home$|End$)/.test(e.key)) return;
    cut();
    if (words.length === 0) return;
    e.preventDefault();
    const next = to < 0 && e.key !== "End" ? 0 : target(e.key, e.shiftKey);
    to = Math.max(0, Math.min(words.length - 1, next === undefined ? to : next));
    if (!e.shiftKey || from < 0) from = to;
    paint();
  });
  box.addEventListener("mouseup", () => {
    if (!selected(box)) return;
    cut();
    const before = document.createRange();
    before.selectNodeContents(box);
    const range = getSelection().getRangeAt(0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    from = to = Math.max(0, words.findIndex((w) => w[1] > start));
  });
  return box;
}
