package example;

import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Better;
import dev.claimbench.score.Details;
import dev.claimbench.score.Metric;
import dev.claimbench.score.MetricSums;
import dev.claimbench.stats.Range;
import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;

/** How long claims are; says nothing of whether they are right, so that no direction is better. */
public final class WordsPerClaim implements Metric {
  @Override
  public String name() {
    return "extract.wordsPerClaim";
  }

  @Override
  public Task<?> task() {
    return Tasks.EXTRACT;
  }

  @Override
  public Better better() {
    return Better.NEITHER;
  }

  @Override
  public String description() {
    return "mean number of words of a claim";
  }

  @Override
  public Range range() {
    return Range.REAL;
  }

  /** Sums of an article: words, and claims. */
  @Override
  public void count(Details details, MetricSums sums) {
    for (ArticleDetail article : details.articles()) {
      int words =
          article.predicted().stream()
              .mapToInt(claim -> claim.text().strip().split("\\s+").length)
              .sum();
      sums.add(article.story(), article.id(), words, article.predicted().size());
    }
  }

  @Override
  public String whyUnscored() {
    return "no claims";
  }
}
