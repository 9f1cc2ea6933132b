package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of SciFact's claim files, corpus and predictions. Source: Wadden et al. (2020), <i>Fact or
 * Fiction: Verifying Scientific Claims</i>, EMNLP; doc/data.md and doc/evaluation.md at
 * github.com/allenai/scifact.
 */
public final class SciFact {
  private SciFact() {}

  /**
   * What one abstract says of a claim.
   *
   * @param label SUPPORTED or REFUTED
   * @param rationales alternative sets of sentences, each enough
   */
  public record Evidence(Verdict label, List<List<Integer>> rationales) {}

  /**
   * A gold claim.
   *
   * @param evidence by abstract, in the order of the file
   * @param cited all abstracts that the claim's source cites, those with evidence among them
   */
  public record Claim(
      String where, String id, String text, Map<String, Evidence> evidence, List<String> cited) {}

  /**
   * A prediction about one abstract.
   *
   * @param sentences in the order of the file; only the first three count for the abstract
   */
  public record Predicted(Verdict label, List<Integer> sentences) {}

  /** A claim's predictions, by abstract. */
  public record Prediction(String where, String id, Map<String, Predicted> evidence) {}

  /**
   * {@code {"id": 1, "claim": "…", "evidence": {"11": [{"sentences": [0, 1], "label": "SUPPORT"}]},
   * "cited_doc_ids": [11, 15]}}.
   */
  public static Claim claim(Row row) {
    Map<String, Evidence> evidence = new LinkedHashMap<>();
    row.node()
        .path("evidence")
        .properties()
        .forEach(e -> evidence.put(e.getKey(), evidence(row, e.getKey(), e.getValue())));
    List<String> cited = new ArrayList<>();
    row.node().path("cited_doc_ids").forEach(id -> cited.add(id.asText()));
    return new Claim(row.where(), row.name("id"), row.text("claim"), evidence, cited);
  }

  private static Evidence evidence(Row row, String document, JsonNode rationales) {
    List<List<Integer>> sets = new ArrayList<>();
    Verdict label = null;
    for (JsonNode rationale : rationales) {
      Verdict next = label(row, "evidence." + document, rationale.path("label").asText());
      if (label != null && label != next) {
        throw row.error("evidence." + document, "one label for all rationales of an abstract");
      }
      label = next;
      sets.add(sentences(row, "evidence." + document, rationale.path("sentences")));
    }
    if (label == null) {
      throw row.error("evidence." + document, "a list of rationales, at least one");
    }
    return new Evidence(label, sets);
  }

  /** {@code {"id": 1, "evidence": {"11": {"sentences": [1, 11], "label": "SUPPORT"}}}}. */
  public static Prediction prediction(Row row) {
    if (!row.node().path("evidence").isObject()) {
      throw row.error("evidence", "an object with a prediction an abstract");
    }
    Map<String, Predicted> evidence = new LinkedHashMap<>();
    row.node()
        .get("evidence")
        .properties()
        .forEach(
            e -> {
              String field = "evidence." + e.getKey();
              evidence.put(
                  e.getKey(),
                  new Predicted(
                      label(row, field, e.getValue().path("label").asText()),
                      sentences(row, field, e.getValue().path("sentences"))));
            });
    return new Prediction(row.where(), row.name("id"), evidence);
  }

  private static List<Integer> sentences(Row row, String field, JsonNode numbers) {
    if (!numbers.isArray()) {
      throw row.error(field, "sentences: a list of numbers");
    }
    List<Integer> sentences = new ArrayList<>();
    for (JsonNode number : numbers) {
      if (!number.isInt() || number.asInt() < 0) {
        throw row.error(field, "sentences: whole numbers of 0 or more");
      }
      sentences.add(number.asInt());
    }
    return sentences;
  }

  private static Verdict label(Row row, String field, String label) {
    return switch (label) {
      case "SUPPORT" -> Verdict.SUPPORTED;
      case "CONTRADICT" -> Verdict.REFUTED;
      default -> throw row.error(field, "the label SUPPORT or CONTRADICT");
    };
  }
}
