package dev.claimbench.model.djl.constrained;

/**
 * A deterministic automaton over bytes without dead ends: from each of its states an accepting one
 * can be reached. States are numbers from 0.
 */
sealed interface ByteAutomaton permits DenseAutomaton, SparseAutomaton {
  int DEAD = -1;

  /** More characters than any limit. */
  int ENDLESS = 1 << 29;

  int start();

  /** The state after a byte (0 to 255), or {@link #DEAD}. */
  int next(int state, int value);

  boolean accepts(int state);

  /** Whether any byte can follow. */
  boolean goesOn(int state);

  /** Whether characters (code points) are counted. */
  boolean counted();

  /** Whether a character is complete on entering this state. */
  boolean between(int state);

  /**
   * The most characters that can still be completed from here, {@link #ENDLESS} where there is no
   * such limit.
   */
  int reach(int state);
}
