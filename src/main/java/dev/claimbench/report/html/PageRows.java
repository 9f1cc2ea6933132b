package dev.claimbench.report.html;

import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.VerdictDetail;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The answers that a page shows one by one: all of them, or of a large run those that are wrong
 * first, since a browser takes a page of a few megabytes and not one of a hundred. The figures are
 * always those of the whole run.
 *
 * @param articles in the order of the scorecard
 * @param verdicts the same
 * @param all how many answers the run has
 */
record PageRows(List<ArticleDetail> articles, List<VerdictDetail> verdicts, int all) {
  /** Answers on a page. */
  static final int MOST = 5_000;

  static PageRows choose(Scorecard card) {
    return choose(card, MOST);
  }

  static PageRows choose(Scorecard card, int most) {
    int all = card.articles().size() + card.verdicts().size();
    if (all <= most) {
      return new PageRows(card.articles(), card.verdicts(), all);
    }
    // Each task has its share, and what one does not need the other takes.
    int half = Math.min(card.articles().size(), most / 2);
    int verdicts = Math.min(card.verdicts().size(), most - half);
    return new PageRows(
        worst(card.articles(), PageRows::isGood, most - verdicts),
        worst(card.verdicts(), VerdictDetail::right, verdicts),
        all);
  }

  private interface Check<T> {
    boolean test(T value);
  }

  /** In their old order: the wrong ones that come first in it, then the right ones. */
  private static <T> List<T> worst(List<T> details, Check<T> good, int most) {
    return Stream.of(false, true)
        .flatMap(
            right ->
                IntStream.range(0, details.size())
                    .filter(i -> good.test(details.get(i)) == right)
                    .boxed())
        .limit(most)
        .sorted(Comparator.naturalOrder())
        .map(details::get)
        .toList();
  }

  private static boolean isGood(ArticleDetail article) {
    return article.alignment().isPresent()
        && article.alignment().get().gold().stream()
            .allMatch(g -> g.found() || !g.claim().required());
  }

  boolean isPart() {
    return articles.size() + verdicts.size() < all;
  }

  /** What is not here, for the reader. */
  String toText() {
    return String.format(
        Locale.ROOT,
        "%,d of %,d answers are on this page, wrong ones first; the figures are over all of them",
        articles.size() + verdicts.size(),
        all);
  }
}
