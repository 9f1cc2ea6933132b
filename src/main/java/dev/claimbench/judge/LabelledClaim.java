package dev.claimbench.judge;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A claim of which people said whether it follows from a text.
 *
 * @param faithful whether it does
 * @param kinds of what it is an example; a judge's answers are counted for each
 */
public record LabelledClaim(ArticleClaim claim, boolean faithful, List<String> kinds) {
  public LabelledClaim {
    kinds = List.copyOf(kinds);
  }

  /**
   * Gold verdicts: SUPPORTED is faithful, everything else is not. Disputed ones are left out.
   *
   * @param articles by id; verdicts on others are left out
   */
  public static List<LabelledClaim> from(
      List<GoldVerdict> verdicts, Map<String, Article> articles) {
    return verdicts.stream()
        .filter(verdict -> !verdict.disputed() && articles.containsKey(verdict.article()))
        .map(verdict -> from(verdict, articles.get(verdict.article())))
        .toList();
  }

  private static LabelledClaim from(GoldVerdict verdict, Article article) {
    boolean faithful = verdict.label() == Verdict.SUPPORTED;
    List<String> kinds = new ArrayList<>();
    kinds.add(ExamFigures.name(verdict.label()).replace('_', ' '));
    verdict
        .claim()
        .change()
        .ifPresent(
            change ->
                kinds.add(
                    (faithful ? "supported: " : "not supported: ") + ExamFigures.name(change)));
    return new LabelledClaim(new ArticleClaim(article, verdict.claim()), faithful, kinds);
  }
}
