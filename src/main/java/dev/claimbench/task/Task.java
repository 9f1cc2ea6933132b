package dev.claimbench.task;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.prompt.PromptTemplate;
import java.util.List;

/** One thing that is asked of a model about articles. */
public sealed interface Task permits Extract, Verify {
  /** As in {@code --task} and in the names of prompt files. */
  String name();

  /**
   * The prompts, those of one article after each other so that its prefix can be reused.
   *
   * @param verdicts the claim × article pairs to judge; not every task needs them
   */
  List<Prompt> prompts(PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts);
}
