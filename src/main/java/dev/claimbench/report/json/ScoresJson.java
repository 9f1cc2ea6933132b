package dev.claimbench.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.align.Alignment;
import dev.claimbench.align.Grounding;
import dev.claimbench.compare.Scores;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Score;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.ScoringVersion;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Ece;
import dev.claimbench.task.Answer;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code scores.json}: every figure with its parts, and what became of every claim. Holds nothing
 * that a clock has seen, so that the same replies give the same bytes.
 */
public final class ScoresJson {
  public static final int VERSION = 1;
  public static final String FILE = "scores.json";

  private ScoresJson() {}

  /** The file's text. */
  public static String toJson(RunReport report) {
    StringWriter out = new StringWriter();
    try {
      write(report, out);
    } catch (IOException e) {
      throw new AssertionError("a string takes everything", e);
    }
    return out.toString();
  }

  /**
   * Writes the same article by article and verdict by verdict: as a tree, that of a large run takes
   * a gigabyte.
   */
  public static void write(RunReport report, Writer out) throws IOException {
    Scorecard card = report.scorecard();
    write(
        report,
        card.articles().stream().map(a -> article(a, report.manifest())).iterator(),
        card.verdicts().stream().map(ScoresJson::verdict).iterator(),
        out);
  }

  /**
   * Writes the same of a scorecard without articles and verdicts.
   *
   * @param articles {@link #article} of each, by id
   * @param verdicts {@link #verdict} of each, by id
   */
  public static void write(
      RunReport report,
      Iterator<? extends JsonNode> articles,
      Iterator<? extends JsonNode> verdicts,
      Writer out)
      throws IOException {
    Scorecard card = report.scorecard();
    JsonGenerator json =
        Json.MAPPER
            .writerWithDefaultPrettyPrinter()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    fields(json, head(report));
    array(json, "figures", card.figures().iterator(), ScoresJson::figure);
    fields(json, middle(card));
    array(json, "articles", articles, JsonGenerator::writeTree);
    array(json, "verdicts", verdicts, JsonGenerator::writeTree);
    json.writeEndObject();
    json.close();
    out.write('\n');
  }

  private interface Element<T> {
    void write(JsonGenerator json, T value) throws IOException;
  }

  private static <T> void array(
      JsonGenerator json, String name, Iterator<? extends T> values, Element<T> each)
      throws IOException {
    json.writeArrayFieldStart(name);
    while (values.hasNext()) {
      each.write(json, values.next());
    }
    json.writeEndArray();
  }

