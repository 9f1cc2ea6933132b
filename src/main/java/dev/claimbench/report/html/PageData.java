package dev.claimbench.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.align.Alignment;
import dev.claimbench.align.Groundedness;
import dev.claimbench.align.Grounding;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.Exchanges;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.run.Question;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * All that the page's script shows, as JSON. Spans count Unicode code points of the article's text,
 * as everywhere; the script turns them into its own units.
 */
final class PageData {
  private final Exchanges exchanges;
  private final Map<String, Groundedness> texts = new HashMap<>();

  private PageData(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  private Optional<PromptAndReply> exchange(ArticleDetail a) {
    return exchanges.find(question(a), a.result().article(), List.of());
  }

  private Optional<PromptAndReply> exchange(VerdictDetail v) {
    return exchanges.find(question(v), v.result().article(), List.of(v.gold()));
  }

  private static Question question(ArticleDetail a) {
    return new Question(Tasks.EXTRACT.name(), a.id(), a.result().repeat());
  }

  private static Question question(VerdictDetail v) {
    return new Question(Tasks.VERIFY.name(), v.id(), v.result().repeat());
  }

  static void write(RunReport report, PageRows rows, Exchanges exchanges, Writer out)
      throws IOException {
    PageData data = new PageData(exchanges);
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("systems");
      data.system(json, rows.articles(), data::exchange);
      data.system(json, rows.verdicts(), data::exchange);
      json.writeEndObject();
      json.writeStringField("model", report.model());
      array(json, "articles", rows.articles(), data::article);
      // Verdicts may be about articles that nothing was extracted from.
      array(json, "others", data.others(rows.verdicts()), PageData::text);
      array(json, "verdicts", rows.verdicts(), data::verdict);
      json.writeEndObject();
    }
  }

  /** The instructions of a task, which are the same in all its prompts. */
  private <T> void system(
      JsonGenerator json, List<T> details, Function<T, Optional<PromptAndReply>> exchange)
      throws IOException {
    for (int i = details.size() - 1; i >= 0; i--) {
      Optional<PromptAndReply> found = exchange.apply(details.get(i));
      if (found.isPresent()) {
        json.writeStringField(found.get().task(), found.get().system());
        return;
      }
    }
  }

