package dev.claimbench.task;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.prompt.PromptTemplate;
import java.util.List;
import java.util.stream.Stream;

/** One thing that is asked of a model about articles. */
public sealed interface Task permits Extract, Verify {
  /** As in {@code --task} and in the names of prompt files. */
  String name();

  /**
   * The prompts, those of one article after each other so that its prefix can be reused.
   *
   * <p>Made one by one as they are taken: each holds a whole article.
   *
   * @param verdicts the claim × article pairs to judge; not every task needs them
   */
  Stream<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts);
}
