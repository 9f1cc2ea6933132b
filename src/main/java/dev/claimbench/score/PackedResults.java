package dev.claimbench.score;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.text.PackedList;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Verdicts of a large run, each asked once: the answers are packed, articles and labels are those
 * that the run holds anyway. Cannot be changed.
 */
final class PackedResults extends AbstractList<VerifyResult> {
  private final Map<String, Article> articles;
  private final List<GoldVerdict> golds;
  private final PackedList<Answer<Judgement>> answers;

  /**
   * @param articles by id
   * @param golds one for each answer, in the order of their ids
   */
  PackedResults(
      Map<String, Article> articles,
      List<GoldVerdict> golds,
      PackedList<Answer<Judgement>> answers) {
    if (golds.size() != answers.size()) {
      throw new IllegalArgumentException(
          answers.size() + " answers, but " + golds.size() + " labels");
    }
    this.articles = articles;
    this.golds = golds;
    this.answers = answers;
  }

  /** What was judged. */
  List<GoldVerdict> golds() {
    return golds;
  }

  private VerifyResult result(GoldVerdict gold, Answer<Judgement> answer) {
    return new VerifyResult(articles.get(gold.article()), gold, answer);
  }

  @Override
  public VerifyResult get(int i) {
    return result(golds.get(i), answers.get(i));
  }

  @Override
  public int size() {
    return answers.size();
  }

  @Override
  public Iterator<VerifyResult> iterator() {
    Iterator<GoldVerdict> gold = golds.iterator();
    Iterator<Answer<Judgement>> answer = answers.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return answer.hasNext();
      }

      @Override
      public VerifyResult next() {
        return result(gold.next(), answer.next());
      }
    };
  }
}
