package dev.claimbench.model.djl;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a cross-encoder for natural language inference, in the layout of Hugging Face's ONNX
 * exports.
 *
 * @param folder where {@code config.json} and {@code tokenizer.json} are
 * @param graph the {@code .onnx} file, in the folder or in its {@code onnx/}
 * @param data the files that the graph's weights are in; empty where they are in the graph
 * @param labels what each score means, in the graph's order; two or three, each once, one of them
 *     {@link Relation#ENTAILMENT}
 * @param mostTokens that premise and hypothesis have together, special ones included
 */
public record EncoderFolder(
    Path folder, Path graph, List<Path> data, List<Relation> labels, int mostTokens) {
  private static final String WANTED =
      "djl-nli/ takes a folder with a cross-encoder (model.onnx, tokenizer.json, config.json), or a"
          + " name of the catalogue";

  /** What almost all cross-encoders read, where the files do not say. */
  private static final int USUAL_TOKENS = 512;

  public EncoderFolder {
    data = List.copyOf(data);
    labels = List.copyOf(labels);
  }

  /**
   * Finds and reads all but the weights.
   *
   * @param path the folder, or one {@code .onnx} file of it where it has several
   * @throws ModelFolderException naming what is missing, or a label that is not known
   */
  public static EncoderFolder read(Path path) throws ModelFolderException {
    Path graph = ExportFiles.graph(path, WANTED);
    Path folder = ExportFiles.home(graph);
    ExportFiles.need(
        folder, "tokenizer.json", "the export's tokenizer, without which no text can be read");
    Path file = ExportFiles.need(folder, "config.json", "what the scores of the model mean");
    JsonNode config = ExportFiles.json(file);
    return new EncoderFolder(
        folder, graph, ExportFiles.data(graph), labels(file, config), mostTokens(folder, config));
  }

  Path tokenizer() {
    return folder.resolve("tokenizer.json");
  }

  /** All that decides what the model answers, in a fixed order. */
  public List<Path> files() {
    return ExportFiles.deciding(
        folder, graph, data, "tokenizer.json", "config.json", "tokenizer_config.json");
  }

  private static List<Relation> labels(Path file, JsonNode config) throws ModelFolderException {
    Map<Integer, String> names = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : config.path("id2label").properties()) {
      if (label.getKey().matches("\\d{1,4}")) {
        names.put(Integer.parseInt(label.getKey()), label.getValue().asText());
      }
    }
    List<Relation> labels = new ArrayList<>();
    names.values().forEach(name -> Relation.named(name).ifPresent(labels::add));
    boolean each = labels.stream().distinct().count() == names.size();
    if (names.size() < 2 || !each || !labels.contains(Relation.ENTAILMENT)) {
      throw new ModelFolderException(
          file
              + ": expected id2label to name two or three scores, such as"
              + " {\"0\": \"contradiction\", \"1\": \"entailment\", \"2\": \"neutral\"} or"
              + " {\"0\": \"not_entailment\", \"1\": \"entailment\"}, got "
              + (names.isEmpty() ? "none" : names.values())
              + "; write there what the model's page says");
    }
    return labels;
  }

  /** What the tokenizer says comes first: RoBERTa has two positions that no token takes. */
  private static int mostTokens(Path folder, JsonNode config) throws ModelFolderException {
    Path tokenizer = folder.resolve("tokenizer_config.json");
    if (Files.exists(tokenizer)) {
      double most = ExportFiles.json(tokenizer).path("model_max_length").asDouble(0);
      // Without a limit it holds 10^30.
      if (most >= 1 && most < 1_000_000) {
        return (int) most;
      }
    }
    int positions = config.path("max_position_embeddings").asInt(USUAL_TOKENS);
    boolean roberta = config.path("model_type").asText("").contains("roberta");
    return roberta ? positions - 2 : positions;
  }
}