  private static void fields(JsonGenerator json, ObjectNode node) throws IOException {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      json.writeFieldName(field.getKey());
      json.writeTree(field.getValue());
    }
  }

  private static ObjectNode head(RunReport report) {
    Scorecard card = report.scorecard();
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("version", VERSION);
    root.put(ScoringVersion.FIELD, ScoringVersion.CURRENT);
    root.put("model", report.model());
    root.put("modelDigest", report.manifest().model().digest());
    root.put("goldHash", report.manifest().goldHash());
    root.set("promptHashes", Json.MAPPER.valueToTree(report.manifest().promptHashes()));
    root.set(
        "made", Json.MAPPER.valueToTree(Scores.made(report.manifest(), card, report.similarity())));
    root.put("verdictsAsked", report.manifest().verdictsAsked());
    root.put("verdictsInGold", report.manifest().verdictsInGold());
    root.put("complete", card.complete());
    if (card.repeats().times() > 1) {
      root.set("repeats", Json.MAPPER.valueToTree(card.repeats()));
    }
    root.set("outcomes", Json.MAPPER.valueToTree(card.outcomes()));
    ObjectNode tokens = root.putObject("tokens");
    card.usage()
        .forEach(
            (task, u) -> {
              ObjectNode of = tokens.putObject(task);
              of.put("prompt", u.promptTokens()).put("answer", u.answerTokens());
              if (u.thought() > 0) {
                of.put("thinking", u.thinkingTokens());
              }
            });
    return root;
  }

  private static ObjectNode middle(Scorecard card) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.set("confusion", Json.MAPPER.valueToTree(card.confusion()));
    learned(root.putObject("claimOnly"), card.training());
    if (!card.reliability().isEmpty()) {
      ArrayNode bins = root.putArray("reliability");
      card.reliability().forEach(bin -> bin(bins.addObject(), bin));
    }
    if (!card.riskCoverage().isEmpty()) {
      root.set("riskCoverage", Json.MAPPER.valueToTree(card.riskCoverage()));
    }
    return root;
  }

  private static void learned(ObjectNode node, GoldSet training) {
    boolean development = !training.verdicts().isEmpty();
    node.put("learnedFrom", development ? "dev" : "other families");
    if (development) {
      Set<String> articles = new TreeSet<>();
      training.verdicts().forEach(v -> articles.add(v.article()));
      node.put("verdicts", training.verdicts().size()).put("goldHash", training.hash());
      node.set("articles", Json.MAPPER.valueToTree(articles));
    }
  }

  /** A bar of the reliability diagram; an empty one has no means. */
  private static void bin(ObjectNode node, Ece.Bin bin) {
    node.put("low", bin.low()).put("high", bin.high()).put("n", bin.items());
    if (bin.items() > 0) {
      node.put("probability", bin.predicted()).put("right", bin.observed());
    }
  }

  private static void figure(JsonGenerator json, Figure figure) throws IOException {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("name", figure.name());
    node.put("description", figure.description());
    if (figure.score() instanceof Score.Scored scored) {
      node.put("value", scored.value());
      scored
          .interval()
          .ifPresent(
              i -> {
                node.put("low", i.low());
                node.put("high", i.high());
              });
      node.put("n", scored.n());
      node.put("over", figure.unit().name());
      if (scored.interval().isPresent() && isOfManyStories(figure)) {
        node.put("standardError", "jackknife");
      }
    } else if (figure.score() instanceof Score.Unscored unscored) {
      node.put("unscored", unscored.why());
    }
    json.writeStartObject();
    fields(json, node);
    array(json, "parts", figure.parts().iterator(), JsonGenerator::writePOJO);
    json.writeEndObject();
  }

  private static boolean isOfManyStories(Figure figure) {
    return figure.parts().size() > Bootstrap.MOST_DRAWN
        && figure.unit().units(figure.parts()) > Bootstrap.MOST_DRAWN;
  }

  /** What became of one article's claims. */
  public static ObjectNode article(ArticleDetail detail, Manifest manifest) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("article", detail.id());
    repeat(node, detail.result().repeat());
    node.put("story", detail.story());
    node.put("textHash", manifest.articles().getOrDefault(detail.id(), ""));
    outcome(node, detail.result().answer());
    ArrayNode quotes = node.putArray("quotes");
    detail.quotes().stream().flatMap(List::stream).forEach(q -> grounding(quotes.addObject(), q));
    detail.alignment().ifPresent(a -> alignment(node, a));
    return node;
  }

  /** The first is not worth a word. */
  private static void repeat(ObjectNode node, int repeat) {
    if (repeat > 1) {
      node.put("repeat", repeat);
    }
  }

  private static void grounding(ObjectNode node, Grounding grounding) {
    node.put("rung", grounding.quoteMatch().name());
    node.put("similarity", grounding.similarity());
    node.set("spans", Json.MAPPER.valueToTree(grounding.spans()));
  }

  private static void alignment(ObjectNode node, Alignment alignment) {
    ArrayNode predicted = node.putArray("predicted");
    for (Alignment.Predicted p : alignment.predicted()) {
      ObjectNode item =
          predicted.addObject().put("id", p.claim().id()).put("fate", p.outcome().fate());
      item.put("text", p.claim().text());
      p.pair()
          .ifPresent(
              pair -> {
                item.put("gold", pair.gold().claim().id()).put("similarity", pair.similarity());
                item.set("conflicts", Json.MAPPER.valueToTree(pair.match().conflicts()));
              });
    }
    ArrayNode missed = node.putArray("missed");
    alignment.missed().forEach(c -> missed.add(c.claim().id()));
    ArrayNode gold = node.putArray("gold");
    for (Alignment.Gold g : alignment.gold()) {
      ObjectNode item = gold.addObject().put("id", g.claim().claim().id());
      item.put("required", g.claim().required()).put("found", g.found());
      item.put("text", g.claim().claim().text());
      g.claim().claim().quotes().stream().findFirst().ifPresent(q -> item.put("quote", q));
      g.pair().ifPresent(pair -> item.put("answered", pair.predicted().text()));
    }
  }

  /** What one verdict came to. */
  public static ObjectNode verdict(VerdictDetail detail) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("id", detail.id());
    repeat(node, detail.result().repeat());
    node.put("story", detail.claim().story());
    node.put("article", detail.gold().article());
    node.put("claim", detail.claim().text());
    node.put("gold", detail.gold().label().name());
    if (detail.gold().disputed()) {
      node.put("disputed", true);
    }
    detail.gold().evidence().stream().findFirst().ifPresent(q -> node.put("quote", q));
    detail.predicted().ifPresent(v -> node.put("predicted", v.name()));
    detail.probabilities().ifPresent(p -> node.set("probabilities", Json.MAPPER.valueToTree(p)));
    node.put("right", detail.right());
    outcome(node, detail.result().answer());
    detail
        .evidence()
        .ifPresent(g -> node.put("evidence", g.quoteMatch().name()).put("quoted", g.quote()));
    return node;
  }

  private static void outcome(ObjectNode node, Answer<?> answer) {
    node.put("outcome", answer.outcome());
    String why = FigureText.whyNot(answer);
    if (!why.isEmpty()) {
      node.put("why", why);
    }
  }
}
