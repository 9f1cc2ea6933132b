package dev.claimbench.compare;

import java.util.regex.Pattern;

/** Which figures a better model has more of. */
final class Direction {
  // Shares of failures, baselines of the gold itself, and sizes that are neither good nor bad.
  private static final Pattern NOT_BETTER =
      Pattern.compile(
          ".*\\.(contrary|madeUp|duplicates|furniture|claimsPer100Words|hedge\\.distance"
              + "|quotes\\.(normalised|fuzzy|absent)|invalid|truncated|refused|baseline\\..*"
              + "|brier|ece)(\\..*)?");

  private Direction() {}

  static boolean moreIsBetter(String metric) {
    return !NOT_BETTER.matcher(metric).matches();
  }
}
