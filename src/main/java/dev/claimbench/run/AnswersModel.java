package dev.claimbench.run;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.CompactTextMap;
import dev.claimbench.text.Ids;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Answers that another system gave, one JSON object a line: {@code {"task": …, "item": …, "answer":
 * {…}}}, for a verdict with {@code "item": "story/v01@article"}. {@code answer} is the object
 * itself, or the raw text as a string. {@code labels} may add the probability of each verdict.
 */
public final class AnswersModel implements Model {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> VERDICTS =
      Stream.of(Verdict.values()).map(Verdict::name).toList();

  /** Characters of a wrong line in a message. */
  private static final int GOT = 120;

  private final Path file;
  private final ModelInfo info;
  private final Map<String, String> answers = new CompactTextMap();
  private final Map<String, Map<String, Double>> labels = new HashMap<>();
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();

  /**
   * @param name what to call the system that answered
   * @throws UserError with file and line for anything that is not of this form
   */
  public AnswersModel(Path file, String name) {
    this.file = file;
    String text = TextFiles.readExactly(file);
    int number = 0;
    Iterable<String> lines = () -> text.lines().iterator();
    for (String line : lines) {
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
            "sha256:" + Sha256.sha256(text.getBytes(StandardCharsets.UTF_8)),
            "",
            0,
            Map.of());
  }

  private void add(String where, String line) {
    JsonNode node = fields(where, line);
    String task = node.path("task").asText();
    String item = Ids.ofName(node.path("item").asText());
    JsonNode answer = node.get("answer");
    if (task.isEmpty() || item.isEmpty() || answer == null) {
      throw new UserError(
          where + "expected the fields task, item and answer, got " + Text.shorten(line, GOT));
    }
    if (answers.put(task + " " + item, answer.isTextual() ? answer.asText() : answer.toString())
        != null) {
      throw new UserError(where + "a second answer to " + task + " " + item);
    }
    if (node.has("labels")) {
      labels.put(task + " " + item, labels(where, task, node.get("labels")));
    }
  }

  /**
   * The fields of a line; an answer that names a key twice is its own text, so that it is read as
   * strictly as one that came as text, and is invalid like that one.
   */
  private static ObjectNode fields(String where, String line) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    try (JsonParser parser = Json.MAPPER.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UserError(
            where + "expected a JSON object on a line of its own, got " + Text.shorten(line, GOT));
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        int from = offset(parser.currentTokenLocation());
        parser.skipChildren();
        parser.finishToken();
        String value = line.substring(from, offset(parser.currentLocation()));
        if (fields.has(name)) {
          throw new UserError(where + "the field '" + name + "' is there twice");
        }
        fields.set(name, value(name, value));
      }
      if (parser.nextToken() != null) {
        throw new UserError(where + "expected one JSON object a line, got more");
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new UserError(where + "not JSON: " + Json.reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode value(String name, String value) throws JsonProcessingException {
    try {
      return STRICT.readTree(value);
    } catch (JsonProcessingException e) {
      if (name.equals("answer")) {
        return TextNode.valueOf(value);
      }
      throw e;
    }
  }

  private static int offset(JsonLocation at) {
    return (int) at.getCharOffset();
  }

  private static Map<String, Double> labels(String where, String task, JsonNode node) {
    Map<String, Double> map = new TreeMap<>();
    for (Map.Entry<String, JsonNode> label : node.properties()) {
      // Under another name they would be the probability of nothing.
      if (task.equals(Tasks.VERIFY.name()) && !VERDICTS.contains(label.getKey())) {
        throw new UserError(
            where
                + "labels: expected the names "
                + String.join(", ", VERDICTS)
                + ", got '"
                + Text.shorten(label.getKey(), GOT)
                + "'");
      }
      map.put(
          label.getKey(), label.getValue().isNumber() ? label.getValue().asDouble() : Double.NaN);
    }
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
    String question = prompt.task() + " " + prompt.item();
    String text = answers.get(question);
    (text == null ? missing : taken).add(question);
    if (text == null) {
      throw new ModelException(ModelException.Cause.NO_MODEL, file + ": no answer to " + question);
    }
    return Reply.of(text).withLabels(Optional.ofNullable(labels.get(question)));
  }

  /**
   * Where something had no answer: a line on the answers to what was never asked, whose item may be
   * written otherwise. Of a run that had all, they are those that it did not ask for.
   */
  public Optional<String> unmatched() {
    List<String> others =
        answers.keySet().stream().filter(a -> !taken.contains(a)).sorted().toList();
    if (missing.isEmpty() || others.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        file
            + ": "
            + others.size()
            + (others.size() == 1 ? " answer is" : " answers are")
            + " to nothing that was asked, such as '"
            + Text.shorten(others.get(0), GOT)
            + "'; without an answer is '"
            + missing.stream().sorted().findFirst().orElseThrow()
            + "'");
  }

  @Override
  public void close() {}
}
