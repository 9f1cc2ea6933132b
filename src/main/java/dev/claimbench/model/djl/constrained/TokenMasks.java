package dev.claimbench.model.djl.constrained;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A machine with the walks that were made from its states, each made once. */
final class TokenMasks {
  private final TokenTrie trie;
  private final ByteAutomaton machine;
  private final Map<Long, TokenMask> made = new ConcurrentHashMap<>();

  TokenMasks(TokenTrie trie, ByteAutomaton machine) {
    this.trie = trie;
    this.machine = machine;
  }

  ByteAutomaton machine() {
    return machine;
  }

  /** What the tokens below a node do in a state. */
  TokenMask from(int node, int state) {
    long key = (long) node << 32 | state;
    TokenMask walk = made.get(key);
    return walk != null
        ? walk
        : made.computeIfAbsent(key, k -> TokenMask.compute(trie, machine, node, state));
  }
}
