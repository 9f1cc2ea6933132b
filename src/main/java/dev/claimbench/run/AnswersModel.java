package dev.claimbench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.claim.Hashing;
import dev.claimbench.claim.UserError;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.prompt.Prompt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Answers that another system gave, one JSON object a line: {@code {"task": …, "item": …, "answer":
 * {…}}}, for a verdict with {@code "item": "story/v01@article"}. {@code answer} is the object
 * itself, or the raw text as a string. {@code labels} may add the probability of each verdict.
 */
public final class AnswersModel implements Model {
  private final Path file;
  private final ModelInfo info;
  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, Map<String, Double>> labels = new HashMap<>();

  /**
   * @param name what to call the system that answered
   * @throws UserError with file and line for anything that is not of this form
   */
  public AnswersModel(Path file, String name) {
    this.file = file;
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read as UTF-8 text (" + e.getMessage() + ")");
    }
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        add(file + ":" + number + ": ", line);
      }
    }
    if (answers.isEmpty()) {
      throw new UserError(file + ": no answers in it");
    }
    info =
        new ModelInfo(
            "answers/" + name,
            "answers",
            name,
            "sha256:" + Hashing.sha256(text.getBytes(StandardCharsets.UTF_8)),
            "",
            0,
            Map.of());
  }

  private void add(String where, String line) {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UserError(where + "not JSON: " + e.getOriginalMessage());
    }
    String task = node.path("task").asText();
    String item = node.path("item").asText();
    JsonNode answer = node.get("answer");
    if (task.isEmpty() || item.isEmpty() || answer == null) {
      throw new UserError(where + "expected the fields task, item and answer, got " + line);
    }
    if (answers.put(task + " " + item, answer.isTextual() ? answer.asText() : answer.toString())
        != null) {
      throw new UserError(where + "a second answer to " + task + " " + item);
    }
    if (node.has("labels")) {
      labels.put(task + " " + item, labels(where, node.get("labels")));
    }
  }

  private static Map<String, Double> labels(String where, JsonNode node) {
    Map<String, Double> map = new TreeMap<>();
    node.properties().forEach(e -> map.put(e.getKey(), e.getValue().asDouble(Double.NaN)));
    try {
      Reply.requireProbabilities(map);
    } catch (IllegalArgumentException e) {
      throw new UserError(where + "labels: " + e.getMessage());
    }
    return map;
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    String text = answers.get(prompt.task() + " " + prompt.item());
    if (text == null) {
      throw new ModelException(
          ModelException.Cause.NO_MODEL,
          file + ": no answer to " + prompt.task() + " " + prompt.item());
    }
    return new Reply(
        text,
        "",
        Reply.Stop.END,
        -1,
        -1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        "",
        Optional.ofNullable(labels.get(prompt.task() + " " + prompt.item())),
        Optional.empty());
  }

  @Override
  public void close() {}
}
