package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With the encoders of {@code tools/tiny_encoder.py}. Of {@code words}, the scores (contradiction,
 * entailment, neutral) are (0, 0, 1), plus (0, 2, 0) for each "agrees" and (3, 0, 0) for each
 * "denies"; it reads 24 tokens, a word each, of which the marks take 3.
 */
class CrossEncoderTest {
  private static final Path FOLDERS = Path.of("src", "test", "resources", "djl-nli");

  /** Seven tokens. */
  private static final String PLAIN = "The city opened the bridge today.";

  private static CrossEncoder open(Path folder) throws ModelFolderException {
    return new CrossEncoder(EncoderFolder.read(folder), 8192, 1);
  }

  private static NliResult judge(Path folder, String article, String claim) throws Exception {
    try (CrossEncoder encoder = open(folder)) {
      return encoder.judge(article, claim, Tiny.FAR);
    }
  }

  @Test
  void probabilities_are_those_that_python_gets() throws Exception {
    JsonNode pairs = Json.PLAIN.readTree(FOLDERS.resolve("random/pairs.json").toFile());
    assertThat(pairs).hasSize(4);
    try (CrossEncoder encoder = open(FOLDERS.resolve("random"))) {
      assertThat(encoder.mostTokens()).isEqualTo(64);
      for (JsonNode pair : pairs) {
        NliResult judged =
            encoder.judge(pair.get("premise").asText(), pair.get("hypothesis").asText(), Tiny.FAR);
        JsonNode expected = pair.get("probabilities");
        List<Relation> order =
            List.of(Relation.ENTAILMENT, Relation.NEUTRAL, Relation.CONTRADICTION);
        for (int i = 0; i < 3; i++) {
          assertThat(judged.shares().get(order.get(i)))
              .as(pair.toString())
              // The scores are float16.
              .isCloseTo(expected.get(i).asDouble(), within(2e-3));
        }
        assertThat(judged.windows()).isEqualTo(1);
      }
      assertThat(
              encoder
                  .judge("The bridge cost 30 million .", "the city opened the bridge", Tiny.FAR)
                  .readTokens())
          .isEqualTo(pairs.get(0).get("tokens").asInt() + 14);
    }
  }

  @Test
  void the_window_that_says_most_decides_and_the_sentence_that_says_it_is_the_evidence()
      throws Exception {
    String article = (PLAIN + " ").repeat(4) + "The mayor agrees. " + (PLAIN + " ").repeat(4);
    NliResult judged = judge(FOLDERS.resolve("words"), article, "The claim");
    // Room for 24 - 3 - 2 = 19 tokens: sentences 1 2, 2 3, 3 4 5, 5 6 7, 7 8, 8 9, of 7 tokens
    // each but the fifth, of 4. The third and the fourth say it alike; the first of them decides.
    assertThat(judged.windows()).isEqualTo(6);
    assertThat(judged.decided()).isEqualTo(2);
    assertThat(judged.relation()).isEqualTo(Relation.ENTAILMENT);
    assertThat(judged.evidence()).contains("The mayor agrees.");
    // (0, 2, 1): e^0 = 1, e^2 = 7.389, e^1 = 2.718, together 11.107
    assertThat(judged.shares().get(Relation.ENTAILMENT)).isCloseTo(0.6652, within(1e-4));
    assertThat(judged.shares().get(Relation.NEUTRAL)).isCloseTo(0.2447, within(1e-4));
    assertThat(judged.shares().get(Relation.CONTRADICTION)).isCloseTo(0.0900, within(1e-4));
    // Windows of 14, 14, 18, 18, 14, 14 tokens, sentences of 7, 7, 4: 5 more for each.
    assertThat(judged.readTokens()).isEqualTo(92 + 6 * 5 + 18 + 3 * 5);
  }

  @Test
  void a_denial_outweighs_a_weaker_agreement_elsewhere() throws Exception {
    String article = "The mayor agrees. " + (PLAIN + " ").repeat(4) + "The city denies it.";
    NliResult judged = judge(FOLDERS.resolve("words"), article, "The claim");
    // (3, 0, 1): 20.086 / 23.804
    assertThat(judged.relation()).isEqualTo(Relation.CONTRADICTION);
    assertThat(judged.shares().get(Relation.CONTRADICTION)).isCloseTo(0.8438, within(1e-4));
    assertThat(judged.evidence()).contains("The city denies it.");
  }

