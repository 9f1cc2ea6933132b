views.overview = {};

/** Every claim of the model, every missed one of the gold and every verdict, to be filtered. */
const items = [];
const articles = new Map();
for (const article of [...data.articles, ...data.others]) articles.set(article.id, article);

for (const article of data.articles) {
  const before = items.length;
  article.claims.forEach((claim, i) => items.push({
    task: "extraction", came: claim.fate || "UNSCORED", outcome: article.outcome, kind: claim.kind, speaker: claim.speaker,
    story: article.story, article: article.id, key: "p" + i, text: claim.text, claim,
    other: claim.pair >= 0 && article.gold[claim.pair],
  }));
  article.gold.forEach((gold, i) => {
    if (gold.state === "MISSED" && gold.must) {
      items.push({
        task: "extraction", came: "MISSED", outcome: article.outcome, kind: gold.kind, speaker: gold.speaker,
        story: article.story, article: article.id, key: "g" + i, text: gold.text, claim: gold,
      });
    }
  });
  if (items.length === before) {
    items.push({
      task: "extraction", came: "NO_CLAIMS", outcome: article.outcome, story: article.story, article: article.id,
      text: article.title || article.id, why: article.why,
    });
  }
}
for (const verdict of data.verdicts) {
  items.push({
    task: "verdicts", came: verdict.right ? "RIGHT" : "WRONG", outcome: verdict.outcome, gold: verdict.gold, story: verdict.story,
    article: verdict.article, text: verdict.text, verdict,
  });
}

/** What a search looks through, made when it is first asked for. */
function haystack(item) {
  if (item.hay === undefined) {
    const parts = [item.text, item.article, item.story, item.speaker, item.kind];
    if (item.claim) parts.push(...item.claim.quotes.map((q) => q.text), ...(item.claim.conflicts || []));
    if (item.other) parts.push(item.other.text);
    if (item.verdict) parts.push(item.verdict.id, item.verdict.goldWhy, item.verdict.quoted && item.verdict.quoted.text);
    item.hay = parts.filter(Boolean).join("\n").toLowerCase();
  }
  return item.hay;
}

function query() {
  return (state.q || "").toLowerCase().split(/\s+/).filter(Boolean);
}

function matching() {
  const asked = query();
  return items.filter((item) =>
    (!state.task || item.task === state.task) &&
    (!state.came || item.came === state.came) &&
    (!state.outcome || item.outcome === state.outcome) &&
    (!state.kind || item.kind === state.kind) &&
    (!state.speaker || item.speaker === state.speaker) &&
    (!state.story || item.story === state.story) &&
    (!state.gold || item.gold === state.gold) &&
    asked.every((word) => haystack(item).includes(word)));
}

const link = (item) => item.verdict
  ? address({ view: "verdicts", verdict: item.verdict.id, story: item.story })
  : address({ view: "article", article: item.article, claim: item.key, verdict: "" });
