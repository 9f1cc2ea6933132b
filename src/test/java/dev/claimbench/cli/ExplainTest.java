package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.align.Masking;
import dev.claimbench.align.embedding.BgeModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How one score came about, and what a run scored with an embedding model keeps. */
class ExplainTest {
  private static final String CLAIM =
      """
      {"task":"extract","item":"bridge","answer":{"claims":[%s]}}
      """;
  private static final String ANSWER =
      """
      {"quote":"%s","claim":"%s","speaker":"","kind":"event","value":null,"unit":"","bound":"none","date":"%s","hedge":"none"}\
      """;

  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void a_run_with_three_claims_and_two_verdicts() {
    fixture = new CommandLineFixture(dir);
    fixture.file(
        "answers.jsonl",
        CLAIM.formatted(
                String.join(
                    ",",
                    ANSWER.formatted(
                        "The bridge shut on Monday", "The bridge shut on 3 March 2026.", ""),
                    ANSWER.formatted("40 boats passed", "40 boats passed.", ""),
                    ANSWER.formatted("40 boats passed", "40 boats passed.", "")))
            + "{\"task\":\"extract\",\"item\":\"ferry\",\"answer\":{\"claims\":[]}}\n"
            + verdict("v01@bridge", "The bridge shut on Monday", "SUPPORTED")
            + verdict("v02@bridge", "The bridge shut on Tuesday", "SUPPORTED")
            + verdict("v01@ferry", "", "NOT_ENOUGH_INFO")
            + verdict("v02@ferry", "", "no idea"));
    assertThat(fixture.ask("score", "--answers", at("answers.jsonl"), "--out", at("run")).code())
        .isZero();
  }

  private static String verdict(String item, String evidence, String verdict) {
    return "{\"task\":\"verify\",\"item\":\"river/%s\",\"answer\":{\"evidence\":\"%s\",\"verdict\":\"%s\"}}%n"
        .formatted(item, evidence, verdict);
  }

  private String at(String name) {
    return fixture.path(name).toString();
  }

  private List<String> explain(String id) {
    CommandLineFixture.Done done = fixture.line("score", at("run"), "--explain", id);
    assertThat(done.err()).isEmpty();
    assertThat(done.code()).isZero();
    return done.out().lines().toList();
  }

  @Test
  void a_contrary_claim_shows_where_it_conflicts_and_what_that_costs() {
    assertThat(explain("bridge#p01"))
        .startsWith(
            "bridge#p01, a claim of the model", "   text      The bridge shut on 3 March 2026.")
        .contains(
            "   quote     The bridge shut on Monday (exact)",
            "1. Enters the assignment: yes",
            "2. Without numbers, dates and negations: The bridge shut on",
            "   1.000    c01  The bridge shut on 2 March 2026.",
            "4. Paired: gold c01 with p01, similarity 1.000",
            "   polarity  – | –: no conflict",
            "   date      2026-03-02 | 2026-03-03: CONFLICT, gold 2026-03-02, got 2026-03-03",
            "6. Comes to: contrary. A false positive in precision and F1, and in extract.contrary;"
                + " its gold claim is missed where it must be found.");
  }

  @Test
  void a_claim_that_nothing_is_like_and_its_copy_are_told_apart() {
    assertThat(explain("bridge#p02"))
        .contains(
            "4. Paired with no gold claim: none reaches τ",
            "6. Comes to: made up. A false positive in precision and F1, and in extract.madeUp.");
    assertThat(explain("bridge#p03"))
        .contains("1. Enters the assignment: no, it repeats another claim of the model")
        .contains("   focus: not counted, it does not enter");
  }

  @Test
  void focus_and_coverage_are_explained_by_what_the_claims_taken_together_say() {
    // Enough of it is there, but the date is another one.
    assertThat(explain("bridge#p01"))
        .contains(
            "   focus: not counted, 0.867 found in the gold claims taken together (at least 0.68),"
                + " but none at τ or above agrees");
    assertThat(explain("bridge#p02"))
        .contains(
            "   focus: not counted, 0.000 found in the gold claims taken together (less than"
                + " 0.68)");
    assertThat(explain("bridge#c01"))
        .contains(
            "   coverage: not counted, 0.867 found in the claims of the model taken together (at"
                + " least 0.68), but none at τ or above agrees");
  }

