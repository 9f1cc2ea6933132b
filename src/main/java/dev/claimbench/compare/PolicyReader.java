package dev.claimbench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.claimbench.compare.Policy.Anchor;
import dev.claimbench.compare.Policy.Judged;
import dev.claimbench.compare.Policy.Slice;
import dev.claimbench.compare.Policy.Speed;
import dev.claimbench.compare.Policy.Unsure;
import dev.claimbench.compare.Policy.Warnings;
import dev.claimbench.compare.SuitePolicies.Suite;
import dev.claimbench.judge.JudgedFigures;
import dev.claimbench.score.Better;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.stats.Range;
import dev.claimbench.text.Json;
import dev.claimbench.text.MalformedTextException;
import dev.claimbench.text.NearestNames;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import dev.claimbench.text.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads {@code eval/gate.yaml}; what is wrong in it is named with its line and the nearest key. */
public final class PolicyReader {
  private static final String SUITES = "suites";

  private final String where;
  private final YamlTree lines;

  /** Pointer to what is read: empty for the whole file, else a suite. */
  private final String root;

  private PolicyReader(String where, YamlTree lines, String root) {
    this.where = where;
    this.lines = lines;
    this.root = root;
  }

  /**
   * Reads a file whose rules are for one suite.
   *
   * @throws UserError with file, line, key and the nearest valid key
   */
  public static Policy read(Path file) {
    return parse(file.toString(), text(file));
  }

  /** Reads a file whose rules are for one suite or for several. */
  public static SuitePolicies readSuites(Path file) {
    return parseSuites(file.toString(), text(file));
  }

  private static String text(Path file) {
    if (!Files.exists(file)) {
      throw new UserError(file + ": no such file; give --policy, see docs/GATE.md");
    }
    return TextFiles.read(file);
  }

  /**
   * Reads text with the rules of one suite.
   *
   * @param where the file's name, for messages
   */
  public static Policy parse(String where, String text) {
    SuitePolicies all = parseSuites(where, text);
    if (all.several()) {
      throw new UserError(
          where
              + ": has the suites "
              + String.join(", ", all.suites().keySet())
              + "; only `gate` and `policy` take more than one; give a policy without suites");
    }
    Policy policy = all.suites().get("").policy();
    if (!policy.judged().isEmpty()) {
      throw new UserError(
          where
              + ": has rules on judged figures ("
              + String.join(", ", policy.judged().keySet())
              + "); only `gate` and `policy` take these; give a policy without judged");
    }
    return policy;
  }

  /**
   * Reads text with the rules of one suite or of several.
   *
   * @param where the file's name, for messages
   */
  public static SuitePolicies parseSuites(String where, String text) {
    YamlTree yaml;
    try {
      yaml = YamlTree.parse(text);
    } catch (MalformedTextException e) {
      throw new UserError(where + ":" + Math.max(1, e.line()) + ": " + e.getMessage());
    }
    if (!yaml.root().isObject()) {
      throw new UserError(where + ":1: expected a mapping that starts with version: 1");
    }
    PolicyReader reader = new PolicyReader(where, yaml, "");
    reader.check(yaml.root());
    double alpha = yaml.root().path("alpha").asDouble(0.05);
    Unsure unsure =
        Unsure.valueOf(yaml.root().path("cannot_tell").asText("stop").toUpperCase(Locale.ROOT));
    Map<String, Suite> suites = new LinkedHashMap<>();
    if (yaml.root().has(SUITES)) {
      reader.requireNoRules(yaml.root());
      yaml.root()
          .path(SUITES)
          .properties()
          .forEach(e -> suites.put(e.getKey(), suite(where, yaml, e, alpha, unsure)));
    } else {
      suites.put("", new Suite("", reader.policy(yaml.root(), alpha, unsure)));
    }
    return new SuitePolicies(alpha, suites, unsure);
  }

  /** Rules outside the suites would belong to none of them. */
  private void requireNoRules(JsonNode tree) {
    for (Map.Entry<String, JsonNode> key : tree.properties()) {
      if (!List.of("version", "alpha", "cannot_tell", SUITES).contains(key.getKey())) {
        throw error(
            "/" + key.getKey(),
            key.getKey() + ": with suites, rules belong into each of them; move it there");
      }
    }
  }

