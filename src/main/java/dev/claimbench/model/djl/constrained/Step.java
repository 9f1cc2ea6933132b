package dev.claimbench.model.djl.constrained;

import java.util.List;

/** One step of a {@link Program}; the numbers are indices of other steps. */
sealed interface Step {
  /** The answer ends. */
  record End() implements Step {}

  /**
   * A piece is written.
   *
   * @param least characters, where they are counted
   * @param most characters, where they are counted
   */
  record Read(TokenMasks piece, int least, int most, int next) implements Step {}

  /** A passage of the article is written, and the quotation mark after it. */
  record Quote(String path, int least, int most, int next) implements Step {}

  /** Any of these. */
  record Either(List<Integer> ways) implements Step {
    public Either {
      ways = List.copyOf(ways);
    }
  }

  /** A repetition begins: a counter is put on the stack. */
  record Begin(int loop) implements Step {}

  /**
   * One more, or out: the counter on top of the stack says how many there were.
   *
   * @param first the first item
   * @param more a comma and an item
   */
  record Loop(int first, int more, int least, int most, int next) implements Step {}
}
