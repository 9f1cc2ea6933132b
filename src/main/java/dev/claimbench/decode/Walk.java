package dev.claimbench.decode;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What the tokens below one node of the tree do to a machine in one state: which stay inside it,
 * and at which nodes it is left. Counts are relative, so one walk serves every limit.
 */
final class Walk {
  /** From so many tokens on, adding them one by one costs more than a copy of the whole mask. */
  private static final int MANY = 2048;

  private final TokenTrie trie;

  // Tokens that end inside, by rising need: how many characters they begin.
  private int[] tokens;
  private int[] needs;
  // The most characters that there can be in the end.
  private int[] hopes;
  private int leastHope = Machine.ENDLESS;
  // Where there are many: the tokens of at most so much need.
  private BitSet[] upTo = {};

  private int[] exits;
  private int[] exitCounts;

  private Walk(TokenTrie trie) {
    this.trie = trie;
  }

  static Walk of(TokenTrie trie, Machine machine, int node, int state) {
    Walk walk = new Walk(trie);
    Collector inside = new Collector();
    Collector left = new Collector();
    int[] states = new int[trie.deepest() + 1];
    int[] counts = new int[trie.deepest() + 1];
    states[trie.depth(node)] = state;
    int stop = trie.end(node);
    for (int n = node + 1; n < stop; ) {
      int depth = trie.depth(n);
      int now = machine.next(states[depth - 1], trie.label(n));
      if (now == Machine.DEAD) {
        n = trie.end(n);
        continue;
      }
      int count = counts[depth - 1] + (machine.between(now) ? 1 : 0);
      states[depth] = now;
      counts[depth] = count;
      if (machine.accepts(now)) {
        left.add(n, count, 0);
      } else if (trie.token(n) != TokenTrie.NONE) {
        int need = machine.counted() && !machine.between(now) ? count + 1 : count;
        for (int t = trie.token(n); t != TokenTrie.NONE; t = trie.another(t)) {
          inside.add(t, need, Math.min(Machine.ENDLESS, count + machine.reach(now)));
        }
      }
      n++;
    }
    walk.keep(inside, left);
    return walk;
  }

  private void keep(Collector inside, Collector left) {
    int[] order =
        IntStream.range(0, inside.size)
            .boxed()
            .sorted(Comparator.comparingInt(i -> inside.second[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    tokens = IntStream.of(order).map(i -> inside.first[i]).toArray();
    needs = IntStream.of(order).map(i -> inside.second[i]).toArray();
    hopes = IntStream.of(order).map(i -> inside.third[i]).toArray();
    leastHope = IntStream.of(hopes).min().orElse(Machine.ENDLESS);
    exits = Arrays.copyOf(left.first, left.size);
    exitCounts = Arrays.copyOf(left.second, left.size);
    if (tokens.length > MANY) {
      upTo = new BitSet[needs[needs.length - 1] + 1];
      BitSet so = new BitSet();
      for (int i = 0, need = 0; need < upTo.length; need++) {
        for (; i < needs.length && needs[i] == need; i++) {
          so.set(tokens[i]);
        }
        // Few of the lengths occur; those that do not share the mask of the one before.
        boolean none = need > 0 && upTo[need - 1].cardinality() == i;
        upTo[need] = none ? upTo[need - 1] : (BitSet) so.clone();
      }
    }
  }

  /**
   * Adds the tokens that end inside the machine.
   *
   * @param room characters that may still be begun
   * @param lack characters that must still come; none if not positive
   */
  void addInside(BitSet allowed, int room, int lack) {
    if (upTo.length > 0 && lack <= leastHope) {
      if (room >= 0) {
        allowed.or(upTo[Math.min(room, upTo.length - 1)]);
      }
      return;
    }
    for (int i = 0; i < tokens.length && needs[i] <= room; i++) {
      if (hopes[i] >= lack) {
        allowed.set(tokens[i]);
      }
    }
  }

  /** Whether any token ends inside the machine; see {@link #addInside}. */
  boolean anyInside(int room, int lack) {
    for (int i = 0; i < tokens.length && needs[i] <= room; i++) {
      if (hopes[i] >= lack) {
        return true;
      }
    }
    return false;
  }

  int exits() {
    return exits.length;
  }

  int exitNode(int i) {
    return exits[i];
  }

  /** Characters completed on the way to that exit. */
  int exitCount(int i) {
    return exitCounts[i];
  }

  /** Adds the tokens that end at that exit. */
  void addExit(BitSet allowed, int i) {
    for (int t = trie.token(exits[i]); t != TokenTrie.NONE; t = trie.another(t)) {
      allowed.set(t);
    }
  }

  /** Rows of three numbers. */
  private static final class Collector {
    private int[] first = new int[16];
    private int[] second = new int[16];
    private int[] third = new int[16];
    private int size;

    void add(int a, int b, int c) {
      if (size == first.length) {
        first = Arrays.copyOf(first, 2 * size);
        second = Arrays.copyOf(second, 2 * size);
        third = Arrays.copyOf(third, 2 * size);
      }
      first[size] = a;
      second[size] = b;
      third[size++] = c;
    }
  }
}
