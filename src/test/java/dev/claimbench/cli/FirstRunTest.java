package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunPlan;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * A first run ends with a decision between two models. The stand-in for the verifier says
 * NOT_ENOUGH_INFO to everything, which is right in 20 of 60 cases: in 3, 3, 4, 3, 3 and 4 of each
 * story's ten.
 */
class FirstRunTest {
  private static final ModelSpec WORDS =
      ModelSpec.parse("djl-nli/src/test/resources/djl-nli/words");

  @TempDir private Path dir;
  private SmallWorld world;
  private Environment environment;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void world() throws IOException {
    world = SmallWorld.mixed(dir, 6, Map.of());
    environment =
        new Environment(
            Clock.fixed(Instant.parse("2026-01-28T10:15:00Z"), ZoneOffset.UTC),
            dir,
            Map.of(),
            false,
            false,
            List.of("run"));
  }

  private RunLauncher launcher() {
    return new RunLauncher(
        environment,
        RunLauncher.settings(environment, 1, OptionalInt.empty(), false),
        false,
        "resume with: claimbench run --out x",
        new PrintWriter(err, true));
  }

  private FirstRun with(ModelSpec verifier) {
    return new FirstRun(environment, launcher(), verifier, new PrintWriter(out, true));
  }

  private Path base(IntUnaryOperator right) throws IOException {
    return world.run("base", right);
  }

  private boolean compare(FirstRun first, Path base) throws InterruptedException {
    Inputs inputs = Inputs.of(dir.resolve("seeds"), dir.resolve("eval"));
    Experiment asked = Experiment.of(ModelSpec.parse("gguf/x"), inputs, base);
    RunPlan plan = asked.plan(environment.project(), note -> {});
    RunReport report = RunScores.report(base, Optional.empty(), Optional.empty());
    return first.compare(asked, plan, report);
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  @Test
  void five_lines_say_what_was_compared_and_what_follows() throws Exception {
    // 9 of 10 in each story: worse in all six, of which the chance is 1 in 64.
    Path base = base(s -> 9);
    assertThat(compare(with(WORDS), base)).isTrue();
    assertThat(lines()).hasSize(6).startsWith("");
    assertThat(lines().subList(1, 6))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo("Compared        %s on the same 60 verdicts", WORDS.text()),
            line -> assertThat(line).isEqualTo("Verdicts right  33%; answers/base 90%"),
            line ->
                assertThat(line)
                    .matches(
                        "Difference      -0\\.567, 95% interval -0\\.\\d+ to -0\\.\\d+, 6 stories"),
            line ->
                assertThat(line)
                    .isEqualTo("Decision        keep, for verdicts: worse (one-sided p 0.016)"),
            line ->
                assertThat(line).isEqualTo("Page            " + base.resolve("comparison.html")));
    assertThat(base.resolve("comparison.html")).content().contains(WORDS.text());
  }

  @Test
  void a_better_verifier_is_a_swap_for_verdicts_alone() throws Exception {
    compare(with(WORDS), base(s -> 1));
    assertThat(lines())
        .contains("Verdicts right  33%; answers/base 10%")
        .contains("Decision        swap, for verdicts: better");
  }

  @Test
  void what_cannot_be_told_is_said_as_plainly() throws Exception {
    compare(with(WORDS), base(s -> s < 3 ? 0 : 7));
    assertThat(lines())
        .contains("Verdicts right  33%; answers/base 35%")
        .filteredOn(line -> line.startsWith("Decision"))
        .singleElement()
        .matches(l -> l.matches("Decision        cannot tell: about \\d+ more stories needed"));
  }

  @Test
  void the_same_comes_from_compare_on_the_two_folders() throws Exception {
    Path base = base(s -> 9);
    compare(with(WORDS), base);
    Path verifier = base.resolve("verifier");
    assertThat(Manifest.read(verifier).prompts()).containsOnlyKeys("verify");
    assertThat(world.claimbench("compare", base.toString(), verifier.toString())).isZero();
    assertThat(world.out.toString())
        .containsPattern("verify.accuracy +0.900 +0.333 +-0.567 .*worse .one-sided p 0.016.");
    assertThat(world.claimbench("score", verifier.toString())).isZero();
    assertThat(verifier.resolve("report.html")).exists();
  }

