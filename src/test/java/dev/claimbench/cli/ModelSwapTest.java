package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.ModelSwap;
import dev.claimbench.RunFolder;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Think;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Home;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.TaskCalls;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two prompts are tried with each model, on development stories only. */
class ModelSwapTest {
  private static final Path LONG = Path.of("prompts");
  private static final Path BRIEF = Path.of("prompts", "brief");
  private static final Policy POLICY =
      PolicyReader.parse("gate.yaml", "version: 1\nprimary:\n  verify.accuracy: {margin: 0.05}\n");

  @TempDir Path dir;
  private final List<String> asked = new ArrayList<>();

  /** The old model does better with the long prompt, the new one with the brief. */
  private ModelSwap.PreparedExperiments tune(
      List<Path> prompts, List<Think> thinking, Inputs inputs) throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    Path good = world.run("good", s -> 9);
    Path poor = world.run("poor", s -> 4);
    return new ModelSwap(
            Experiment.of(ModelSpec.parse("ollama/old"), inputs, dir.resolve("swap")),
            ModelSpec.parse("ollama/new"),
            prompts,
            thinking,
            POLICY,
            7)
        .prepare(
            new Home(dir),
            experiment -> {
              asked.add(toText(experiment));
              boolean brief = experiment.inputs().prompts().equals(Optional.of(BRIEF));
              boolean old = experiment.model().model().equals("old");
              copy(old != brief ? good : poor, experiment.out());
              return RunFolder.read(experiment.out(), Optional.empty(), Optional.empty());
            });
  }

  private static String toText(Experiment experiment) {
    Inputs inputs = experiment.inputs();
    return experiment.model().text()
        + inputs.suite().map(s -> " " + s).orElse("")
        + inputs.verdicts().map(v -> " " + v).orElse("")
        + inputs.prompts().map(p -> " " + p).orElse("")
        + experiment.method().think().map(t -> " think " + t.word()).orElse("");
  }

  private static Inputs nothingSaid() {
    return new Inputs(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Tasks.usual(),
        Optional.empty(),
        Optional.empty());
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to);
      for (String name : List.of("manifest.json", "replies.jsonl")) {
        Files.copy(from.resolve(name), to.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void each_model_gets_the_prompt_that_suits_it() throws IOException {
    ModelSwap.PreparedExperiments prepared = tune(List.of(LONG, BRIEF), List.of(), nothingSaid());
    assertThat(asked)
        .containsExactly(
            "ollama/old dev 200 prompts",
            "ollama/old dev 200 prompts/brief",
            "ollama/new dev 200 prompts",
            "ollama/new dev 200 prompts/brief");
    assertThat(prepared.search().toText())
        .isEqualTo(
            """

            Candidates, on development stories; of each model the best went on
              ollama/old       verify.accuracy  verify.valid
                prompts                  0.900         1.000  ← verify
                prompts/brief            0.400         1.000
                verify with prompts: verify.accuracy 0.900, the next 0.400
              ollama/new       verify.accuracy  verify.valid
                prompts                  0.400         1.000
                prompts/brief            0.900         1.000  ← verify
                verify with prompts/brief: verify.accuracy 0.900, the next 0.400
            """);
    assertThat(prepared.asked().get(1).inputs().prompts())
        .contains(dir.resolve("swap/dev/candidate/prompts"));
    assertThat(Files.readString(dir.resolve("swap/dev/candidate/prompts/verify.md")))
        .contains("Somebody claims");
  }

  @Test
  void each_amount_of_thinking_is_a_candidate_of_its_own() throws IOException {
    ModelSwap.PreparedExperiments prepared =
        tune(List.of(LONG), List.of(Think.LOW, Think.ON, Think.OFF), nothingSaid());
    assertThat(asked)
        .startsWith(
            "ollama/old dev 200 prompts think low",
            "ollama/old dev 200 prompts think on",
            "ollama/old dev 200 prompts think off")
        .hasSize(6);
    // All did the same: the one tried first.
    assertThat(prepared.asked().get(0).method().think()).contains(Think.LOW);
    assertThat(prepared.search().toText())
        .contains(
            """
              ollama/old               verify.accuracy  verify.valid
                prompts, thinking low            0.900         1.000  ← verify
                prompts, thinking                0.900         1.000
                prompts, not thinking            0.900         1.000
                thinking low: verify.accuracy 0.900, as the next; the one tried first
            """);
  }

  @Test
  void one_prompt_and_one_amount_of_thinking_leave_nothing_to_try() throws IOException {
    ModelSwap.PreparedExperiments prepared =
        tune(List.of(LONG), List.of(Think.HIGH), nothingSaid());
    assertThat(asked).isEmpty();
    assertThat(toText(prepared.asked().get(1))).isEqualTo("ollama/new prompts think high");
    assertThat(prepared.search().toText()).isEmpty();
  }

  @Test
  void who_says_what_to_ask_about_or_how_is_not_second_guessed() throws IOException {
    Inputs seeds = Inputs.of(Path.of("x"), Path.of("y"));
    for (Inputs inputs :
        List.of(seeds, nothingSaid().withSuite("x"), nothingSaid().withPrompts(Path.of("x")))) {
      ModelSwap.PreparedExperiments prepared = tune(List.of(), List.of(), inputs);
      assertThat(prepared.search().tried()).isFalse();
      assertThat(prepared.asked().get(0).inputs()).isEqualTo(inputs);
      assertThat(prepared.search().toText()).isEmpty();
      deleteRuns();
      assertThatThrownBy(() -> tune(List.of(LONG, BRIEF), List.of(), inputs))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("leave one of them out");
      deleteRuns();
    }
    assertThat(toText(tune(List.of(BRIEF), List.of(), nothingSaid()).asked().get(1)))
        .isEqualTo("ollama/new prompts/brief");
    assertThat(asked).isEmpty();
  }

  @Test
  void own_articles_come_first_and_prompts_are_tried_on_request_only() throws IOException {
    SmallWorld world = new SmallWorld(dir, 3, Map.of());
    world.write("eval/stories.yaml", "version: 1\nstories: {}\n");
    ModelSwap asks =
        new ModelSwap(
            Experiment.of(ModelSpec.parse("ollama/old"), nothingSaid(), dir.resolve("swap")),
            ModelSpec.parse("ollama/new"),
            List.of(),
            List.of(),
            POLICY,
            7);
    // Three articles of a story each: two claims of two models, judged against one article.
    List<Article> own = ArticleReader.read(dir.resolve("seeds"));
    assertThat(asks.stages(Optional.of(own), 2, Optional.empty(), new Home(dir)))
        .containsExactly(
            new ModelSwap.Stage(
                "ollama/old", "claims of your articles", asked("extract", 3), false),
            new ModelSwap.Stage(
                "ollama/new", "claims of your articles", asked("extract", 3), false),
            new ModelSwap.Stage(
                "ollama/new", "verdicts on these claims", asked("verify", 12), true),
            new ModelSwap.Stage(
                "ollama/old", "verdicts on these claims", asked("verify", 12), true));
  }

  private static List<TaskCalls> asked(String task, int calls) {
    return List.of(new TaskCalls(task, calls, 3));
  }

  private void deleteRuns() throws IOException {
    try (var walk = Files.walk(dir)) {
      walk.sorted(java.util.Comparator.reverseOrder())
          .filter(f -> !f.equals(dir))
          .forEach(f -> f.toFile().delete());
    }
  }
}
