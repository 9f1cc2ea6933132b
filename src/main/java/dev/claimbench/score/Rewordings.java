package dev.claimbench.score;

import dev.claimbench.align.Similarity;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.task.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What wording alone costs: a perfect extractor that copies gold claims, against one that says the
 * same claims in the words of the pairs labelled same. Both give the gold claims that have such a
 * pair, with their fields.
 *
 * @param claims how many each gives
 * @param copied F1 of the one that copies
 * @param reworded F1 of the other
 * @param precision of the other; that of the first is 1
 */
public record Rewordings(int claims, double copied, double reworded, double precision) {

  /**
   * Measures.
   *
   * @param articles of the stories that are measured, with their gold in {@code gold}
   */
  public static Rewordings compute(
      Similarity similarity,
      double tau,
      List<Article> articles,
      GoldSet gold,
      List<ClaimPair> pairs) {
    Scoring scoring = new Scoring(similarity, tau, 1, 0);
    Scorecard copied = scored(copying(articles, gold, pairs), scoring);
    List<ExtractResult> results = rewording(articles, gold, pairs);
    Scorecard reworded = scored(results, scoring);
    int claims = reworded.articles().stream().mapToInt(a -> a.predicted().size()).sum();
    return new Rewordings(
        claims,
        copied.score("extract.f1").figure().orElseThrow(),
        reworded.score("extract.f1").figure().orElseThrow(),
        reworded.score("extract.precision").figure().orElseThrow());
  }

  /** F1 of the one that rewords, as a share of the F1 of the one that copies. */
  public double ratio() {
    return reworded / copied;
  }

  /** The gold claims that have a rewording, word for word. */
  public static List<ExtractResult> copying(
      List<Article> articles, GoldSet gold, List<ClaimPair> pairs) {
    return answers(articles, gold, pairs, (claim, words) -> claim.text());
  }

  /** The same claims in other words. */
  public static List<ExtractResult> rewording(
      List<Article> articles, GoldSet gold, List<ClaimPair> pairs) {
    return answers(articles, gold, pairs, (claim, words) -> words);
  }

  private static Scorecard scored(List<ExtractResult> results, Scoring scoring) {
    List<Metric> metrics =
        Metrics.all().stream()
            .filter(m -> List.of("extract.f1", "extract.precision").contains(m.name()))
            .toList();
    return Scorecard.compute(
        new Results(results, List.of(), List.of()), scoring, metrics, GoldSet.empty());
  }

  private static List<ExtractResult> answers(
      List<Article> articles,
      GoldSet gold,
      List<ClaimPair> pairs,
      BiFunction<Claim, String, String> text) {
    Map<String, String> inOtherWords = new HashMap<>();
    for (ClaimPair pair : pairs) {
      if (pair.label() == PairLabel.SAME) {
        inOtherWords.putIfAbsent(pair.story() + "\n" + pair.a(), pair.b());
        inOtherWords.putIfAbsent(pair.story() + "\n" + pair.b(), pair.a());
      }
    }
    List<ExtractResult> results = new ArrayList<>();
    for (Article article : articles) {
      Optional<GoldArticle> labels = gold.article(article.id());
      List<Claim> claims = new ArrayList<>();
      for (GoldClaim g : labels.map(GoldArticle::claims).orElse(List.of())) {
        Claim c = g.claim();
        String words = inOtherWords.get(article.story() + "\n" + c.text());
        if (words != null) {
          claims.add(
              new Claim(
                  c.id(),
                  text.apply(c, words),
                  c.quotes(),
                  c.speaker(),
                  c.kind(),
                  c.quantity(),
                  c.date(),
                  c.hedge()));
        }
      }
      results.add(new ExtractResult(article, labels, new Answer.Parsed<>(claims, List.of())));
    }
    return results;
  }
}