  @Test
  void an_interrupted_verifier_goes_on_where_it_stopped() throws Exception {
    Path base = base(s -> 9);
    compare(with(WORDS), base);
    List<String> whole = lines();
    Path journal = base.resolve("verifier").resolve("replies.jsonl");
    List<String> answers = Files.readAllLines(journal);
    Files.write(journal, answers.subList(0, 25));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    assertThat(compare(with(WORDS), base)).isTrue();
    assertThat(lines()).isEqualTo(whole);
    assertThat(err.toString()).contains("25 of 60 answers are there already; going on");
    assertThat(Files.readAllLines(journal)).hasSize(60).startsWith(answers.get(0));
  }

  @Test
  void a_verifier_that_cannot_be_asked_takes_nothing_away() throws Exception {
    Path base = base(s -> 9);
    String scores = Files.readString(base.resolve("scores.json"));
    Path empty = Files.createDirectories(dir.resolve("none"));
    assertThatThrownBy(() -> compare(with(ModelSpec.parse("djl-nli/" + empty)), base))
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            "the run in "
                + Pattern.quote(base.toString())
                + " is complete; comparing it with the verifier failed: .*none.*");
    assertThat(base.resolve("scores.json")).content().isEqualTo(scores);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void without_a_verifier_one_line_says_so() {
    assertThat(
            FirstRun.find(
                dir.resolve("verifiers/x"), environment, launcher(), new PrintWriter(out, true)))
        .isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            dir.resolve("verifiers/x") + ": no verifier there; the default model is asked alone");
    assertThat(
            FirstRun.find(
                Path.of(FirstRun.VERIFIER), environment, launcher(), new PrintWriter(out, true)))
        .map(FirstRun::verifier)
        .hasValue(ModelSpec.parse("djl-nli/" + FirstRun.VERIFIER));
  }

  private static boolean isFirst(Environment environment, String words) {
    String[] given = ("run " + words).strip().split(" ");
    CommandLine line = Main.commandLine(environment).setCaseInsensitiveEnumValuesAllowed(true);
    return FirstRun.isOne(line.parseArgs(given).subcommand());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--out runs/x",
        "--seed 3 --details",
        "--no-cache --log-format json --concurrency 1 --tries 2 --timeout 9 --stall 9"
      })
  void options_that_change_neither_model_nor_questions_leave_it_a_first_run(String words) {
    assertThat(isFirst(environment, words)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--model gguf/x",
        "--adapter a",
        "--seeds s",
        "--articles s",
        "--suite test",
        "--gold g",
        "--prompts p",
        "--task verify",
        "--verdicts 9",
        "--all",
        "--limit 1",
        "--shard 1/2",
        "--without-article",
        "--temperature 0.5",
        "--repeat 2",
        "--context 9000",
        "--think",
        "--adapt few-shot=1",
        "--endpoint http://127.0.0.1:1",
        "--out runs/x --limit 2"
      })
  void any_other_option_asks_one_model_as_it_says(String words) {
    assertThat(isFirst(environment, words)).isFalse();
  }

  @Test
  void a_named_model_is_asked_what_a_first_run_asks() throws IOException {
    StringBuilder lines = new StringBuilder();
    List<String> articles =
        List.of(
            "vell-batteries-journal",
            "lumen-ferry-fares-blog",
            "tarn-observatory-dispatch",
            "kessel-trial-clinic",
            "milk-fever-ward-correction");
    for (String article : articles) {
      lines.append(
          "{\"task\":\"extract\",\"item\":\"%s\",\"answer\":{\"claims\":[]}}\n".formatted(article));
    }
    world.write("five.jsonl", lines.toString());
    int code = world.line("score --answers {dir}/five.jsonl --verdicts 0 --out {dir}/runs/five");
    assertThat(code).as(world.err.toString()).isEqualTo(ExitCode.OK);
    assertThat(world.out.toString()).contains("answers/five: 10 articles (claims of 5)");
    assertThat(Manifest.read(dir.resolve("runs/five")).articlesExtracted()).isEqualTo(5);
  }
}
