package dev.claimbench.report.html;

import dev.claimbench.align.Alignment;
import dev.claimbench.align.Alignment.MatchOutcome;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Kind;
import dev.claimbench.report.html.Overview.Part;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.VerdictDetail;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What became of the gold's claims and of the model's, article by article or kind by kind. */
public final class Breakdown {
  private Breakdown() {}

  /**
   * One line of bars.
   *
   * @param article its id, for a link; empty for a kind
   * @param outcome how the call ended; empty for a kind
   * @param gold claims that must be found, in parts found, contradicted and missed
   * @param claims the model's, in parts by their outcome
   * @param right how many verdicts on the article are right; empty where none was asked for
   */
  public record Row(
      String label,
      String article,
      String outcome,
      List<Part> gold,
      List<Part> claims,
      String right) {
    /** To the article on the same page. */
    public String link() {
      return "#view=article&article=" + URLEncoder.encode(article, StandardCharsets.UTF_8);
    }

    public int goldCount() {
      return sum(gold);
    }

    public int claimCount() {
      return sum(claims);
    }

    private static int sum(List<Part> parts) {
      return parts.stream().mapToInt(Part::count).sum();
    }
  }

  /**
   * In the order of the scorecard.
   *
   * @param shown the articles that are on the page
   */
  static List<Row> byArticle(Scorecard card, List<ArticleDetail> shown) {
    Map<String, int[]> byArticle = new HashMap<>();
    shown.forEach(a -> byArticle.put(a.id(), new int[2]));
    for (VerdictDetail verdict : shown.isEmpty() ? List.<VerdictDetail>of() : card.verdicts()) {
      int[] counts = byArticle.getOrDefault(verdict.gold().article(), new int[2]);
      counts[0] += verdict.right() ? 1 : 0;
      counts[1]++;
    }
    List<Row> rows = new ArrayList<>();
    for (ArticleDetail article : shown) {
      int[] verdicts = byArticle.get(article.id());
      rows.add(
          row(
              article.id(),
              article.id(),
              article.result().answer().outcome(),
              article.alignment().stream().toList(),
              article.alignment().isPresent() ? 0 : article.predicted().size(),
              c -> true,
              verdicts[1] == 0 ? "" : verdicts[0] + " of " + verdicts[1]));
    }
    return rows;
  }

  /** Kinds that occur, in their own order. */
  static List<Row> byKind(Scorecard card) {
    List<Alignment> alignments =
        card.articles().stream().flatMap(a -> a.alignment().stream()).toList();
    List<Row> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Row row =
          row(
              kind.name().toLowerCase(Locale.ROOT),
              "",
              "",
              alignments,
              0,
              c -> c.kind() == kind,
              "");
      if (row.goldCount() + row.claimCount() > 0) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static Row row(
      String label,
      String article,
      String outcome,
      List<Alignment> alignments,
      int unaligned,
      Function<Claim, Boolean> among,
      String right) {
    int[] gold = new int[3];
    Map<MatchOutcome, Integer> outcomes = new EnumMap<>(MatchOutcome.class);
    for (Alignment alignment : alignments) {
      for (Alignment.Gold g : alignment.gold()) {
        if (g.claim().required() && among.apply(g.claim().claim())) {
          gold[g.found() ? 0 : g.pair().isPresent() ? 1 : 2]++;
        }
      }
      for (Alignment.Predicted p : alignment.predicted()) {
        if (among.apply(p.claim())) {
          outcomes.merge(p.outcome(), 1, Integer::sum);
        }
      }
    }
    List<Part> claims = new ArrayList<>();
    for (MatchOutcome one : MatchOutcome.values()) {
      String style = one.name().toLowerCase(Locale.ROOT).replace('_', '-');
      claims.add(new Part(style.replace('-', ' '), style, outcomes.getOrDefault(one, 0)));
    }
    if (unaligned > 0) {
      claims.add(new Part("without gold", "plain", unaligned));
    }
    return new Row(
        label,
        article,
        outcome,
        List.of(
            new Part("found", "found", gold[0]),
            new Part("contradicted", "contrary", gold[1]),
            new Part("missed", "missed", gold[2])),
        claims,
        right);
  }
}
