package dev.claimbench.model.djl;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The small random decoders that {@code tools/tiny_decoder.py} makes. */
final class Tiny {
  /** Past and present may share memory. */
  static final Path IN_PLACE = Path.of("src", "test", "resources", "djl", "in-place");

  /** Plain operators, position_ids, float16 cache and logits, weights in two data files. */
  static final Path COPYING = Path.of("src", "test", "resources", "djl", "copying");

  /** The first, with num_logits_to_keep. */
  static final Path ROWS_ASKED = Path.of("src", "test", "resources", "djl", "rows-asked");

  static final Deadline FAR = new Deadline(System.nanoTime() + 600_000_000_000L);

  private Tiny() {}

  static Stream<Path> all() {
    return Stream.of(IN_PLACE, COPYING, ROWS_ASKED);
  }

  static Decoder open(Path folder) throws ModelFolderException {
    return new Decoder(DecoderFolder.read(folder), 1);
  }

  static OnnxGraph graph(Path folder) throws ModelFolderException {
    return new OnnxGraph(DecoderFolder.read(folder).graph(), 1);
  }

  static Tokens tokens(Path folder) throws ModelFolderException {
    return new Tokens(DecoderFolder.read(folder).tokenizer());
  }

  static TokenChoice greedy() {
    return new TokenChoice(0, 1, 0, 0);
  }
}