  private static Suite suite(
      String where, YamlTree yaml, Map.Entry<String, JsonNode> suite, double alpha, Unsure unsure) {
    String name = suite.getKey();
    PolicyReader reader = new PolicyReader(where, yaml, "/" + SUITES + "/" + name);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw reader.error(
          "", "suites: expected a name of letters, digits, '.', '_' and '-', got '" + name + "'");
    }
    return new Suite(
        suite.getValue().path("baseline").asText(name),
        reader.policy(suite.getValue(), alpha, unsure));
  }

  private void check(JsonNode tree) {
    String text = schemaText();
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
    List<Error> errors = schema.validate(tree);
    if (errors.isEmpty()) {
      return;
    }
    // A mistyped key is also a missing one; the typing is the cause.
    Error first =
        errors.stream().filter(PolicyReader::isUnknownKey).findFirst().orElse(errors.get(0));
    String pointer = first.getInstanceLocation().toString();
    String property = first.getProperty();
    if (isUnknownKey(first)) {
      throw unknown(pointer + "/" + property, property, keys(text, pointer));
    }
    throw error(pointer, dotted(pointer) + first.getMessage());
  }

  private static boolean isUnknownKey(Error error) {
    return error.getKeyword().equals("additionalProperties") && error.getProperty() != null;
  }

  private Policy policy(JsonNode tree, double alpha, Unsure unsure) {
    Map<String, Double> primary = new LinkedHashMap<>();
    Map<String, Double> relative = new LinkedHashMap<>();
    tree.path("primary")
        .properties()
        .forEach(
            e -> {
              String pointer = "/primary/" + e.getKey();
              requireMetric(pointer, e.getKey());
              if (Metrics.named(e.getKey()).orElseThrow().better() != Better.MORE) {
                throw error(
                    pointer,
                    e.getKey()
                        + ": more of it is not better, so it has no margin; use most or described");
              }
              primary.put(e.getKey(), e.getValue().path("margin").asDouble());
              if (e.getValue().has("relative")) {
                relative.put(e.getKey(), e.getValue().path("relative").asDouble());
              }
            });
    return new Policy(
        alpha,
        primary,
        relative,
        metrics(tree, "/described"),
        limits(tree, "/least"),
        limits(tree, "/most"),
        counts(tree.path("answers")),
        speed(tree.path("speed")),
        YamlFiles.strings(tree.path("pinned")),
        slices(tree),
        unsure,
        new Warnings(
            limits(tree, "/warn/least"),
            limits(tree, "/warn/most"),
            limits(tree, "/warn/most_drop")),
        anchor(tree, primary),
        judged(tree));
  }

  private Map<String, Judged> judged(JsonNode tree) {
    Map<String, Judged> rules = new LinkedHashMap<>();
    tree.path("judged")
        .properties()
        .forEach(
            e -> {
              List<String> names = List.copyOf(JudgedFigures.DESCRIPTIONS.keySet());
              if (!names.contains(e.getKey())) {
                throw unknown("/judged/" + e.getKey(), e.getKey(), names);
              }
              rules.put(
                  e.getKey(),
                  new Judged(number(e.getValue(), "least"), number(e.getValue(), "margin")));
            });
    return rules;
  }

  private Optional<Anchor> anchor(JsonNode tree, Map<String, Double> primary) {
    if (!tree.has("anchor")) {
      return Optional.empty();
    }
    Map<String, Double> margins = new LinkedHashMap<>();
    tree.at("/anchor/margins")
        .properties()
        .forEach(
            e -> {
              String metric = e.getKey();
              String pointer = "/anchor/margins/" + metric;
              if (!primary.containsKey(metric)) {
                throw error(
                    pointer,
                    "anchor.margins: '"
                        + metric
                        + "' is not in primary; "
                        + nearest(metric, List.copyOf(primary.keySet())));
              }
              double margin = e.getValue().asDouble();
              if (margin < primary.get(metric)) {
                throw error(
                    pointer,
                    "anchor.margins."
                        + metric
                        + ": expected the margin of primary, "
                        + Text.number(primary.get(metric))
                        + ", or more, got "
                        + Text.number(margin));
              }
              margins.put(metric, margin);
            });
    return Optional.of(new Anchor(tree.at("/anchor/baseline").asText(), margins));
  }

  private List<Slice> slices(JsonNode tree) {
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < tree.path("slices").size(); i++) {
      JsonNode slice = tree.path("slices").get(i);
      String at = "/slices/" + i;
      if (slice.has("topic") == slice.has("stories")) {
        throw error(at, "slices[" + i + "]: give topic or stories, one of them");
      }
      String topic = slice.path("topic").asText();
      List<String> stories = YamlFiles.strings(slice.path("stories"));
      slices.add(
          new Slice(
              topic.isEmpty() ? String.join(", ", stories) : topic,
              topic,
              stories,
              limits(tree, at + "/least"),
              limits(tree, at + "/most"),
              limits(tree, at + "/most_drop")));
    }
    return slices;
  }

  private List<String> metrics(JsonNode tree, String pointer) {
    List<String> names = YamlFiles.strings(tree.at(pointer));
    for (int i = 0; i < names.size(); i++) {
      requireMetric(pointer + "/" + i, names.get(i));
    }
    return names;
  }

  private Map<String, Double> limits(JsonNode tree, String pointer) {
    Map<String, Double> limits = new LinkedHashMap<>();
    tree.at(pointer)
        .properties()
        .forEach(
            e -> {
              String at = pointer + "/" + e.getKey();
              requireMetric(at, e.getKey());
              Range range = Metrics.named(e.getKey()).orElseThrow().range();
              double limit = e.getValue().asDouble();
              // 95 for 0.95 would always be broken in least, and never be in most.
              requireWithin(
                  at,
                  pointer.endsWith("/most_drop") && range.bounded()
                      ? new Range(0, range.high() - range.low())
                      : range,
                  limit);
              limits.put(e.getKey(), limit);
            });
    return limits;
  }

  private void requireWithin(String pointer, Range range, double limit) {
    if (limit != range.clip(limit)) {
      throw error(
          pointer,
          dotted(root + pointer)
              + "expected "
              + Text.number(range.low())
              + " to "
              + Text.number(range.high())
              + ", got "
              + Text.number(limit)
              + (range.high() <= 1 ? "; 95 in a hundred is 0.95" : ""));
    }
  }

  private static Map<String, Integer> counts(JsonNode node) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    node.properties().forEach(e -> counts.put(e.getKey(), e.getValue().asInt()));
    return counts;
  }

  private static Speed speed(JsonNode node) {
    return new Speed(
        number(node, "median_seconds"),
        number(node, "p95_seconds"),
        number(node, "tokens_per_second"),
        number(node, "memory_mb"));
  }

  private static OptionalDouble number(JsonNode node, String key) {
    return node.has(key) ? OptionalDouble.of(node.path(key).asDouble()) : OptionalDouble.empty();
  }

  private void requireMetric(String pointer, String metric) {
    List<String> metrics = Metrics.all().stream().map(Metric::name).toList();
    if (!metrics.contains(metric)) {
      throw unknown(pointer, metric, metrics);
    }
  }

  private UserError unknown(String pointer, String key, List<String> valid) {
    return error(
        pointer, dotted(root + parent(pointer)) + "unknown '" + key + "'; " + nearest(key, valid));
  }

  private UserError error(String pointer, String message) {
    return new UserError(where + ":" + lines.line(root + pointer) + ": " + message);
  }

  private static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }

  /** {@code /slices/0/least} as {@code slices[0].least: }. */
  private static String dotted(String pointer) {
    String path =
        pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replaceFirst("^/", "").replace('/', '.');
    return path.isEmpty() ? "" : path + ": ";
  }

  /** The keys that the schema allows at a place. */
  private static List<String> keys(String schema, String pointer) throws UserError {
    try {
      JsonNode all = Json.MAPPER.readTree(schema);
      JsonNode node = all;
      for (String step : pointer.split("/", -1)) {
        if (step.isEmpty()) {
          continue;
        }
        if (step.matches("\\d+") && node.has("items")) {
          node = node.get("items");
        } else if (node.path("properties").has(step)) {
          node = node.get("properties").get(step);
        } else {
          node = node.path("additionalProperties");
        }
        if (node.has("$ref")) {
          node = all.at(node.path("$ref").asText().substring(1));
        }
      }
      List<String> keys = new ArrayList<>();
      node.path("properties").fieldNames().forEachRemaining(keys::add);
      return keys;
    } catch (JsonProcessingException e) {
      throw new AssertionError("our own schema is JSON", e);
    }
  }

  private static String schemaText() {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/schema/gate-1.schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** {@code nearest valid: 'margin'}. */
  static String nearest(String typed, List<String> valid) {
    return NearestNames.closest(typed, valid)
        .map(name -> "nearest valid: '" + name + "'")
        .orElse("nothing is allowed there");
  }
}
