package dev.claimbench.score;

import dev.claimbench.stats.Range;
import dev.claimbench.task.Task;

/**
 * One figure of the scorecard, as a function of sums: {@link #count} adds up what each item brings,
 * {@link #figure} turns the sums into the figure. Recall, for example, counts {agreeing pairs, gold
 * claims} and divides. Pure.
 */
public interface Metric {
  /**
   * Starts with its task, e.g. {@code extract.recall}; unique, and a key in files: never changed.
   */
  String name();

  /** What was asked for the answers that it is about. */
  Task<?> task();

  /** One line for the reader. */
  String description();

  /** The values it can take. */
  default Range range() {
    return Range.UNIT;
  }

  /** Which way it goes when a model gets better; only of {@link Better#MORE} a drop is a loss. */
  default Better better() {
    return Better.MORE;
  }

  /** Adds what each item brings; all rows of one width. */
  void count(Details details, MetricSums sums);

  /**
   * The figure, or NaN where it is not defined (a zero denominator); must not keep the array. Where
   * nothing else is said, a share: rows are {part, whole}.
   */
  default double figure(double[] sums) {
    return sums[0] / sums[1];
  }

  /** How many items the figure is about. */
  default double size(double[] sums) {
    return sums[1];
  }

  /** Why there is no figure, where {@link #figure} is not defined or nothing was counted. */
  String whyUnscored();

  /** The same, where the gold of what was scored says more about it. */
  default String whyUnscored(GoldSummary gold) {
    return whyUnscored();
  }

  /**
   * Whether {@link #count} may be given some stories at a time, each whole, since no item of one
   * story changes what an item of another brings. Of a large run, all others hold every item.
   */
  default boolean storyByStory() {
    return false;
  }

  /** Whether it says nothing while calls have failed; only the outcomes themselves still do. */
  default boolean needsCompleteRun() {
    return true;
  }
}
