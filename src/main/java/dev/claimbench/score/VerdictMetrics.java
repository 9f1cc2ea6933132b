package dev.claimbench.score;

import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.stats.Confusion;
import dev.claimbench.stats.Range;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * How often verdicts are right. No answer is a column of its own: missing for its gold class, and
 * no false positive of any. Disputed labels are left out, but for their own figure.
 */
final class VerdictMetrics {
  private static final int CLASSES = VerdictDetail.ORDER.size();

  private VerdictMetrics() {}

  /** A verdict's place in a matrix: gold down, predicted across, the last column no answer. */
  private record Cell(Function<VerdictDetail, Verdict> gold, ToIntFunction<VerdictDetail> column) {
    static final Cell TRUSTING = new Cell(v -> v.gold().label(), VerdictDetail::column);
    static final Cell STRICT = new Cell(v -> v.gold().strictLabel(), VerdictDetail::column);
    static final Cell CLAIM_ONLY =
        new Cell(v -> v.gold().label(), v -> VerdictDetail.ORDER.indexOf(v.claimOnly()));
    static final Cell WITHOUT_ARTICLE =
        new Cell(
            v -> v.gold().label(), v -> VerdictDetail.column(v.withoutArticle().orElseThrow()));
  }

  /** A share of the verdicts that {@code among} lets in. */
  static Metric share(
      String name,
      String description,
      String why,
      Predicate<VerdictDetail> among,
      ToDoubleFunction<VerdictDetail> part) {
    return SumMetric.share(
        SumMetric.Items.VERDICTS,
        name,
        description,
        why,
        v ->
            among.test(v)
                ? Optional.of(new double[] {part.applyAsDouble(v), 1})
                : Optional.empty());
  }

  /** A figure of the confusion matrix, undisputed labels only. */
  private static SumMetric<VerdictDetail> matrix(
      String name,
      String description,
      Predicate<VerdictDetail> among,
      Cell cell,
      ToDoubleFunction<Confusion> figure) {
    return matrix(name, description, "no undisputed verdicts", among, cell, figure);
  }

  /** The same, with what to say where no verdict is let in. */
  private static SumMetric<VerdictDetail> matrix(
      String name,
      String description,
      String why,
      Predicate<VerdictDetail> among,
      Cell cell,
      ToDoubleFunction<Confusion> figure) {
    return new SumMetric<>(
        SumMetric.Items.VERDICTS,
        name,
        description,
        why,
        Range.UNIT,
        true,
        v ->
            among.test(v) && !v.gold().disputed()
                ? Optional.of(
                    row(VerdictDetail.ORDER.indexOf(cell.gold.apply(v)), cell.column.applyAsInt(v)))
                : Optional.empty(),
        s -> figure.applyAsDouble(Confusion.of(CLASSES, s)),
        s -> Arrays.stream(s).sum(),
        Better.MORE);
  }

  private static double[] row(int gold, int column) {
    double[] row = new double[CLASSES * (CLASSES + 1)];
    row[gold * (CLASSES + 1) + column] = 1;
    return row;
  }

  /** Speakers that the article quotes without distance are trusted. */
  static Metric trusting(String name, String description, ToDoubleFunction<Confusion> figure) {
    return matrix(name, description, v -> true, Cell.TRUSTING, figure);
  }

  /** What is supported by attribution alone counts as not enough information. */
  static Metric strict(String name, String description, ToDoubleFunction<Confusion> figure) {
    return matrix(name, description, v -> true, Cell.STRICT, figure);
  }

  static Metric parsedOnly(String name, String description, ToDoubleFunction<Confusion> figure) {
    return matrix(name, description, VerdictDetail::parsed, Cell.TRUSTING, figure);
  }

  static Metric f1(String name, Verdict verdict) {
    return trusting(
        "verify.f1." + name,
        "F1 of " + verdict,
        confusion -> confusion.counts(VerdictDetail.ORDER.indexOf(verdict)).f1());
  }

  static Metric change(Change change) {
    String name = change.name().toLowerCase(Locale.ROOT);
    return share(
        "verify.accuracy." + name,
        "accuracy on claims made by a change of " + name,
        "no such claims",
        v -> !v.gold().disputed() && v.claim().change().equals(Optional.of(change)),
        v -> v.right() ? 1 : 0);
  }

  static Metric disputed() {
    return share(
        "verify.accuracy.disputed",
        "accuracy on labels that the annotators did not agree on, which are in no other figure",
        "no disputed labels",
        v -> v.gold().disputed(),
        v -> v.right() ? 1 : 0);
  }

  /** The best answer that never looks: its figure of the gold labels alone. */
  static Metric constant(String name, String description, ToDoubleFunction<Confusion> figure) {
    Predicate<VerdictDetail> all = v -> !v.gold().disputed();
    return new SumMetric<>(
        SumMetric.Items.VERDICTS,
        name,
        description,
        "no undisputed verdicts",
        Range.UNIT,
        true,
        v -> {
          double[] row = new double[CLASSES];
          row[VerdictDetail.ORDER.indexOf(v.gold().label())] = 1;
          return all.test(v) ? Optional.of(row) : Optional.empty();
        },
        labels -> {
          double best = Double.NaN;
          for (int k = 0; k < CLASSES; k++) {
            double[] cells = new double[CLASSES * CLASSES];
            for (int gold = 0; gold < CLASSES; gold++) {
              cells[gold * CLASSES + k] = labels[gold];
            }
            double value = figure.applyAsDouble(Confusion.of(CLASSES, cells));
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
    return matrix(
            name,
            description,
            "not asked; run --without-article",
            v -> v.withoutArticle().isPresent(),
            Cell.WITHOUT_ARTICLE,
            figure)
        .with(Better.NEITHER);
  }

  static Metric claimOnly(String name, String description, ToDoubleFunction<Confusion> figure) {
    return matrix(name, description, v -> true, Cell.CLAIM_ONLY, figure).with(Better.NEITHER);
  }
}
