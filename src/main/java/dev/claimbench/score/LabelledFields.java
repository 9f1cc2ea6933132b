package dev.claimbench.score;

import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.stats.Range;
import dev.claimbench.task.Task;
import java.util.List;
import java.util.Optional;

/**
 * A metric that needs more of a gold claim than its text: articles whose gold claims were imported
 * without it have no say.
 *
 * @param what it needs, in the plural
 */
record LabelledFields(Metric metric, String what) implements Metric {
  @Override
  public void count(Details details, MetricSums sums) {
    List<ArticleDetail> labelled =
        details.articles().stream().filter(a -> imported(a).isEmpty()).toList();
    metric.count(new Details(labelled, details.verdicts(), details.others()), sums);
  }

  private static Optional<String> imported(ArticleDetail article) {
    return article.result().gold().flatMap(GoldArticle::imported);
  }

  @Override
  public String whyUnscored(GoldSummary gold) {
    return gold.imported()
        .filter(first -> !gold.labelled())
        .map(first -> "the gold claims of " + first.dataset() + " have no " + what)
        .orElse(whyUnscored());
  }

  @Override
  public boolean storyByStory() {
    return metric.storyByStory();
  }

  @Override
  public String name() {
    return metric.name();
  }

  @Override
  public Task<?> task() {
    return metric.task();
  }

  @Override
  public String description() {
    return metric.description();
  }

  @Override
  public Range range() {
    return metric.range();
  }

  @Override
  public Better better() {
    return metric.better();
  }

  @Override
  public double figure(double[] sums) {
    return metric.figure(sums);
  }

  @Override
  public double size(double[] sums) {
    return metric.size(sums);
  }

  @Override
  public String whyUnscored() {
    return metric.whyUnscored();
  }

  @Override
  public boolean needsCompleteRun() {
    return metric.needsCompleteRun();
  }
}
