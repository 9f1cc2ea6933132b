package dev.claimbench.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.claimbench.text.CsvText;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads results of other harnesses. Which of them wrote a file shows in what stands in it, not in
 * its name:
 *
 * <ul>
 *   <li>CSV, TSV or JSON lines with {@code item}, {@code metric}, {@code value}, and where there
 *       are such {@code model} and {@code group} (or {@code story});
 *   <li>an Inspect log in JSON ({@code inspect log dump}, or {@code --log-format json});
 *   <li>promptfoo's {@code eval --output results.json};
 *   <li>lm-eval's {@code samples_TASK_TIME.jsonl} ({@code --log_samples}), one task a file.
 * </ul>
 *
 * A value is a number, {@code true} or {@code false}, or one of Inspect's letters: C 1, P 0.5, I
 * and N 0.
 */
public final class RowsReader {
  private static final int PROMPT_ID = 9;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][-+]?+[0-9]{1,5}+)?+");
  private static final List<String> NEEDED = List.of("item", "metric", "value");

  private final String where;
  private final Optional<String> named;
  private final String groupKey;
  private final Map<String, Question> questions;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Set<String>> unscored = new TreeMap<>();
  private boolean grouped = true;
  private boolean hasGroupKey;

  /** What an item asked, and where that was seen first. */
  private record Question(String text, String where) {}

  private RowsReader(
      String where, Optional<String> named, String groupKey, Map<String, Question> questions) {
    this.where = where;
    this.named = named;
    this.groupKey = groupKey;
    this.questions = questions;
  }

  /**
   * Reads one file.
   *
   * @param model what to call the model; empty to take the file's own name for it
   * @param groupKey which column, metadata or document field groups items, beside {@code group} and
   *     {@code story}; empty for none
   * @throws UserError for a file of no known format, with its line where there is one
   */
  public static RowSet read(Path file, Optional<String> model, String groupKey) {
    return read(file, model, groupKey, new HashMap<>());
  }

  private static RowSet read(
      Path file, Optional<String> model, String groupKey, Map<String, Question> questions) {
    RowsReader reader = new RowsReader(file.toString(), model, groupKey, questions);
    String text = TextFiles.read(file);
    String head = text.stripLeading();
    if (head.startsWith("{")) {
      reader.json(head, file);
    } else if (head.startsWith("[")) {
      throw new UserError(
          file + ": a JSON array; expected one object a line, or a log of Inspect or promptfoo");
    } else {
      reader.table(text, file);
    }
    if (reader.rows.isEmpty() && reader.unscored.isEmpty()) {
      throw new UserError(file + ": no rows");
    }
    if (!groupKey.isEmpty() && !reader.hasGroupKey) {
      throw new UserError(
          "--group " + groupKey + ": no item in " + file + " has such a column or field");
    }
    return new RowSet(reader.rows, reader.unscored, reader.grouped);
  }

  /**
   * Reads several files together.
   *
   * @param files each {@code FILE} or {@code NAME=FILE}, NAME being what its model is called
   * @throws UserError where one item is another question in another file, too: items that only
   *     share a number must not be paired
   */
  public static RowSet read(List<String> files, String groupKey) {
    RowSet all = new RowSet(List.of(), Map.of(), true);
    Map<String, Question> questions = new HashMap<>();
    for (String given : files) {
      int equals = given.indexOf('=');
      boolean named = equals > 0 && !Files.exists(Path.of(given));
      all =
          all.plus(
              named
                  ? read(
                      Path.of(given.substring(equals + 1)),
                      Optional.of(given.substring(0, equals)),
                      groupKey,
                      questions)
                  : read(Path.of(given), Optional.empty(), groupKey, questions));
    }
    return all;
  }

  private void json(String text, Path file) {
    JsonNode whole;
    try {
      whole = Json.PLAIN.readTree(text);
    } catch (JsonProcessingException e) {
      // More than one object a file is JSON lines; a broken one is reported with its line there.
      whole = null;
    }
    if (whole != null && whole.path("eval").isObject() && whole.has("samples")) {
      inspect(whole);
    } else if (whole != null && whole.path("results").path("results").isArray()) {
      promptfoo(whole);
    } else if (whole != null && whole.path("eval").isObject()) {
      throw new UserError(
          where + ": an Inspect log without samples; write it with samples (--log-samples)");
    } else {
      lines(text, file);
    }
  }

  private void lines(String text, Path file) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      String at = where + ":" + (i + 1);
      JsonNode node;
      try {
        node = Json.STRICT.readTree(lines[i]);
      } catch (JsonProcessingException e) {
        throw new UserError(
            at + ": not a JSON object: " + Json.reason(e).lines().findFirst().orElse(""));
      }
      if (node.has("doc_id") && node.path("metrics").isArray()) {
        lmEval(node, at, file);
      } else if (node.isObject()) {
        Map<String, JsonNode> cells = new LinkedHashMap<>();
        node.properties().forEach(e -> cells.put(e.getKey(), e.getValue()));
        plain(cells, at);
      } else {
        throw new UserError(at + ": expected a JSON object, got " + node.getNodeType());
      }
    }
  }

  private void table(String text, Path file) {
    char separator =
        file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : CsvText.separator(text);
    try {
      for (NamedCsvRecord record : CsvText.rows(text, separator)) {
        Map<String, JsonNode> cells = new LinkedHashMap<>();
        record
            .getFieldsAsMap()
            .forEach((k, v) -> cells.put(k.strip(), Json.PLAIN.getNodeFactory().textNode(v)));
        plain(cells, where + ":" + record.getStartingLineNumber());
      }
    } catch (CsvParseException e) {
      throw new UserError(where + ": not CSV: " + e.getMessage());
    }
  }

  private void plain(Map<String, JsonNode> cells, String at) {
    if (!cells.keySet().containsAll(NEEDED)) {
      throw new UserError(
          at
              + ": expected the columns item, metric and value (with model, and group or story,"
              + " where there are such), got "
              + cells.keySet());
    }
    String item = text(cells.get("item"));
    String metric = text(cells.get("metric"));
    if (item.isBlank() || metric.isBlank()) {
      throw new UserError(at + ": item and metric must not be empty");
    }
    String model = named.orElseGet(() -> text(cells.get("model")));
    if (model.isBlank()) {
      throw new UserError(at + ": no model; add the column, or give --rows NAME=FILE");
    }
    JsonNode value = cells.get("value");
    hasGroupKey |= cells.containsKey(groupKey);
    String group =
        Stream.of(groupKey, "group", "story")
            .map(key -> text(cells.get(key)))
            .filter(g -> !g.isBlank())
            .findFirst()
            .orElse("");
    add(model, group, item, metric, value, at);
  }

  /** Inspect AI's log: https://inspect.aisi.org.uk/eval-logs.html, version 2. */
  private void inspect(JsonNode log) {
    String status = log.path("status").asText("success");
    if (!status.equals("success")) {
      throw new UserError(
          6,
          where
              + ": the evaluation did not end (status '"
              + Text.shorten(status, 40)
              + "'), so samples are missing; finish it with inspect eval-retry");
    }
    String model = named.orElse(log.path("eval").path("model").asText("inspect"));
    for (JsonNode sample : log.path("samples")) {
      String item = sample.path("id").asText();
      String at = where + ": sample " + item;
      same(item, sample.path("input"));
      String group = group(sample.path("metadata"));
      JsonNode scores = sample.path("scores");
      if (scores.isEmpty()) {
        fail(model, item);
      }
      for (Map.Entry<String, JsonNode> score : scores.properties()) {
        JsonNode value = score.getValue().path("value");
        if (value.isObject()) {
          value
              .properties()
              .forEach(
                  e ->
                      add(model, group, item, score.getKey() + "." + e.getKey(), e.getValue(), at));
        } else {
          add(model, group, item, score.getKey(), value, at);
        }
      }
    }
  }

  /** promptfoo: https://www.promptfoo.dev/docs/configuration/outputs/, version 3. */
  private void promptfoo(JsonNode output) {
    // Its promptIdx is a column of its table, which is a prompt and a provider together.
    Set<String> ids = new TreeSet<>();
    output.path("results").path("results").forEach(r -> ids.add(r.path("promptId").asText()));
    int prompts = ids.size();
    for (JsonNode result : output.path("results").path("results")) {
      JsonNode provider = result.path("provider");
      String label = provider.path("label").asText("");
      String model =
          named.orElse(label.isBlank() ? provider.path("id").asText("promptfoo") : label);
      JsonNode metadata = result.path("testCase").path("metadata");
      String item = result.path("testIdx").asText();
      if (prompts > 1) {
        item += "/" + Text.shorten(result.path("promptId").asText(), PROMPT_ID);
      }
      String at = where + ": test " + item;
      JsonNode vars = result.path("testCase").path("vars");
      same(item, vars.isObject() ? vars : result.path("vars"));
      // 2 is a provider's error: nothing was answered, so there is nothing to grade.
      if (result.path("failureReason").asInt() == 2) {
        fail(model, item);
        continue;
      }
      String group = group(metadata);
      if (group.isEmpty()) {
        group = group(result.path("vars"));
      }
      add(model, group, item, "pass", result.path("success"), at);
      add(model, group, item, "score", result.path("score"), at);
      for (Map.Entry<String, JsonNode> score : result.path("namedScores").properties()) {
        add(model, group, item, score.getKey(), score.getValue(), at);
      }
    }
  }

  /** lm-evaluation-harness: a line a document and filter, with its metrics' names. */
  private void lmEval(JsonNode sample, String at, Path file) {
    String name = file.getFileName().toString();
    String task = name.replaceFirst("^samples_", "").replaceFirst("_\\d{4}-\\d{2}-\\d{2}T.*", "");
    Path folder = file.toAbsolutePath().getParent();
    String model = named.orElse(folder == null ? name : folder.getFileName().toString());
    String item = task + "/" + sample.path("doc_id").asText();
    same(item, sample.has("doc_hash") ? sample.get("doc_hash") : sample.path("doc"));
    String filter = sample.path("filter").asText("none");
    String suffix = filter.equals("none") ? "" : "," + filter;
    for (JsonNode metric : sample.path("metrics")) {
      JsonNode value = sample.path(metric.asText());
      // Some metrics keep more than a number for their sums (perplexities, pairs for F1).
      if (value.isNumber() || value.isBoolean()) {
        add(model, group(sample.path("doc")), item, metric.asText() + suffix, value, at);
      }
    }
  }

  /** Items are paired by a name, often a mere number: what they ask has to be the same. */
  private void same(String item, JsonNode asked) {
    if (asked.isMissingNode() || asked.isNull()) {
      return;
    }
    Question first = questions.putIfAbsent(item, new Question(asked.toString(), where));
    if (first != null && !first.text.equals(asked.toString())) {
      throw new UserError(
          where
              + ": item "
              + item
              + " asks something else than in "
              + first.where
              + "; compare runs of the same questions, one task at a time");
    }
  }

  private String group(JsonNode fields) {
    hasGroupKey |= !groupKey.isEmpty() && fields.has(groupKey);
    for (String key : List.of(groupKey, "group", "story")) {
      if (!key.isEmpty() && fields.path(key).isValueNode() && !fields.path(key).isNull()) {
        return fields.path(key).asText();
      }
    }
    return "";
  }

  private void add(
      String model, String group, String item, String metric, JsonNode value, String at) {
    if (value.isNull() || value.isMissingNode() || value.asText().isBlank()) {
      fail(model, item);
      return;
    }
    grouped &= !group.isEmpty();
    rows.add(
        new Row(model, group.isEmpty() ? item : group, item, metric, number(value, metric, at)));
  }

  private void fail(String model, String item) {
    unscored.computeIfAbsent(model, k -> new TreeSet<>()).add(item);
  }

  private static double number(JsonNode value, String metric, String at) {
    String text = value.asText().strip();
    double number =
        switch (text) {
          case "C", "true", "True", "TRUE" -> 1;
          case "P" -> 0.5;
          case "I", "N", "false", "False", "FALSE" -> 0;
          default -> parsed(text);
        };
    if (!Double.isFinite(number)) {
      throw new UserError(
          at
              + ": "
              + metric
              + ": expected a number, true or false, or C, P, I, N, got '"
              + Text.shorten(text, 40)
              + "'");
    }
    return number;
  }

  /** As JSON and spreadsheets write numbers; Java would also take {@code 1d} and {@code 0x1p3}. */
  private static double parsed(String text) {
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  private static String text(JsonNode node) {
    return node == null || node.isNull() ? "" : node.asText();
  }
}
