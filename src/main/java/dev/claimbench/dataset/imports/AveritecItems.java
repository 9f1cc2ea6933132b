package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * AVeriTeC as claims against their gold questions and answers, which make up the text. Conflicting
 * evidence is none of our three verdicts: such claims are left out.
 *
 * <p>Source: Schlichtkrull, Guo and Vlachos (2023), <i>AVeriTeC</i>, NeurIPS Datasets and
 * Benchmarks; README.md and data/dev.json at github.com/MichSchli/AVeriTeC.
 */
public final class AveritecItems {
  private static final Item.Source AVERITEC = new Item.Source("AVeriTeC");

  private static final List<String> LABELS =
      List.of("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking");

  private static final String NO_ANSWER = "No answer could be found.";

  private AveritecItems() {}

  /**
   * Reads one row at a time; close the stream. A row without a {@code claim_id} gets the number of
   * its row, from 0, as the shared task numbers them.
   */
  public static Stream<Item> read(List<Path> files, SkippedRows skips) {
    AtomicInteger number = new AtomicInteger();
    return Rows.stream(files).flatMap(row -> item(row, number.getAndIncrement(), skips));
  }

  private static Stream<Item> item(Row row, int number, SkippedRows skips) {
    Optional<String> given = row.optional("label");
    if (given.isEmpty()) {
      skips.add("no label");
      return Stream.of();
    }
    if (!LABELS.contains(given.get())) {
      throw row.error("label", "one of " + String.join(", ", LABELS));
    }
    Optional<Verdict> label = VerdictLabels.find(given.get());
    if (label.isEmpty()) {
      skips.add(given.get());
      return Stream.of();
    }
    List<String> sentences = questionsAndAnswers(row);
    if (sentences.isEmpty()) {
      skips.add("no questions");
      return Stream.of();
    }
    String key = row.node().has("claim_id") ? row.name("claim_id") : Integer.toString(number);
    String id = "averitec-" + key;
    Item.Text text = new Item.Text(id, id, "", sentences);
    List<String> evidence = label.get() == Verdict.NOT_ENOUGH_INFO ? List.of() : text.sentences();
    return Stream.of(
        AVERITEC.item(
            new Item.Labelled(
                row.where(), key, row.optional("claim").orElse(""), key, label.get(), given.get()),
            text,
            evidence));
  }

  /** One text an answer: the question, the answer, and for a yes or no its explanation. */
  private static List<String> questionsAndAnswers(Row row) {
    List<String> texts = new ArrayList<>();
    int i = 0;
    for (JsonNode asked : row.node().path("questions")) {
      Row question = new Row(row.where() + ": questions[" + i++ + "]", asked);
      answers(question, texts);
    }
    return texts;
  }

  private static void answers(Row question, List<String> texts) {
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
      texts.add(yesOrNo ? whole + ". " + answer.optional("boolean_explanation").orElse("") : whole);
    }
    if (answers.isEmpty()) {
      texts.add(text + " " + NO_ANSWER);
    }
  }
}
