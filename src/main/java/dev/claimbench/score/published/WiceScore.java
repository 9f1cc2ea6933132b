package dev.claimbench.score.published;

import dev.claimbench.dataset.imports.Wice.Label;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * WiCE's figures for one comparison of labels: AUROC on the test claims, and F1, accuracy and
 * balanced accuracy at the threshold that has the best F1 on the development claims: of 0, 0.01 …
 * 0.99 the first best, an item being positive when its score is above it. Sources: Kamoi et al.
 * (2023), <i>WiCE</i>, EMNLP, §5; {@code evaluate_performance.py} at github.com/ryokamoi/wice.
 *
 * @param comparison as the published files name it, e.g. {@code 0_vs_1,2}; 0 is supported
 * @param positives how many test claims are of the first side
 * @param negatives how many are of the second
 * @param auroc in [0, 1]
 * @param threshold chosen on the development claims
 * @param scan F1 on the development claims at each threshold
 */
public record WiceScore(
    String comparison,
    int positives,
    int negatives,
    double auroc,
    double f1,
    double precision,
    double recall,
    double accuracy,
    double balancedAccuracy,
    double threshold,
    List<Double> scan) {
  private static final int STEPS = 100;

  /** Supported against everything else: the comparison that the paper reports. */
  public static final String HEADLINE = "0_vs_1,2";

  private record BinaryLabels(Set<Label> first, Set<Label> second) {
    String name() {
      return name(first) + "_vs_" + name(second);
    }

    private static String name(Set<Label> labels) {
      return String.join(",", labels.stream().map(l -> Integer.toString(l.number())).toList());
    }
  }

  private static final List<BinaryLabels> SIDES =
      List.of(
          new BinaryLabels(EnumSet.of(Label.SUPPORTED), EnumSet.of(Label.PARTIALLY_SUPPORTED)),
          new BinaryLabels(EnumSet.of(Label.PARTIALLY_SUPPORTED), EnumSet.of(Label.NOT_SUPPORTED)),
          new BinaryLabels(EnumSet.of(Label.SUPPORTED), EnumSet.of(Label.NOT_SUPPORTED)),
          new BinaryLabels(
              EnumSet.of(Label.SUPPORTED),
              EnumSet.of(Label.PARTIALLY_SUPPORTED, Label.NOT_SUPPORTED)));

  /**
   * The labels and scores of one split. Claims without a score are left out, as published.
   *
   * @param labels gold, by id
   * @param scores predicted, by id; each must be in the gold
   */
  public record Split(Map<String, Label> labels, Map<String, Double> scores) {
    public Split {
      for (String id : scores.keySet()) {
        if (!labels.containsKey(id)) {
          throw new UserError("no gold label for the scored claim '" + id + "'; is it this split?");
        }
      }
    }

    private double[] of(Set<Label> wanted) {
      List<Double> found = new ArrayList<>();
      scores.forEach(
          (id, score) -> {
            if (wanted.contains(labels.get(id))) {
              found.add(score);
            }
          });
      return found.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /**
   * All four comparisons, the headline last; those without claims on both sides are left out.
   *
   * @param dev where the threshold is chosen
   */
  public static List<WiceScore> all(Split dev, Split test) {
    List<WiceScore> scores = new ArrayList<>();
    for (BinaryLabels side : SIDES) {
      double[] positive = test.of(side.first());
      double[] negative = test.of(side.second());
      if (positive.length > 0 && negative.length > 0) {
        scores.add(compute(side, dev, positive, negative));
      }
    }
    return scores;
  }

  private static WiceScore compute(
      BinaryLabels side, Split dev, double[] positive, double[] negative) {
    double[] devPositive = dev.of(side.first());
    double[] devNegative = dev.of(side.second());
    List<Double> scan = new ArrayList<>();
    double threshold = 0;
    double best = 0;
    for (int step = 0; step < STEPS; step++) {
      double candidate = step * (1.0 / STEPS);
      double f1 = ThresholdCounts.compute(candidate, devPositive, devNegative).f1();
      scan.add(f1);
      if (f1 > best) {
        best = f1;
        threshold = candidate;
      }
    }
    ThresholdCounts at = ThresholdCounts.compute(threshold, positive, negative);
    return new WiceScore(
        side.name(),
        positive.length,
        negative.length,
        Roc.compute(positive, negative).area(),
        at.f1(),
        at.precision(),
        at.recall(),
        (at.truePositives() + at.trueNegatives()) / (double) (positive.length + negative.length),
        (at.recall() + at.trueNegatives() / (double) negative.length) / 2,
        threshold,
        List.copyOf(scan));
  }

  /** The figures under the names of the published files. */
  public List<PublishedFigure> figures() {
    int n = positives + negatives;
    return List.of(
        figure("roc", auroc, n),
        figure("f1", f1, n),
        figure("precision", precision, n),
        figure("recall", recall, n),
        figure("accuracy", accuracy, n),
        figure("balanced_accuracy", balancedAccuracy, n),
        figure("threshold", threshold, n));
  }

  private PublishedFigure figure(String name, double value, int n) {
    return PublishedFigure.of(comparison + "." + name, value, n, "no claims");
  }

  /** What a threshold makes of two lists of scores. */
  private record ThresholdCounts(
      long truePositives, long falsePositives, long positives, long trueNegatives) {
    static ThresholdCounts compute(double threshold, double[] positive, double[] negative) {
      long fp = above(threshold, negative);
      return new ThresholdCounts(
          above(threshold, positive), fp, positive.length, negative.length - fp);
    }

    private static long above(double threshold, double[] scores) {
      return Arrays.stream(scores).filter(s -> s > threshold).count();
    }

    double precision() {
      long predicted = truePositives + falsePositives;
      return predicted == 0 ? 0 : truePositives / (double) predicted;
    }

    double recall() {
      return positives == 0 ? 0 : truePositives / (double) positives;
    }

    /** From precision and recall, not from counts: the last digit decides the first best. */
    double f1() {
      double p = precision();
      double r = recall();
      return p + r == 0 ? 0 : 2 * p * r / (p + r);
    }
  }
}
