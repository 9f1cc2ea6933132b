package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {
  @TempDir Path dir;

  private SmallWorld world;

  private String study(String arms, String of) {
    return """
    version: 1
    title: "Small"
    seeds: %s
    gold: %s
    tasks: [verify]
    baseline: base
    measures: [verify.accuracy]
    prices: %s
    hardware: %s
    arms:
    %s
    decisions:
      gain: {measure: verify.accuracy, relative: 0.3, arms: [%s]}
      cheaper: {share: 0.9, cells: [{arm: base, machine: box, price: p/m}]}
    """
        .formatted(
            dir.resolve("seeds"),
            dir.resolve("eval"),
            dir.resolve("prices.yaml"),
            dir.resolve("hardware.yaml"),
            arms.indent(2),
            of);
  }

  private void lay() throws IOException {
    world = SmallWorld.mixed(dir, 6, Map.of("CLAIMBENCH_CACHE", dir.resolve("cache").toString()));
    world.write(
        "prices.yaml",
        "version: 1\nprices:\n  - {provider: p, model: m, input: 1, output: 4, currency: USD,"
            + " date: 2026-11-22, source: x}\n");
    world.write(
        "hardware.yaml",
        "version: 1\nmachines:\n  - {name: box, currency: USD, per_hour: 3.6, utilisation: 1,"
            + " date: 2026-11-22, source: x}\n");
  }

  private int run(String study, String... more) throws IOException {
    Path file = world.write("small.yaml", study);
    String[] words = {"study", file.toString(), "--out", dir.resolve("out").toString()};
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return world.claimbench(all);
  }

  private String arm(String id, String kind, Path run) {
    return "- {id: %s, kind: %s, model: \"replay/%s\"}\n".formatted(id, kind, run);
  }

  @Test
  void a_study_decides_by_what_its_file_says_and_names_what_was_not_tested() throws IOException {
    lay();
    String arms =
        arm("base", "open", world.run("r1", s -> 4))
            + arm("better", "adapted", world.run("r2", s -> s % 2 == 0 ? 8 : 7))
            + arm("same", "adapted", world.run("r3", s -> s == 0 ? 5 : 4))
            + "- {id: api, kind: proprietary, answers: nowhere.jsonl}\n";
    assertThat(run(study(arms, "better, same"))).as(world.err.toString()).isZero();
    // 24 of 60 → 45 of 60 is +87.5%, 25 of 60 is +4.2%.
    assertThat(world.out.toString())
        .startsWith(
            "30% better verify.accuracy than base, the best of 1 off the shelf that were asked "
                + " supported\n")
        .contains("· better  supported  0.400 → 0.750, +87.5% (")
        .contains("· same  refuted  0.400 → 0.417, +4.2% (")
        .contains("up to 90% cheaper  not tested\n")
        .contains("not tested: api: no file nowhere.jsonl\n");
    String page = Files.readString(dir.resolve("out/study.md"));
    assertThat(page)
        .contains("| api | proprietary | nowhere.jsonl | not tested: no file nowhere.jsonl |")
        .contains("| better | base | +0.350 (")
        .contains("| same | better | -0.333 (")
        .contains("Gold ");
    assertThat(Files.readString(dir.resolve("out/study.html"))).contains("<h1>Small</h1>");
    // Given again it goes on where it was, at the end, and says the same.
    assertThat(run(study(arms, "better, same"))).isZero();
    assertThat(Files.readString(dir.resolve("out/study.md"))).isEqualTo(page);
    world.out.getBuffer().setLength(0);
    assertThat(run(study(arms, "better, same"), "--report")).isZero();
    assertThat(world.out.toString()).contains("· better  supported  0.400 → 0.750, +87.5% (");
  }

  @Test
  void a_grid_is_asked_like_arms_that_are_listed() throws IOException {
    lay();
    String grid =
        study(arm("single", "adapted", world.run("r3", s -> 4)), "r2.prompts")
            .replace(
                "arms:\n",
                "grid: {models: [\"replay/%s\", \"replay/%s\"], prompts: [prompts]}\narms:\n"
                    .formatted(world.run("r1", s -> 4), world.run("r2", s -> 8)))
            .replace("baseline: base", "baseline: r1.prompts")
            .replace("arm: base", "arm: r1.prompts");
    assertThat(run(grid)).as(world.err.toString()).isZero();
    // The arms of the grid are of one prompt: both are off the shelf.
    assertThat(world.out.toString())
        .contains("· r2.prompts  supported  0.400 → 0.800, +100.0% (")
        .doesNotContain("not tested:");
    assertThat(dir.resolve("out/r1.prompts/manifest.json")).exists();
    assertThat(dir.resolve("out/single/manifest.json")).exists();
  }

  @Test
  void a_baseline_too_good_for_thirty_percent_more_is_said_to_be() throws IOException {
    lay();
    String arms =
        arm("base", "open", world.run("r1", s -> 8)) + arm("b", "adapted", world.run("r2", s -> 9));
    assertThat(run(study(arms, "b"))).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .contains("than base, the best of 1 off the shelf that were asked  impossible\n")
        .contains("the baseline's 0.800 is above 0.769: 30% more would be more than 1");
  }

  @Test
  void arms_that_were_not_asked_are_not_tested() throws IOException {
    lay();
    String arms =
        arm("base", "open", world.run("r1", s -> 4)) + arm("b", "adapted", world.run("r2", s -> 9));
    assertThat(run(study(arms, "b"), "--arm", "base")).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .contains("than base, the best of 1 off the shelf that were asked  not tested\n")
        .contains("not tested: b: not run yet");
  }

  @Test
  void a_gain_over_an_arm_that_only_guesses_is_not_tested() throws IOException {
    lay();
    // 3 of 10 is what always giving one answer gets.
    String arms =
        arm("base", "open", world.run("r1", s -> 3)) + arm("b", "adapted", world.run("r2", s -> 8));
    assertThat(run(study(arms, "b"))).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .contains("· b  not tested  0.300 → 0.800, +166.7% (")
        .contains("; base is no better than always answering SUPPORTED (")
        .contains("30% better verify.accuracy than leading off-the-shelf models  not tested");
  }

  @Test
  void a_leading_model_is_a_comparator_of_its_own() throws IOException {
    lay();
    String arms =
        arm("base", "open", world.run("r1", s -> 4))
            + arm("large", "leading", world.run("r2", s -> s % 2 == 0 ? 7 : 6))
            + arm("b", "adapted", world.run("r3", s -> s % 2 == 0 ? 8 : 7));
    assertThat(run(study(arms, "b"))).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .contains(
            "than base, not the best off the shelf that was asked (large)  supported\n"
                + "· b  supported  0.400 → 0.750")
        .contains("than large, the best leading model asked  refuted\n· b  refuted  0.650 → 0.750");
  }

  @Test
  void a_trained_arm_needs_three_seeds_and_has_to_read() throws IOException {
    lay();
    Path base = world.run("r1", s -> 4);
    Path one = trained("t1", s -> 9);
    Path two = trained("t2", s -> 9);
    Path three = trained("t3", s -> 9);
    String arms =
        arm("base", "open", base)
            + "- {id: t, kind: trained, run: \"%s\", seeds: [t2, t3]}\n".formatted(one)
            + "- {id: t2, kind: trained, run: \"%s\"}\n".formatted(two)
            + "- {id: t3, kind: trained, run: \"%s\"}\n";
    assertThat(run(study(arms.formatted(three), "t"))).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .contains("· t  supported  0.400 → 0.900, +125.0% (mean of 3 seeds) (");
    // Two seeds are too few, and so is a third that answers as well without the article.
    world.out.getBuffer().setLength(0);
    assertThat(run(study(arms.formatted(dir.resolve("nowhere")), "t"))).isZero();
    assertThat(world.out.toString())
        .contains("· t  not decided  0.400 → 0.900, +125.0% (mean of 2 seeds) (")
        .contains("needs trainings with 3 seeds, has 2: how much trainings differ is not known");
    Path blind = world.run("t4", s -> 9);
    world.out.getBuffer().setLength(0);
    assertThat(run(study(arms.formatted(blind), "t"))).isZero();
    assertThat(world.out.toString())
        .contains("· t  not decided  ")
        .contains("one training is not compared with the same model without the article");
  }

  /** A run that was also asked without the article, where it was right in 3 of 10. */
  private Path trained(String name, IntUnaryOperator right) throws IOException {
    Path run = world.run(name, right);
    Path without = world.run(name + "-without", s -> 3);
    Files.createDirectories(run.resolve("without-article"));
    Files.copy(without.resolve("replies.jsonl"), run.resolve("without-article/replies.jsonl"));
    ObjectNode manifest =
        (ObjectNode) Json.PLAIN.readTree(without.resolve("manifest.json").toFile());
    manifest.set("model", Json.PLAIN.readTree(run.resolve("manifest.json").toFile()).get("model"));
    Files.writeString(run.resolve("without-article/manifest.json"), manifest.toString());
    return run;
  }

  @Test
  void the_seeds_of_an_arm_are_other_trained_arms() throws IOException {
    lay();
    String arms =
        arm("base", "open", world.run("r1", s -> 4))
            + "- {id: t, kind: trained, model: gguf/x, seeds: [base]}\n";
    assertThat(run(study(arms, "base"))).isEqualTo(2);
    assertThat(world.err.toString().lines())
        .singleElement()
        .asString()
        .endsWith(
            "arm t: seeds: an arm of kind trained names other arms of kind trained, got base");
    world.err.getBuffer().setLength(0);
    assertThat(run(study(arms.replace("[base]", "[other]"), "base"))).isEqualTo(2);
    assertThat(world.err.toString())
        .contains("arm t: seeds: no arm is named 'other'; there are base, t");
  }

  @Test
  void cheaper_counts_only_where_the_arm_is_as_good() throws IOException {
    lay();
    // So dear that anything is 90% cheaper.
    world.write(
        "prices.yaml",
        "version: 1\nprices:\n  - {provider: p, model: m, input: 9000, output: 9000, currency:"
            + " USD, date: 2026-11-22, source: x}\n");
    String recorded = Path.of("docs/studies/training").toAbsolutePath().toString();
    String arms =
        "- {id: base, kind: open, run: \"%s/base\"}\n".formatted(recorded)
            + "- {id: other, kind: adapted, run: \"%s/trained\"}\n".formatted(recorded);
    assertThat(run(study(arms, "other"))).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .contains("· base on box against p/m  not tested  ")
        .contains("; no answers of the API are there: whether this arm is as good is not known");
    String answered =
        arms + "- {id: api, kind: proprietary, run: \"%s/trained\"}\n".formatted(recorded);
    world.out.getBuffer().setLength(0);
    assertThat(run(study(answered, "other"))).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .contains("· base on box against p/m  not decided  ")
        .contains("; not shown to be as good: verify.accuracy within 0.050 of api, -0.094 (");
    world.out.getBuffer().setLength(0);
    assertThat(
            run(
                study(
                    answered
                        .replace("id: base, kind: open", "id: worse, kind: open")
                        .replace("id: other,", "id: base,"),
                    "base")))
        .as(world.err.toString())
        .isZero();
    assertThat(world.out.toString()).contains("· base on box against p/m  supported  ");
  }

  @Test
  void gold_versions_are_not_mixed() throws IOException {
    lay();
    Path base = world.run("r1", s -> 4);
    // The same world under another gold: one verdict is turned.
    Path other = dir.resolve("other");
    SmallWorld second = SmallWorld.mixed(other, 6, Map.of());
    Path verify = other.resolve("eval/verify/s0.yaml");
    Files.writeString(
        verify, Files.readString(verify).replaceFirst("SUPPORTED", "REFUTED, why: \"x\""));
    Path run = second.run("r2", s -> 4);
    String arms =
        arm("base", "open", base) + "- {id: b, kind: adapted, run: \"%s\"}\n".formatted(run);
    assertThat(run(study(arms, "b"))).isEqualTo(2);
    assertThat(world.err.toString().lines().filter(l -> l.startsWith("claimbench:")))
        .singleElement()
        .asString()
        .contains("small.yaml: mixes gold versions: arm base was asked with gold ");
  }

  @Test
  void a_price_list_with_a_missing_model_is_one_line_before_anything_is_asked() throws IOException {
    lay();
    String arms = arm("base", "open", world.run("r1", s -> 4));
    assertThat(run(study(arms, "base").replace("p/m", "p/other"))).isEqualTo(2);
    assertThat(world.err.toString().lines())
        .singleElement()
        .asString()
        .contains("no price for 'p/other'; it has p/m; add it with its date and source");
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void test_stories_as_examples_are_one_line_before_anything_is_asked() throws IOException {
    lay();
    world.write(
        "eval/stories.yaml",
        "version: 1\n"
            + "stories:\n"
            + "  - {id: s0, split: dev, topic: x}\n"
            + "  - {id: s1, split: test, topic: x}\n");
    String arms =
        "- {id: base, kind: adapted, model: gguf/none, adapt: [few-shot=2], examples: [s0, s1]}\n";
    assertThat(run(study(arms, "base"))).isEqualTo(2);
    assertThat(world.err.toString().lines())
        .singleElement()
        .asString()
        .endsWith(
            "small.yaml: arm base: examples: 's1' is a test story, on which it is scored; take dev"
                + " stories");
  }

  @Test
  void a_model_that_does_not_know_a_prompt_leaves_its_arm_untested() throws IOException {
    lay();
    Path run = world.run("r1", s -> 4);
    String arms =
        arm("base", "open", run)
            + "- {id: b, kind: adapted, model: \"replay/%s\", prompts: prompts/plain}\n"
                .formatted(run);
    assertThat(run(study(arms, "b"))).as(world.err.toString()).isZero();
    assertThat(world.out.toString()).contains("not tested: b: ");
  }
}
