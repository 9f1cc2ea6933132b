package example;

import dev.claimbench.score.Details;
import dev.claimbench.score.Metric;
import dev.claimbench.score.MetricSums;
import dev.claimbench.score.TaskResult;
import dev.claimbench.task.Task;

/** How many headlines keep to the eight words that the prompt allows. */
public final class ShortHeadlines implements Metric {
  private static final Headline HEADLINE = new Headline();

  @Override
  public String name() {
    return "headline.short";
  }

  @Override
  public Task<?> task() {
    return HEADLINE;
  }

  @Override
  public String description() {
    return "share of headlines of at most eight words";
  }

  /** Sums of an article: one if its headline is short, and one. */
  @Override
  public void count(Details details, MetricSums sums) {
    for (TaskResult result : details.of(HEADLINE)) {
      result
          .value(String.class)
          .ifPresent(
              line ->
                  sums.add(
                      result.article().story(),
                      result.item(),
                      line.strip().split("\\s+").length <= 8 ? 1 : 0,
                      1));
    }
  }

  @Override
  public String whyUnscored() {
    return "no headlines";
  }
}