  @Test
  void an_article_that_is_silent_is_no_evidence() throws Exception {
    NliResult judged = judge(FOLDERS.resolve("words"), PLAIN + " " + PLAIN, "The claim");
    // (0, 0, 1): 2.718 / 4.718
    assertThat(judged.relation()).isEqualTo(Relation.NEUTRAL);
    assertThat(judged.shares().get(Relation.NEUTRAL)).isCloseTo(0.5761, within(1e-4));
    assertThat(judged.evidence()).isEmpty();
    assertThat(judge(FOLDERS.resolve("words"), "", "The claim").windows()).isEqualTo(1);
  }

  @Test
  void a_model_with_two_labels_never_contradicts() throws Exception {
    NliResult judged = judge(FOLDERS.resolve("two"), "The mayor agrees.", "The claim");
    // (1, 2): e / (e + e^2)
    assertThat(judged.shares())
        .containsEntry(Relation.CONTRADICTION, 0.0)
        .hasEntrySatisfying(Relation.ENTAILMENT, p -> assertThat(p).isCloseTo(0.7311, within(1e-4)))
        .hasEntrySatisfying(Relation.NEUTRAL, p -> assertThat(p).isCloseTo(0.2689, within(1e-4)));
    assertThat(judge(FOLDERS.resolve("two"), "The mayor denies.", "The claim").relation())
        .isEqualTo(Relation.NEUTRAL);
  }

  @Test
  void what_a_score_means_is_read_from_the_config(@TempDir Path folder) throws Exception {
    for (String name : List.of("model.onnx", "tokenizer.json")) {
      Files.copy(FOLDERS.resolve("words").resolve(name), folder.resolve(name));
    }
    Files.writeString(
        folder.resolve("config.json"),
        "{\"id2label\": {\"0\": \"SUPPORTS\", \"1\": \"REFUTES\", \"2\": \"NOT ENOUGH INFO\"}}");
    assertThat(judge(folder, "The mayor agrees.", "The claim").relation())
        .isEqualTo(Relation.CONTRADICTION);
    assertThat(judge(folder, "The mayor denies.", "The claim").relation())
        .isEqualTo(Relation.ENTAILMENT);
    assertThat(EncoderFolder.read(folder).mostTokens()).isEqualTo(512);
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"model_max_length\": 20}");
    assertThat(EncoderFolder.read(folder).mostTokens()).isEqualTo(20);
  }

  @Test
  void a_sentence_longer_than_a_window_is_read_in_parts() throws Exception {
    String article = "the city ".repeat(30) + "agrees";
    NliResult judged = judge(FOLDERS.resolve("words"), article, "The claim");
    assertThat(judged.windows()).isGreaterThan(3);
    assertThat(judged.relation()).isEqualTo(Relation.ENTAILMENT);
    assertThat(article).contains(judged.evidence().orElseThrow());
    assertThat(judged.evidence().orElseThrow()).endsWith("agrees");
  }

  @Test
  void a_deadline_that_has_passed_stops_it() throws Exception {
    try (CrossEncoder encoder = open(FOLDERS.resolve("words"))) {
      assertThatThrownBy(
              () -> encoder.judge(PLAIN, "The claim", new Deadline(System.nanoTime() - 1)))
          .isInstanceOf(GenerationStoppedException.class);
      assertThat(encoder.judge(PLAIN, "The claim", Tiny.FAR).relation())
          .isEqualTo(Relation.NEUTRAL);
    }
  }

  @Test
  void labels_are_known_by_many_names() {
    Map.of(
            "entailment", Relation.ENTAILMENT,
            "ENTAILMENT", Relation.ENTAILMENT,
            "supported", Relation.ENTAILMENT,
            "not_entailment", Relation.NEUTRAL,
            "Unsupported", Relation.NEUTRAL,
            "contradiction", Relation.CONTRADICTION)
        .forEach((name, relation) -> assertThat(Relation.named(name)).contains(relation));
    assertThat(Relation.named("LABEL_0")).isEmpty();
  }
}
