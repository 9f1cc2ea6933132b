package dev.claimbench.report;

import dev.claimbench.model.Think;
import dev.claimbench.score.UsageTotal;
import dev.claimbench.text.Text;
import java.util.Collection;
import java.util.List;

/** Whether a model thought as it was told; servers drop the word without saying so. */
public final class ThinkingCheck {
  private ThinkingCheck() {}

  /** What is wrong, usually nothing. */
  public static List<String> check(RunReport run) {
    Collection<UsageTotal> usage = run.scorecard().usage().values();
    int calls = usage.stream().mapToInt(UsageTotal::calls).sum();
    int thought = usage.stream().mapToInt(UsageTotal::thought).sum();
    Think wanted = run.manifest().sampling().think().orElse(null);
    if (wanted != null && wanted.isOff() && thought > 0) {
      return List.of(
          Text.format(
              "told not to think, it thought in %,d of %,d calls all the same.", thought, calls));
    }
    if (wanted != null && !wanted.isOff() && thought == 0 && calls > 0) {
      return List.of(Text.format("told to think, it did so in none of %,d calls.", calls));
    }
    return List.of();
  }
}
