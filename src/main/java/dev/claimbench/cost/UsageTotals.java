package dev.claimbench.cost;

import java.util.List;

/**
 * What a part of a run took, as measured.
 *
 * @param task {@code extract}, {@code verify} or {@code all}
 * @param story what the intervals are drawn over; empty for a sum over stories
 * @param articles asked about, each as often as it was asked (repeats)
 * @param correct gold claims found, or verdicts right; 0 for {@code all}, as the two do not add up
 * @param input prompt tokens, those that a server had cached included
 * @param cached of these, tokens that a server said it had cached
 * @param output answer tokens
 * @param seconds that the machine was busy; calls side by side share them
 * @param uncounted calls whose tokens the runtime did not tell
 */
public record UsageTotals(
    String task,
    String story,
    double articles,
    double correct,
    double input,
    double cached,
    double output,
    double seconds,
    int uncounted) {
  public UsageTotals {
    if (!(articles >= 0 && correct >= 0 && cached >= 0 && input >= cached)
        || !(output >= 0 && seconds >= 0)
        || uncounted < 0) {
      throw new IllegalArgumentException(
          "not work: %s articles, %s correct, %s input of which %s cached, %s output, %s s"
              .formatted(articles, correct, input, cached, output, seconds));
    }
  }

  /** The sum over stories of one task. */
  public static UsageTotals total(String task, List<UsageTotals> parts) {
    return sum(task, "", parts.stream().filter(w -> w.task().equals(task)).toList(), true);
  }

  /**
   * What an article takes with all its tasks: articles are those of the task that asked most,
   * everything else is added.
   */
  public static UsageTotals everything(String story, List<UsageTotals> parts) {
    return sum("all", story, parts, false);
  }

  private static UsageTotals sum(
      String task, String story, List<UsageTotals> parts, boolean oneTask) {
    double articles =
        oneTask
            ? parts.stream().mapToDouble(UsageTotals::articles).sum()
            : parts.stream()
                .map(UsageTotals::task)
                .distinct()
                .mapToDouble(
                    t ->
                        parts.stream()
                            .filter(w -> w.task().equals(t))
                            .mapToDouble(UsageTotals::articles)
                            .sum())
                .max()
                .orElse(0);
    return new UsageTotals(
        task,
        story,
        articles,
        oneTask ? parts.stream().mapToDouble(UsageTotals::correct).sum() : 0,
        parts.stream().mapToDouble(UsageTotals::input).sum(),
        parts.stream().mapToDouble(UsageTotals::cached).sum(),
        parts.stream().mapToDouble(UsageTotals::output).sum(),
        parts.stream().mapToDouble(UsageTotals::seconds).sum(),
        parts.stream().mapToInt(UsageTotals::uncounted).sum());
  }
}