  @Test
  void a_gold_claim_says_who_said_it_and_what_became_of_it() {
    assertThat(explain("bridge#c01"))
        .contains(
            "bridge#c01, a gold claim that must be found",
            "4. Paired: gold c01 with p01, similarity 1.000",
            "6. Comes to: contradicted. A false negative in recall and F1.");
    assertThat(explain("ferry#c01"))
        .contains(
            "4. Paired with no claim of the model: none reaches τ",
            "6. Comes to: missed. A false negative in recall and F1.");
  }

  @Test
  void a_verdict_shows_gold_answer_evidence_and_twin() {
    assertThat(explain("river/v02@bridge"))
        .contains(
            "1. Gold: REFUTED",
            "   why       Monday",
            "2. Answer: SUPPORTED",
            "4. Twins judged against this article: 1",
            "   river/v01@bridge, which it was made from: date",
            "     gold SUPPORTED, answer SUPPORTED; labels differ; verify.twins: not both right",
            "5. Comes to: wrong.",
            "   counts in verify.macroF1, accuracy and balancedAccuracy as a false negative of"
                + " REFUTED and a false positive of SUPPORTED");
    assertThat(explain("river/v01@bridge"))
        .anyMatch(line -> line.startsWith("3. Evidence: exact (similarity 1.00) The bridge shut"));
    assertThat(explain("river/v02@ferry"))
        .anyMatch(line -> line.startsWith("2. Answer: none (invalid: /verdict"))
        .contains("5. Comes to: no valid answer. Wrong for its gold class, in no predicted class.");
  }

  @Test
  void what_is_not_there_is_named_with_what_is() {
    assertThat(fixture.line("score", at("run"), "--explain", "bridge#p09").err())
        .contains("bridge has no claim 'p09'; the model's are p01 to p03, the gold's c01 to c01");
    assertThat(fixture.line("score", at("run"), "--explain", "tower#p01").err())
        .contains("the run has no article 'tower'; it has bridge, ferry");
    CommandLineFixture.Done done = fixture.line("score", at("run"), "--explain", "v01");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("expected article#p03, article#c07 or story/v01@article");
    assertThat(fixture.line("score", at("run"), at("run"), "--explain", "bridge#p01").err())
        .contains("--explain: give one run folder, got 2");
  }

  @Test
  void stored_vectors_score_without_the_model_and_the_scores_say_so() {
    String vectors =
        """
        {"version":1,"model":"%s","dimensions":2,"vectors":{%s}}\
        """
            .formatted(
                BgeModel.NAME,
                String.join(
                    ",",
                    // 1, 0 and 0, 1 as little-endian floats
                    vector("The bridge shut on 2 March 2026.", "AACAPwAAAAA="),
                    vector("40 boats passed.", "AAAAAAAAgD8="),
                    vector("Ida Brun said that the ferry is free.", "AACAPwAAAAA=")));
    fixture.file("run/vectors.json", vectors);
    CommandLineFixture.Done done = fixture.line("score", at("run"), "--similarity", "bge");
    assertThat(done.err()).isEmpty();
    assertThat(done.code()).isZero();
    assertThat(fixture.text("run/scores.json"))
        .contains("\"similarity\" : \"" + BgeModel.NAME + "\"");
    // Nothing was missing, so nothing was written over.
    assertThat(fixture.text("run/vectors.json")).isEqualTo(vectors);
    assertThat(fixture.line("score", at("run"), "--similarity", "best").err())
        .contains("--similarity: expected default or bge, got 'best'");
    assertThat(Files.exists(fixture.path("run/scores.json"))).isTrue();
  }

  private static String vector(String text, String base64) {
    return "\"%s\":\"%s\"".formatted(Masking.mask(text), base64);
  }
}
