package dev.claimbench.report.html;

import dev.claimbench.align.Alignment;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.VerdictDetail;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers that one page shows.
 *
 * @param articles in the order of the scorecard
 * @param verdicts the same
 */
record PageRows(List<ArticleDetail> articles, List<VerdictDetail> verdicts) {
  static PageRows all(Scorecard card) {
    return new PageRows(card.articles(), card.verdicts());
  }

  int size() {
    return articles.size() + verdicts.size();
  }

  /** A run's answers page by page: stretches of its articles and verdicts that touch. */
  static final class Split {
    private final Scorecard card;
    private final StoryIndex index = new StoryIndex("claims", "claims and verdicts");

    /** Of each page, where it ends in the articles and in the verdicts. */
    private final List<Integer> articleEnds = new ArrayList<>();

    private final List<Integer> verdictEnds = new ArrayList<>();

    Split(Scorecard card, PageBreaks.Limits limits) {
      this.card = card;
      PageBreaks cutter = new PageBreaks(limits);
      Iterator<ArticleDetail> articles = card.articles().iterator();
      Iterator<VerdictDetail> verdicts = card.verdicts().iterator();
      @Nullable ArticleDetail article = next(articles);
      @Nullable VerdictDetail verdict = next(verdicts);
      int articlesDone = 0;
      int verdictsDone = 0;
      String text = "";
      // Both are in the order of their ids, which begin with the story as a rule: what is asked
      // about one story then comes together.
      while (article != null || verdict != null) {
        boolean isArticle =
            verdict == null
                || (article != null && article.story().compareTo(verdict.claim().story()) <= 0);
        String story = isArticle ? article.story() : verdict.claim().story();
        var on = isArticle ? article.result().article() : verdict.result().article();
        int more = on.id().equals(text) ? 0 : on.text().length();
        text = on.id();
        int page = cutter.place(story, more);
        if (page > articleEnds.size()) {
          articleEnds.add(articlesDone);
          verdictEnds.add(verdictsDone);
        }
        if (isArticle) {
          count(article, page);
          article = next(articles);
          articlesDone++;
        } else {
          count(verdict, page);
          verdict = next(verdicts);
          verdictsDone++;
        }
        articleEnds.set(page - 1, articlesDone);
        verdictEnds.set(page - 1, verdictsDone);
      }
    }

    private static <T> @Nullable T next(Iterator<T> list) {
      return list.hasNext() ? list.next() : null;
    }

    /** As the view of claims has them, a row a claim. */
    private void count(ArticleDetail detail, int page) {
      String outcome = detail.result().answer().outcome();
      int before = index.rows();
      if (detail.alignment().isPresent()) {
        for (Alignment.Predicted p : detail.alignment().get().predicted()) {
          add(detail, page, 1, p.outcome().fate(), outcome);
        }
        for (Alignment.Gold g : detail.alignment().get().gold()) {
          if (g.claim().required() && !g.found() && g.pair().isEmpty()) {
            add(detail, page, 1, "MISSED", outcome);
          }
        }
      } else if (!detail.predicted().isEmpty()) {
        add(detail, page, detail.predicted().size(), "UNSCORED", outcome);
      }
      if (index.rows() == before) {
        add(detail, page, 1, "NO_CLAIMS", outcome);
      }
    }

    private void add(ArticleDetail detail, int page, int rows, String came, String outcome) {
      index.add(detail.story(), page, rows, List.of("extraction", came, outcome, ""));
    }

    private void count(VerdictDetail detail, int page) {
      index.add(
          detail.claim().story(),
          page,
          1,
          List.of(
              "verdicts",
              detail.right() ? "RIGHT" : "WRONG",
              detail.result().answer().outcome(),
              detail.gold().label().name()));
    }

    StoryIndex index() {
      return index;
    }

    /**
     * The rows of a page.
     *
     * @param page from 1
     */
    PageRows page(int page) {
      // Copied: what is packed is unpacked once, and not for each look at it.
      return new PageRows(
          List.copyOf(card.articles().subList(start(articleEnds, page), end(articleEnds, page))),
          List.copyOf(card.verdicts().subList(start(verdictEnds, page), end(verdictEnds, page))));
    }

    private static int start(List<Integer> ends, int page) {
      return page == 1 ? 0 : ends.get(page - 2);
    }

    private static int end(List<Integer> ends, int page) {
      return ends.get(page - 1);
    }
  }
}
