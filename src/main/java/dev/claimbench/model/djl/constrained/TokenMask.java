package dev.claimbench.model.djl.constrained;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the tokens below one node of the tree do to a machine in one state: which stay inside it,
 * and at which nodes it is left. Counts are relative, so one walk serves every limit.
 */
final class TokenMask {
  /** From so many tokens on, adding them one by one costs more than a copy of the whole mask. */
  private static final int MANY = 2048;

  // Tokens that end inside, by rising need: how many characters they begin.
  private final Column tokens = new Column();
  private final Column needs = new Column();
  // The most characters that there can be in the end.
  private final Column hopes = new Column();

  // Tokens that end where the machine is left, by rising count of characters.
  private final Column lastTokens = new Column();
  private final Column lastCounts = new Column();

  // Nodes at which the machine is left and some token goes on.
  private final Column onward = new Column();
  private final Column onwardCounts = new Column();

  private int leastHope = ByteAutomaton.ENDLESS;
  // Where there are many: the tokens of at most so many characters, by their number.
  private BitSet[] insideUpTo = {};
  private BitSet[] allUpTo = {};

  private TokenMask() {}

  static TokenMask compute(TokenTrie trie, ByteAutomaton machine, int node, int state) {
    TokenMask walk = new TokenMask();
    int[] states = new int[trie.deepest() + 1];
    int[] counts = new int[trie.deepest() + 1];
    states[trie.depth(node)] = state;
    int stop = trie.end(node);
    for (int n = node + 1; n < stop; ) {
      int depth = trie.depth(n);
      int now = machine.next(states[depth - 1], trie.label(n));
      if (now == ByteAutomaton.DEAD) {
        n = trie.end(n);
        continue;
      }
      int count = counts[depth - 1] + (machine.between(now) ? 1 : 0);
      states[depth] = now;
      counts[depth] = count;
      walk.visit(trie, machine, n, now, count);
      n++;
    }
    walk.arrange();
    return walk;
  }

  private void visit(TokenTrie trie, ByteAutomaton machine, int node, int state, int count) {
    boolean left = machine.accepts(state);
    if (left && !trie.isLeaf(node)) {
      onward.add(node);
      onwardCounts.add(count);
    }
    for (int t = trie.token(node); t != TokenTrie.NONE; t = trie.another(t)) {
      if (left) {
        lastTokens.add(t);
        lastCounts.add(count);
      } else {
        tokens.add(t);
        needs.add(machine.counted() && !machine.between(state) ? count + 1 : count);
        hopes.add(Math.min(ByteAutomaton.ENDLESS, count + machine.reach(state)));
      }
    }
  }

  private void arrange() {
    int[] order = needs.order();
    tokens.arrange(order);
    needs.arrange(order);
    hopes.arrange(order);
    order = lastCounts.order();
    lastTokens.arrange(order);
    lastCounts.arrange(order);
    leastHope = IntStream.of(hopes.values).min().orElse(ByteAutomaton.ENDLESS);
    if (tokens.size + lastTokens.size > MANY) {
      insideUpTo = upTo(Math.max(needs.most(), lastCounts.most()));
      allUpTo = upTo(insideUpTo.length - 1);
      addUpTo(insideUpTo, tokens, needs);
      addUpTo(allUpTo, tokens, needs);
      addUpTo(allUpTo, lastTokens, lastCounts);
    }
  }

  private static BitSet[] upTo(int most) {
    return Stream.generate(BitSet::new).limit(most + 1).toArray(BitSet[]::new);
  }

  private static void addUpTo(BitSet[] sets, Column tokens, Column counts) {
    for (int i = 0; i < tokens.size; i++) {
      sets[counts.values[i]].set(tokens.values[i]);
    }
    for (int n = 1; n < sets.length; n++) {
      sets[n].or(sets[n - 1]);
    }
  }

  /**
   * Adds the tokens that end inside the machine or where it is left.
   *
   * @param room characters that may still be begun, 0 or more
   * @param lack characters that must still come; none if not positive
   */
  void add(BitSet allowed, int room, int lack) {
    if (allUpTo.length > 0 && lack <= 0) {
      allowed.or(allUpTo[Math.min(room, allUpTo.length - 1)]);
      return;
    }
    if (insideUpTo.length > 0 && lack <= leastHope) {
      allowed.or(insideUpTo[Math.min(room, insideUpTo.length - 1)]);
    } else {
      for (int i = 0; i < tokens.size && needs.values[i] <= room; i++) {
        if (hopes.values[i] >= lack) {
          allowed.set(tokens.values[i]);
        }
      }
    }
    for (int i = 0; i < lastTokens.size && lastCounts.values[i] <= room; i++) {
      if (lastCounts.values[i] >= lack) {
        allowed.set(lastTokens.values[i]);
      }
    }
  }

  /** How many nodes there are at which the machine is left and some token goes on. */
  int onward() {
    return onward.size;
  }

  int onwardNode(int i) {
    return onward.values[i];
  }

  /** Characters completed on the way to that node. */
  int onwardCount(int i) {
    return onwardCounts.values[i];
  }

  /** Numbers, one added after the other. */
  private static final class Column {
    private int[] values = {};
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(4, 2 * size));
      }
      values[size++] = value;
    }

    int most() {
      return size == 0 ? 0 : values[size - 1];
    }

    /** Indices by rising value. */
    int[] order() {
      return IntStream.range(0, size)
          .boxed()
          .sorted(Comparator.comparingInt(i -> values[i]))
          .mapToInt(Integer::intValue)
          .toArray();
    }

    void arrange(int[] order) {
      int[] now = values;
      values = IntStream.of(order).map(i -> now[i]).toArray();
    }
  }
}
