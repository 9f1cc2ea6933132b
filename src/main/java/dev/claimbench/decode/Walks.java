package dev.claimbench.decode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A machine with the walks that were made from its states, each made once. */
final class Walks {
  private final TokenTrie trie;
  private final Machine machine;
  private final Map<Long, Walk> made = new ConcurrentHashMap<>();

  Walks(TokenTrie trie, Machine machine) {
    this.trie = trie;
    this.machine = machine;
  }

  Machine machine() {
    return machine;
  }

  /** What the tokens below a node do in a state. */
  Walk from(int node, int state) {
    long key = (long) node << 32 | state;
    Walk walk = made.get(key);
    return walk != null
        ? walk
        : made.computeIfAbsent(key, k -> Walk.of(trie, machine, node, state));
  }
}
