package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
  @TempDir Path dir;

  private static final String RULES =
      """
      version: 1
      alpha: 0.1
      primary:
        verify.accuracy: {margin: 0.05, relative: 0.1}
        extract.f1: {margin: 0.07}
      described: [verify.macroF1]
      least: {verify.accuracy: 0.6}
      answers: {invalid: 5}
      speed: {median_seconds: 30}
      pinned: ["verify s0/v0@a0"]
      slices:
        - {topic: health, most_drop: {verify.accuracy: 0.1}}
      warn:
        most: {extract.madeUp: 0.3}
      anchor: {baseline: first, margins: {verify.accuracy: 0.08}}
      judged: {judge.faithful: {least: 0.9, margin: 0.05}}
      cannot_tell: reject
      """;

  @Test
  void a_policy_is_said_rule_by_rule() throws IOException {
    SmallWorld world = new SmallWorld(dir, 1, Map.of());
    Path file = world.write("rules.yaml", RULES);
    assertThat(world.claimbench("policy", "explain", file.toString())).isZero();
    assertThat(world.out.toString())
        .isEqualTo(
            file
                + """

                3 tests decide, by Holm's method at an error rate of 0.1 together
                  Each is of the paired difference over stories, with these outcomes:
                    passes       better, or shown not to be worse by the margin
                    rejects      worse, and not shown to be within the margin
                    cannot tell  neither is shown; always so with fewer than 5 stories
                  All must pass to accept; one that rejects is enough to reject.
                Decides
                  verify.accuracy (more is better): may be worse than the baseline by 0.05 or by 10% of the baseline's figure, whichever is less
                  extract.f1 (more is better): may be worse than the baseline by 0.07
                  verify.accuracy: may in all be worse than the anchor first by 0.08
                Rejects where broken, on the figures as they are, without a test
                  verify.accuracy at least 0.6
                  at most 5 answers invalid
                  median seconds of a call at most 30
                  must be right: verify s0/v0@a0
                  topic health: verify.accuracy falls by at most 0.1 against the baseline
                Goes by the 95% interval with the judge's error; cannot tell where that lies on both sides
                  judge.faithful at least 0.9
                  judge.faithful may be worse than the baseline by 0.05
                Warns where broken, decides nothing
                  extract.madeUp at most 0.3
                Shows the difference, decides nothing
                  verify.macroF1
                Too little evidence: rejects
                """);
    world.out.getBuffer().setLength(0);
    assertThat(world.claimbench("policy", "check", file.toString())).isZero();
    assertThat(world.out.toString())
        .isEqualTo(
            file
                + ": 3 tests decide, by Holm's method at an error rate of 0.1 together; 7 other"
                + " rules reject, 1 rule warns\n");
  }

  @Test
  void suites_are_said_one_by_one() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    String run = world.run("run", s -> 8).toString();
    String file =
        world
            .write(
                "s.yaml",
                """
                version: 1
                suites:
                  invented: {primary: {verify.accuracy: {margin: 0.05}}}
                  real: {baseline: news, primary: {verify.accuracy: {margin: 0.1}}}
                """)
            .toString();
    assertThat(world.claimbench("policy", "check", file)).isZero();
    assertThat(world.out.toString())
        .isEqualTo(
            file
                + ": 2 suites; 2 tests decide, by Holm's method at an error rate of 0.05 together;"
                + " 0 other rules reject, 0 rules warn\n");
    world.out.getBuffer().setLength(0);
    assertThat(world.claimbench("policy", "explain", file)).isZero();
    assertThat(world.out.toString())
        .contains(
            "\nsuite invented, against the baseline invented\nDecides\n  verify.accuracy (more",
            "\nsuite real, against the baseline news\nDecides\n");
    assertThat(world.claimbench("policy", "explain", file, run)).isEqualTo(2);
    assertThat(world.err.toString())
        .contains(
            "policy explain: expected SUITE=RUN with a suite of invented, real, got '" + run + "'")
        .hasLineCount(1);
    world.out.getBuffer().setLength(0);
    assertThat(
            world.claimbench(
                "policy", "explain", file, "invented=" + run, "real=" + run, "--swaps", "5"))
        .as(world.err.toString())
        .isZero();
    assertThat(world.out.toString())
        .contains("Simulated: 5 swaps a line, on 10 stories drawn from these")
        .containsPattern("real: verify.accuracy worse by 0.2, twice its margin +\\d");
    world.err.getBuffer().setLength(0);
    assertThat(
            world.claimbench(
                "policy", "explain", file, "invented=" + run, "invented=" + run, "real=" + run))
        .isEqualTo(2);
    assertThat(world.err.toString())
        .contains("policy explain: expected as many runs of each suite, one or two");
  }

  @Test
  void a_faulty_policy_is_refused_with_its_line() throws IOException {
    SmallWorld world = new SmallWorld(dir, 1, Map.of());
    Path file = world.write("bad.yaml", "version: 1\nprimary:\n  verify.acuracy: {margin: 0.05}\n");
    for (String verb : new String[] {"check", "explain"}) {
      assertThat(world.claimbench("policy", verb, file.toString())).isEqualTo(2);
      assertThat(world.err.toString())
          .contains(
              "bad.yaml:3: primary: unknown 'verify.acuracy'; nearest valid: 'verify.accuracy'");
      world.err.getBuffer().setLength(0);
    }
    assertThat(world.claimbench("policy")).isEqualTo(2);
    assertThat(world.err.toString()).contains("expected check or explain");
  }

  @Test
  void a_run_or_two_show_how_often_it_errs() throws IOException {
    SmallWorld world = new SmallWorld(dir, 8, Map.of());
    Path one = world.run("one", s -> 4 + s % 4);
    Path other = world.run("other", s -> 7 - s % 4);
    Path file = world.write("p.yaml", "version: 1\nprimary:\n  verify.accuracy: {margin: 0.05}\n");
    assertThat(
            world.claimbench("policy", "explain", file.toString(), one.toString(), "--swaps", "40"))
        .as(world.err.toString())
        .isZero();
    assertThat(world.out.toString())
        .contains("Simulated: 40 swaps a line, on 8 stories drawn from these")
        .contains("figures of a story correlate at 0.00 (--correlation; a second run measures it)")
        .containsPattern("an equal model +\\d")
        .contains("smallest loss in verify.accuracy that is found with 80% probability: 0.");
    world.out.getBuffer().setLength(0);
    assertThat(
            world.claimbench(
                "policy",
                "explain",
                file.toString(),
                one.toString(),
                other.toString(),
                "--swaps",
                "40",
                "--json"))
        .isZero();
    var json = Json.MAPPER.readTree(world.out.toString());
    // What one has more of in a story the other has less of.
    assertThat(json.at("/correlation/verify.accuracy").asDouble()).isEqualTo(-1.0);
    assertThat(json.at("/lines/0/truth").asText()).isEqualTo("an equal model");
    assertThat(json.at("/lines").size()).isEqualTo(4);
  }

  @Test
  void what_is_asked_wrongly_is_one_line() throws IOException {
    SmallWorld world = new SmallWorld(dir, 2, Map.of());
    Path run = world.run("run", s -> 8);
    Path file = world.write("p.yaml", "version: 1\nprimary:\n  verify.accuracy: {margin: 0.05}\n");
    String[][] wrong = {{"--correlation", "1"}, {"--swaps", "0"}, {"--json"}, {run.toString()}};
    String[] said = {
      "--correlation: expected 0 to 0.99, got 1.0",
      "--swaps: expected 1 to 100000, got 0",
      "--json: give a run",
      "has 2 stories, and with fewer than 5 nothing decides"
    };
    for (int i = 0; i < wrong.length; i++) {
      String[] words = new String[3 + wrong[i].length];
      words[0] = "policy";
      words[1] = "explain";
      words[2] = file.toString();
      System.arraycopy(wrong[i], 0, words, 3, wrong[i].length);
      assertThat(world.claimbench(words)).isEqualTo(2);
      assertThat(world.err.toString()).contains(said[i]).hasLineCount(1);
      world.err.getBuffer().setLength(0);
    }
  }
}
