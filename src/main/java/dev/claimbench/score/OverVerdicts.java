package dev.claimbench.score;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.stats.Confusion;
import dev.claimbench.stats.Range;
import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * A metric to which each verdict brings a row.
 *
 * @param row what a verdict brings, or empty where it has no say
 * @param of the figure of the summed rows
 */
record OverVerdicts(
    String name,
    String description,
    String whyUnscored,
    boolean needsCompleteRun,
    Range range,
    Function<VerdictDetail, Optional<double[]>> row,
    ToDoubleFunction<double[]> of,
    ToDoubleFunction<double[]> items,
    Better better)
    implements Metric {
  private static final int CLASSES = VerdictDetail.ORDER.size();

  /** More is better. */
  OverVerdicts(
      String name,
      String description,
      String whyUnscored,
      boolean needsCompleteRun,
      Range range,
      Function<VerdictDetail, Optional<double[]>> row,
      ToDoubleFunction<double[]> of,
      ToDoubleFunction<double[]> items) {
    this(name, description, whyUnscored, needsCompleteRun, range, row, of, items, Better.MORE);
  }

  OverVerdicts with(Better direction) {
    return new OverVerdicts(
        name, description, whyUnscored, needsCompleteRun, range, row, of, items, direction);
  }

  /** A verdict's place in a matrix: gold down, predicted across, the last column no answer. */
  record Cell(Function<VerdictDetail, Verdict> gold, ToIntFunction<VerdictDetail> column) {
    static final Cell TRUSTING = new Cell(v -> v.gold().label(), VerdictDetail::column);
    static final Cell STRICT = new Cell(v -> v.gold().strictLabel(), VerdictDetail::column);
    static final Cell CLAIM_ONLY =
        new Cell(v -> v.gold().label(), v -> VerdictDetail.ORDER.indexOf(v.claimOnly()));
    static final Cell WITHOUT_ARTICLE =
        new Cell(
            v -> v.gold().label(), v -> VerdictDetail.column(v.withoutArticle().orElseThrow()));
  }

  /** A share of the verdicts that {@code among} lets in. */
  static OverVerdicts share(
      String name,
      String description,
      String why,
      Predicate<VerdictDetail> among,
      ToDoubleFunction<VerdictDetail> part) {
    return new OverVerdicts(
        name,
        description,
        why,
        true,
        Range.UNIT,
        v ->
            among.test(v) ? Optional.of(new double[] {part.applyAsDouble(v), 1}) : Optional.empty(),
        s -> s[0] / s[1],
        s -> s[1]);
  }

  /** A figure of the confusion matrix, undisputed labels only. */
  static OverVerdicts matrix(
      String name,
      String description,
      Predicate<VerdictDetail> among,
      Cell cell,
      ToDoubleFunction<Confusion> figure) {
    return matrix(name, description, "no undisputed verdicts", among, cell, figure);
  }

  /** As above, with what to say where no verdict is let in. */
  static OverVerdicts matrix(
      String name,
      String description,
      String why,
      Predicate<VerdictDetail> among,
      Cell cell,
      ToDoubleFunction<Confusion> figure) {
    return new OverVerdicts(
        name,
        description,
        why,
        true,
        Range.UNIT,
        v ->
            among.test(v) && !v.gold().disputed()
                ? Optional.of(
                    row(VerdictDetail.ORDER.indexOf(cell.gold.apply(v)), cell.column.applyAsInt(v)))
                : Optional.empty(),
        s -> figure.applyAsDouble(Confusion.of(CLASSES, s)),
        s -> Arrays.stream(s).sum());
  }

  private static double[] row(int gold, int column) {
    double[] row = new double[CLASSES * (CLASSES + 1)];
    row[gold * (CLASSES + 1) + column] = 1;
    return row;
  }

  @Override
  public Task<?> task() {
    return Tasks.VERIFY;
  }

  @Override
  public void count(Details details, MetricSums tally) {
    for (VerdictDetail v : details.verdicts()) {
      row.apply(v).ifPresent(r -> tally.add(v.claim().story(), v.claim().family(), r));
    }
  }

  @Override
  public double figure(double[] sums) {
    return of.applyAsDouble(sums);
  }

  @Override
  public double size(double[] sums) {
    return items.applyAsDouble(sums);
  }
}
