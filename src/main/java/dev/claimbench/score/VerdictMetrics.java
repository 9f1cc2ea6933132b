package dev.claimbench.score;

import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.score.OverVerdicts.Cell;
import dev.claimbench.stats.Confusion;
import dev.claimbench.stats.Range;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How often verdicts are right. No answer is a column of its own: missing for its gold class, and
 * no false positive of any. Disputed labels are left out, but for their own figure.
 */
final class VerdictMetrics {
  private VerdictMetrics() {}

  /** Whoever the article quotes without distance is trusted. */
  static Metric trusting(String name, String description, ToDoubleFunction<Confusion> figure) {
    return OverVerdicts.matrix(name, description, v -> true, Cell.TRUSTING, figure);
  }

  /** What is supported by attribution alone counts as not enough information. */
  static Metric strict(String name, String description, ToDoubleFunction<Confusion> figure) {
    return OverVerdicts.matrix(name, description, v -> true, Cell.STRICT, figure);
  }

  static Metric parsedOnly(String name, String description, ToDoubleFunction<Confusion> figure) {
    return OverVerdicts.matrix(name, description, VerdictDetail::parsed, Cell.TRUSTING, figure);
  }

  static Metric f1(String name, Verdict verdict) {
    return trusting(
        "verify.f1." + name,
        "F1 of " + verdict,
        confusion -> confusion.counts(VerdictDetail.ORDER.indexOf(verdict)).f1());
  }

  static Metric change(Change change) {
    String name = change.name().toLowerCase(Locale.ROOT);
    return OverVerdicts.share(
        "verify.accuracy." + name,
        "accuracy on claims made by a change of " + name,
        "no such claims",
        v -> !v.gold().disputed() && v.claim().change().equals(Optional.of(change)),
        v -> v.right() ? 1 : 0);
  }

  static Metric disputed() {
    return OverVerdicts.share(
        "verify.accuracy.disputed",
        "accuracy on labels that the annotators did not agree on, which are in no other figure",
        "no disputed labels",
        v -> v.gold().disputed(),
        v -> v.right() ? 1 : 0);
  }

  /** The best answer that never looks: its figure of the gold labels alone. */
  static Metric constant(String name, String description, ToDoubleFunction<Confusion> figure) {
    int classes = VerdictDetail.ORDER.size();
    Predicate<VerdictDetail> all = v -> !v.gold().disputed();
    return new OverVerdicts(
        name,
        description,
        "no undisputed verdicts",
        true,
        Range.UNIT,
        v -> {
          double[] row = new double[classes];
          row[VerdictDetail.ORDER.indexOf(v.gold().label())] = 1;
          return all.test(v) ? Optional.of(row) : Optional.empty();
        },
        labels -> {
          double best = Double.NaN;
          for (int k = 0; k < classes; k++) {
            double[] cells = new double[classes * classes];
            for (int gold = 0; gold < classes; gold++) {
              cells[gold * classes + k] = labels[gold];
            }
            double value = figure.applyAsDouble(Confusion.of(classes, cells));
            best = best >= value ? best : value;
          }
          return best;
        },
        labels -> Arrays.stream(labels).sum(),
        Better.NEITHER);
  }

  /** Of the same model, asked with the article left out of the prompt. */
  static Metric withoutArticle(
      String name, String description, ToDoubleFunction<Confusion> figure) {
    return OverVerdicts.matrix(
            name,
            description,
            "not asked; run --without-article",
            v -> v.withoutArticle().isPresent(),
            Cell.WITHOUT_ARTICLE,
            figure)
        .with(Better.NEITHER);
  }

  static Metric claimOnly(String name, String description, ToDoubleFunction<Confusion> figure) {
    return OverVerdicts.matrix(name, description, v -> true, Cell.CLAIM_ONLY, figure)
        .with(Better.NEITHER);
  }
}
