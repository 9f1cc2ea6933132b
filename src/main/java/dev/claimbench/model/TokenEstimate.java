package dev.claimbench.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * About how many tokens a model's tokenizer makes of a text, from what it made of another one. It
 * counts words, groups of up to three digits and runs of other characters: byte-pair tokenizers cut
 * there first, so that a text of rarer words has more tokens than this, and hardly ever fewer (on
 * news with the vocabularies of Qwen2.5 and SmolLM2 1.04 to 1.29 times as many).
 *
 * @param each tokens of one word, group or run; above 0
 * @param more tokens that every prompt has beside its text: the marks of the chat
 */
public record TokenEstimate(double each, double more) {
  private static final Pattern PIECE =
      Pattern.compile("\\p{L}++|\\p{N}{1,3}+|[^\\s\\p{L}\\p{N}]++");

  public TokenEstimate {
    if (!(each > 0 && Double.isFinite(each) && Double.isFinite(more))) {
      throw new IllegalArgumentException(
          "expected more than 0 tokens each, got " + each + " and " + more);
    }
  }

  /** From two prompts; empty where the longer one did not count more. */
  public static Optional<TokenEstimate> from(
      Prompt shorter, int fewerTokens, Prompt longer, int moreTokens) {
    double pieces = pieces(longer) - pieces(shorter);
    if (!(pieces > 0 && moreTokens > fewerTokens)) {
      return Optional.empty();
    }
    double each = (moreTokens - fewerTokens) / pieces;
    return Optional.of(new TokenEstimate(each, fewerTokens - each * pieces(shorter)));
  }

  /** Tokens of a whole prompt, chat marks included. */
  public int tokens(Prompt prompt) {
    return (int) Math.max(0, Math.round(more + each * pieces(prompt)));
  }

  private static int pieces(Prompt prompt) {
    return pieces(prompt.system()) + pieces(prompt.user());
  }

  static int pieces(String text) {
    Matcher piece = PIECE.matcher(text);
    int count = 0;
    while (piece.find()) {
      count++;
    }
    return count;
  }
}
