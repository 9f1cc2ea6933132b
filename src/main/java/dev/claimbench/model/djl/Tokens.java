package dev.claimbench.model.djl;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A model's tokens: text to ids and back. */
final class Tokens implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;

  Tokens(Path file) throws ModelFolderException {
    // From a stream: from a path it would also obey the tokenizer_config.json beside it. Left to
    // itself it adds special tokens, which the chat template already holds, and cuts at 512.
    try (InputStream in = Files.newInputStream(file)) {
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              in, Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    } catch (IOException | RuntimeException e) { // what the native library throws is no IOException
      throw new ModelFolderException(
          file + ": cannot be used as a tokenizer: " + e.getMessage() + "; download it again", e);
    }
  }

  int[] encode(String text) {
    return Arrays.stream(tokenizer.encode(text).getIds()).mapToInt(Math::toIntExact).toArray();
  }

  /** The text of tokens without the special ones; half a character at the end becomes U+FFFD. */
  String decode(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
