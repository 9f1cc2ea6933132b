package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every runtime keeps, asked of a real model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModelContract {
  public static final ObjectMapper JSON = new ObjectMapper();
  public static final int CONTEXT = 512;
  public static final Sampling GREEDY = Sampling.greedy(120, Duration.ofMinutes(3));

  /** A model with a context of {@link #CONTEXT} tokens; it stays open between tests. */
  public abstract Model model();

  /** The counts and times of a runtime's last chunk, under its own names. */
  public abstract Counts counts(JsonNode raw);

  /** Nanoseconds; empty where the runtime does not tell. */
  public record Counts(
      int prompt,
      int answer,
      Optional<Long> load,
      Optional<Long> promptTime,
      Optional<Long> time) {}

  @Test
  void an_extraction_is_json_of_the_schema_with_the_counts_and_times_of_the_raw_chunk()
      throws Exception {
    Reply reply = model().ask(Prompts.extract(Prompts.NEWS), GREEDY);

    JsonNode claims = JSON.readTree(reply.text()).get("claims");
    assertThat(claims.size()).isBetween(1, 2);
    for (JsonNode claim : claims) {
      assertThat(claim.get("quote").asText().length()).isLessThanOrEqualTo(40);
      assertThat(claim.get("kind").asText()).isIn("event", "statistic", "statement");
    }
    assertThat(reply.stop()).isEqualTo(Reply.Stop.END);
    assertCountsOfRaw(reply);
  }

  @Test
  void a_verdict_is_json_of_the_schema_with_the_counts_and_times_of_the_raw_chunk()
      throws Exception {
    Reply reply = model().ask(Prompts.verify("The bridge cost 30 million euros."), GREEDY);

    JsonNode answer = JSON.readTree(reply.text());
    assertThat(answer.get("evidence").asText().length()).isLessThanOrEqualTo(60);
    assertThat(answer.get("verdict").asText()).isIn("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO");
    assertThat(reply.stop()).isEqualTo(Reply.Stop.END);
    assertCountsOfRaw(reply);
  }

  private void assertCountsOfRaw(Reply reply) throws IOException {
    Counts counts = counts(JSON.readTree(reply.raw()));
    assertThat(reply.promptTokens()).isEqualTo(counts.prompt()).isBetween(40, 150);
    assertThat(reply.answerTokens()).isEqualTo(counts.answer()).isBetween(5, 120);
    assertThat(reply.load().map(Duration::toNanos)).isEqualTo(counts.load());
    assertThat(reply.prompt().map(Duration::toNanos)).isEqualTo(counts.promptTime());
    assertThat(reply.answer().map(Duration::toNanos)).isEqualTo(counts.time());
    assertThat(reply.total()).isPositive();
    // What the runtime timed lies within what we timed.
    Duration within = reply.prompt().orElseThrow().plus(reply.answer().orElseThrow());
    assertThat(within).isLessThanOrEqualTo(reply.total().plusMillis(50));
  }

  @Test
  void an_answer_that_ran_into_its_limit_says_so() throws Exception {
    Reply reply =
        model().ask(Prompts.extract(Prompts.NEWS), Sampling.greedy(5, Duration.ofMinutes(3)));

    assertThat(reply.stop()).isEqualTo(Reply.Stop.LENGTH);
    assertThat(reply.answerTokens()).isEqualTo(5);
  }

  @Test
  void a_prompt_longer_than_the_context_is_never_answered_as_if_it_had_been_read()
      throws Exception {
    Prompt prompt = Prompts.extract((Prompts.NEWS + " ").repeat(20)); // about 900 tokens
    try {
      Reply reply = model().ask(prompt, GREEDY);
      assertThat(reply.stop()).isEqualTo(Reply.Stop.LENGTH);
    } catch (ModelException e) {
      assertThat(e.reason()).isEqualTo(ModelException.Cause.TOO_LONG);
      assertThat(e).hasMessageContaining(String.valueOf(CONTEXT));
      assertThat(e.reason().retryable()).isFalse();
    }
  }

  @Test
  void the_same_question_asked_again_has_the_same_answer() throws Exception {
    Prompt prompt = Prompts.verify("The bridge was opened on a Friday.");
    // A server's cache may read the first one in other pieces, which rounds differently.
    model().ask(prompt, GREEDY);

    String answer = model().ask(prompt, GREEDY).text();

    assertThat(model().ask(prompt, GREEDY).text()).isEqualTo(answer);
  }

  @Test
  void a_call_that_takes_too_long_is_a_time_out_and_the_next_one_is_answered() throws Exception {
    assertThatThrownBy(
            () ->
                model()
                    .ask(
                        Prompts.extract(Prompts.NEWS), Sampling.greedy(120, Duration.ofMillis(30))))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.TIMEOUT));

    assertThat(model().ask(Prompts.verify("It cost 30 million euros."), GREEDY).stop())
        .isEqualTo(Reply.Stop.END);
  }

  /**
   * Whatever was asked before: servers' caches round differently, those in this process must not.
   */
  public void assertEachAnswerStaysTheSame() throws ModelException {
    List<Prompt> prompts =
        List.of(
            Prompts.verify("The bridge was opened on a Friday."),
            Prompts.verify("Nobody uses the bridge."),
            Prompts.extract(Prompts.NEWS));
    List<String> answers = new ArrayList<>();
    for (Prompt prompt : prompts) {
      answers.add(model().ask(prompt, GREEDY).text());
      assertThat(model().ask(prompt, GREEDY).text()).isEqualTo(answers.get(answers.size() - 1));
    }
    for (int i : new int[] {1, 0}) {
      assertThat(model().ask(prompts.get(i), GREEDY).text()).isEqualTo(answers.get(i));
    }
  }
}