  private static <T> void array(
      JsonGenerator json, String name, List<T> values, BiConsumer<ObjectNode, T> fill)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      ObjectNode node = Json.MAPPER.createObjectNode();
      fill.accept(node, value);
      json.writeTree(node);
    }
    json.writeEndArray();
  }

  private List<Article> others(List<VerdictDetail> verdicts) {
    List<Article> others = new ArrayList<>();
    for (VerdictDetail v : verdicts) {
      Article article = v.result().article();
      if (!texts.containsKey(article.id())) {
        texts.put(article.id(), new Groundedness(article.text(), List.of()));
        others.add(article);
      }
    }
    return others;
  }

  private static void text(ObjectNode node, Article article) {
    node.put("id", article.id()).put("story", article.story());
    node.put("title", article.title()).put("source", article.source());
    article.published().ifPresent(day -> node.put("published", day.toString()));
    node.put("text", article.text());
  }

  private void article(ObjectNode node, ArticleDetail detail) {
    text(node, detail.result().article());
    texts.put(detail.id(), new Groundedness(detail.result().article().text(), List.of()));
    outcome(node, detail.result().answer());
    exchange(node, exchange(detail), detail.result().article().text());
    ArrayNode boilerplate = node.putArray("furniture");
    detail.result().gold().map(GoldArticle::boilerplate).orElse(List.of()).stream()
        .map(part -> texts.get(detail.id()).place(part))
        .forEach(g -> spans(boilerplate, g));
    List<Claim> claims = detail.predicted();
    ArrayNode predicted = node.putArray("claims");
    for (int i = 0; i < claims.size(); i++) {
      ObjectNode item = predicted.addObject();
      claim(item, claims.get(i));
      ArrayNode quotes = item.putArray("quotes");
      detail.quotes().get(i).forEach(g -> quote(quotes.addObject(), g));
      int place = i;
      detail.alignment().ifPresent(a -> outcome(item, a, a.predicted().get(place)));
    }
    ArrayNode gold = node.putArray("gold");
    if (detail.alignment().isPresent()) {
      Alignment alignment = detail.alignment().get();
      alignment.gold().forEach(g -> gold(gold.addObject(), detail.id(), g.claim(), g, claims));
    } else {
      detail
          .result()
          .gold()
          .map(GoldArticle::claims)
          .orElse(List.of())
          .forEach(g -> gold(gold.addObject(), detail.id(), g));
    }
  }

  private static void claim(ObjectNode node, Claim claim) {
    node.put("id", claim.id()).put("text", claim.text());
    node.put("kind", lower(claim.kind())).put("hedge", lower(claim.hedge()));
    claim.speaker().ifPresent(s -> node.put("speaker", s));
    claim.date().ifPresent(d -> node.put("date", d));
    claim.quantity().map(FigureText::quantity).ifPresent(q -> node.put("quantity", q));
  }

  private static void outcome(ObjectNode node, Alignment alignment, Alignment.Predicted predicted) {
    node.put("fate", predicted.outcome().fate());
    predicted
        .pair()
        .ifPresent(
            pair -> {
              List<GoldClaim> gold = alignment.gold().stream().map(Alignment.Gold::claim).toList();
              node.put("pair", gold.indexOf(pair.gold())).put("similarity", pair.similarity());
              ArrayNode conflicts = node.putArray("conflicts");
              pair.match()
                  .conflicts()
                  .forEach(c -> conflicts.add(lower(c.field()) + ": " + c.why()));
            });
  }

  private void gold(ObjectNode node, String article, GoldClaim gold) {
    claim(node, gold.claim());
    node.put("must", gold.required());
    ArrayNode quotes = node.putArray("quotes");
    gold.claim().quotes().stream()
        .map(texts.get(article)::find)
        .forEach(g -> quote(quotes.addObject(), g));
  }

  private void gold(
      ObjectNode node, String article, GoldClaim gold, Alignment.Gold state, List<Claim> claims) {
    gold(node, article, gold);
    node.put(
        "state", state.found() ? "FOUND" : state.pair().isPresent() ? "CONTRADICTED" : "MISSED");
    state.pair().ifPresent(pair -> node.put("pair", claims.indexOf(pair.predicted())));
  }

  private static void quote(ObjectNode node, Grounding grounding) {
    node.put("text", grounding.quote()).put("rung", grounding.quoteMatch().name());
    node.put("similarity", grounding.similarity());
    spans(node.putArray("spans"), grounding);
    if (grounding.boilerplate()) {
      node.put("furniture", true);
    }
  }

  private static void spans(ArrayNode list, Grounding grounding) {
    grounding.spans().forEach(s -> list.addArray().add(s.start()).add(s.end()));
  }

  private void verdict(ObjectNode node, VerdictDetail detail) {
    GoldVerdict gold = detail.gold();
    node.put("id", detail.id()).put("story", detail.claim().story());
    node.put("article", gold.article()).put("claim", detail.claim().id());
    node.put("text", detail.claim().text()).put("gold", gold.label().name());
    node.put("right", detail.right());
    detail.predicted().ifPresent(v -> node.put("predicted", v.name()));
    if (gold.viaSpeaker()) {
      node.put("via", true);
    }
    if (gold.disputed()) {
      node.put("disputed", true);
    }
    if (!gold.why().isEmpty()) {
      node.put("goldWhy", gold.why());
    }
    detail.claim().change().ifPresent(c -> node.put("change", lower(c)));
    detail.claim().twin().ifPresent(t -> node.put("twin", t));
    ArrayNode evidence = node.putArray("evidence");
    gold.evidence().stream()
        .map(texts.get(gold.article())::find)
        .forEach(g -> quote(evidence.addObject(), g));
    detail.evidence().ifPresent(g -> quote(node.putObject("quoted"), g));
    outcome(node, detail.result().answer());
    exchange(node, exchange(detail), detail.result().article().text());
    detail.probabilities().ifPresent(p -> node.set("probabilities", Json.MAPPER.valueToTree(p)));
  }

  private static void outcome(ObjectNode node, Answer<?> answer) {
    node.put("outcome", answer.outcome());
    String why = FigureText.whyNot(answer);
    if (!why.isEmpty()) {
      node.put("why", why);
    }
  }

  /** The prompt without the article's text, which is in the page already. */
  private static void exchange(ObjectNode node, Optional<PromptAndReply> found, String text) {
    found.ifPresent(
        exchange -> {
          int start = exchange.user().indexOf(text);
          List<String> parts = new ArrayList<>();
          if (start < 0) {
            // Control tokens of chat templates were taken out of it.
            parts.add(exchange.user());
          } else {
            parts.add(exchange.user().substring(0, start));
            parts.add(exchange.user().substring(start + text.length()));
          }
          node.set("asked", Json.MAPPER.valueToTree(parts));
          exchange.entry().flatMap(e -> e.reply()).ifPresent(r -> reply(node, r));
        });
  }

  static void reply(ObjectNode node, dev.claimbench.model.Reply reply) {
    node.put("reply", reply.text());
    if (!reply.thinking().isEmpty()) {
      node.put("thinking", reply.thinking());
    }
    node.put("seconds", reply.total().toMillis() / 1000.0);
    node.put("promptTokens", reply.promptTokens()).put("answerTokens", reply.answerTokens());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
