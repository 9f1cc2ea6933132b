package dev.claimbench.model.djl.constrained;

/** A list of successors a state: for large automata of few branches. */
final class SparseAutomaton implements ByteAutomaton {
  private final int[] first;
  private final byte[] labels;
  private final int[] targets;
  private final boolean[] whole;
  private final int[] reach;

  /**
   * @param first index of each state's first edge in {@code labels} and {@code targets}, and at the
   *     end their number; the last state is the one after the closing quotation mark
   * @param labels bytes, rising within a state
   * @param targets states
   * @param whole per state, whether a character ends there
   * @param reach per state, the most characters that can still be completed
   */
  SparseAutomaton(int[] first, byte[] labels, int[] targets, boolean[] whole, int[] reach) {
    this.first = first;
    this.labels = labels;
    this.targets = targets;
    this.whole = whole;
    this.reach = reach;
  }

  /** The state after the closing quotation mark. */
  private int closed() {
    return first.length - 2;
  }

  int states() {
    return first.length - 1;
  }

  /** Bytes that the tables take. */
  long memory() {
    return 4L * (first.length + targets.length + reach.length) + labels.length + whole.length;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public int next(int state, int value) {
    for (int e = first[state]; e < first[state + 1]; e++) {
      if ((labels[e] & 0xFF) == value) {
        return targets[e];
      }
    }
    return DEAD;
  }

  @Override
  public boolean accepts(int state) {
    return state == closed();
  }

  @Override
  public boolean goesOn(int state) {
    return state != closed();
  }

  @Override
  public boolean counted() {
    return true;
  }

  @Override
  public boolean between(int state) {
    return whole[state];
  }

  @Override
  public int reach(int state) {
    return reach[state];
  }
}
