package dev.claimbench.model.djl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.MalformedTextException;
import dev.claimbench.text.TextDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of a decoder in the layout of Hugging Face's ONNX exports.
 *
 * @param folder where {@code config.json} and {@code tokenizer.json} are
 * @param graph the {@code .onnx} file, in the folder or in its {@code onnx/}
 * @param data the files that the graph's weights are in; empty where they are in the graph
 * @param trainedContext tokens that the model was trained on; 0 where the config does not say
 * @param stopTokens ids that end an answer, from {@code generation_config.json} and {@code
 *     config.json}
 * @param chatTemplate text of the Jinja template
 */
public record DecoderFolder(
    Path folder,
    Path graph,
    List<Path> data,
    int trainedContext,
    Set<Integer> stopTokens,
    String chatTemplate) {
  private static final String WANTED =
      "djl/ takes a folder with an ONNX decoder (model.onnx, tokenizer.json, config.json), or a"
          + " name of the catalogue";

  public DecoderFolder {
    data = List.copyOf(data);
    stopTokens = Set.copyOf(stopTokens);
  }

  /**
   * Finds and reads all but the weights.
   *
   * @param path the folder, or one {@code .onnx} file of it where it has several
   * @throws ModelFolderException naming what is missing
   */
  public static DecoderFolder read(Path path) throws ModelFolderException {
    Path graph = ExportFiles.graph(path, WANTED);
    Path folder = ExportFiles.home(graph);
    ExportFiles.need(
        folder, "tokenizer.json", "the export's tokenizer, without which no text can be read");
    JsonNode config =
        ExportFiles.json(
            ExportFiles.need(folder, "config.json", "the export's description of the model"));
    JsonNode text = config.has("text_config") ? config.get("text_config") : config;
    Set<Integer> stops = new TreeSet<>();
    Path generation = folder.resolve("generation_config.json");
    if (Files.exists(generation)) {
      addIds(ExportFiles.json(generation).path("eos_token_id"), stops);
    }
    addIds(text.path("eos_token_id"), stops);
    addIds(config.path("eos_token_id"), stops);
    return new DecoderFolder(
        folder,
        graph,
        ExportFiles.data(graph),
        text.path("max_position_embeddings").asInt(0),
        stops,
        chatTemplate(folder));
  }

  Path tokenizer() {
    return folder.resolve("tokenizer.json");
  }

  /** All that decides what the model answers, in a fixed order. */
  public List<Path> files() {
    return ExportFiles.deciding(
        folder,
        graph,
        data,
        "tokenizer.json",
        "config.json",
        "generation_config.json",
        "tokenizer_config.json",
        "chat_template.jinja");
  }

  private static void addIds(JsonNode node, Set<Integer> ids) {
    if (node.isInt()) {
      ids.add(node.asInt());
    }
    node.forEach(id -> ids.add(id.asInt()));
  }

  private static String chatTemplate(Path folder) throws ModelFolderException {
    Path own = folder.resolve("chat_template.jinja");
    try {
      if (Files.exists(own)) {
        return TextDecoder.decodeLines(Files.readAllBytes(own));
      }
    } catch (IOException | MalformedTextException e) {
      throw new ModelFolderException(own + " cannot be read: " + e.getMessage(), e);
    }
    Path config = folder.resolve("tokenizer_config.json");
    if (Files.exists(config)) {
      JsonNode template = ExportFiles.json(config).path("chat_template");
      if (template.isTextual()) {
        return template.asText();
      }
      // Several templates, by name: the one for talk is called default.
      for (JsonNode one : template) {
        if (one.path("name").asText().equals("default")) {
          return one.path("template").asText();
        }
      }
    }
    throw new ModelFolderException(
        folder
            + ": there is no chat template (chat_template.jinja, or chat_template in"
            + " tokenizer_config.json); a model that was not taught to follow instructions"
            + " cannot be asked");
  }
}
