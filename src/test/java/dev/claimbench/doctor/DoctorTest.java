package dev.claimbench.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.Article;
import dev.claimbench.doctor.CheckResult.Level;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.Models;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.Call;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault of a server is found, by its name, and a sound one has none. */
class DoctorTest {
  private static final Sampling GREEDY = Sampling.greedy(1, Duration.ofSeconds(20));
  private DoctorServer server;

  @BeforeEach
  void start() throws Exception {
    server = new DoctorServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<CheckResult> examine(boolean quick) throws ModelException {
    return examine(quick, GREEDY);
  }

  private List<CheckResult> examine(boolean quick, Sampling sampling) throws ModelException {
    List<CheckResult> findings = new ArrayList<>();
    try (Model model =
        Models.open(server.spec(), new ModelOptions(2048, 1, name -> null, ModelPaths.byPath()))) {
      DoctorSettings visit =
          new DoctorSettings(
              server.spec(),
              2048,
              sampling,
              quick,
              List.of(1, 2, 4),
              new Price(3.6, 0, 0),
              Clock.systemUTC(),
              name -> null);
      new Doctor(model, visit, findings::add).examine(planned(model));
    }
    return findings;
  }

  /** Two articles, an extraction each. */
  private static List<Call> planned(Model model) {
    List<Call> calls = new ArrayList<>();
    for (String id : List.of("a", "b")) {
      Article article = new Article(id, "s", "", "", Optional.empty(), "The bridge shut.");
      Prompt prompt =
          new Prompt(
              "extract",
              id,
              "",
              article.text() + " Now list the claims",
              "{\"type\":\"object\",\"required\":[\"claims\"]}",
              "",
              article,
              Optional.empty());
      calls.add(Call.of(prompt, Sampling.greedy(50, Duration.ofSeconds(20)), 1, model.info()));
    }
    return calls;
  }

  private static CheckResult of(List<CheckResult> findings, String check) {
    return findings.stream().filter(f -> f.check().equals(check)).findFirst().orElseThrow();
  }

  @Test
  void a_sound_server_has_every_check_ok() throws ModelException {
    List<CheckResult> findings = examine(false);
    assertThat(findings).extracting(CheckResult::level).containsOnly(Level.OK);
    assertThat(findings)
        .extracting(CheckResult::check)
        .containsExactly(
            "reach",
            "system message",
            "context asked for",
            "schema, thinking unset",
            "effective context",
            "schema, thinking on",
            "schema, thinking off",
            "repeatability",
            "speed",
            "latency",
            "planned run",
            "memory");
    assertThat(of(findings, "speed").found()).containsPattern("at 1, .* at 2, .* at 4 in flight");
    assertThat(of(findings, "memory").found()).isEqualTo("5.0 GB in main memory, no GPU");
    assertThat(of(findings, "planned run").found())
        .startsWith("2 calls, about ")
        .contains("20 answer tokens")
        .contains("costs about 0.00");
  }

  @Test
  void quick_takes_four_short_calls() throws ModelException {
    assertThat(examine(true)).hasSize(4);
    assertThat(server.asked()).as("beside those of the system message").isEqualTo(2);
  }

  @Test
  void a_prompt_that_is_cut_silently_is_found() throws ModelException {
    server.cutsTo = 800;
    CheckResult found = of(examine(false), "effective context");
    assertThat(found.level()).isEqualTo(Level.FAILED);
    assertThat(found.found()).containsPattern("read 800 of about 1,[67]\\d\\d prompt tokens");
    assertThat(found.advice()).contains("2,048 or more").contains("--context 800");
  }

  @Test
  void a_beginning_that_the_model_does_not_use_is_a_warning() throws ModelException {
    server.forgetful = true;
    CheckResult found = of(examine(false), "effective context");
    assertThat(found.level()).isEqualTo(Level.WARNING);
    assertThat(found.found()).contains("did not find what stood at the beginning");
  }

  @Test
  void a_server_that_counts_nothing_is_a_warning() throws ModelException {
    server.countsTokens = false;
    assertThat(of(examine(false), "effective context").level()).isEqualTo(Level.WARNING);
  }

  @Test
  void a_smaller_context_than_asked_for_is_found_quickly() throws ModelException {
    server.loadedContext = 1024;
    CheckResult found = of(examine(true), "context asked for");
    assertThat(found.level()).isEqualTo(Level.FAILED);
    assertThat(found.found())
        .isEqualTo("2,048 asked for, 1,024 loaded: the server does not honour num_ctx");
  }

  @Test
  void a_schema_that_is_dropped_without_thinking_fails_only_a_run_that_asks_so()
      throws ModelException {
    server.freeWithoutThinking = true;
    CheckResult unplanned = of(examine(false), "schema, thinking off");
    assertThat(unplanned.level()).isEqualTo(Level.WARNING);
    assertThat(unplanned.found()).contains("prose was asked for and came: Lighthouses guide");
    CheckResult planned =
        of(
            examine(true, GREEDY.withThink(Optional.of(dev.claimbench.model.Think.OFF))),
            "schema, thinking off");
    assertThat(planned.level()).isEqualTo(Level.FAILED);
  }

  @Test
  void a_model_without_thinking_is_well() throws ModelException {
    server.refusesThinking = true;
    CheckResult found = of(examine(false), "schema, thinking on");
    assertThat(found.level()).isEqualTo(Level.OK);
    assertThat(found.found()).contains("does not support thinking");
  }

  @Test
  void answers_that_change_are_found_alone_and_beside_others() throws ModelException {
    server.neverTheSame = true;
    assertThat(of(examine(false), "repeatability").found()).contains("3 answers at temperature 0");
    server.neverTheSame = false;
    server.otherBeside = true;
    CheckResult beside = of(examine(false), "repeatability");
    assertThat(beside.level()).isEqualTo(Level.WARNING);
    assertThat(beside.found()).contains("another answer beside other calls");
  }

  @Test
  void a_model_that_is_only_partly_on_the_GPU_is_a_warning() throws ModelException {
    server.vram = 3_000_000_000L;
    CheckResult found = of(examine(false), "memory");
    assertThat(found.level()).isEqualTo(Level.WARNING);
    assertThat(found.found()).contains("3.0 GB of 5.0 GB in VRAM");
  }

  @Test
  void a_server_that_fails_ends_the_visit() throws ModelException {
    server.status = 500;
    assertThat(examine(false))
        .singleElement()
        .satisfies(f -> assertThat(f.level()).isEqualTo(Level.FAILED))
        .satisfies(f -> assertThat(f.found()).contains("HTTP 500"));
  }
}
