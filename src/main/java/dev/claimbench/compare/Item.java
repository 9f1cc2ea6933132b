package dev.claimbench.compare;

/**
 * One gold claim or one verdict, and whether a run had it right.
 *
 * @param id {@code extract article/claim} or {@code verify story/claim@article}
 * @param text the claim
 * @param gold the gold label; {@code found} for a claim that must be extracted
 * @param answered the label given; for extraction {@code found}, {@code contrary} or {@code
 *     missed}; else how the call ended, e.g. {@code invalid}
 * @param quote what in the article carries the gold label; empty where nothing does
 */
public record Item(
    String id,
    String task,
    String story,
    String text,
    String gold,
    String answered,
    boolean right,
    String quote) {
  static final String FOUND = "found";
  static final String CONTRARY = "contrary";
  static final String MISSED = "missed";

  /** How bad a wrong answer is: 3 says the opposite, 2 no valid answer, 1 says too little. */
  public int severity() {
    if (right) {
      return 0;
    }
    return switch (answered) {
      case "SUPPORTED", "REFUTED", CONTRARY -> 3;
      case "NOT_ENOUGH_INFO", MISSED -> 1;
      default -> 2;
    };
  }
}
