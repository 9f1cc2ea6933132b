package dev.claimbench.model.djl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.LabelField;
import dev.claimbench.text.Json;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a schema wants a judgement said: as a verdict, with or without the words that decide it, or
 * as yes or no.
 *
 * @param field name of the field with the verdict, or with {@code true} for SUPPORTED
 * @param verdict false for yes or no
 * @param evidence most characters of the field {@code evidence}; empty where there is none
 */
record NliAnswer(String field, boolean verdict, Optional<Integer> evidence) {
  private static final String EVIDENCE = "evidence";
  private static final Set<String> VERDICTS =
      Set.copyOf(Arrays.stream(Verdict.values()).map(Verdict::name).toList());

  /**
   * @param schema of the answer; that of {@code verify} and of {@code check} pass, one that asks
   *     for claims does not
   */
  static Optional<NliAnswer> find(String schema) {
    JsonNode tree;
    try {
      tree = Json.PLAIN.readTree(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a schema that is not JSON: " + schema, e);
    }
    Optional<NliAnswer> found = LabelField.find(schema).map(field -> verdict(field, tree));
    if (found.isEmpty()) {
      found =
          tree.path("properties").properties().stream()
              .filter(p -> p.getValue().path("type").asText().equals("boolean"))
              .map(p -> new NliAnswer(p.getKey(), false, Optional.empty()))
              .findFirst();
    }
    return found.filter(answer -> answer.gives(tree.path("required")));
  }

  private static NliAnswer verdict(LabelField field, JsonNode schema) {
    JsonNode words = schema.path("properties").path(EVIDENCE);
    boolean known = VERDICTS.equals(new HashSet<>(field.labels()));
    return new NliAnswer(
        known ? field.name() : "",
        true,
        words.path("type").asText().equals("string")
            ? Optional.of(words.path("maxLength").asInt(Integer.MAX_VALUE))
            : Optional.empty());
  }

  private boolean gives(JsonNode required) {
    List<String> names = required.valueStream().map(JsonNode::asText).toList();
    return !field.isEmpty()
        && names.stream()
            .allMatch(n -> n.equals(field) || (evidence.isPresent() && n.equals(EVIDENCE)));
  }

  /** The answer's JSON. */
  String text(NliResult judged) {
    ObjectNode answer = Json.PLAIN.createObjectNode();
    evidence.ifPresent(most -> answer.put(EVIDENCE, cut(judged.evidence().orElse(""), most)));
    if (verdict) {
      answer.put(field, verdict(judged.relation()).name());
    } else {
      answer.put(field, judged.relation() == Relation.ENTAILMENT);
    }
    return answer.toString();
  }

  /** Probabilities of the verdicts; none for yes or no, which is no label. */
  Optional<Map<String, Double>> labels(NliResult judged) {
    if (!verdict) {
      return Optional.empty();
    }
    Map<String, Double> labels = new TreeMap<>();
    judged.shares().forEach((relation, share) -> labels.put(verdict(relation).name(), share));
    return Optional.of(labels);
  }

  private static Verdict verdict(Relation relation) {
    return switch (relation) {
      case ENTAILMENT -> Verdict.SUPPORTED;
      case CONTRADICTION -> Verdict.REFUTED;
      case NEUTRAL -> Verdict.NOT_ENOUGH_INFO;
    };
  }

  /** Its beginning, up to a space where there is one; schemas count code points. */
  private static String cut(String sentence, int most) {
    if (sentence.codePointCount(0, sentence.length()) <= most) {
      return sentence;
    }
    String part = sentence.substring(0, sentence.offsetByCodePoints(0, most));
    int space = part.lastIndexOf(' ');
    return space > 0 ? part.substring(0, space) : part;
  }
}
