package dev.claimbench.model.djl.constrained;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All passages of a text as one automaton of fewer than two states a character (Blumer et al. 1985,
 * "The smallest automaton recognizing the subwords of a text"). Over code points, so that no
 * passage begins or ends within a character or an escape of it.
 */
final class SuffixAutomaton {
  private final List<Map<Integer, Integer>> edges = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private final List<Integer> links = new ArrayList<>();

  SuffixAutomaton(String text) {
    add(Map.of(), 0, -1);
    int last = 0;
    for (int c : text.codePoints().toArray()) {
      last = extend(last, c);
    }
  }

  private int add(Map<Integer, Integer> to, int length, int link) {
    edges.add(new TreeMap<>(to));
    lengths.add(length);
    links.add(link);
    return edges.size() - 1;
  }

  private int extend(int last, int c) {
    int now = add(Map.of(), lengths.get(last) + 1, 0);
    int p = last;
    while (p >= 0 && !edges.get(p).containsKey(c)) {
      edges.get(p).put(c, now);
      p = links.get(p);
    }
    if (p < 0) {
      return now;
    }
    int q = edges.get(p).get(c);
    if (lengths.get(q) == lengths.get(p) + 1) {
      links.set(now, q);
      return now;
    }
    int twin = add(edges.get(q), lengths.get(p) + 1, links.get(q));
    while (p >= 0 && edges.get(p).getOrDefault(c, -1) == q) {
      edges.get(p).put(c, twin);
      p = links.get(p);
    }
    links.set(q, twin);
    links.set(now, twin);
    return now;
  }

  /**
   * The passages as the inside of a JSON string, over bytes, up to the closing quotation mark.
   * Characters that need bytes outside {@code writable} are in no passage.
   */
  SparseAutomaton machine(BitSet writable) {
    return new Bytes(writable).machine();
  }

  /** JSON's own escapes where one is needed, UTF-8 elsewhere. */
  static byte[] json(int c) {
    String text =
        switch (c) {
          case '"' -> "\\\"";
          case '\\' -> "\\\\";
          case '\n' -> "\\n";
          case '\r' -> "\\r";
          case '\t' -> "\\t";
          default ->
              c < 0x20 || Character.getType(c) == Character.SURROGATE
                  ? Text.format("\\u%04x", c)
                  : Character.toString(c);
        };
    return text.getBytes(UTF_8);
  }

  /** Spreads each character over its bytes, with states between them. */
  private final class Bytes {
    private final BitSet writable;
    private final List<TreeMap<Integer, Integer>> to = new ArrayList<>();
    private final BitSet whole = new BitSet();

    Bytes(BitSet writable) {
      this.writable = writable;
    }

    SparseAutomaton machine() {
      int closed = -2;
      for (int state = 0; state < edges.size(); state++) {
        whole.set(state);
        to.add(new TreeMap<>());
      }
      for (int state = 0; state < edges.size(); state++) {
        for (Map.Entry<Integer, Integer> edge : edges.get(state).entrySet()) {
          spread(state, json(edge.getKey()), edge.getValue());
        }
        to.get(state).put((int) '"', closed);
      }
      return packed(closed);
    }

    private void spread(int from, byte[] bytes, int target) {
      for (byte b : bytes) {
        if (!writable.get(b & 0xFF)) {
          return;
        }
      }
      int at = from;
      for (int i = 0; i < bytes.length - 1; i++) {
        Integer next = to.get(at).get(bytes[i] & 0xFF);
        if (next == null) {
          next = to.size();
          to.add(new TreeMap<>());
          to.get(at).put(bytes[i] & 0xFF, next);
        }
        at = next;
      }
      to.get(at).put(bytes[bytes.length - 1] & 0xFF, target);
    }

    private SparseAutomaton packed(int closed) {
      int last = to.size();
      int[] first = new int[last + 2];
      int count = to.stream().mapToInt(Map::size).sum();
      byte[] labels = new byte[count];
      int[] targets = new int[count];
      int e = 0;
      for (int state = 0; state < last; state++) {
        first[state] = e;
        for (Map.Entry<Integer, Integer> edge : to.get(state).entrySet()) {
          labels[e] = (byte) (int) edge.getKey();
          targets[e++] = edge.getValue() == closed ? last : edge.getValue();
        }
      }
      first[last] = e;
      first[last + 1] = e;
      boolean[] between = new boolean[last + 1];
      whole.stream().forEach(s -> between[s] = true);
      return new SparseAutomaton(first, labels, targets, between, reach(last));
    }

    /** From the longest passages back: an edge leads to a state of longer ones. */
    private int[] reach(int last) {
      int[] reach = new int[last + 1];
      int[] order =
          IntStream.range(0, edges.size())
              .boxed()
              .sorted(Comparator.comparing(s -> -lengths.get(s)))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int state : order) {
        reach[state] = below(state, reach);
      }
      return reach;
    }

    private int below(int state, int[] reach) {
      int most = 0;
      for (int target : to.get(state).values()) {
        if (target >= edges.size()) {
          reach[target] = below(target, reach);
          most = Math.max(most, reach[target]);
        } else if (target >= 0) {
          most = Math.max(most, 1 + reach[target]);
        }
      }
      return most;
    }
  }
}
