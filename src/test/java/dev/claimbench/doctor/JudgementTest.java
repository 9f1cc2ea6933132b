package dev.claimbench.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.doctor.CheckResult.Level;
import dev.claimbench.doctor.Speed.Measurement;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a doctor makes of what was measured, without asking anybody. */
class JudgementTest {
  private static Reply reply(int answerTokens, int millis) {
    return new Reply(
        "twelve lettr",
        "",
        Reply.Stop.END,
        100,
        answerTokens,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMillis(millis),
        "");
  }

  @Test
  void p95_is_the_nearest_rank() {
    // 20 calls of 1 to 20 s: the 19th.
    List<Reply> replies = IntStream.rangeClosed(1, 20).mapToObj(i -> reply(10, i * 1000)).toList();
    Measurement measured = Speed.measured(4, replies, Duration.ofSeconds(50));
    assertThat(measured).isEqualTo(new Measurement(4, 4.0, Duration.ofSeconds(19)));
  }

  @Test
  void tokens_that_nobody_counts_are_four_letters_each() {
    assertThat(Speed.measured(1, List.of(reply(-1, 1)), Duration.ofSeconds(1)).rate()).isEqualTo(3);
  }

  @Test
  void the_best_setting_is_the_smallest_that_is_about_as_good() {
    List<Measurement> all =
        List.of(
            new Measurement(1, 20, Duration.ofSeconds(1)),
            new Measurement(2, 37, Duration.ofSeconds(1)),
            new Measurement(4, 40, Duration.ofSeconds(2)),
            new Measurement(8, 39, Duration.ofSeconds(4)));
    // 37 is 92.5% of 40.
    assertThat(Speed.best(all).inFlight()).isEqualTo(2);
    assertThat(Speed.judge(all))
        .isEqualTo(
            CheckResult.ok(
                "speed",
                "answer tokens a second: 20.0 at 1, 37.0 at 2, 40.0 at 4, 39.0 at 8 in flight;"
                    + " best --concurrency 2"));
  }

  @Test
  void slow_and_late_are_warnings() {
    Measurement slow = new Measurement(1, 4.9, Duration.ofSeconds(31));
    assertThat(Speed.judge(List.of(slow)).level()).isEqualTo(Level.WARNING);
    assertThat(Speed.latency(slow, Duration.ofSeconds(60)).level()).isEqualTo(Level.WARNING);
    assertThat(Speed.latency(slow, Duration.ofSeconds(62)).level()).isEqualTo(Level.OK);
  }

  @Test
  void a_plan_takes_what_its_first_calls_took() {
    // 3 articles and 7 further calls: 3 x 10 s + 7 x 2 s = 44 s; twice as fast side by side: 22 s.
    RunTimeEstimate.Part part =
        new RunTimeEstimate.Part("verify", 10, 3, reply(30, 10_000), reply(50, 2_000));
    // 10 x 40 = 400 answer tokens at 25 a million, and 22 s of an hour at 360: 0.01 + 2.2.
    assertThat(RunTimeEstimate.judge(List.of(part), 2, new Price(360, 0, 25)).found())
        .isEqualTo(
            "10 calls, about 1,000 prompt and 400 answer tokens, about 0:22 min; costs about 2.21");
    assertThat(RunTimeEstimate.judge(List.of(part), 0.5, Price.UNKNOWN).found())
        .contains("about 0:44 min")
        .contains("no price given");
  }

  @Test
  void a_price_is_never_negative() {
    assertThatThrownBy(() -> new Price(-1, 0, 0)).hasMessageContaining("-1.0");
  }

  @Test
  void tokens_that_did_not_arrive_weigh_more_than_what_the_model_found() {
    assertThat(ContextSize.judge(4096, 3000, 2000, true, true).level()).isEqualTo(Level.FAILED);
    assertThat(ContextSize.judge(4096, 3000, 2900, true, true).level()).isEqualTo(Level.OK);
    assertThat(ContextSize.judge(4096, 3000, -1, false, true).level()).isEqualTo(Level.FAILED);
    assertThat(ContextSize.judge(4096, 3000, 2900, true, false).found())
        .endsWith("did not find what stood at the end");
  }

  @Test
  void less_context_than_asked_for_is_a_warning_where_the_model_says_so_itself() {
    assertThat(ContextSize.honoured(8192, 2048, OptionalInt.empty()).level())
        .isEqualTo(Level.WARNING);
    assertThat(ContextSize.honoured(8192, 8192, OptionalInt.of(16384)).found())
        .isEqualTo("8,192, 16,384 loaded");
  }

  @Test
  void one_answer_alone_and_the_same_beside_others_repeats() {
    assertThat(RepeatabilityCheck.judge(Set.of("a"), Set.of("a")).level()).isEqualTo(Level.OK);
    assertThat(RepeatabilityCheck.judge(Set.of("a"), Set.of()).level()).isEqualTo(Level.OK);
    assertThat(RepeatabilityCheck.judge(Set.of("a"), Set.of("b")).level()).isEqualTo(Level.WARNING);
    assertThat(RepeatabilityCheck.judge(Set.of("a", "b"), Set.of()).level())
        .isEqualTo(Level.WARNING);
  }

  @Test
  void models_of_this_process_are_asked_one_call_at_a_time() {
    for (String text : List.of("gguf/m", "djl/m", "djl-nli/m", "mine/m")) {
      assertThat(DoctorSettings.levels(ModelSpec.parse(text))).as(text).containsExactly(1);
    }
    assertThat(DoctorSettings.levels(ModelSpec.parse("ollama/m"))).containsExactly(1, 2, 4, 8);
  }

  @Test
  void the_memory_of_a_model_in_this_process_is_that_of_the_process() {
    for (String text : List.of("gguf/m", "djl/m", "djl-nli/m", "mine/m")) {
      assertThat(MemoryCheck.judge(ModelSpec.parse(text), Optional.empty()).found())
          .as(text)
          .matches("this process, model included: .* at most|this system does not tell .*");
    }
    assertThat(MemoryCheck.judge(ModelSpec.parse("ollama/m"), Optional.empty()).found())
        .isEqualTo("the server does not tell");
  }
}
