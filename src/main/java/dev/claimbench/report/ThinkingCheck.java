package dev.claimbench.report;

import dev.claimbench.model.Think;
import dev.claimbench.score.UsageTotal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

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
          String.format(
              Locale.ROOT,
              "told not to think, it thought in %,d of %,d calls all the same.",
              thought,
              calls));
    }
    if (wanted != null && !wanted.isOff() && thought == 0 && calls > 0) {
      return List.of(
          String.format(Locale.ROOT, "told to think, it did so in none of %,d calls.", calls));
    }
    return List.of();
  }
}
