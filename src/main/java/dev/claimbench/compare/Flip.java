package dev.claimbench.compare;

/**
 * A claim that one run has right and the other does not.
 *
 * @param won the candidate has it right
 */
public record Flip(Item baseline, Item candidate, boolean won) {
  /** How bad the wrong one of both is, 1 to 3. */
  public int severity() {
    return (won ? baseline : candidate).severity();
  }

  public String id() {
    return candidate.id();
  }

  /** The claim's text; a baseline file keeps none, so that it may come from either side. */
  public String text() {
    return candidate.text().isEmpty() ? baseline.text() : candidate.text();
  }

  /** What in the article carries the gold label; empty where nothing does. */
  public String quote() {
    return candidate.quote().isEmpty() ? baseline.quote() : candidate.quote();
  }
}
