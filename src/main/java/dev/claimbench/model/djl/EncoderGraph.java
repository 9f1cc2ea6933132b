package dev.claimbench.model.djl;

import ai.djl.Model;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A cross-encoder's graph: a score for each label of one pair of texts; one call at a time. */
final class EncoderGraph implements AutoCloseable {
  private static final Set<String> KNOWN = Set.of("input_ids", "attention_mask", "token_type_ids");
  private static final String OUTPUT = "logits";

  private final OrtSession session;
  private final Model model;
  private final Predictor<Encoding, Logits> predictor;
  private final Set<String> inputs;
  private final DataType type;
  private final int labels;
  private final Logits scores;

  /**
   * @param labels how many the config names
   * @throws ModelFolderException where the graph is none of a cross-encoder, or has another number
   */
  EncoderGraph(Path file, int labels, int threads) throws ModelFolderException {
    this.labels = labels;
    session = DjlLibrary.session(file, threads);
    try {
      inputs = inputs(session.getInputInfo(), file);
      type = type(session.getOutputInfo(), labels, file);
    } catch (OrtException e) {
      DjlLibrary.close(session);
      throw new ModelFolderException(file + ": its inputs cannot be read: " + e.getMessage(), e);
    } catch (ModelFolderException e) {
      DjlLibrary.close(session);
      throw e;
    }
    scores = new Logits(labels, type, 1);
    model = Model.newInstance(file.getFileName().toString(), DjlLibrary.ENGINE);
    model.setBlock(new BoundGraph(session));
    predictor = model.newPredictor(new PairTranslator());
  }

  private static Set<String> inputs(Map<String, NodeInfo> inputs, Path file)
      throws ModelFolderException {
    Set<String> unknown = new TreeSet<>(inputs.keySet());
    unknown.removeAll(KNOWN);
    boolean whole =
        inputs.values().stream()
            .allMatch(i -> i.getInfo() instanceof TensorInfo t && t.type == OnnxJavaType.INT64);
    if (!unknown.isEmpty() || !inputs.containsKey("input_ids") || !whole) {
      boolean decoder = unknown.stream().anyMatch(name -> name.startsWith("past_key_values"));
      throw new ModelFolderException(
          file
              + ": not a cross-encoder: expected the inputs input_ids, attention_mask and perhaps"
              + " token_type_ids, of int64, got "
              + inputs.keySet().stream().limit(6).toList()
              + (decoder
                  ? "; this is a decoder, which runs as djl/"
                  : "; export the model as text-classification"));
    }
    return Set.copyOf(inputs.keySet());
  }

  private static DataType type(Map<String, NodeInfo> outputs, int labels, Path file)
      throws ModelFolderException {
    TensorInfo found =
        outputs.containsKey(OUTPUT) && outputs.get(OUTPUT).getInfo() instanceof TensorInfo tensor
            ? tensor
            : null;
    long[] shape = found == null ? new long[0] : found.getShape();
    // -1 stands for a length that the graph does not fix.
    if (shape.length != 2 || (shape[1] != labels && shape[1] != -1)) {
      throw new ModelFolderException(
          file
              + ": expected logits of [batch, "
              + labels
              + "], as config.json names "
              + labels
              + " labels, got "
              + (found == null ? "the outputs " + outputs.keySet() : Arrays.toString(shape))
              + "; take graph and config.json from one page, of a model for natural language"
              + " inference");
    }
    return switch (found.type) {
      case FLOAT -> DataType.FLOAT32;
      case FLOAT16 -> DataType.FLOAT16;
      default ->
          throw new ModelFolderException(
              file + ": logits of float32 or float16 were expected, got " + found.type);
    };
  }

  /**
   * The probability of each label, in the graph's order; adds up to 1 (softmax).
   *
   * @throws BoundGraph.GraphException where ONNX Runtime fails, as with more tokens than positions
   */
  double[] probabilities(Encoding pair) {
    float[] row;
    try {
      row = predictor.predict(pair).last();
    } catch (TranslateException e) {
      throw DjlLibrary.failed(e);
    }
    double[] shares = new double[row.length];
    float most = Float.NEGATIVE_INFINITY;
    for (float score : row) {
      most = Math.max(most, score);
    }
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp(row[i] - most);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private final class PairTranslator implements NoBatchifyTranslator<Encoding, Logits> {
    @Override
    public NDList processInput(TranslatorContext context, Encoding pair) {
      NDManager manager = context.getNDManager();
      NDList arrays = new NDList();
      arrays.add(DjlLibrary.row(manager, "input_ids", pair.getIds()));
      if (inputs.contains("attention_mask")) {
        arrays.add(DjlLibrary.row(manager, "attention_mask", pair.getAttentionMask()));
      }
      if (inputs.contains("token_type_ids")) {
        arrays.add(DjlLibrary.row(manager, "token_type_ids", pair.getTypeIds()));
      }
      ByteBuffer memory = scores.memory(1);
      NDArray logits =
          manager.create(
              type == DataType.FLOAT32 ? memory.asFloatBuffer() : memory,
              new Shape(1, labels),
              type);
      logits.setName(OUTPUT);
      arrays.add(logits);
      return arrays;
    }

    @Override
    public Logits processOutput(TranslatorContext context, NDList nothing) {
      return scores;
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
    DjlLibrary.close(session);
  }
}
