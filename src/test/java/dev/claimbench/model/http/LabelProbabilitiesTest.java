package dev.claimbench.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.claimbench.model.LabelField;
import dev.claimbench.model.Prompts;
import dev.claimbench.model.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The probabilities of labels are read off the tokens that could have begun one. */
class LabelProbabilitiesTest {
  private static final LabelField VERDICT = LabelField.find(Prompts.VERDICT_SCHEMA).orElseThrow();

  /** A token and what could have stood in its place, with probabilities. */
  private static String event(String token, Map<String, Double> choices) {
    String list =
        choices.entrySet().stream()
            .map(
                e ->
                    String.format(
                        Locale.ROOT,
                        "{\"token\":%s,\"logprob\":%.17g}",
                        json(e.getKey()),
                        Math.log(e.getValue())))
            .collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        "{\"logprobs\":[{\"token\":%s,\"logprob\":%.17g,\"top_logprobs\":[%s]}]}",
        json(token),
        Math.log(choices.getOrDefault(token, 0.5)),
        list);
  }

  private static void see(LabelProbabilities watch, String event) {
    try {
      watch.see(
          JsonMapper.builder()
              .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
              .build()
              .readTree(event));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static Optional<Map<String, Double>> labels(String... events) {
    LabelProbabilities watch = new LabelProbabilities(VERDICT, "/logprobs");
    List.of(events).forEach(event -> see(watch, event));
    return watch.labels();
  }

  @Test
  void tokens_that_begin_a_label_are_its_probability_normalised_over_the_labels() {
    // 0.5 + 0.1 of SUPPORTED, 0.2 of REFUTED, none listed for the third; 0.8 in all. "The" is none.
    Map<String, Double> labels =
        labels(
                event("{\"verdict\": \"", Map.of()),
                event("SUP", Map.of("SUP", 0.5, "S", 0.1, "REF", 0.2, "The", 0.1)),
                event("PORTED\"}", Map.of()))
            .orElseThrow();
    assertThat(labels).containsOnlyKeys("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO");
    assertThat(labels.get("SUPPORTED")).isCloseTo(0.75, within(1e-12));
    assertThat(labels.get("REFUTED")).isCloseTo(0.25, within(1e-12));
    assertThat(labels).contains(entry("NOT_ENOUGH_INFO", 0.0));
  }

  @Test
  void a_token_that_opens_the_quotation_counts_with_what_follows_in_it() {
    // Alternatives that do not open it likewise ("\"" alone, "null") say nothing of a label.
    Map<String, Double> labels =
        labels(
                event("{\"evidence\":\"\",\"verdict\":", Map.of()),
                event("\"REF", Map.of("\"REF", 0.3, "\"NOT", 0.1, "\"", 0.3, "null", 0.2)),
                event("UTED\"}", Map.of()))
            .orElseThrow();
    assertThat(labels.get("REFUTED")).isCloseTo(0.75, within(1e-12));
    assertThat(labels.get("NOT_ENOUGH_INFO")).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void a_thought_before_the_answer_and_a_quoted_field_in_it_are_not_the_verdict() {
    Map<String, Double> labels =
        labels(
                event("<think>\"verdict\":\"", Map.of()),
                event("REF", Map.of("REF", 0.9, "SUP", 0.1)),
                event(
                    "UTED\"?</think>{\"evidence\":\"\\\"verdict\\\":\\\"\",\"verdict\":\"",
                    Map.of()),
                event("NOT", Map.of("NOT", 0.6, "SUP", 0.4)))
            .orElseThrow();
    assertThat(labels.get("NOT_ENOUGH_INFO")).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void without_log_probabilities_or_a_label_there_are_none() {
    assertThat(labels()).isEmpty();
    assertThat(labels("{\"message\":{\"content\":\"hi\"}}")).isEmpty();
    assertThat(labels(event("no JSON at all", Map.of()))).isEmpty();
    assertThat(labels(event("{\"verdict\":\"", Map.of()))).isEmpty();
  }

  @Test
  void labels_that_begin_alike_are_not_guessed_at() {
    LabelProbabilities watch =
        new LabelProbabilities(
            new LabelField("verdict", List.of("NOT_TRUE", "NOT_KNOWN")), "/logprobs");
    see(watch, event("{\"verdict\":\"", Map.of()));
    see(watch, event("NOT", Map.of("NOT", 0.9)));
    assertThat(watch.labels()).isEmpty();
  }

  @Test
  void the_choice_is_the_one_field_with_an_enum() {
    assertThat(VERDICT.name()).isEqualTo("verdict");
    assertThat(VERDICT.labels()).containsExactly("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO");
    assertThat(LabelField.find(Prompts.CLAIMS_SCHEMA)).isEmpty();
    String two = "{\"properties\":{\"a\":{\"enum\":[\"x\",\"y\"]},\"b\":{\"enum\":[\"x\",\"y\"]}}}";
    assertThat(LabelField.find(two)).isEmpty();
  }

  @Test
  void a_reply_has_probabilities_or_none() {
    Reply reply =
        new Reply(
            "",
            "",
            Reply.Stop.END,
            1,
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            "");
    assertThat(reply.labels()).isEmpty();
    assertThat(reply.withLabels(Optional.of(Map.of("A", 0.25, "B", 0.75))).labels())
        .hasValueSatisfying(map -> assertThat(map.toString()).isEqualTo("{A=0.25, B=0.75}"));
    for (Map<String, Double> wrong :
        List.of(Map.of("A", 0.5), Map.of("A", 1.5, "B", -0.5), Map.of("A", Double.NaN))) {
      assertThatThrownBy(() -> reply.withLabels(Optional.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("add up to 1, got " + wrong);
    }
  }

  @Test
  void what_can_be_no_log_probability_makes_the_labels_unknown_not_wrong() {
    String begun = event("{\"verdict\":\"", Map.of());
    for (String bad : new String[] {"NaN", "Infinity", "5", "\"-0.5\"", "null"}) {
      assertThat(
              labels(
                  begun, "{\"logprobs\":[{\"token\":\"REFUTED\",\"logprob\":%s}]}".formatted(bad)))
          .as(bad)
          .isEmpty();
    }
    // Half precision rounds a certainty to a little above 0; -9999 is vLLM's for none.
    assertThat(
            labels(
                begun,
                "{\"logprobs\":[{\"token\":\"REFUTED\",\"logprob\":0.0004,\"top_logprobs\":["
                    + "{\"token\":\"SUP\",\"logprob\":-9999}]}]}"))
        .isPresent();
  }
}
