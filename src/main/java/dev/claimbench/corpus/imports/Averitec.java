package dev.claimbench.corpus.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of AVeriTeC's files and of a system's predictions, in the form of the first release ({@code
 * questions}, {@code label}) or of the shared task of 2024 ({@code evidence}, {@code pred_label}).
 * Source: Schlichtkrull, Guo and Vlachos (2023), <i>AVeriTeC</i>, NeurIPS Datasets and Benchmarks;
 * README.md and eval.py at github.com/MichSchli/AVeriTeC.
 */
public final class Averitec {
  public static final List<String> LABELS =
      List.of("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking");

  private static final String NO_ANSWER = "No answer could be found.";

  private Averitec() {}

  /**
   * One claim with what was asked and answered about it.
   *
   * @param id {@code claim_id}, where there is one
   * @param label one of {@link #LABELS}; empty where the file has none
   * @param questions one a question
   * @param evidence one text an answer, as the published scorer compares them: the question, the
   *     answer, and for a yes or no its explanation
   */
  public record Checked(
      String where,
      Optional<String> id,
      String claim,
      Optional<String> label,
      List<String> questions,
      List<String> evidence) {}

  /** A gold row. */
  public static Checked gold(Row row) {
    return checked(row, label(row, "label"));
  }

  /** A predicted row; both names of the label field will do. */
  public static Checked prediction(Row row) {
    String field = row.node().has("pred_label") ? "pred_label" : "label";
    Optional<String> label = label(row, field);
    if (label.isEmpty()) {
      throw row.error(field, "one of " + String.join(", ", LABELS));
    }
    return checked(row, label);
  }

  private static Checked checked(Row row, Optional<String> label) {
    List<String> questions = new ArrayList<>();
    List<String> evidence = new ArrayList<>();
    int i = 0;
    for (JsonNode asked : row.node().path("questions")) {
      Row question = new Row(row.where() + ": questions[" + i++ + "]", asked);
      questions.add(question.text("question"));
      answers(question, evidence);
    }
    i = 0;
    for (JsonNode asked : row.node().path("evidence")) {
      Row question = new Row(row.where() + ": evidence[" + i++ + "]", asked);
      String text = question.optional("question").orElse("");
      questions.add(text);
      evidence.add(text + " " + question.optional("answer").orElse(""));
    }
    if (row.node().has("string_evidence")) {
      evidence.addAll(row.texts("string_evidence"));
    }
    Optional<String> id =
        row.node().has("claim_id") ? Optional.of(row.name("claim_id")) : Optional.empty();
    return new Checked(
        row.where(), id, row.optional("claim").orElse(""), label, questions, evidence);
  }

  private static void answers(Row question, List<String> evidence) {
    JsonNode given = question.node().path("answers");
    List<JsonNode> answers = new ArrayList<>();
    if (given.isArray()) {
      given.forEach(answers::add);
    } else if (given.isObject()) {
      answers.add(given);
    }
    String text = question.text("question");
    for (JsonNode node : answers) {
      Row answer = new Row(question.where() + ": answers", node);
      String whole = text + " " + answer.optional("answer").orElse("");
      boolean yesOrNo = answer.optional("answer_type").orElse("").equals("Boolean");
      evidence.add(
          yesOrNo ? whole + ". " + answer.optional("boolean_explanation").orElse("") : whole);
    }
    if (answers.isEmpty()) {
      evidence.add(text + " " + NO_ANSWER);
    }
  }

  private static Optional<String> label(Row row, String field) {
    Optional<String> label = row.optional(field);
    if (label.isPresent() && !LABELS.contains(label.get())) {
      throw row.error(field, "one of " + String.join(", ", LABELS));
    }
    return label;
  }
}
