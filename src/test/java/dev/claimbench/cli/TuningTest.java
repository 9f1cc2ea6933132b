package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.model.Think;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two prompts are tried with each model, on development stories only. */
class TuningTest {
  private static final Path LONG = Path.of("prompts");
  private static final Path BRIEF = Path.of("prompts", "brief");
  private static final Policy POLICY =
      PolicyReader.parse("gate.yaml", "version: 1\nprimary:\n  verify.accuracy: {margin: 0.05}\n");

  @TempDir Path dir;
  private final List<String> asked = new ArrayList<>();

  /** The old model does better with the long prompt, the new one with the brief. */
  private Tuning tune(List<Path> prompts, List<Think> thinking, String... options)
      throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    Path good = world.run("good", s -> 9);
    Path poor = world.run("poor", s -> 4);
    return Tuning.of(
        List.of("ollama/old", "ollama/new"),
        prompts,
        thinking,
        List.of(options),
        POLICY,
        dir.resolve("swap"),
        new Environment(Clock.systemUTC(), dir, Map.of(), false, false, List.of()),
        (model, folder, words) -> {
          asked.add(model + " " + String.join(" ", words));
          boolean brief = words.contains(BRIEF.toString());
          copy(model.endsWith("old") != brief ? good : poor, folder);
          return ExitCode.OK;
        });
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
    Tuning tuning = tune(List.of(LONG, BRIEF), List.of());
    assertThat(asked)
        .containsExactly(
            "ollama/old --suite dev --verdicts 200 --prompts prompts",
            "ollama/old --suite dev --verdicts 200 --prompts prompts/brief",
            "ollama/new --suite dev --verdicts 200 --prompts prompts",
            "ollama/new --suite dev --verdicts 200 --prompts prompts/brief");
    assertThat(tuning.words())
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
    assertThat(tuning.options(1))
        .containsExactly("--prompts", dir.resolve("swap/dev/candidate/prompts").toString());
    assertThat(Files.readString(dir.resolve("swap/dev/candidate/prompts/verify.md")))
        .contains("Somebody claims");
  }

  @Test
  void each_amount_of_thinking_is_a_candidate_of_its_own() throws IOException {
    Tuning tuning =
        tune(List.of(LONG), List.of(Think.LOW, Think.ON, Think.OFF), "--concurrency", "2");
    assertThat(asked)
        .startsWith(
            "ollama/old --suite dev --verdicts 200 --concurrency 2 --prompts prompts --think=low",
            "ollama/old --suite dev --verdicts 200 --concurrency 2 --prompts prompts --think=on",
            "ollama/old --suite dev --verdicts 200 --concurrency 2 --prompts prompts --no-think")
        .hasSize(6);
    // All did the same: the one tried first.
    assertThat(tuning.options(0)).endsWith("--think=low");
    assertThat(tuning.words())
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
    Tuning tuning = tune(List.of(LONG), List.of(Think.HIGH));
    assertThat(asked).isEmpty();
    assertThat(tuning.options(1)).containsExactly("--prompts", "prompts", "--think=high");
    assertThat(tuning.words()).isEmpty();
  }

  @Test
  void who_says_what_to_ask_about_or_how_is_not_second_guessed() throws IOException {
    for (String option : List.of("--suite", "--seeds", "--prompts")) {
      Tuning tuning = tune(List.of(LONG, BRIEF), List.of(), option, "x");
      assertThat(tuning.tried()).isFalse();
      assertThat(tuning.options(0)).isEmpty();
      assertThat(tuning.words()).isEmpty();
      deleteRuns();
    }
    assertThat(tune(List.of(BRIEF), List.of()).options(1))
        .containsExactly("--prompts", "prompts/brief");
    assertThat(asked).isEmpty();
  }

  private void deleteRuns() throws IOException {
    try (var walk = Files.walk(dir)) {
      walk.sorted(java.util.Comparator.reverseOrder())
          .filter(f -> !f.equals(dir))
          .forEach(f -> f.toFile().delete());
    }
  }
}
