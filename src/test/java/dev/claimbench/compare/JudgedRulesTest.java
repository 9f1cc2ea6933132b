package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.judge.JudgedRun;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedRulesTest {
  @TempDir Path dir;

  /** A run that a judge with 57 of 60 and 4 of 60 right judged: {@code yes} of 10 in 3 stories. */
  private Path run(String name, int yes, String figure) throws IOException {
    Path file = dir.resolve(name).resolve(JudgedRun.FILE);
    Files.createDirectories(file.getParent());
    String row = "[" + yes + ", 10, 10]";
    Files.writeString(
        file,
        """
        {"version": 1, "judge": "ollama/judge", "judgeDigest": "sha256:aa",
         "faithfulness": {"promptHash": "p", "exam": {"s1": [19, 20, 1, 20], "s2": [18, 20, 2, 20],
           "s3": [20, 20, 1, 20]}},
         "figures": [{"name": "judge.faithful", "n": 30, %1$s,
           "stories": {"s1": %2$s, "s2": %2$s, "s3": %2$s}}]}
        """
            .formatted(figure, row));
    return dir.resolve(name);
  }

  private static final String GOOD = "\"value\": 0.93, \"low\": 0.9, \"high\": 0.97";

  private static List<Rule> decide(String rule, Path candidate, Path baseline) {
    Policy policy =
        PolicyReader.parseSuites("gate.yaml", "version: 1\njudged:\n  judge.faithful: " + rule)
            .suites()
            .get("")
            .policy();
    return JudgedRules.decide(policy, candidate, baseline);
  }

  private static Rule.Result least(double least, Path run) {
    return decide("{least: " + least + "}", run, Path.of("none")).get(0).result();
  }

  @Test
  void a_floor_goes_by_the_interval_with_the_judges_error() throws IOException {
    Path run = run("run", 9, GOOD);
    assertThat(least(0.9, run)).isEqualTo(Rule.Result.PASSED);
    assertThat(least(0.95, run)).isEqualTo(Rule.Result.CANNOT_TELL);
    assertThat(least(0.98, run)).isEqualTo(Rule.Result.REJECTED);
    assertThat(decide("{least: 0.9}", run, run).get(0).detail())
        .isEqualTo("0.930 (0.900 to 0.970 with the judge's error)");
  }

  @Test
  void a_judge_that_cannot_tell_decides_nothing() throws IOException {
    Path run = run("run", 5, "\"unscored\": \"the judge is not shown to say yes\"");
    Rule rule = decide("{least: 0.1}", run, run).get(0);
    assertThat(rule.result()).isEqualTo(Rule.Result.CANNOT_TELL);
    assertThat(rule.detail()).isEqualTo("the judge is not shown to say yes");
  }

  @Test
  void a_margin_goes_by_the_difference_of_both_runs() throws IOException {
    Path old = run("old", 9, GOOD);
    Path worse = run("worse", 3, GOOD);
    assertThat(decide("{margin: 0.05}", old, old))
        .extracting(Rule::result)
        .containsExactly(Rule.Result.PASSED);
    assertThat(decide("{margin: 0.05}", worse, old))
        .extracting(Rule::result)
        .containsExactly(Rule.Result.REJECTED);
    assertThat(decide("{least: 0.5, margin: 0.05}", worse, old)).hasSize(2);
  }

  @Test
  void a_run_that_nobody_judged_is_refused_in_one_line() throws IOException {
    Path judged = run("judged", 9, GOOD);
    Path other = Files.createDirectories(dir.resolve("other"));
    assertThatThrownBy(() -> decide("{least: 0.9}", other, judged))
        .isInstanceOf(UserError.class)
        .hasMessage(
            other
                + ": the policy has a rule on judge.faithful, and no judge was asked about this"
                + " run; first: claimbench score "
                + other
                + " --judge MODEL");
    Path file = Files.writeString(dir.resolve("production.json"), "{}");
    assertThatThrownBy(() -> decide("{margin: 0.1}", judged, file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("only a run folder has; expected the folder of a judged run here");
  }

  @Test
  void what_is_wrong_in_a_policy_is_named() {
    assertThatThrownBy(
            () -> PolicyReader.parseSuites("g.yaml", "version: 1\njudged: {judge.faithfull: {}}"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("g.yaml:2: ");
    assertThatThrownBy(
            () ->
                PolicyReader.parseSuites(
                    "g.yaml", "version: 1\njudged: {judge.faithfull: {least: 0.9}}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("unknown 'judge.faithfull'; nearest valid: 'judge.faithful'");
    assertThatThrownBy(
            () ->
                PolicyReader.parse("g.yaml", "version: 1\njudged: {judge.faithful: {least: 0.9}}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("only `gate` and `policy` take these");
  }
}
