package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.ModelSwap;
import dev.claimbench.doctor.CallTimes;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.TaskCalls;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapStagesTest {
  private static final List<ModelSwap.Stage> STAGES =
      List.of(
          stage("ollama/a", "claims of your articles", "extract", 50, false),
          stage("ollama/b", "claims of your articles", "extract", 100, false),
          stage("ollama/c", "verdicts on these claims", "verify", 50, true),
          stage("ollama/d", "verdicts on these claims", "verify", 100, true));

  private static ModelSwap.Stage stage(
      String model, String what, String task, int calls, boolean atMost) {
    return new ModelSwap.Stage(model, what, List.of(new TaskCalls(task, calls, calls / 5)), atMost);
  }

  @TempDir Path dir;
  private final StringWriter err = new StringWriter();
  private final List<Duration> slept = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private int missing;

  /** Ten minutes later each time it is looked at. */
  private static final class TenMinutes extends Clock {
    private Instant now = Instant.parse("2026-01-28T10:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      now = now.plus(Duration.ofMinutes(10));
      return now;
    }
  }

  private SwapStages stages(Optional<Duration> wait) {
    return new SwapStages(
        STAGES,
        (experiment, whole) -> {
          places.add(
              whole.place().get() + whole.after().map(t -> ", then " + t.toMinutes()).orElse(""));
          try {
            // 50 answers of the first stage, of a run of ten stories: one file that is there.
            new SmallWorld(dir, 5, Map.of()).run(experiment.model().model(), s -> 8);
            Files.createDirectories(experiment.out());
            Files.copy(
                dir.resolve("runs/" + experiment.model().model() + "/replies.jsonl"),
                experiment.out().resolve("replies.jsonl"));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return null;
        },
        new TenMinutes(),
        new PrintWriter(err, true),
        wait,
        experiment -> {
          if (missing-- > 0) {
            throw new UserError(UserError.UNREACHABLE, "nobody answers");
          }
        },
        slept::add);
  }

  private Experiment experiment(String model) {
    return Experiment.of(
        ModelSpec.parse(model),
        Inputs.of(dir.resolve("seeds"), dir.resolve("eval")),
        dir.resolve("out-" + model.replace('/', '-')));
  }

  @Test
  void the_plan_stands_at_the_start_and_the_time_after_each_stage() {
    SwapStages stages = stages(Optional.empty());
    stages.tellPlan();
    stages.run(experiment("ollama/a"));
    stages.run(experiment("ollama/b"));
    stages.run(experiment("ollama/c"));
    stages.run(experiment("ollama/d"));
    // 50 verdicts in 10 minutes: 100 take 20. How long claims take says nothing of verdicts.
    assertThat(err.toString().lines())
        .containsExactly(
            "plan: 4 stages, at most 300 calls",
            "  1. ollama/a, claims of your articles: 50 calls",
            "  2. ollama/b, claims of your articles: 100 calls",
            "  3. ollama/c, verdicts on these claims: at most 50 calls",
            "  4. ollama/d, verdicts on these claims: at most 100 calls",
            "stage 1. ollama/a, claims of your articles: 50 calls",
            "1 of 4 stages done; at the speed so far stage 2 takes about 20:00; stages 3 and 4 ask"
                + " what was not timed yet",
            "stage 2. ollama/b, claims of your articles: 100 calls",
            "stage 3. ollama/c, verdicts on these claims: at most 50 calls",
            "3 of 4 stages done; at the speed so far the others take about 20:00",
            "stage 4. ollama/d, verdicts on these claims: at most 100 calls");
    assertThat(slept).isEmpty();
  }

  @Test
  void the_time_of_all_stands_before_the_first_stage() {
    SwapStages stages = stages(Optional.empty());
    CallTimes.Times claims = new CallTimes.Times(Duration.ofSeconds(60), Duration.ofSeconds(60));
    CallTimes.Times verdicts = new CallTimes.Times(Duration.ofSeconds(12), Duration.ofSeconds(3));
    stages.measured("ollama/a", new CallTimes(Map.of("extract", claims)));
    stages.measured("ollama/b", new CallTimes(Map.of("extract", claims)));
    stages.measured("ollama/c", new CallTimes(Map.of("verify", verdicts)));
    stages.tellTime();
    stages.measured("ollama/d", new CallTimes(Map.of("verify", verdicts)));
    stages.tellTime();
    stages.run(experiment("ollama/a"));
    stages.run(experiment("ollama/b"));
    // 50 claims 50 minutes, 100 of them 100; 50 verdicts on 10 articles 2 + 2 minutes, 100 twice
    // that.
    assertThat(err.toString().lines())
        .containsSubsequence(
            "at the speed of the first calls, one at a time, stages 1, 2 and 3 take about 154:00;"
                + " stage 4 asks what was not timed yet",
            "at the speed of the first calls, one at a time, all stages take about 162:00",
            "1 of 4 stages done; at the speed so far the others take about 112:00");
    // The stages after it; what is left of it, the run's own progress knows.
    assertThat(places).containsExactly("1/4, then 112", "2/4, then 12");
  }

  @Test
  void another_model_is_waited_for_and_not_for_ever() {
    SwapStages stages = stages(Optional.of(Duration.ofMinutes(1)));
    stages.run(experiment("ollama/a"));
    missing = 3;
    stages.run(experiment("ollama/b"));
    assertThat(slept).hasSize(3);
    assertThat(err.toString())
        .contains("waiting for ollama/b, 1:00 at most; start it now (nobody answers)\nstage 2.");
    slept.clear();
    missing = 1_000;
    assertThatThrownBy(() -> stages.run(experiment("ollama/a")))
        .isInstanceOf(UserError.class)
        .hasMessage("nobody answers");
    // A minute, looked at every two seconds.
    assertThat(slept).hasSize(30);
  }
}
