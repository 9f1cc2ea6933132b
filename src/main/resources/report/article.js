views.article = (() => {
  const all = [...articles.values()];
  let parts;
  let shown;

  const chosen = () => articles.get(state.article) || all[0];

  /** Everything that is marked in the text, in UTF-16 units. */
  function marks(article) {
    const place = units(article.text);
    const list = [];
    const add = (quotes, key, kind) => quotes.forEach((quote) => quote.spans.forEach(([start, end]) =>
      list.push({ start: place(start), end: place(end), key, kind: kind || styled(quote.rung) })));
    (article.gold || []).forEach((gold, i) => add(gold.quotes, "g" + i, "gold"));
    (article.claims || []).forEach((claim, i) => add(claim.quotes, "p" + i));
    (article.furniture || []).forEach(([start, end]) => list.push({ start: place(start), end: place(end), key: "", kind: "furniture" }));
    const verdict = data.verdicts.find((v) => v.id === state.verdict && v.article === article.id);
    if (verdict) {
      add(verdict.evidence, "v", "gold");
      if (verdict.quoted) add([verdict.quoted], "v");
    }
    list.push(...finds(article.text, (state.q || "").trim().toLowerCase(), 500));
    return list;
  }

  const RUNGS = ["exact", "normalised", "fuzzy"];

  function text(article) {
    return stretches(article.text, marks(article)).map((stretch) => {
      if (stretch.marks.length === 0) return stretch.text;
      const kinds = new Set(stretch.marks.map((m) => m.kind));
      // Where quotes overlap, the best rung is shown.
      const rung = RUNGS.find((name) => kinds.has(name));
      const keys = [...new Set(stretch.marks.map((m) => m.key).filter(Boolean))];
      const classes = [rung, kinds.has("gold") && "gold", kinds.has("furniture") && "furniture", kinds.has("find") && "find"].filter(Boolean);
      return el("mark", {
        class: classes.join(" "), "data-keys": keys.join(" "), title: classes.join(", "),
        on: keys.length > 0 && {
          mouseenter: () => join(keys), mouseleave: () => join([]),
          click: () => choose(keys.find((k) => k !== "v") || ""),
        },
      }, stretch.text);
    });
  }

  const fields = (claim) => [claim.kind, claim.speaker, claim.quantity, claim.date,
    claim.hedge !== "none" && claim.hedge].filter(Boolean).join(" · ");

  function quote(q) {
    return el("blockquote", { class: "quote " + styled(q.rung), dir: "auto" }, q.text, " ",
      el("span", { class: "tag" }, (q.rung === "ABSENT" ? "not in the article" : words(q.rung)) + (q.rung === "FUZZY" ? " " + q.similarity.toFixed(2) : "")),
      q.furniture && el("span", { class: "tag" }, "boilerplate"));
  }

  function card(key, claim, came, extra, quotes) {
    return el("li", { class: "claim " + styled(came), "data-card": key, on: {
      mouseenter: () => join([key]), mouseleave: () => join([]), focusin: () => join([key]), focusout: () => join([]) } },
      el("div", { class: "claim-head" }, badge(came), el("span", { class: "id" }, claim.id), extra),
      el("button", { type: "button", class: "pick", dir: "auto", on: { click: () => choose(state.claim === key ? "" : key) } }, claim.text),
      el("div", { class: "dim", dir: "auto" }, fields(claim)),
      (claim.conflicts || []).map((c) => el("div", { class: "conflict", dir: "auto" }, c)),
      quotes.map(quote));
  }

  function goldCards(article) {
    return (article.gold || []).map((gold, i) => card("g" + i, gold, gold.state === "MISSED" && !gold.must ? "NOT_FOUND" : gold.state || "UNSCORED",
      !gold.must && el("span", { class: "tag" }, "optional"), []));
  }

  function claimCards(article) {
    return (article.claims || []).map((claim, i) => card("p" + i, claim, claim.fate || "UNSCORED",
      claim.similarity !== undefined && el("span", { class: "tag", title: "similarity to the gold claim" }, claim.similarity.toFixed(2)), claim.quotes));
  }

  /** The other end of a pair, and both. */
  function together(keys) {
    const article = chosen();
    const both = new Set(keys);
    for (const key of keys) {
      const side = key[0] === "p" ? article.claims : key[0] === "g" ? article.gold : undefined;
      const pair = side && side[key.slice(1)] && side[key.slice(1)].pair;
      if (pair >= 0) both.add((key[0] === "p" ? "g" : "p") + pair);
    }
    return both;
  }

  function join(keys) {
    const lit = together(keys.length > 0 ? keys : state.claim ? [state.claim] : state.verdict ? ["v"] : []);
    parts.root.classList.toggle("joining", lit.size > 0);
    for (const element of parts.root.querySelectorAll("[data-card], [data-keys], [data-line]")) {
      const own = (element.dataset.card || element.dataset.keys || element.dataset.line || "").split(" ");
      element.classList.toggle("joined", own.some((key) => lit.has(key)));
    }
  }

  function choose(key) {
    go({ claim: key });
  }

  function lines(article) {
    const svg = parts.lines;
    const box = parts.pairs.getBoundingClientRect();
    svg.replaceChildren();
    svg.setAttribute("viewBox", "0 0 " + box.width + " " + box.height);
    (article.claims || []).forEach((claim, i) => {
      if (!(claim.pair >= 0)) return;
      const from = parts.gold.children[claim.pair].getBoundingClientRect();
      const to = parts.claims.children[i].getBoundingClientRect();
      if (to.left <= from.right) return;
      const x1 = from.right - box.left;
      const x2 = to.left - box.left;
      const y1 = from.top + Math.min(24, from.height / 2) - box.top;
      const y2 = to.top + Math.min(24, to.height / 2) - box.top;
      const middle = (x1 + x2) / 2;
      svg.append(drawn("path", {
        d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`,
        class: "line " + (claim.fate === "CONTRARY" ? "contrary" : claim.fate === "OPTIONAL" ? "optional" : "found"),
        "data-line": "p" + i + " g" + claim.pair,
      }));
    });
    join([]);
  }

  function onArticle(article) {
    const verdicts = data.verdicts.filter((v) => v.article === article.id);
    return verdicts.length > 0 && [
      el("h2", {}, "Verdicts on this article"),
      el("table", { class: "on-article" }, el("caption", {}, verdicts.filter((v) => v.right).length + " of " + verdicts.length + " right"),
        el("thead", {}, el("tr", {}, ["claim", "gold", "answered"].map((h) => el("th", { scope: "col" }, h)))),
        el("tbody", {}, verdicts.map((v) => el("tr", { class: v.id === state.verdict ? "chosen" : "" },
          el("th", { scope: "row", dir: "auto" }, el("a", { href: address({ view: "verdicts", verdict: v.id, story: v.story }) }, v.text)),
          el("td", {}, words(v.gold)),
          el("td", {}, badge(v.right ? "right" : "wrong", v.predicted ? words(v.predicted) : v.outcome.toLowerCase()))))))];
  }

  function madeUp(article) {
    const list = [];
    (article.claims || []).forEach((claim, i) => claim.quotes.filter((q) => q.rung === "ABSENT").forEach((q) => list.push([claim, i, q])));
    const verdict = data.verdicts.find((v) => v.id === state.verdict && v.article === article.id);
    if (verdict && verdict.quoted && verdict.quoted.rung === "ABSENT") list.push([{ id: verdict.claim }, -1, verdict.quoted]);
    return list.length > 0 && [
      el("h2", {}, "Quotes that are not in the article"),
      el("ul", { class: "made-up-quotes" }, list.map(([claim, i, q]) => el("li", { "data-keys": i >= 0 ? "p" + i : "v", dir: "auto" },
        el("span", { class: "id" }, claim.id), " “" + q.text + "”")))];
  }

  function build(article) {
    const claimed = article.claims || [];
    const gold = article.gold || [];
    parts.title.textContent = visible(article.title || article.id);
    fill(parts.source, [article.id, article.source, article.published, "story " + article.story].filter(Boolean).join(" · "),
      article.outcome && article.outcome !== "Parsed" && [" ", badge(article.outcome)], article.why && " " + article.why);
    fill(parts.text, text(article));
    fill(parts.absent, madeUp(article));
    fill(parts.gold, goldCards(article));
    fill(parts.claims, claimCards(article));
    fill(parts.goldTitle, "Gold ", el("span", { class: "dim" }, gold.filter((g) => g.must).length + " to be found, " +
      gold.filter((g) => g.state === "MISSED" && g.must).length + " missed"));
    fill(parts.claimsTitle, "Model ", el("span", { class: "dim" }, claimed.length + " claims, " +
      claimed.filter((c) => c.fate === "MADE_UP").length + " made up"));
    parts.raw.hidden = article.asked === undefined && article.reply === undefined;
    fill(parts.verdicts, onArticle(article));
    parts.text.scrollTop = 0;
    lines(article);
  }

  function move(by) {
    const at = all.indexOf(chosen());
    const next = all[at + by];
    if (next) go({ article: next.id, claim: "", verdict: "" });
  }

  return {
    keys: [["[, ]", "the article before, the next one"], ["r", "the raw reply"], ["p", "the prompt"]],
    build(section) {
      parts = { root: section };
      const column = (name, title) => el("div", { class: "column" }, parts[title] = el("h2", {}), parts[name] = el("ol", { class: "claims" }));
      fill(section,
        el("div", { class: "title article-title" },
          el("div", {}, parts.title = el("h1", { dir: "auto" }), parts.source = el("p", { dir: "auto" })),
          el("div", { class: "buttons" },
            parts.raw = el("span", { class: "buttons" },
              el("button", { type: "button", "data-raw": "reply", on: { click: () => showReply(chosen(), chosen().id) } }, "Reply"),
              el("button", { type: "button", "data-raw": "prompt", on: { click: () => showPrompt(chosen().asked, data.systems.extract, chosen().text, chosen().id) } }, "Prompt")),
            el("button", { type: "button", "aria-label": "Article before", on: { click: () => move(-1) } }, "‹"),
            el("label", {}, el("span", { class: "hidden" }, "Article"), parts.select = el("select", { on: {
              change: (e) => go({ article: e.target.value, claim: "", verdict: "" }) } },
              all.map((a) => el("option", { value: a.id }, a.id)))),
            el("button", { type: "button", "aria-label": "Next article", on: { click: () => move(1) } }, "›"))),
        el("div", { class: "reader" },
          el("div", { class: "text-column" },
            el("p", { class: "legend" }, "Quotes: ", RUNGS.map((r) => [el("span", { class: "swatch " + r }, r), " "]), el("span", { class: "swatch gold" }, "gold"),
              " ", el("span", { class: "swatch furniture" }, "boilerplate")),
            parts.text = el("div", { class: "text", dir: "auto", tabindex: "0", role: "region", "aria-label": "Text of the article" }),
            parts.absent = el("div", { class: "absent" })),
          parts.pairs = el("div", { class: "pairs" },
            parts.lines = drawn("svg", { class: "lines", "aria-hidden": "true" }),
            column("gold", "goldTitle"), column("claims", "claimsTitle"))),
        parts.verdicts = el("div", { class: "card wide" }));
      new ResizeObserver(() => lines(chosen())).observe(parts.pairs);
      addEventListener("beforeprint", () => lines(chosen()));
    },
    update() {
      const article = chosen();
      if (!article) return;
      const now = JSON.stringify([article.id, state.q, state.verdict]);
      if (shown !== now) {
        shown = now;
        parts.select.value = article.id;
        build(article);
      }
      for (const cardOf of parts.root.querySelectorAll("[data-card]")) {
        const is = cardOf.dataset.card === state.claim;
        cardOf.classList.toggle("chosen", is);
        cardOf.querySelector(".pick").setAttribute("aria-pressed", String(is));
        if (is) cardOf.scrollIntoView({ block: "nearest" });
      }
      join([]);
      const seen = parts.text.querySelector("mark.joined, mark.find");
      if (seen && (state.claim || state.verdict || state.q)) {
        const top = seen.offsetTop - parts.text.offsetTop;
        if (top < parts.text.scrollTop || top > parts.text.scrollTop + parts.text.clientHeight - 60) {
          parts.text.scrollTop = Math.max(0, top - 80);
        }
      }
    },
    /** Through the model's claims, then through the gold's. */
    step(by) {
      const keys = [...parts.claims.children, ...parts.gold.children].map((c) => c.dataset.card);
      const at = keys.indexOf(state.claim);
      const next = keys[Math.max(0, Math.min(keys.length - 1, at + by))];
      if (next) go({ claim: next }, true);
    },
    press(key) {
      if (key === "[") move(-1);
      else if (key === "]") move(1);
      else if ((key === "r" || key === "p") && !parts.raw.hidden) parts.raw.querySelector("[data-raw=" + (key === "r" ? "reply" : "prompt") + "]").click();
      else return false;
      return true;
    },
    leave: () => go({ claim: "", verdict: "" }, true),
  };
})();
