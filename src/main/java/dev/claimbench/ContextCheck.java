package dev.claimbench;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.run.Call;
import dev.claimbench.text.UserError;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Refuses before the first call what would be cut off in the middle of the night. */
final class ContextCheck {
  // English text has about 4 characters a token; a prompt with fewer than 8 a token is certain.
  private static final int CHARACTERS_A_TOKEN = 8;

  private ContextCheck() {}

  static void check(Iterable<Call> calls, Model model) {
    int context = model.info().context();
    if (context <= 0) {
      return;
    }
    // The longest of each task and article stands for the others: they differ in the claim only.
    Map<String, Call> longest = new TreeMap<>();
    for (Call call : calls) {
      longest.merge(
          call.prompt().task() + call.prompt().article().id(),
          call,
          (a, b) -> b.prompt().user().length() > a.prompt().user().length() ? b : a);
    }
    longest.values().stream()
        .sorted(Comparator.comparing(c -> c.prompt().item()))
        .forEach(call -> check(call, model, context));
  }

  private static void check(Call call, Model model, int context) {
    Prompt prompt = call.prompt();
    int tokens = tokens(prompt, model);
    boolean exact = tokens >= 0;
    int least =
        exact ? tokens : (prompt.system().length() + prompt.user().length()) / CHARACTERS_A_TOKEN;
    int answer = call.sampling().maxTokens();
    if (least + answer > context) {
      throw new UserError(
          String.format(
              Locale.ROOT,
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
