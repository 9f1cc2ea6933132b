package dev.claimbench.score;

import dev.claimbench.align.Alignment;
import dev.claimbench.align.Dates;
import dev.claimbench.align.Pair;
import dev.claimbench.align.Quantities;
import dev.claimbench.align.Speakers;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.stats.Range;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a paired claim's fields are right; over all pairs, and over those that agree. */
final class AttributeMetrics {
  /** The ordinal scale, in this order. */
  private static final List<Hedge> SCALE =
      List.of(Hedge.NONE, Hedge.REPORTED, Hedge.POSSIBLE, Hedge.PLANNED);

  private static final int HEDGES = SCALE.size();
  private static final String NO_PAIRS = "no pairs";

  /** A field of a claim. */
  enum Field {
    SPEAKER,
    KIND,
    QUANTITY,
    DATE,
    HEDGE;

    private boolean right(Claim gold, Claim predicted, Optional<LocalDate> published) {
      return switch (this) {
        case SPEAKER -> Speakers.same(gold.speaker(), predicted.speaker());
        case KIND -> gold.kind() == predicted.kind();
        case QUANTITY -> Quantities.same(gold.quantity(), predicted.quantity());
        case DATE -> Dates.same(gold.date(), predicted.date(), published);
        case HEDGE -> gold.hedge() == predicted.hedge();
      };
    }
  }

  private AttributeMetrics() {}

  static Metric accuracy(Field field) {
    return accuracy(field, false);
  }

  static Metric amongAgreeing(Field field) {
    return accuracy(field, true);
  }

  private static Metric accuracy(Field field, boolean agreeing) {
    String name = field.name().toLowerCase(Locale.ROOT);
    return fields(
        SumMetric.share(
            SumMetric.Items.ARTICLES,
            "extract.attribute." + name + (agreeing ? ".agreeing" : ""),
            "share of " + (agreeing ? "agreeing pairs" : "pairs") + " whose " + name + " is right",
            agreeing ? "no agreeing pairs" : NO_PAIRS,
            a -> {
              Optional<LocalDate> published = a.result().article().published();
              return pairs(a, agreeing)
                  .map(
                      pairs ->
                          new double[] {
                            pairs.stream()
                                .filter(
                                    p -> field.right(p.gold().claim(), p.predicted(), published))
                                .count(),
                            pairs.size()
                          });
            }));
  }

  private static Metric fields(Metric metric) {
    return new LabelledFields(metric, "fields");
  }

  private static Optional<List<Pair>> pairs(ArticleDetail a, boolean agreeing) {
    return a.alignment()
        .map(Alignment::pairs)
        .map(all -> all.stream().filter(p -> !agreeing || p.match().agrees()).toList());
  }

  /** Steps on the scale none, reported, possible, planned. */
  static Metric hedgeDistance() {
    return fields(
        new SumMetric<>(
            SumMetric.Items.ARTICLES,
            "extract.hedge.distance",
            "mean steps between gold and predicted hedge, 0 (right) to " + (HEDGES - 1),
            NO_PAIRS,
            new Range(0, HEDGES - 1),
            true,
            a ->
                pairs(a, false)
                    .map(
                        pairs ->
                            new double[] {
                              pairs.stream().mapToInt(AttributeMetrics::steps).sum(), pairs.size()
                            }),
            s -> s[0] / s[1],
            s -> s[1],
            Better.LESS));
  }

  private static int steps(Pair pair) {
    return Math.abs(
        SCALE.indexOf(pair.gold().claim().hedge()) - SCALE.indexOf(pair.predicted().hedge()));
  }

  static Metric hedgeKappa() {
    return fields(
        new SumMetric<>(
            SumMetric.Items.ARTICLES,
            "extract.hedge.kappa",
            "agreement of gold and predicted hedge beyond chance, each step weighed the same",
            "no pairs, or all hedges the same",
            Range.SIGNED,
            true,
            a -> pairs(a, false).filter(pairs -> !pairs.isEmpty()).map(AttributeMetrics::matrix),
            AttributeMetrics::kappa,
            s -> Arrays.stream(s).sum(),
            Better.MORE));
  }

  private static double[] matrix(List<Pair> pairs) {
    double[] cells = new double[HEDGES * HEDGES];
    for (Pair p : pairs) {
      cells[
          SCALE.indexOf(p.gold().claim().hedge()) * HEDGES
              + SCALE.indexOf(p.predicted().hedge())]++;
    }
    return cells;
  }

  /** Cohen's weighted kappa (1968) with linear weights: 1 − observed / expected disagreement. */
  static double kappa(double[] cells) {
    double[] gold = new double[HEDGES];
    double[] predicted = new double[HEDGES];
    double n = 0;
    double observed = 0;
    for (int i = 0; i < HEDGES; i++) {
      for (int j = 0; j < HEDGES; j++) {
        double count = cells[i * HEDGES + j];
        gold[i] += count;
        predicted[j] += count;
        n += count;
        observed += count * Math.abs(i - j);
      }
    }
    double expected = 0;
    for (int i = 0; i < HEDGES; i++) {
      for (int j = 0; j < HEDGES; j++) {
        expected += gold[i] * predicted[j] / n * Math.abs(i - j);
      }
    }
    return expected == 0 ? Double.NaN : 1 - observed / expected;
  }
}
