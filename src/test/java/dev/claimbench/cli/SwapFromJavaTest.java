package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.SwapDecision;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Policy;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.Inputs;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that decide, as a program calls them. */
class SwapFromJavaTest {
  private static final Policy POLICY = Policy.of("verify.accuracy", 0.05);

  @TempDir Path dir;

  private SwapDecision swap(Path inUse, Path candidate, String out) {
    Inputs inputs =
        new Inputs(
            Optional.of(dir.resolve("seeds")),
            Optional.empty(),
            Optional.of(dir.resolve("eval")),
            Optional.empty(),
            List.of(Tasks.VERIFY.name()),
            Optional.of(Inputs.EVERY),
            Optional.empty());
    return Claimbench.swap(
        ModelSpec.parse("replay/" + inUse),
        ModelSpec.parse("replay/" + candidate),
        inputs,
        POLICY,
        dir.resolve(out));
  }

  @Test
  void an_equal_model_may_take_the_place_and_a_worse_one_may_not() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    Path old = world.run("old", s -> 8);
    assertThat(swap(old, world.run("same", s -> 8), "x1").decision())
        .isInstanceOf(Decision.Accept.class);
    SwapDecision worse = swap(old, world.run("worse", s -> 3), "x2");
    assertThat(worse.decision()).isInstanceOf(Decision.Reject.class);
    assertThat(worse.comparison().candidate().model()).isEqualTo("answers/worse");
    assertThat(worse.search().tried()).isFalse();
  }

  @Test
  void what_was_run_before_is_compared_and_decided() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    RunFolder old = RunFolder.read(world.run("old", s -> 8), Optional.empty(), Optional.empty());
    RunFolder worse =
        RunFolder.read(world.run("worse", s -> 3), Optional.empty(), Optional.empty());
    Comparison comparison = Claimbench.compare(old, worse, POLICY);
    assertThat(Claimbench.decide(comparison, POLICY)).isInstanceOf(Decision.Reject.class);
  }

  @Test
  void a_run_without_all_answers_decides_nothing() throws IOException {
    SmallWorld few = new SmallWorld(dir, 5, Map.of());
    Path old = few.run("old", s -> 8);
    // A sixth story was never asked.
    SmallWorld unused = new SmallWorld(dir, 6, Map.of());
    assertThatThrownBy(() -> swap(old, old, "x"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(": not every question has an answer; run it again");
  }
}
