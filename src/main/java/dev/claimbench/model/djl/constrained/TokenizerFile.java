package dev.claimbench.model.djl.constrained;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bytes of each token, out of a {@code tokenizer.json}. */
final class TokenizerFile {
  private static final Pattern BYTE = Pattern.compile("<0x([0-9A-Fa-f]{2})>");
  private static final Map<Integer, Integer> BYTE_OF_LETTER = byteOfLetter();

  private TokenizerFile() {}

  static List<byte[]> read(Path file) {
    JsonNode tokenizer;
    try {
      tokenizer = Json.PLAIN.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": expected JSON, got " + Json.reason(e));
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
    Map<String, Integer> ids = ids(tokenizer.path("model"), file);
    boolean letters = mentions(tokenizer.path("decoder"), "ByteLevel");
    if (!letters && !isSentencePiece(tokenizer)) {
      throw new UserError(
          file
              + ": expected a byte-level or SentencePiece tokenizer, got the decoder "
              + tokenizer.path("decoder").path("type")
              + "; constrained decoding needs to know each token's bytes");
    }
    int size = 1 + Collections.max(ids.values());
    List<byte[]> tokens = new ArrayList<>(Collections.nCopies(size, null));
    ids.forEach((text, id) -> tokens.set(id, letters ? fromLetters(text) : fromPiece(text)));
    for (JsonNode added : tokenizer.path("added_tokens")) {
      int id = added.path("id").asInt();
      while (tokens.size() <= id) {
        tokens.add(null);
      }
      tokens.set(id, null);
    }
    return tokens;
  }

  private static Map<String, Integer> ids(JsonNode model, Path file) {
    Map<String, Integer> ids = new HashMap<>();
    JsonNode vocab = model.path("vocab");
    if (vocab.isArray()) {
      for (JsonNode piece : vocab) {
        ids.put(piece.path(0).asText(), ids.size());
      }
    } else {
      vocab.properties().forEach(e -> ids.put(e.getKey(), e.getValue().asInt()));
    }
    if (ids.isEmpty()) {
      throw new UserError(file + ": model.vocab: expected the tokens, got none");
    }
    return ids;
  }

  private static boolean isSentencePiece(JsonNode tokenizer) {
    return mentions(tokenizer.path("decoder"), "ByteFallback")
        || mentions(tokenizer.path("decoder"), "Metaspace")
        || tokenizer.path("model").path("byte_fallback").asBoolean();
  }

  private static boolean mentions(JsonNode part, String type) {
    if (part.path("type").asText().equals(type)) {
      return true;
    }
    return part.isContainerNode() && part.valueStream().anyMatch(p -> mentions(p, type));
  }

  /** Null where a letter stands for no byte: such a token is none of the tokenizer's own. */
  private static byte @Nullable [] fromLetters(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int letter : text.codePoints().toArray()) {
      Integer value = BYTE_OF_LETTER.get(letter);
      if (value == null) {
        return null;
      }
      bytes.write(value);
    }
    return bytes.toByteArray();
  }

  private static byte[] fromPiece(String text) {
    var one = BYTE.matcher(text);
    if (one.matches()) {
      return new byte[] {(byte) Integer.parseInt(one.group(1), 16)};
    }
    return text.replace('▁', ' ').getBytes(UTF_8);
  }

  /** GPT-2's {@code bytes_to_unicode}: bytes without a visible letter take those from U+0100 on. */
  private static Map<Integer, Integer> byteOfLetter() {
    Map<Integer, Integer> bytes = new HashMap<>();
    int spare = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean visible = (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b != 0xAD);
      bytes.put(visible ? b : spare++, b);
    }
    return bytes;
  }
}
