package dev.claimbench.model.djl;

import java.nio.file.Path;

/** The small random decoders that {@code tools/tiny_decoder.py} makes. */
final class Tiny {
  /** Past and present may share memory. */
  static final Path IN_PLACE = Path.of("src", "test", "resources", "djl", "in-place");

  /** Plain operators, position_ids, float16 cache and logits, weights in two data files. */
  static final Path COPYING = Path.of("src", "test", "resources", "djl", "copying");

  static final Deadline FAR = new Deadline(System.nanoTime() + 600_000_000_000L);

  private Tiny() {}

  static Decoder open(Path folder) throws UnusableFolder {
    return new Decoder(DecoderFolder.read(folder), 1);
  }

  static TokenChoice greedy() {
    return new TokenChoice(0, 1, 0, 0);
  }
}
