package dev.claimbench.score;

import dev.claimbench.dataset.GoldArticle;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the gold of the scored extractions is like, as far as it explains that there is no figure.
 *
 * @param labelled whether an article has gold claims with all fields
 * @param imported the first article, by id, whose gold claims are texts alone
 * @param inOtherScript whether an article's gold is {@link ArticleDetail#inOtherScript}
 */
public record GoldSummary(boolean labelled, Optional<Imported> imported, boolean inOtherScript) {
  static final GoldSummary NONE = new GoldSummary(false, Optional.empty(), false);

  /**
   * An article whose gold claims are texts alone.
   *
   * @param dataset the public data set that the article's gold claims come from
   */
  public record Imported(String article, String dataset) {}

  static GoldSummary of(Details details) {
    return details.articles().stream().map(GoldSummary::of).reduce(NONE, GoldSummary::plus);
  }

  private static GoldSummary of(ArticleDetail article) {
    Optional<String> dataset = article.result().gold().flatMap(GoldArticle::imported);
    return new GoldSummary(
        article.result().gold().isPresent() && dataset.isEmpty(),
        dataset.map(name -> new Imported(article.id(), name)),
        article.inOtherScript());
  }

  GoldSummary plus(GoldSummary other) {
    return new GoldSummary(
        labelled || other.labelled,
        Stream.of(imported, other.imported)
            .flatMap(Optional::stream)
            .min(Comparator.comparing(Imported::article)),
        inOtherScript || other.inOtherScript);
  }
}
