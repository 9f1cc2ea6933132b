package dev.claimbench.score;

import dev.claimbench.align.Alignment;
import dev.claimbench.align.Alignment.MatchOutcome;
import dev.claimbench.align.Atomicity;
import dev.claimbench.align.Standalone;
import dev.claimbench.dataset.Claim;
import dev.claimbench.stats.Counts;
import dev.claimbench.stats.Range;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How much of the gold was found, and how much of what was found is gold. A prediction that agrees
 * with an optional gold claim leaves precision's denominator; optional claims never enter recall's.
 * An answer that is not valid found nothing.
 */
final class ExtractionMetrics {
  private static final String NO_GOLD = "no gold claims";
  private static final String NOTHING = "nothing was extracted where there is gold";

  private ExtractionMetrics() {}

  /** Summed over articles ("micro"): every claim weighs the same. */
  static Metric micro(
      String name, String description, ToDoubleFunction<Counts> of, boolean ofGold) {
    return counts(name, description, of, ofGold, a -> true, ArticleDetail::alignment);
  }

  /** Among valid answers only. */
  static Metric parsedOnly(
      String name, String description, ToDoubleFunction<Counts> of, boolean ofGold) {
    return counts(name, description, of, ofGold, ArticleDetail::parsed, ArticleDetail::alignment);
  }

  /** Of the model's first claims only. */
  static Metric first(
      String name, String description, ToDoubleFunction<Counts> of, boolean ofGold) {
    return counts(name, description, of, ofGold, a -> true, ArticleDetail::firstAlignment);
  }

  private static Metric counts(
      String name,
      String description,
      ToDoubleFunction<Counts> of,
      boolean ofGold,
      Predicate<ArticleDetail> among,
      Function<ArticleDetail, Optional<Alignment>> alignment) {
    return new SumMetric<>(
        SumMetric.Items.ARTICLES,
        name,
        description,
        ofGold ? NO_GOLD : NOTHING,
        Range.UNIT,
        true,
        a -> alignment.apply(a).filter(x -> among.test(a)).map(ExtractionMetrics::row),
        s -> of.applyAsDouble(Counts.of(s)),
        s -> ofGold ? s[0] + s[2] : s[0] + s[1],
        Better.MORE);
  }

  /** Averaged over the articles that have the figure ("macro"): every article weighs the same. */
  static Metric macro(String name, String description, ToDoubleFunction<Counts> of) {
    return SumMetric.share(
        SumMetric.Items.ARTICLES,
        name,
        description,
        "no article has this figure",
        a ->
            a.alignment()
                .map(x -> of.applyAsDouble(Counts.of(row(x))))
                .filter(figure -> !figure.isNaN())
                .map(figure -> new double[] {figure, 1}));
  }

  private static double[] row(Alignment alignment) {
    double found = alignment.count(MatchOutcome.FOUND);
    double wrong = alignment.predicted().size() - found - alignment.count(MatchOutcome.OPTIONAL);
    double required = alignment.gold().stream().filter(g -> g.claim().required()).count();
    return new double[] {found, wrong, required - found};
  }

  /** Share of the gold claims of which {@code part} holds. */
  static Metric ofGold(
      String name,
      String description,
      Predicate<Alignment.Gold> among,
      Predicate<Alignment.Gold> part) {
    return SumMetric.share(
        SumMetric.Items.ARTICLES,
        name,
        description,
        NO_GOLD,
        a ->
            a.alignment()
                .map(
                    x ->
                        new double[] {
                          x.gold().stream().filter(among.and(part)).count(),
                          x.gold().stream().filter(among).count()
                        }));
  }

  /** Share of the predictions of which {@code part} holds. */
  static SumMetric<ArticleDetail> ofPredicted(
      String name, String description, Predicate<Alignment.Predicted> part) {
    return SumMetric.share(
        SumMetric.Items.ARTICLES,
        name,
        description,
        NOTHING,
        a ->
            a.alignment()
                .map(
                    x ->
                        new double[] {
                          x.predicted().stream().filter(part).count(), x.predicted().size()
                        }));
  }

  /** Share of pairs that say something else. */
  static Metric contrary() {
    return SumMetric.share(
            SumMetric.Items.ARTICLES,
            "extract.contrary",
            "share of pairs that conflict in polarity, speaker, quantity, date or name",
            "no pairs",
            a ->
                a.alignment()
                    .map(
                        x ->
                            new double[] {
                              x.pairs().stream().filter(p -> p.match().contrary()).count(),
                              x.pairs().size()
                            }))
        .with(Better.LESS);
  }

  static Metric standalone() {
    return ofClaims(
        "extract.standalone",
        "share of claims that are understood without the article: no pronoun, role or day that"
            + " points outside, by rules",
        claim -> Standalone.unresolved(claim.text()).isEmpty());
  }

  static Metric atomic() {
    return ofClaims(
        "extract.atomic",
        "share of claims that say one fact: no second clause, by rules",
        claim -> Atomicity.joints(claim.text()).isEmpty());
  }

  /** Share of the claims of which {@code part} holds by itself, without gold. */
  private static Metric ofClaims(String name, String description, Predicate<Claim> part) {
    return SumMetric.share(
        SumMetric.Items.ARTICLES,
        name,
        description,
        "no claims",
        a ->
            Optional.of(
                new double[] {a.predicted().stream().filter(part).count(), a.predicted().size()}));
  }

  static Metric claimsPer100Words() {
    return new SumMetric<>(
        SumMetric.Items.ARTICLES,
        "extract.claimsPer100Words",
        "claims for each 100 words of the articles answered",
        "no valid answers",
        Range.REAL,
        true,
        a ->
            a.parsed()
                ? Optional.of(
                    new double[] {
                      a.predicted().size(),
                      a.result().article().text().strip().split("\\s+", -1).length,
                      1
                    })
                : Optional.empty(),
        s -> 100 * s[0] / s[1],
        s -> s[2],
        Better.NEITHER);
  }
}
