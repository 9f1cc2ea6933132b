package dev.claimbench.model.djl;

import ai.djl.ndarray.types.DataType;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a decoder's graph takes and gives.
 *
 * @param layers names of the cache's parts, such as {@code 0.key}: {@code past_key_values.0.key}
 *     goes in, {@code present.0.key} comes out
 * @param heads of keys and values
 * @param headSize numbers of one head
 * @param cacheType FLOAT32 or FLOAT16
 * @param positions whether it wants {@code position_ids}
 * @param vocabulary numbers in one row of logits; at least as many as there are tokens
 * @param logitsType FLOAT32 or FLOAT16
 * @param rowsAsked whether it wants to know for how many of the last positions it is to give logits
 * @param lastOnly whether it gives logits for the last position alone, whatever is wanted
 */
record GraphShape(
    List<String> layers,
    int heads,
    int headSize,
    DataType cacheType,
    boolean positions,
    int vocabulary,
    DataType logitsType,
    boolean rowsAsked,
    boolean lastOnly) {
  /** A whole number, in newer exports of Hugging Face and those of the converter. */
  static final String ROWS = "num_logits_to_keep";

  private static final String PAST = "past_key_values.";
  private static final Set<String> KNOWN =
      Set.of("input_ids", "attention_mask", "position_ids", ROWS);

  static GraphShape read(OrtSession session, Path file) throws ModelFolderException {
    try {
      return read(session.getInputInfo(), session.getOutputInfo(), file);
    } catch (OrtException e) {
      throw new ModelFolderException(file + ": its inputs cannot be read: " + e.getMessage(), e);
    }
  }

  private static GraphShape read(
      Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs, Path file)
      throws ModelFolderException {
    List<String> layers = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String name : inputs.keySet()) {
      if (name.startsWith(PAST)) {
        layers.add(name.substring(PAST.length()));
      } else if (!KNOWN.contains(name)) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new ModelFolderException(
          file
              + ": the graph wants the inputs "
              + unknown
              + ", which are not known here; expected were input_ids, attention_mask, position_ids,"
              + " "
              + ROWS
              + " and past_key_values.*: export the model as text-generation-with-past");
    }
    List<String> missing = new ArrayList<>();
    for (String layer : layers) {
      if (!outputs.containsKey("present." + layer)) {
        missing.add("present." + layer);
      }
    }
    if (layers.isEmpty() || !missing.isEmpty() || !outputs.containsKey("logits")) {
      throw new ModelFolderException(
          file
              + ": not a decoder with a cache: expected past_key_values.* as inputs, logits and"
              + " present.* as outputs, got the inputs "
              + inputs.keySet().stream().limit(6).toList()
              + " and the outputs "
              + outputs.keySet().stream().limit(6).toList()
              + "; export the model as text-generation-with-past");
    }
    TensorInfo cache = (TensorInfo) inputs.get(PAST + layers.get(0)).getInfo();
    TensorInfo logits = (TensorInfo) outputs.get("logits").getInfo();
    long[] kept = cache.getShape();
    long[] row = logits.getShape();
    if (kept.length != 4 || kept[1] < 1 || kept[3] < 1 || row.length != 3 || row[2] < 1) {
      throw new ModelFolderException(
          file
              + ": expected a cache of [batch, heads, length, head size] and logits of [batch,"
              + " length, vocabulary] with numbers for heads, head size and vocabulary, got "
              + java.util.Arrays.toString(kept)
              + " and "
              + java.util.Arrays.toString(row));
    }
    return new GraphShape(
        List.copyOf(layers),
        (int) kept[1],
        (int) kept[3],
        type(cache.type, file, "cache"),
        inputs.containsKey("position_ids"),
        (int) row[2],
        type(logits.type, file, "logits"),
        inputs.containsKey(ROWS),
        row[1] == 1);
  }

  private static DataType type(OnnxJavaType type, Path file, String what)
      throws ModelFolderException {
    return switch (type) {
      case FLOAT -> DataType.FLOAT32;
      case FLOAT16 -> DataType.FLOAT16;
      default ->
          throw new ModelFolderException(
              file + ": " + what + " of float32 or float16 was expected, got " + type);
    };
  }

  /** How many rows of logits come where the last {@code wanted} of {@code read} are asked for. */
  int rows(int wanted, int read) {
    return lastOnly ? 1 : rowsAsked ? wanted : read;
  }

  static String past(String layer) {
    return PAST + layer;
  }

  static String present(String layer) {
    return "present." + layer;
  }

  /** Bytes of one position of one layer's keys or values in one head. */
  int headBytes() {
    return headSize * cacheType.getNumOfBytes();
  }
}
