package dev.claimbench.model.djl.constrained;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Vocabularies for tests: all bytes, and pieces that cross the borders of JSON's parts. */
final class Vocabularies {
  private static final String[] CROSSING = {
    "{\"",
    "\":\"",
    "\",\"",
    "\"}",
    "\"},{\"",
    "\"}]",
    "},{",
    "}]}",
    "\":",
    ",\"",
    "[{\"",
    ":{\"",
    "\"]",
    "null",
    "null,\"",
    "true",
    ":true,",
    "12",
    "0.",
    ".5",
    "-1",
    "\\\"",
    "\\u",
    "\\n",
    "\\\\",
    " \"",
    "the ",
    " the",
    "é",
    "’s",
    "\uD83D\uDE00",
    "claims",
    "quote",
    "evidence",
    "verdict",
    "SUPPORT",
    "ED\"}",
    "REFUTED",
    "NOT_",
    "\n",
    "\n\n",
    "\":[",
    "\":[{\"",
    "[]",
    "[]}",
    "{}",
    "a\"",
    "b\",\"",
    "  ",
    "    "
  };

  private Vocabularies() {}

  /** Of all bytes, the pieces above, and made-up words up to a size; the last token is the end. */
  static Vocabulary ofSize(int size) {
    List<byte[]> tokens = bytes(size);
    tokens.set(size - 1, null);
    return Vocabulary.of(tokens, size - 1);
  }

  static List<byte[]> bytes(int size) {
    List<byte[]> tokens = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    for (int i = 0; i < CROSSING.length && tokens.size() < size; i++) {
      tokens.add(CROSSING[i].getBytes(UTF_8));
    }
    // The mix of Qwen's vocabulary, roughly: words with a space before, without, and with a
    // quotation mark or other sign after or before.
    SplittableRandom random = new SplittableRandom(7);
    while (tokens.size() < size) {
      StringBuilder word = new StringBuilder(random.nextInt(2) == 0 ? " " : "");
      int length = 2 + random.nextInt(9);
      int first = random.nextInt(20) == 0 ? 0x4E00 : 'a';
      for (int i = 0; i < length; i++) {
        word.append((char) (first + random.nextInt(26)));
      }
      switch (random.nextInt(60)) {
        case 0 -> word.append('"');
        case 1 -> word.append("\",");
        case 2 -> word.insert(0, '"');
        default -> {}
      }
      tokens.add(word.toString().getBytes(UTF_8));
    }
    return tokens;
  }
}
