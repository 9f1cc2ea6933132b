package dev.claimbench.stats;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A share that a fallible judge has counted, corrected by how often the judge is right where the
 * truth is known: Rogan and Gladen (1978), <i>Estimating prevalence from the results of a screening
 * test</i>, American Journal of Epidemiology 107.
 *
 * <p>With {@code y} the share of all items that the judge says yes to, {@code q} the share that it
 * was asked about (the others are known to be no), {@code a} its sensitivity and {@code b} its
 * share of false alarms, the corrected share is {@code (y - q b) / (a - b)}. The interval holds
 * every share {@code x} in [0, 1] at which {@code y - q b - x (a - b)} lies within Student's t of 0
 * (Fieller 1954, <i>Some problems in interval estimation</i>, JRSS B 16), so it contains the
 * uncertainty of the items and of the judge's exam, over clusters. It needs no division by what may
 * be 0.
 *
 * <p>It holds where the judge errs on the items as often as in its exam, among those that are so
 * and among those that are not; how many are so may differ.
 *
 * @param counted {@code y}: what the judge says, not corrected
 * @param countedInterval of {@code y}, without the judge's error
 * @param sensitivity {@code a}
 * @param falseAlarms {@code b}
 * @param value within [0, 1]; empty where {@link #useless} says why
 * @param interval within [0, 1]; all of it where there is no value
 * @param useless why nothing follows from what the judge says
 */
public record CorrectedRate(
    double counted,
    Interval countedInterval,
    double sensitivity,
    double falseAlarms,
    Optional<Double> value,
    Interval interval,
    Optional<String> useless) {
  private static final String NO_BETTER =
      "the judge is not shown to say yes more often where it is so";
  private static final String RULED_OUT = "the judge says yes to a share that its exam rules out";

  /** What a cluster of items has. */
  private static final int YES = 0;

  private static final int ASKED = 1;
  private static final int ALL = 2;

  /** What a cluster of the exam has. */
  private static final int SO_YES = 0;

  private static final int SO = 1;
  private static final int OTHER_YES = 2;
  private static final int OTHER = 3;

  /** A ratio of sums, and what each cluster adds to its error. */
  @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
  private record Ratio(double value, double denominator, double[] influence) {
    static Ratio compute(Clusters clusters, int part, int all) {
      double[] total = clusters.total();
      double value = total[part] / total[all];
      double[] influence = new double[clusters.count()];
      for (int i = 0; i < influence.length; i++) {
        double[] row = clusters.row(i);
        influence[i] = (row[part] - value * row[all]) / total[all];
      }
      return new Ratio(value, total[all], influence);
    }

    /** Never below that of independent items with one more of each kind: 20 of 20 is no proof. */
    double variance() {
      double near = (value * denominator + 1) / (denominator + 2);
      return Math.max(covariance(influence, influence), near * (1 - near) / (denominator + 2));
    }
  }

  /**
   * Corrects.
   *
   * @param items a cluster a row: {said yes, asked, all}, each at most the next, more than one row
   * @param exam a cluster a row: {yes among those that are so, those that are so, yes among the
   *     others, the others}; more than one row, and some of each kind
   * @param level nominal coverage, in (0, 1)
   */
  public static CorrectedRate compute(Clusters items, Clusters exam, double level) {
    check(items, exam);
    double t =
        TDistribution.of(Math.min(items.count(), exam.count()) - 1)
            .inverseCumulativeProbability((1 + level) / 2);
    Ratio yes = Ratio.compute(items, YES, ALL);
    Ratio asked = Ratio.compute(items, ASKED, ALL);
    Ratio a = Ratio.compute(exam, SO_YES, SO);
    Ratio b = Ratio.compute(exam, OTHER_YES, OTHER);
    Interval counted = around(yes.value(), t * StrictMath.sqrt(yes.variance()), level);

    JudgeError error = JudgeError.of(a, b);
    if (!error.tells(t)) {
      return useless(yes, a, b, counted, level, NO_BETTER);
    }
    double[] influence = influence(yes, asked, b.value());
    // Of a share that is the same in all clusters the influences are 0, which proves nothing.
    double ofItems =
        asked.value() == 1
            ? yes.variance()
            : Math.max(covariance(influence, influence), floor(yes));
    double rest = yes.value() - asked.value() * b.value();
    Optional<double[]> ends = error.solve(rest, asked.value(), ofItems, t);
    if (ends.isEmpty() || ends.get()[1] < 0 || ends.get()[0] > 1) {
      return useless(yes, a, b, counted, level, RULED_OUT);
    }
    return new CorrectedRate(
        yes.value(),
        counted,
        a.value(),
        b.value(),
        Optional.of(clip(rest / error.better())),
        new Interval(clip(ends.get()[0]), clip(ends.get()[1]), level),
        Optional.empty());
  }

  /**
   * By how much a second share is above a first, both counted by one judge.
   *
   * @param value {@code (Δy - Δq b) / (a - b)}, in [-1, 1]; empty where {@link #useless} says why
   * @param interval in [-1, 1]; all of it where there is no value
   */
  public record Difference(Optional<Double> value, Interval interval, Optional<String> useless) {}

  /**
   * Compares two shares of the same clusters: the judge's error is the same for both, so that only
   * what it does to their difference is in the interval.
   *
   * @param first a cluster a row, as in {@link #compute}
   * @param second the same clusters in the same order
   */
  public static Difference difference(
      Clusters first, Clusters second, Clusters exam, double level) {
    check(first, exam);
    check(second, exam);
    if (first.count() != second.count()) {
      throw new IllegalArgumentException(
          "expected the same clusters, got " + first.count() + " and " + second.count());
    }
    double t =
        TDistribution.of(Math.min(first.count(), exam.count()) - 1)
            .inverseCumulativeProbability((1 + level) / 2);
    JudgeError error =
        JudgeError.of(Ratio.compute(exam, SO_YES, SO), Ratio.compute(exam, OTHER_YES, OTHER));
    Ratio yes = Ratio.compute(first, YES, ALL);
    Ratio asked = Ratio.compute(first, ASKED, ALL);
    Ratio yesNow = Ratio.compute(second, YES, ALL);
    Ratio askedNow = Ratio.compute(second, ASKED, ALL);
    double[] before = influence(yes, asked, error.falseAlarms());
    double[] influence = influence(yesNow, askedNow, error.falseAlarms());
    for (int i = 0; i < influence.length; i++) {
      influence[i] -= before[i];
    }
    double moreAsked = askedNow.value() - asked.value();
    double rest = yesNow.value() - yes.value() - moreAsked * error.falseAlarms();
    Optional<double[]> ends =
        error.tells(t)
            ? error.solve(rest, moreAsked, covariance(influence, influence), t)
            : Optional.empty();
    if (ends.isEmpty()) {
      return new Difference(Optional.empty(), new Interval(-1, 1, level), Optional.of(NO_BETTER));
    }
    return new Difference(
        Optional.of(within(rest / error.better())),
        new Interval(within(ends.get()[0]), within(ends.get()[1]), level),
        Optional.empty());
  }

  /** What each cluster adds to {@code y - q b}. */
  private static double[] influence(Ratio yes, Ratio asked, double falseAlarms) {
    double[] influence = new double[yes.influence().length];
    for (int i = 0; i < influence.length; i++) {
      influence[i] = yes.influence()[i] - falseAlarms * asked.influence()[i];
    }
    return influence;
  }

  /**
   * What an exam leaves open.
   *
   * @param better {@code a - b}
   * @param falseAlarms {@code b}
   * @param both the covariance of {@code a} and {@code b}
   */
  private record JudgeError(
      double better, double falseAlarms, double varianceA, double varianceB, double both) {
    static JudgeError of(Ratio a, Ratio b) {
      return new JudgeError(
          a.value() - b.value(),
          b.value(),
          a.variance(),
          b.variance(),
          covariance(a.influence(), b.influence()));
    }

    /** It is shown to say yes more often where it is so. */
    boolean tells(double t) {
      return better > 0 && better * better > t * t * (varianceA + varianceB - 2 * both);
    }

    /**
     * The ends of all x with {@code (rest - x better)² <= t² (ofItems + (x - q)² varianceB + x²
     * varianceA - 2 x (x - q) both)}; empty where there is none.
     */
    Optional<double[]> solve(double rest, double q, double ofItems, double t) {
      double square = better * better - t * t * (varianceA + varianceB - 2 * both);
      double linear = -2 * rest * better - t * t * 2 * q * (both - varianceB);
      double constant = rest * rest - t * t * (ofItems + q * q * varianceB);
      double root = linear * linear - 4 * square * constant;
      return root < 0
          ? Optional.empty()
          : Optional.of(
              new double[] {
                (-linear - StrictMath.sqrt(root)) / (2 * square),
                (-linear + StrictMath.sqrt(root)) / (2 * square)
              });
    }
  }

  private static double floor(Ratio yes) {
    double near = (yes.value() * yes.denominator() + 1) / (yes.denominator() + 2);
    return near * (1 - near) / (yes.denominator() + 2);
  }

  private static void check(Clusters items, Clusters exam) {
    if (items.width() != 3 || exam.width() != 4) {
      throw new IllegalArgumentException(
          "items have 3 numbers and exams 4, got " + items.width() + " and " + exam.width());
    }
    if (items.count() < 2 || exam.count() < 2) {
      throw new IllegalArgumentException(
          "needs two clusters of items and of the exam, got "
              + items.count()
              + " and "
              + exam.count());
    }
    double[] total = items.total();
    double[] known = exam.total();
    if (!(total[YES] >= 0 && total[YES] <= total[ASKED] && total[ASKED] <= total[ALL])
        || total[ALL] == 0) {
      throw new IllegalArgumentException(
          "expected yes <= asked <= all and some items, got "
              + total[YES]
              + ", "
              + total[ASKED]
              + ", "
              + total[ALL]);
    }
    if (known[SO] == 0 || known[OTHER] == 0) {
      throw new IllegalArgumentException(
          "an exam needs some that are so and some that are not, got "
              + known[SO]
              + " and "
              + known[OTHER]);
    }
  }

  private static CorrectedRate useless(
      Ratio yes, Ratio a, Ratio b, Interval counted, double level, String why) {
    return new CorrectedRate(
        yes.value(),
        counted,
        a.value(),
        b.value(),
        Optional.empty(),
        new Interval(0, 1, level),
        Optional.of(why));
  }

  private static Interval around(double value, double margin, double level) {
    return new Interval(clip(value - margin), clip(value + margin), level);
  }

  private static double covariance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum * x.length / (x.length - 1);
  }

  private static double within(double difference) {
    // No -0.
    return Math.max(-1, Math.min(1, difference)) + 0.0;
  }

  private static double clip(double share) {
    return Math.max(0, Math.min(1, share));
  }
}
