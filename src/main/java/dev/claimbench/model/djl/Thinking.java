package dev.claimbench.model.djl;

import dev.claimbench.model.djl.constrained.Vocabulary;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/** How a model thinks before it answers: between {@code <think>} and {@code </think>}. */
final class Thinking {
  private static final String BEGIN = "<think>\n";
  private static final String END = "</think>";

  /** Between the end of thinking and the answer, as the models were taught. */
  private static final String AFTER = "\n\n";

  private final Tokens tokens;
  private final int[] begin;
  private final int end;
  private final int[] after;
  private final BitSet allowed;

  private Thinking(Tokens tokens, int end, BitSet allowed) {
    this.tokens = tokens;
    this.end = end;
    this.allowed = allowed;
    begin = tokens.encode(BEGIN);
    after = tokens.encode(AFTER);
  }

  /**
   * Of a model whose chat template can switch thinking on and off; empty for any other.
   *
   * @param template text of the Jinja template
   * @param rows scores that the graph gives
   */
  static Optional<Thinking> find(String template, Tokens tokens, Vocabulary vocabulary, int rows) {
    int[] end = tokens.encode(END);
    if (!template.contains("enable_thinking") || end.length != 1 || end[0] >= rows) {
      return Optional.empty();
    }
    // All that writes text: neither the end of the turn nor the beginning of another.
    BitSet allowed = new BitSet(rows);
    for (int token = 0; token < Math.min(rows, vocabulary.size()); token++) {
      allowed.set(token, vocabulary.bytes(token).length > 0);
    }
    allowed.set(end[0]);
    return Optional.of(new Thinking(tokens, end[0], allowed));
  }

  int[] begin() {
    return begin;
  }

  int end() {
    return end;
  }

  int[] after() {
    return after;
  }

  /** Tokens that may come while it thinks, the end among them. */
  BitSet allowed() {
    return allowed;
  }

  /** What was thought, from all tokens of it. */
  GenerationResult.Thoughts thoughts(int[] all, Duration time) {
    int from = Math.min(begin.length, all.length);
    int to = from;
    while (to < all.length && all[to] != end) {
      to++;
    }
    return new GenerationResult.Thoughts(
        tokens.decode(Arrays.copyOfRange(all, from, to)).strip(), all, time);
  }
}
