package dev.claimbench.swap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.compare.Measure;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Scores;
import dev.claimbench.model.Think;
import dev.claimbench.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptSelectionTest {
  private static final Path LONG = Path.of("prompts");
  private static final Path BRIEF = Path.of("prompts", "brief");
  private static final Policy POLICY =
      PolicyReader.parse(
          "gate.yaml",
          "version: 1\n"
              + "primary:\n"
              + "  verify.accuracy: {margin: 0.05}\n"
              + "  extract.f1: {margin: 0.07}\n");

  @TempDir Path dir;

  private static PromptSelection.TriedPrompt tried(
      Path prompts, Optional<Think> think, double accuracy, double f1) {
    Scores scores =
        new Scores(
            "run",
            "m",
            Map.of(),
            "gold",
            true,
            Map.of(),
            Map.of(),
            Map.of(
                "verify.accuracy",
                new Measure("verify.accuracy", OptionalDouble.of(accuracy), "", List.of()),
                "extract.f1",
                new Measure("extract.f1", OptionalDouble.of(f1), "", List.of())),
            List.of());
    return new PromptSelection.TriedPrompt(new PromptSelection.Variant(prompts, think), scores);
  }

  @Test
  void each_task_gets_the_prompt_with_which_the_model_does_best() {
    PromptSelection choice =
        PromptSelection.select(
            List.of(
                tried(LONG, Optional.empty(), 0.6, 0.2), tried(BRIEF, Optional.empty(), 0.5, 0.3)),
            POLICY);
    assertThat(choice.prompts()).isEqualTo(Map.of("verify", LONG, "extract", BRIEF));
    assertThat(choice.toText()).isEqualTo("verify prompts, extract prompts/brief");
    assertThat(choice.reasons())
        .containsExactly(
            "verify with prompts: verify.accuracy 0.600, the next 0.500",
            "extract with prompts/brief: extract.f1 0.300, the next 0.200");
    assertThat(choice.tried())
        .extracting(choice::takenFor)
        .containsExactly(List.of("verify"), List.of("extract"));
  }

  @Test
  void of_equals_the_one_tried_first() {
    PromptSelection choice =
        PromptSelection.select(
            List.of(
                tried(LONG, Optional.empty(), 0.5, 0.2), tried(BRIEF, Optional.empty(), 0.5, 0.2)),
            POLICY);
    assertThat(choice.prompts().values()).containsOnly(LONG);
  }

  @Test
  void thinking_is_chosen_for_both_tasks_together() {
    // Thinking: 0.7 + 0.1; not: 0.6 + 0.3.
    PromptSelection choice =
        PromptSelection.select(
            List.of(
                tried(LONG, Optional.of(Think.ON), 0.7, 0.1),
                tried(LONG, Optional.of(Think.OFF), 0.6, 0.3)),
            POLICY);
    assertThat(choice.think()).contains(Think.OFF);
    assertThat(choice.reasons())
        .containsExactly("not thinking: verify.accuracy + extract.f1 0.900, the next 0.800");
    assertThat(choice.toText()).endsWith(", not thinking");
  }

  @Test
  void the_chosen_prompts_are_whole_wherever_their_schemas_were() {
    PromptSelection choice =
        new PromptSelection(
            Map.of("verify", BRIEF),
            Optional.of(Think.ON),
            List.of(tried(LONG, Optional.of(Think.ON), 0.6, 0.2)),
            Map.of());
    assertThat(choice.write(dir.resolve("p")))
        .isEqualTo(new PromptSelection.Variant(dir.resolve("p"), Optional.of(Think.ON)));
    var original = new dev.claimbench.task.PromptLibrary(BRIEF).template(Tasks.VERIFY.prompt());
    var copy =
        new dev.claimbench.task.PromptLibrary(dir.resolve("p")).template(Tasks.VERIFY.prompt());
    assertThat(copy).isEqualTo(original);
    // What decides nothing is asked as was tried first.
    assertThat(
            new dev.claimbench.task.PromptLibrary(dir.resolve("p"))
                .template(Tasks.EXTRACT.prompt()))
        .isEqualTo(new dev.claimbench.task.PromptLibrary(LONG).template(Tasks.EXTRACT.prompt()));
    assertThat(dir.resolve("p").toFile().list()).hasSize(4);
  }
}
