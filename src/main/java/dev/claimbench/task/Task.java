package dev.claimbench.task;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that is asked of a model about articles: its prompt, what is asked about (items), and
 * how an answer is read. Unless it says otherwise it asks once about each article, and an item is
 * an article's id.
 *
 * @param <A> what a valid answer holds
 */
public interface Task<A> {
  /** What its figures are resampled over where there are too few stories for those. */
  enum Unit {
    ARTICLE,
    /** Claims that were made from one another, with all verdicts on them. */
    FAMILY
  }

  /** The file of its prompt and what that must show; its name is the task's. */
  PromptKind prompt();

  /** As in {@code --task}, in journals and before the first dot of a metric. */
  default String name() {
    return prompt().name();
  }

  /** Reads its answers. */
  AnswerReader<A> reader();

  default Unit unit() {
    return Unit.ARTICLE;
  }

  /**
   * The prompts, one for each article or, where it needs verdicts, for each of these; those of one
   * article after each other so that its prefix can be reused.
   *
   * <p>Made one by one as they are taken: each holds a whole article.
   *
   * @param verdicts the claim × article pairs to judge; not every task needs them
   */
  default Stream<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts) {
    PromptTemplate.Renderer renderer = template.renderer();
    return articles.stream().map(a -> renderer.prompt(a.id(), a, Optional.empty()));
  }

  /** Whether it asks nothing about an article that has no verdicts in the gold. */
  default boolean needsVerdicts() {
    return false;
  }

  /** The id of the article that an item is about. */
  default String article(String item) {
    return item;
  }

  /** How a reply ended: {@link dev.claimbench.task.Answer#outcome()}. */
  default String outcome(Prompt prompt, Reply reply) {
    return reader().read(prompt, reply).outcome();
  }

  /** Whether a prompt asks this. */
  default boolean asks(Prompt prompt) {
    return name().equals(prompt.task());
  }
}
