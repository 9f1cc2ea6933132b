package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class GateCommandTest {
  @TempDir Path dir;

  private int gate(SmallWorld world, Path run, String... more) {
    List<String> words = new ArrayList<>(List.of("gate", run.toString()));
    words.addAll(List.of("--baselines", dir.resolve("baselines").toString()));
    words.addAll(List.of(more));
    return world.claimbench(words.toArray(String[]::new));
  }

  private void bless(SmallWorld world, Path run, String name) {
    assertThat(
            world.claimbench(
                "bless",
                run.toString(),
                "--name",
                name,
                "--baselines",
                dir.resolve("baselines").toString()))
        .as(world.err.toString())
        .isZero();
    world.out.getBuffer().setLength(0);
  }

  @Test
  void accept_reject_and_cannot_tell_have_an_exit_code_each() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    Path old = world.run("old", s -> 8);
    Path same = world.run("same", s -> 8);
    Path worse = world.run("worse", s -> 4);
    Path unsure = world.run("unsure", s -> s % 2 == 0 ? 9 : 6);
    bless(world, old, "production");
    assertThat(gate(world, same)).isZero();
    assertThat(world.out.toString())
        .startsWith("accept: answers/same in place of answers/old; all 1 rules hold\n");
    world.out.getBuffer().setLength(0);
    assertThat(gate(world, worse, "--baseline", "production")).isEqualTo(3);
    assertThat(world.out.toString()).startsWith("reject: ").contains("BROKEN  verify.accuracy");
    world.out.getBuffer().setLength(0);
    assertThat(gate(world, unsure)).isEqualTo(4);
    assertThat(world.out.toString()).startsWith("cannot tell: ").contains("more stories needed");
  }

  @Test
  void judged_figures_decide_and_a_run_without_them_is_one_line() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    Path old = world.run("old", s -> 8);
    Path same = world.run("same", s -> 8);
    bless(world, old, "production");
    Path policy =
        Files.writeString(
            dir.resolve("judged.yaml"), "version: 1\njudged: {judge.faithful: {least: 0.9}}\n");
    assertThat(gate(world, same, "--policy", policy.toString())).isEqualTo(2);
    assertThat(world.err.toString())
        .contains("no judge was asked about this run; first: claimbench score " + same)
        .hasLineCount(1);
    Files.createDirectories(same.resolve("judge"));
    Files.writeString(
        same.resolve("judge/scores.json"),
        "{\"figures\": [{\"name\": \"judge.faithful\", \"n\": 9, \"value\": 0.7, \"low\": 0.6,"
            + " \"high\": 0.8}]}");
    assertThat(gate(world, same, "--policy", policy.toString())).isEqualTo(3);
    assertThat(world.out.toString())
        .contains("judge.faithful at least 0.9, judged")
        .contains("0.700 (0.600 to 0.800 with the judge's error)");
  }

  @Test
  void one_story_is_too_few_and_says_so() throws IOException {
    SmallWorld world = new SmallWorld(dir, 1, Map.of());
    Path old = world.run("old", s -> 9);
    Path worse = world.run("worse", s -> 0);
    bless(world, old, "one");
    assertThat(gate(world, worse)).isEqualTo(4);
    assertThat(world.out.toString())
        .startsWith("cannot tell (within this story only): ")
        .contains("needs 5 stories or more");
  }

  @Test
  void a_baseline_is_small_has_its_provenance_and_is_the_same_twice() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    Path old = world.run("old", s -> 8);
    bless(world, old, "production");
    Path file = dir.resolve("baselines/production.json");
    String text = Files.readString(file);
    var json = Json.MAPPER.readTree(text);
    assertThat(json.at("/provenance/run").asText()).isEqualTo("old");
    assertThat(json.at("/provenance/blessed").asText()).isEqualTo("2026-01-28T10:15:00Z");
    assertThat(json.at("/made/model digest").asText()).startsWith("sha256:");
    assertThat(text).contains("{\"id\":\"s0/v0@a0\",\"gold\":\"SUPPORTED\",");
    assertThat(text.length()).isLessThan(20_000);
    bless(world, old, "production");
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void ci_gets_junit_xml_a_summary_and_annotations() throws Exception {
    Path summary = dir.resolve("summary.md");
    SmallWorld world = new SmallWorld(dir, 6, Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
    Path old = world.run("old", s -> 8);
    Path worse = world.run("worse", s -> 4);
    bless(world, old, "production");
    Path junit = dir.resolve("gate.xml");
    assertThat(gate(world, worse, "--github", "--junit", junit.toString(), "--junit-claims"))
        .isEqualTo(3);
    assertThat(world.out.toString())
        .containsPattern(
            "::error file=.*gate.yaml,title=Claimbench gate::verify.accuracy not worse");
    assertThat(Files.readString(summary))
        .startsWith("## reject: answers/worse in place of answers/old; 1 of 1 rules broken")
        .contains("| `verify.accuracy` | 0.800 | 0.400 | -0.400 |")
        .contains("<summary>Lost: 24 claims</summary>");
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(junit.toFile())
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("testsuites");
    Element rules = (Element) root.getElementsByTagName("testsuite").item(0);
    Element claims = (Element) root.getElementsByTagName("testsuite").item(1);
    assertThat(rules.getAttribute("tests") + rules.getAttribute("failures")).isEqualTo("11");
    // 60 claims: 24 lost, 12 wrong in both, which is no failure of the candidate.
    assertThat(claims.getAttribute("tests")).isEqualTo("60");
    assertThat(claims.getAttribute("failures")).isEqualTo("24");
    assertThat(claims.getAttribute("skipped")).isEqualTo("12");
    assertThat(claims.getElementsByTagName("testcase").getLength()).isEqualTo(60);
  }

  @Test
  void json_holds_decision_rules_and_comparison() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    Path old = world.run("old", s -> 8);
    bless(world, old, "production");
    assertThat(gate(world, old, "--json")).isZero();
    var json = Json.MAPPER.readTree(world.out.toString());
    assertThat(json.get("decision").asText()).isEqualTo("accept");
    assertThat(json.at("/rules/0/result").asText()).isEqualTo("PASSED");
    assertThat(json.at("/comparison/differences/0/finding").asText()).isEqualTo("SAME");
  }

  private static final String SUITES =
      """
      version: 1
      suites:
        invented:
          primary: {verify.accuracy: {margin: 0.05}}
        real:
          baseline: news
          primary: {verify.accuracy: {margin: 0.1}}
          anchor: {baseline: first, margins: {verify.accuracy: 0.2}}
      """;

  @Test
  void several_suites_make_one_decision() throws Exception {
    SmallWorld world = new SmallWorld(dir.resolve("world"), 6, Map.of());
    Path old = world.run("old", s -> 8);
    Path worse = Files.move(world.run("now", s -> 4), dir.resolve("worse"));
    Path good = world.run("now", s -> 8);
    for (String name : List.of("invented", "news", "first")) {
      bless(world, old, name);
    }
    String policy = world.write("suites.yaml", SUITES).toString();
    Path junit = dir.resolve("gate.xml");
    Path markdown = dir.resolve("gate.md");
    assertThat(
            world.claimbench(
                "gate",
                "real=" + worse,
                "invented=" + good,
                "--policy",
                policy,
                "--baselines",
                dir.resolve("baselines").toString(),
                "--junit",
                junit.toString(),
                "--junit-claims",
                "--markdown",
                markdown.toString()))
        .as(world.err.toString())
        .isEqualTo(3);
    assertThat(world.out.toString())
        .startsWith("reject: answers/now in place of answers/old; 2 of 3 rules broken\n")
        .contains("  ok      invented: verify.accuracy not worse than the baseline by 0.05: ")
        .contains("  BROKEN  real: verify.accuracy not worse than the baseline by 0.1: ")
        .contains("  BROKEN  real: verify.accuracy not worse than the anchor by 0.2: ")
        .contains("\n\ninvented\n\nbaseline ")
        .contains("\n\nreal, anchor\n\nbaseline ");
    assertThat(Files.readString(markdown)).contains("### invented\n", "### real, anchor\n");
    assertThat(Files.readString(junit))
        .contains("<testsuite name=\"claimbench.claims: invented\" tests=\"60\" failures=\"0\"")
        .contains("<testsuite name=\"claimbench.claims: real\" tests=\"60\" failures=\"24\"");
    world.out.getBuffer().setLength(0);
    assertThat(
            world.claimbench(
                "gate",
                "real=" + good,
                "invented=" + good,
                "--policy",
                policy,
                "--baselines",
                dir.resolve("baselines").toString(),
                "--json"))
        .isZero();
    var json = Json.MAPPER.readTree(world.out.toString());
    assertThat(json.get("decision").asText()).isEqualTo("accept");
    assertThat(json.has("comparison")).isFalse();
    List<String> names = new ArrayList<>();
    json.get("comparisons").fieldNames().forEachRemaining(names::add);
    assertThat(names).containsExactly("invented", "real", "real, anchor");
  }

  @Test
  void what_is_wrong_with_suites_is_one_line() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    String run = world.run("old", s -> 8).toString();
    String other = world.run("other", s -> 8).toString();
    bless(world, Path.of(run), "invented");
    bless(world, Path.of(run), "news");
    String policy = world.write("suites.yaml", SUITES).toString();
    String[][] wrong = {
      {run},
      {"unreal=" + run},
      {"real=" + run},
      {"real=" + run, "real=" + run},
      {"real=" + run, "invented=" + run, "--baseline", "news"},
      {"real=" + run, "invented=" + run},
      {"real=" + run, "invented=" + run, "--policy", "eval/gate.yaml"}
    };
    String[] said = {
      "gate: expected SUITE=RUN with a suite of invented, real, got '" + run + "'",
      "gate: expected SUITE=RUN with a suite of invented, real, got 'unreal=" + run + "'",
      "gate: no run for the suite invented; add invented=RUN",
      "gate: real is there twice",
      "--baseline: each suite of this policy names its own",
      "baseline: no 'first' in ",
      "gate: expected one run, got 2; several need a policy with suites"
    };
    for (int i = 0; i < wrong.length; i++) {
      List<String> words = new ArrayList<>(List.of("gate"));
      words.addAll(List.of(wrong[i]));
      words.addAll(List.of("--baselines", dir.resolve("baselines").toString()));
      if (!words.contains("--policy")) {
        words.addAll(List.of("--policy", policy));
      }
      assertThat(world.claimbench(words.toArray(String[]::new))).as(words.toString()).isEqualTo(2);
      assertThat(world.err.toString()).contains(said[i]).hasLineCount(1);
      world.err.getBuffer().setLength(0);
    }
    bless(world, Path.of(run), "first");
    assertThat(
            world.claimbench(
                "gate",
                "real=" + run,
                "invented=" + other,
                "--policy",
                policy,
                "--baselines",
                dir.resolve("baselines").toString()))
        .isEqualTo(2);
    assertThat(world.err.toString())
        .contains("is of answers/other, ", "one decision takes one model in place of one other");
  }

  @Test
  void decisions_are_counted_on_request_and_worn_stories_named() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    Path old = world.run("old", s -> 8);
    bless(world, old, "production");
    Path log = dir.resolve("baselines/decisions.jsonl");
    Path[] candidates = new Path[3];
    for (int i = 0; i < candidates.length; i++) {
      int n = i;
      candidates[i] = world.run("c" + i, s -> s % 2 == 0 ? 9 - n : 6);
    }
    // Nobody asked for a count: none is kept, none is shown.
    assertThat(gate(world, candidates[0])).isEqualTo(4);
    assertThat(log).doesNotExist();
    assertThat(world.out.toString()).doesNotContain("worn");
    for (Path candidate : candidates) {
      gate(world, candidate, "--record");
      // Once more is the same decision.
      gate(world, candidate, "--record");
    }
    assertThat(Files.readAllLines(log)).hasSize(3);
    String text = Files.readString(log);
    assertThat(text)
        .startsWith(
            "{\"version\":1,\"decided\":\"2026-01-28T10:15:00Z\",\"candidate\":\"answers/c0\","
                + "\"decision\":\"cannot tell\",\"questions\":\"");
    world.out.getBuffer().setLength(0);
    assertThat(gate(world, candidates[2])).isIn(3, 4);
    // It differs from the baseline by nearly as much in each story.
    assertThat(world.out.toString())
        .contains(
            "  ok      warning: test stories not worn: 3 candidates decided on them, this one");
    world.out.getBuffer().setLength(0);
    assertThat(gate(world, candidates[0])).isEqualTo(4);
    assertThat(world.out.toString())
        .contains(
            "  broken  warning: test stories not worn: 3 candidates decided on them, this one"
                + " included; from 2 on the luckiest may look better than it is by the margin:"
                + " label new stories\n");
    // Reading changes nothing.
    assertThat(Files.readString(log)).isEqualTo(text);
    Files.writeString(log, text + "{\"version\":2}\n");
    assertThat(gate(world, candidates[2])).isEqualTo(2);
    assertThat(world.err.toString())
        .contains("decisions.jsonl:4: expected a decision of version 1, as `gate --record` writes");
    world.err.getBuffer().setLength(0);
    Files.writeString(log, "nonsense\n");
    assertThat(gate(world, candidates[2])).isEqualTo(2);
    assertThat(world.err.toString()).contains("decisions.jsonl:1: not JSON").hasLineCount(1);
  }

  @Test
  void a_missing_baseline_is_one_line_that_says_what_to_do() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    Path old = world.run("old", s -> 8);
    assertThat(gate(world, old)).isEqualTo(2);
    assertThat(world.err.toString()).contains("no baseline; make one with `claimbench bless RUN`");
    bless(world, old, "production");
    world.err.getBuffer().setLength(0);
    assertThat(gate(world, old, "--baseline", "prod")).isEqualTo(2);
    assertThat(world.err.toString()).contains("no 'prod'").contains("[production]");
  }
}
