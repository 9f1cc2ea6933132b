package dev.claimbench.run;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.Internal;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Refuses before the first call what would be cut off in the middle of the night. */
@Internal
public final class ContextCheck {
  // English text has about 4 characters a token; a prompt with fewer than 8 a token is certain.
  private static final int CHARACTERS_A_TOKEN = 8;

  private ContextCheck() {}

  /**
   * Requires that every prompt of a plan fits into the model's context, together with its answer.
   *
   * @throws UserError names the first prompt that does not fit
   */
  public static void check(RunPlan plan, Model model) {
    int context = model.info().context();
    if (context > 0) {
      for (Map.Entry<String, PromptTemplate> task : plan.templates().entrySet()) {
        int answer = plan.bounded(task.getValue().maxTokens()).maxTokens();
        longest(plan.prompts(task), prompt -> check(prompt, answer, model, context));
      }
    }
  }

  /**
   * The longest of each article stands for the others: they follow each other and differ in the
   * claim only.
   */
  private static void longest(Stream<Prompt> prompts, Consumer<Prompt> checked) {
    Prompt longest = null;
    for (Prompt prompt : (Iterable<Prompt>) prompts::iterator) {
      boolean same = longest != null && longest.article().id().equals(prompt.article().id());
      if (longest != null && !same) {
        checked.accept(longest);
      }
      if (!same || prompt.user().length() > longest.user().length()) {
        longest = prompt;
      }
    }
    if (longest != null) {
      checked.accept(longest);
    }
  }

  private static void check(Prompt prompt, int answer, Model model, int context) {
    int tokens = tokens(prompt, model);
    boolean exact = tokens >= 0;
    int least =
        exact ? tokens : (prompt.system().length() + prompt.user().length()) / CHARACTERS_A_TOKEN;
    if (least + answer > context) {
      throw new UserError(
          Text.format(
              "article %s: its %s prompt has %s%,d tokens and the answer may take %,d, but the"
                  + " context of %s is %,d; raise --context or shorten the article",
              prompt.article().id(),
              prompt.task(),
              exact ? "" : "at least ",
              least,
              answer,
              model.info().spec(),
              context));
    }
  }

  private static int tokens(Prompt prompt, Model model) {
    try {
      return model.countTokens(prompt);
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
  }
}
