package dev.claimbench.model.djl.constrained;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tokens of a vocabulary as a tree of bytes, its nodes in the order of a walk in depth: the
 * subtree of node {@code n} is {@code n} to {@code end(n) - 1}, so that a walk goes forward through
 * memory and skips a subtree in one step. Node 0 is the root.
 */
final class TokenTrie {
  static final int NONE = -1;

  private final byte[] labels;
  private final int[] ends;
  private final int[] depths;
  private final int[] tokens;
  // Of tokens that write the same bytes, the next one.
  private final int[] same;
  private final int deepest;

  /**
   * @param words bytes of each token; null or empty for one that writes nothing
   */
  TokenTrie(List<byte[]> words) {
    int[] order =
        IntStream.range(0, words.size())
            .filter(t -> words.get(t) != null && words.get(t).length > 0)
            .boxed()
            .sorted((a, b) -> Arrays.compareUnsigned(words.get(a), words.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    int size = 1;
    byte[] before = {};
    for (int token : order) {
      size += words.get(token).length - shared(before, words.get(token));
      before = words.get(token);
    }
    labels = new byte[size];
    ends = new int[size];
    depths = new int[size];
    tokens = new int[size];
    same = new int[words.size()];
    Arrays.fill(tokens, NONE);
    Arrays.fill(same, NONE);
    deepest = fill(words, order);
  }

  private int fill(List<byte[]> words, int[] order) {
    int longest = IntStream.of(order).map(t -> words.get(t).length).max().orElse(0);
    int[] path = new int[longest + 1];
    int open = 0;
    int node = 0;
    byte[] before = {};
    for (int token : order) {
      byte[] word = words.get(token);
      int shared = shared(before, word);
      for (; open > shared; open--) {
        ends[path[open]] = node + 1;
      }
      for (int i = shared; i < word.length; i++) {
        node++;
        labels[node] = word[i];
        depths[node] = i + 1;
        path[++open] = node;
      }
      int at = path[word.length];
      same[token] = tokens[at];
      tokens[at] = token;
      before = word;
    }
    for (; open >= 0; open--) {
      ends[path[open]] = node + 1;
    }
    return longest;
  }

  private static int shared(byte[] a, byte[] b) {
    int difference = Arrays.mismatch(a, b);
    return difference < 0 ? a.length : difference;
  }

  /** Bytes of the longest token. */
  int deepest() {
    return deepest;
  }

  /** The byte that leads to a node, 0 to 255. */
  int label(int node) {
    return labels[node] & 0xFF;
  }

  int end(int node) {
    return ends[node];
  }

  int depth(int node) {
    return depths[node];
  }

  boolean isLeaf(int node) {
    return ends[node] == node + 1;
  }

  /** A token that ends at this node, or {@link #NONE}. */
  int token(int node) {
    return tokens[node];
  }

  /** Another token of the same bytes, or {@link #NONE}. */
  int another(int token) {
    return same[token];
  }

  /** The child by a byte, or {@link #NONE}. */
  int child(int node, int value) {
    for (int n = node + 1; n < ends[node]; n = ends[n]) {
      if (label(n) == value) {
        return n;
      }
    }
    return NONE;
  }
}
