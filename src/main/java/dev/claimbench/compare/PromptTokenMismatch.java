package dev.claimbench.compare;

import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * One model's weights that were sent other prompts by one runtime than by another: the same words
 * have the same number of tokens everywhere, so the runtimes' chat templates differ, or a part did
 * not arrive. Such runs did not ask the same.
 *
 * @param task whose prompts differ
 * @param baseline tokens of all its prompts
 * @param candidate the same of the other run
 */
public record PromptTokenMismatch(String task, long baseline, long candidate) {

  /** One a task whose prompts differ; empty where the weights are not the same, or not known. */
  public static List<PromptTokenMismatch> find(Scores a, Scores b) {
    List<PromptTokenMismatch> found = new ArrayList<>();
    if (!sameWeights(a, b)) {
      return found;
    }
    for (String task : a.outcomes().keySet()) {
      String before = a.made().getOrDefault(Scores.PROMPT_TOKENS + task, "");
      String now = b.made().getOrDefault(Scores.PROMPT_TOKENS + task, "");
      String prompt = "prompt of " + task;
      boolean asked = a.made().getOrDefault(prompt, "").equals(b.made().getOrDefault(prompt, ""));
      if (asked && isCount(before) && isCount(now) && !before.equals(now)) {
        found.add(new PromptTokenMismatch(task, Long.parseLong(before), Long.parseLong(now)));
      }
    }
    return found;
  }

  /** A scores file may say anything. */
  private static boolean isCount(String text) {
    return text.matches("[0-9]{1,18}");
  }

  private static boolean sameWeights(Scores a, Scores b) {
    String how = adaptation(a.model());
    boolean asked =
        how.equals(adaptation(b.model()))
            && a.made().getOrDefault("repeats", "").equals(b.made().getOrDefault("repeats", ""));
    String mine = weights(a);
    String theirs = weights(b);
    boolean same = !mine.isEmpty() && mine.equals(theirs);
    // Runs from before the file was noted: one name that the user gave to two runtimes.
    boolean noted = a.made().containsKey(Scores.WEIGHTS) && b.made().containsKey(Scores.WEIGHTS);
    boolean called =
        !noted
            && !a.made().getOrDefault("runtime", "").equals(b.made().getOrDefault("runtime", ""))
            && name(a.model()).equals(name(b.model()));
    return asked && (same || called);
  }

  private static String weights(Scores run) {
    return run.made().getOrDefault(Scores.WEIGHTS, run.made().getOrDefault("model digest", ""));
  }

  /** What is asked around the model, such as examples, which are tokens of its prompts as well. */
  private static String adaptation(String model) {
    int plus = model.indexOf(" + ");
    return plus < 0 ? "" : model.substring(plus);
  }

  /** Without runtime, address and adaptation. */
  private static String name(String model) {
    int plus = model.indexOf(" + ");
    String plain = plus < 0 ? model : model.substring(0, plus);
    String name = plain.substring(plain.indexOf('/') + 1);
    int where = name.indexOf("@http");
    return where < 0 ? name : name.substring(0, where);
  }

  /** A sentence without its full stop. */
  public String toText() {
    return Text.format(
        "not the same prompts: one model's weights, but %s has %,d prompt tokens in the first run"
            + " and %,d in the second (%+.1f%%); compare the runtimes' chat templates",
        task, baseline, candidate, 100.0 * (candidate - baseline) / Math.max(1, baseline));
  }
}
