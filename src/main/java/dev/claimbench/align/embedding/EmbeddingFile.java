package dev.claimbench.align.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Texts with their vectors, as kept beside a run in {@value #FILE}, so that its scores can be made
 * again without the model and with the same bytes.
 *
 * <p>Not for use by several threads at once.
 */
public final class EmbeddingFile {
  /** The name in a run's folder. */
  public static final String FILE = "vectors.json";

  private static final int VERSION = 1;

  private final String model;

  /** Sorted, for the file; articles are aligned side by side. */
  private final Map<String, float[]> byText = new ConcurrentSkipListMap<>();

  /** None yet, of this model. */
  public EmbeddingFile(String model) {
    this.model = model;
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @param where the file's name, for messages
   * @throws UserError where it is something else, or of another model
   */
  public static EmbeddingFile read(String where, String json, String model) {
    JsonNode tree;
    try {
      tree = Json.PLAIN.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UserError(where + ": not JSON; delete it to have it made again");
    }
    String found = tree.path("model").asText("");
    if (tree.path("version").asInt() != VERSION || !found.equals(model)) {
      throw new UserError(
          where
              + ": expected version "
              + VERSION
              + " of model "
              + model
              + ", got version "
              + tree.path("version").asText("none")
              + " of '"
              + found
              + "'; delete it to have it made again");
    }
    EmbeddingFile vectors = new EmbeddingFile(model);
    int size = tree.path("dimensions").asInt();
    tree.path("vectors")
        .properties()
        .forEach(e -> vectors.put(e.getKey(), decode(where, e.getValue().asText(), size)));
    return vectors;
  }

  /** Sorted by text: the same vectors give the same bytes. */
  public String json() {
    ObjectNode tree = Json.PLAIN.createObjectNode();
    tree.put("version", VERSION);
    tree.put("model", model);
    tree.put("dimensions", byText.values().stream().findFirst().map(v -> v.length).orElse(0));
    ObjectNode vectors = tree.putObject("vectors");
    byText.forEach((text, vector) -> vectors.put(text, encode(vector)));
    return tree.toPrettyString() + "\n";
  }

  public int size() {
    return byText.size();
  }

  Optional<float[]> of(String text) {
    return Optional.ofNullable(byText.get(text));
  }

  void put(String text, float[] vector) {
    byText.put(text, vector.clone());
  }

  private static String encode(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static float[] decode(String where, String text, int size) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    if (size < 1 || bytes.length != size * Float.BYTES) {
      throw new UserError(
          where
              + ": expected vectors of "
              + size
              + " numbers, got one of "
              + bytes.length / (double) Float.BYTES
              + "; delete it to have it made again");
    }
    float[] vector = new float[size];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
