package dev.claimbench.run;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was asked and what came back, each made when it is taken. */
public interface Exchanges extends List<PromptAndReply> {
  /** What the i-th one asks: far less work than the prompt and its reply. */
  Question question(int i);

  /**
   * The one of a question.
   *
   * @param article that it is about
   * @param verdicts that it is about; empty for a task that needs none
   * @return empty where it is none of these
   */
  Optional<PromptAndReply> find(Question question, Article article, List<GoldVerdict> verdicts);

  /** Of some that are there already. */
  static Exchanges of(List<PromptAndReply> list) {
    return list instanceof Exchanges quick ? quick : new Listed(list);
  }

  /** A list that somebody made. */
  final class Listed extends AbstractList<PromptAndReply> implements Exchanges {
    private final List<PromptAndReply> list;
    private final Map<Question, PromptAndReply> byQuestion = new HashMap<>();

    private Listed(List<PromptAndReply> list) {
      this.list = List.copyOf(list);
      list.forEach(e -> byQuestion.put(e.question(), e));
    }

    @Override
    public Question question(int i) {
      return list.get(i).question();
    }

    @Override
    public Optional<PromptAndReply> find(
        Question question, Article article, List<GoldVerdict> verdicts) {
      return Optional.ofNullable(byQuestion.get(question));
    }

    @Override
    public PromptAndReply get(int i) {
      return list.get(i);
    }

    @Override
    public int size() {
      return list.size();
    }
  }
}
