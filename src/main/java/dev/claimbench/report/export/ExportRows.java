package dev.claimbench.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.align.Alignment;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.RunReport;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Score;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.task.Answer;
import dev.claimbench.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What other tools take from a run or from the gold, one flat object a row; what a row does not
 * have is left out. Field names are an interface: {@code docs/IMPORT.md} lists them.
 */
public final class ExportRows {
  private ExportRows() {}

  /** One row a figure. */
  public static List<ObjectNode> figures(String run, RunReport report) {
    List<ObjectNode> rows = new ArrayList<>();
    for (Figure figure : report.scorecard().figures()) {
      ObjectNode row = row(run, report).put("figure", figure.name());
      if (figure.score() instanceof Score.Scored scored) {
        row.put("value", scored.value());
        scored
            .interval()
            .ifPresent(i -> row.put("low", i.low()).put("high", i.high()).put("level", i.level()));
        row.put("n", scored.n()).put("over", figure.unit().name());
      } else if (figure.score() instanceof Score.Unscored unscored) {
        row.put("unscored", unscored.why());
      }
      rows.add(row.put("description", figure.description()));
    }
    return rows;
  }

  /** One row a verdict that was asked for. */
  public static List<ObjectNode> verdicts(String run, RunReport report) {
    List<ObjectNode> rows = new ArrayList<>();
    for (VerdictDetail detail : report.scorecard().verdicts()) {
      ObjectNode row = row(run, report);
      verdict(row, detail.gold());
      row.put("gold", detail.gold().label().name());
      detail.predicted().ifPresent(v -> row.put("predicted", v.name()));
      row.put("right", detail.right());
      outcome(row, detail.result().answer());
      detail
          .evidence()
          .ifPresent(g -> row.put("quoted", g.quote()).put("quoted_rung", g.quoteMatch().name()));
      rows.add(row);
    }
    return rows;
  }

  /**
   * One row a claim that the model found, with its fate, and one a gold claim that it missed (fate
   * MISSED).
   */
  public static List<ObjectNode> claims(String run, RunReport report) {
    List<ObjectNode> rows = new ArrayList<>();
    for (ArticleDetail detail : report.scorecard().articles()) {
      if (detail.alignment().isEmpty()) {
        detail.predicted().forEach(c -> rows.add(claim(row(run, report, detail), c)));
        continue;
      }
      Alignment alignment = detail.alignment().get();
      for (Alignment.Predicted predicted : alignment.predicted()) {
        ObjectNode row = row(run, report, detail).put("fate", predicted.outcome().fate());
        claim(row, predicted.claim());
        predicted
            .pair()
            .ifPresent(
                pair -> {
                  row.put("gold_id", pair.gold().claim().id());
                  row.put("gold_text", pair.gold().claim().text());
                  row.put("similarity", pair.similarity());
                  ArrayNode conflicts = row.putArray("conflicts");
                  pair.match().conflicts().forEach(c -> conflicts.add(c.field().name()));
                });
        rows.add(row);
      }
      for (GoldClaim missed : alignment.missed()) {
        rows.add(
            row(run, report, detail)
                .put("fate", "MISSED")
                .put("gold_id", missed.claim().id())
                .put("gold_text", missed.claim().text()));
      }
    }
    return rows;
  }

  /**
   * One row a gold verdict.
   *
   * @param texts articles by id, whose texts go into the rows, so that {@code import plain} reads
   *     them; empty to leave them out
   */
  public static List<ObjectNode> goldVerdicts(GoldSet gold, Map<String, Article> texts) {
    List<ObjectNode> rows = new ArrayList<>();
    for (GoldVerdict verdict : gold.verdicts()) {
      ObjectNode row = Json.MAPPER.createObjectNode();
      verdict(row, verdict);
      row.put("label", verdict.label().name());
      if (verdict.viaSpeaker()) {
        row.put("via", "speaker");
      }
      verdict.evidence().forEach(row.putArray("evidence")::add);
      if (!verdict.why().isEmpty()) {
        row.put("why", verdict.why());
      }
      row.put("disputed", verdict.disputed());
      text(row, texts.get(verdict.article()));
      rows.add(row);
    }
    return rows;
  }

  /**
   * One row a gold claim.
   *
   * @param texts as for {@link #goldVerdicts}
   */
  public static List<ObjectNode> goldClaims(GoldSet gold, Map<String, Article> texts) {
    List<ObjectNode> rows = new ArrayList<>();
    gold.articles()
        .forEach(
            article ->
                article
                    .claims()
                    .forEach(
                        claim -> {
                          ObjectNode row = Json.MAPPER.createObjectNode();
                          row.put("article_id", article.article());
                          claim(row, claim.claim());
                          row.put("weight", claim.weight().name());
                          text(row, texts.get(article.article()));
                          rows.add(row);
                        }));
    return rows;
  }

  private static void text(ObjectNode row, Article article) {
    if (article != null) {
      row.put("title", article.title()).put("source", article.source());
      row.put("article", article.text());
    }
  }

  private static ObjectNode row(String run, RunReport report) {
    return Json.MAPPER.createObjectNode().put("run", run).put("model", report.model());
  }

  private static ObjectNode row(String run, RunReport report, ArticleDetail detail) {
    return row(run, report).put("story", detail.story()).put("article_id", detail.id());
  }

  private static void verdict(ObjectNode row, GoldVerdict verdict) {
    row.put("id", verdict.id());
    row.put("story", verdict.claim().story());
    row.put("article_id", verdict.article());
    row.put("claim_id", verdict.claim().id());
    row.put("family", verdict.claim().family());
    verdict.claim().change().ifPresent(c -> row.put("change", c.name()));
    verdict.claim().twin().ifPresent(t -> row.put("twin", t));
    row.put("claim", verdict.claim().text());
  }

  private static ObjectNode claim(ObjectNode row, Claim claim) {
    row.put("id", claim.id()).put("claim", claim.text());
    row.put("kind", claim.kind().name()).put("hedge", claim.hedge().name());
    claim.speaker().ifPresent(s -> row.put("speaker", s));
    claim.date().ifPresent(d -> row.put("date", d));
    claim
        .quantity()
        .ifPresent(
            q -> {
              row.put("quantity_low", q.low()).put("quantity_high", q.high());
              row.put("quantity_unit", q.unit()).put("quantity_bound", q.bound().name());
            });
    claim.quotes().forEach(row.putArray("quotes")::add);
    return row;
  }

  private static void outcome(ObjectNode row, Answer<?> answer) {
    row.put("outcome", answer.outcome());
    String why = FigureText.whyNot(answer);
    if (!why.isEmpty()) {
      row.put("why_not", why);
    }
  }
}
