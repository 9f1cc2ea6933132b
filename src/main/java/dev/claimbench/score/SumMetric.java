package dev.claimbench.score;

import dev.claimbench.stats.Range;
import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A metric to which each article or each verdict brings a row of numbers.
 *
 * @param <T> {@link ArticleDetail} or {@link VerdictDetail}; of another task {@link TaskResult}
 * @param row what an item brings, or empty where it has no say
 * @param of the figure of the summed rows
 * @param denominator of the summed rows: how many items the figure is about
 */
record SumMetric<T>(
    Items<T> items,
    String name,
    String description,
    String whyUnscored,
    Range range,
    boolean needsCompleteRun,
    Function<T, Optional<double[]>> row,
    ToDoubleFunction<double[]> of,
    ToDoubleFunction<double[]> denominator,
    Better better)
    implements Metric {

  /**
   * What brings the rows.
   *
   * @param group within a story, for those who resample by more than stories
   */
  record Items<T>(
      Task<?> task,
      Function<Details, List<T>> all,
      Function<T, String> story,
      Function<T, String> group) {
    static final Items<ArticleDetail> ARTICLES =
        new Items<>(Tasks.EXTRACT, Details::articles, ArticleDetail::story, ArticleDetail::id);
    static final Items<VerdictDetail> VERDICTS =
        new Items<>(
            Tasks.VERIFY, Details::verdicts, v -> v.claim().story(), v -> v.claim().family());

    /** What any other task came to, article by article. */
    static Items<TaskResult> of(Task<?> task) {
      return new Items<>(task, d -> d.of(task), r -> r.article().story(), r -> r.article().id());
    }
  }

  /** A share: rows are {part, whole}; more is better. */
  static <T> SumMetric<T> share(
      Items<T> items,
      String name,
      String description,
      String why,
      Function<T, Optional<double[]>> row) {
    return new SumMetric<>(
        items,
        name,
        description,
        why,
        Range.UNIT,
        true,
        row,
        s -> s[0] / s[1],
        s -> s[1],
        Better.MORE);
  }

  SumMetric<T> with(Better direction) {
    return new SumMetric<>(
        items,
        name,
        description,
        whyUnscored,
        range,
        needsCompleteRun,
        row,
        of,
        denominator,
        direction);
  }

  @Override
  public Task<?> task() {
    return items.task();
  }

  @Override
  public void count(Details details, MetricSums sums) {
    for (T item : items.all().apply(details)) {
      row.apply(item)
          .ifPresent(r -> sums.add(items.story().apply(item), items.group().apply(item), r));
    }
  }

  @Override
  public boolean storyByStory() {
    return true;
  }

  @Override
  public double figure(double[] sums) {
    return of.applyAsDouble(sums);
  }

  @Override
  public double size(double[] sums) {
    return denominator.applyAsDouble(sums);
  }
}
