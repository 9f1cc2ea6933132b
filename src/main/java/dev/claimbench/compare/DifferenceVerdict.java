package dev.claimbench.compare;

import java.util.OptionalInt;

/** What a paired difference says of the candidate. */
public enum DifferenceVerdict {
  /** More than 0 for sure: p ≤ α. */
  BETTER("better"),
  /** Within the margin either way for sure. */
  SAME("same within margin"),
  /** Whether it is better cannot be told; that it is not worse by the margin, for sure. */
  NOT_WORSE("not worse by the margin"),
  /** Less than 0 for sure (one-sided p ≤ α), and perhaps by more than the margin. */
  WORSE("worse"),
  /** Too little evidence. */
  CANNOT_TELL("cannot tell");

  private final String words;

  DifferenceVerdict(String words) {
    this.words = words;
  }

  public String toText() {
    return words;
  }

  /** Whether a swap may go ahead as far as this figure is concerned. */
  public boolean acceptable() {
    return this == BETTER || this == SAME || this == NOT_WORSE;
  }

  /**
   * For the reader, e.g. {@code cannot tell: about 14 more stories needed}.
   *
   * @param more stories; empty where more would not help
   */
  String toText(OptionalInt more) {
    if (this != CANNOT_TELL) {
      return words;
    }
    if (more.isEmpty()) {
      return words + ": no number of stories that anybody labels would do";
    }
    int n = more.getAsInt();
    return words + ": about " + n + " more " + (n == 1 ? "story" : "stories") + " needed";
  }
}
