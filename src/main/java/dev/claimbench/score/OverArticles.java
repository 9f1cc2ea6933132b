package dev.claimbench.score;

import dev.claimbench.stats.Range;
import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A metric to which each article brings a row.
 *
 * @param row what an article brings, or empty where it has no say
 * @param of the figure of the summed rows
 * @param items the denominator of the summed rows
 */
record OverArticles(
    String name,
    String description,
    String whyUnscored,
    Range range,
    boolean needsCompleteRun,
    Function<ArticleDetail, Optional<double[]>> row,
    ToDoubleFunction<double[]> of,
    ToDoubleFunction<double[]> items,
    Better better)
    implements Metric {

  /** More is better. */
  OverArticles(
      String name,
      String description,
      String whyUnscored,
      Range range,
      boolean needsCompleteRun,
      Function<ArticleDetail, Optional<double[]>> row,
      ToDoubleFunction<double[]> of,
      ToDoubleFunction<double[]> items) {
    this(name, description, whyUnscored, range, needsCompleteRun, row, of, items, Better.MORE);
  }

  OverArticles with(Better direction) {
    return new OverArticles(
        name, description, whyUnscored, range, needsCompleteRun, row, of, items, direction);
  }

  /** A share: rows are {part, whole}. */
  static OverArticles share(
      String name,
      String description,
      String why,
      Function<ArticleDetail, Optional<double[]>> row) {
    return new OverArticles(
        name, description, why, Range.UNIT, true, row, s -> s[0] / s[1], s -> s[1]);
  }

  @Override
  public Task<?> task() {
    return Tasks.EXTRACT;
  }

  @Override
  public void count(Details details, MetricSums tally) {
    for (ArticleDetail article : details.articles()) {
      row.apply(article).ifPresent(r -> tally.add(article.story(), article.id(), r));
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
