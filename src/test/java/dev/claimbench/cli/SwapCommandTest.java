package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.plugin.MineRuntime;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapCommandTest {
  private static final String VERIFY = " -- --seeds {dir}/seeds --gold {dir}/eval --task verify";

  @TempDir Path dir;

  private static int swap(SmallWorld world, Path a, Path b, String out) {
    return world.line(
        "swap replay/" + a + " replay/" + b + " --out {dir}/" + out + VERIFY + " --all");
  }

  @Test
  void the_first_line_says_swap_keep_or_cannot_tell() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    Path old = world.run("old", s -> 8);
    Path same = world.run("same", s -> 8);
    Path worse = world.run("worse", s -> 3);
    Path unsure = world.run("unsure", s -> s % 2 == 0 ? 9 : 6);
    assertThat(swap(world, old, same, "x1")).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .startsWith("swap: answers/same in place of answers/old; all 1 rules hold\n");
    world.out.getBuffer().setLength(0);
    assertThat(swap(world, old, worse, "x2")).isEqualTo(3);
    assertThat(world.out.toString()).startsWith("keep: answers/worse in place of");
    world.out.getBuffer().setLength(0);
    assertThat(swap(world, old, unsure, "x3")).isEqualTo(4);
    assertThat(world.out.toString()).startsWith("cannot tell: ");
  }

  private static int staged(SmallWorld world, Path a, Path b, String out) {
    return swap(world, a, b, out + " --staged");
  }

  @Test
  void a_staged_swap_ends_as_soon_as_it_is_decided_and_says_what_was_not_asked()
      throws IOException {
    SmallWorld world = new SmallWorld(dir, 24, Map.of());
    Path old = world.run("old", s -> 8);
    Path worse = world.run("worse", s -> s % 3 == 0 ? 8 : 5);
    assertThat(staged(world, old, worse, "x1")).as(world.err.toString()).isEqualTo(3);
    assertThat(world.out.toString())
        .startsWith("keep: answers/worse in place of answers/old;")
        .contains(
            "\nLooks, error rate 0.0500 in all\n  8 of 24 stories, at 0.0056: not decided\n",
            "  12 of 24 stories, at 0.0069: reject\n");
    assertThat(world.err.toString())
        .contains(
            "plan: 6 stages, 480 calls",
            "  3. replay/" + worse + ", 12 of 24 stories: 40 calls",
            "decided after 4 of 6 stages: 240 calls not asked");
    // Two whole runs about twelve stories, which any command reads.
    assertThat(world.line("compare {dir}/x1/stories-12/baseline {dir}/x1/stories-12/candidate"))
        .as(world.err.toString())
        .isZero();
    assertThat(dir.resolve("x1/stories-24")).doesNotExist();
  }

  @Test
  void a_staged_swap_that_needs_all_stories_asks_what_one_without_stages_asks() throws IOException {
    SmallWorld world = new SmallWorld(dir, 12, Map.of());
    Path old = world.run("old", s -> 8);
    Path unsure = world.run("unsure", s -> s % 2 == 0 ? 10 : 6);
    assertThat(staged(world, old, unsure, "x1")).as(world.err.toString()).isEqualTo(4);
    assertThat(world.out.toString()).contains("  12 of 12 stories, at 0.0375: cannot tell\n");
    assertThat(world.err.toString()).doesNotContain("not asked");
    assertThat(swap(world, old, unsure, "x2")).isEqualTo(4);
    for (String model : List.of("baseline", "candidate")) {
      assertThat(sorted(dir.resolve("x1/stories-12").resolve(model)))
          .isEqualTo(sorted(dir.resolve("x2").resolve(model)));
    }
    // Again: nothing is asked twice, and it says the same.
    String before = world.out.toString();
    world.out.getBuffer().setLength(0);
    assertThat(staged(world, old, unsure, "x1")).isEqualTo(4);
    assertThat(before).startsWith(world.out.toString());
  }

  private static List<String> sorted(Path run) throws IOException {
    return Files.readAllLines(run.resolve("replies.jsonl")).stream().sorted().toList();
  }

  @Test
  void stages_are_refused_where_there_is_nothing_to_begin_with() throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    Path old = world.run("old", s -> 8);
    assertThat(staged(world, old, old, "x")).isEqualTo(2);
    assertThat(world.line("swap replay/a replay/b --staged --articles {dir}/seeds")).isEqualTo(2);
    assertThat(world.err.toString().lines())
        .containsExactly(
            "claimbench: --staged: begins with 6 stories, and there are 6; leave it out",
            "claimbench: --staged: is about labelled stories, and --articles has none; leave one of"
                + " them out");
  }

  @Test
  void options_that_only_run_knows_reach_the_runs() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    Path old = world.run("old", s -> 8);
    // Nothing is recorded of what is asked without the article: that is what stops it.
    int code =
        world.line(
            "swap replay/"
                + old
                + " replay/"
                + old
                + " --out {dir}/x"
                + VERIFY
                + " --without-article");
    assertThat(code).isEqualTo(6);
    assertThat(world.err.toString())
        .contains("once more, without the article:")
        .doesNotContain("Unknown option");
    assertThat(dir.resolve("x/baseline/without-article/manifest.json")).exists();
    String unreachable = "swap ollama/a@http://127.0.0.1:9 replay/" + old + " -- --without-article";
    assertThat(world.line(unreachable)).isEqualTo(5);
    assertThat(world.err.toString()).contains("failed   reach").doesNotContain("Unknown option");
  }

  @Test
  void a_candidate_that_is_missing_is_said_before_the_model_in_use_is_asked() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    MineRuntime.ASKED.set(0);
    assertThat(world.line("swap mine/yes mine/absent --out {dir}/x" + VERIFY)).isEqualTo(5);
    assertThat(world.err.toString()).endsWith("claimbench: mine/absent: there is none\n");
    assertThat(MineRuntime.ASKED).hasValue(0);
  }

  @Test
  void what_the_run_says_of_its_options_comes_through() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    assertThat(world.line("swap replay/a replay/b -- --al")).isEqualTo(2);
    assertThat(world.err.toString())
        .contains("Unknown option: '--al'", "; see claimbench run --help");
    world.err.getBuffer().setLength(0);
    assertThat(world.line("swap nonsense replay/b")).isEqualTo(2);
  }

  @Test
  void what_cannot_be_tried_is_said_before_anything_is_asked() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    assertThat(world.line("swap replay/a replay/b --thinking on,h%rd")).isEqualTo(2);
    assertThat(world.line("swap replay/a replay/b --thinking low,low")).isEqualTo(2);
    assertThat(world.line("swap replay/a replay/b --thinking on,off -- --suite dev")).isEqualTo(2);
    assertThat(world.err.toString().lines())
        .containsExactly(
            "claimbench: --thinking: expected a list of words such as off, low, high, got 'h%rd'",
            "claimbench: --thinking: low is there twice",
            "claimbench: --variants, --thinking: what is tried is tried on development stories with"
                + " these, but --suite, --seeds or --prompts after -- says what to ask; leave one"
                + " of them out");
  }

  @Test
  void a_swap_on_own_articles_after_one_on_the_gold_has_a_folder_of_its_own() {
    assertThat(SwapCommand.folder("ollama/a:7b", "ollama/b", Optional.empty()))
        .isEqualTo(Path.of("runs", "swap-ollama-a-7b-ollama-b"));
    assertThat(SwapCommand.folder("ollama/a:7b", "ollama/b", Optional.of(Path.of("x/my-news/"))))
        .isEqualTo(Path.of("runs", "swap-ollama-a-7b-ollama-b-my-news"));
  }

  @Test
  void own_articles_give_a_sheet_that_decides_when_labelled() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    Path a = system(world, "a");
    Path b = system(world, "b");
    // What each says of the other's claims is known once the claims are: first without, then with.
    String swap =
        "swap replay/%s replay/%s --variants prompts --articles {dir}/seeds --out {dir}/own --claims 1"
            .formatted(a, b);
    assertThat(world.line(swap)).isEqualTo(6);
    judge(world, a, "a", "SUPPORTED");
    judge(world, b, "b", "REFUTED");
    assertThat(world.line(swap)).as(world.err.toString()).isEqualTo(4);
    assertThat(world.out.toString())
        .startsWith("cannot tell: 5 of 5 verdicts differ, 0 labelled; accuracy -1.000 to +1.000");
    Path sheet = dir.resolve("own/disagreements.csv");
    assertThat(world.out.toString())
        .contains("  claimbench label --articles " + dir.resolve("seeds") + " --sheet " + sheet)
        .contains(
            """
            claims that only one of the models gives: {own}/claims.csv; mark the right ones with S and wrong ones with N, then
              claimbench compare {own}/claims/baseline {own}/claims/candidate --labels {own}/claims.csv --claims-margin N
            where N is how many right claims less wrong ones an article may lose, such as 0.3; fix it before the first label (without it, the sheet counts and decides nothing)
            """
                .replace("{own}", dir.resolve("own").toString()));
    List<String> rows = Files.readAllLines(sheet);
    assertThat(rows).hasSize(6);
    // Every claim is the article's first sentence: SUPPORTED, so that b is always wrong.
    Files.write(sheet, rows.stream().map(r -> r.replaceFirst(",,$", ",S,")).toList());
    world.out.getBuffer().setLength(0);
    int code = world.line("compare {dir}/own/baseline {dir}/own/candidate --labels " + sheet);
    assertThat(code).as(world.err.toString()).isEqualTo(3);
    assertThat(world.out.toString())
        .startsWith("keep: 5 of 5 verdicts differ, 5 labelled; accuracy -1.000 to -1.000");
  }

  @Test
  void own_articles_come_before_the_search_and_are_asked_about_again_only_with_a_better_prompt()
      throws IOException {
    SmallWorld world = new SmallWorld(dir, 2, Map.of());
    world.write("gate.yaml", "version: 1\nprimary: {extract.valid: {margin: 0.05}}\n");
    try (TwoPromptsServer server = new TwoPromptsServer()) {
      int code =
          world.line(
              "swap %s %s --articles {dir}/seeds --variants prompts,prompts/brief --out {dir}/own"
                      .formatted(server.model("a"), server.model("b"))
                  + " --policy {dir}/gate.yaml -- --verdicts 2 --no-cache --concurrency 1");
      assertThat(code).as(world.err.toString()).isEqualTo(0);
      assertThat(server.asked())
          .containsExactly(
              // `doctor`'s schema check, then the first questions, by the clock.
              "a development, prompts",
              "a claims of seeds, prompts",
              "a verdicts of seeds, prompts",
              "b development, prompts",
              "b claims of seeds, prompts",
              "b verdicts of seeds, prompts",
              "a claims of seeds, prompts",
              "b claims of seeds, prompts",
              "a development, prompts",
              "a development, prompts/brief",
              "b development, prompts",
              "b development, prompts/brief",
              "b claims of seeds, prompts/brief",
              "b verdicts of seeds, prompts",
              "a verdicts of seeds, prompts");
    }
    assertThat(world.err.toString())
        .containsPattern(
            "at the speed of the first calls, one at a time, all stages take about \\d");
    assertThat(world.err.toString().lines().filter(l -> l.matches("stage \\d+\\. .*"))).hasSize(9);
    assertThat(world.out.toString())
        .contains(
            "compare {own}/claims/baseline {own}/claims-chosen/candidate --labels"
                .replace("{own}", dir.resolve("own").toString()));
  }

  @Test
  void prompts_that_were_searched_for_a_model_are_not_searched_again_in_a_later_swap()
      throws IOException {
    SmallWorld world =
        new SmallWorld(dir, 2, Map.of("CLAIMBENCH_CACHE", dir.resolve("cache").toString()));
    world.write("gate.yaml", "version: 1\nprimary: {extract.valid: {margin: 0.05}}\n");
    String options =
        " --articles {dir}/seeds --variants prompts,prompts/brief --policy {dir}/gate.yaml"
            + " --out {dir}/%s -- --verdicts 2 --revision w1";
    try (TwoPromptsServer server = new TwoPromptsServer()) {
      String swap = "swap " + server.model("a") + " ";
      assertThat(world.line(swap + server.model("b") + options.formatted("x"))).isEqualTo(0);
      int all = server.developmentCalls("a");
      assertThat(all).isGreaterThan(70);
      assertThat(world.line(swap + server.model("c") + options.formatted("y"))).isEqualTo(0);
      // `doctor` asks one of each task.
      assertThat(server.developmentCalls("a") - all).isLessThanOrEqualTo(2);
      assertThat(server.developmentCalls("c")).isEqualTo(server.developmentCalls("b"));
    }
  }

  @Test
  void a_judge_is_asked_where_both_differ_and_counts_in_the_decision() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    Path a = system(world, "a");
    Path b = system(world, "b");
    Path c = system(world, "c");
    String swap =
        "swap replay/%s replay/%s --judge replay/%s --articles {dir}/seeds --out {dir}/own --claims 1"
            .formatted(a, b, c);
    assertThat(world.line(swap)).isEqualTo(6);
    judge(world, a, "a", "SUPPORTED");
    judge(world, b, "b", "REFUTED");
    judge(world, c, "c", "SUPPORTED");
    assertThat(world.line(swap)).as(world.err.toString()).isEqualTo(4);
    String compare =
        "compare {own}/baseline {own}/candidate --labels {own}/disagreements.csv --judge {own}/judge"
            .replace("{own}", dir.resolve("own").toString());
    assertThat(world.out.toString()).contains("  claimbench " + compare + "\n");
    Path sheet = dir.resolve("own/disagreements.csv");
    // The labeller does not see what the judge says.
    List<String> rows = Files.readAllLines(sheet);
    assertThat(rows.get(0)).isEqualTo("id,claim,answers,quoted,label,note");
    Files.write(sheet, rows.stream().map(r -> r.replaceFirst(",,$", ",S,")).toList());
    world.out.getBuffer().setLength(0);
    assertThat(world.line(compare)).as(world.err.toString()).isEqualTo(3);
    assertThat(world.out.toString())
        .startsWith("keep: 5 of 5 verdicts differ, 5 labelled; accuracy -1.000 to -1.000")
        .contains("; judge right on 5 of 5");
  }

  @Test
  void a_judge_that_cannot_help_is_refused() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    Path a = system(world, "a");
    assertThat(world.line("swap replay/a replay/b --judge replay/c")).isEqualTo(2);
    assertThat(
            world.line(
                "swap replay/%s ollama/b --judge replay/%s --articles {dir}/seeds --wait 1 --out {dir}/own"
                    .formatted(a, a)))
        .isEqualTo(2);
    assertThat(world.line("compare %s %s --judge %s".formatted(a, a, a))).isEqualTo(2);
    assertThat(world.err.toString().lines().filter(l -> l.startsWith("claimbench: ")))
        .containsExactly(
            "claimbench: --judge: saves labels on your own articles; expected --articles DIR as"
                + " well",
            "claimbench: --judge: replay/"
                + a
                + " is one of the two that are compared; expected a third model",
            "claimbench: --judge: expected --labels SHEET as well");
  }

  @Test
  void the_claims_that_only_one_of_both_takes_are_on_a_sheet_of_their_own() throws IOException {
    SmallWorld world = new SmallWorld(dir, 5, Map.of());
    Path a = system(world, "a");
    Path b = system(world, "b");
    String swap =
        "swap replay/%s replay/%s --variants prompts --articles {dir}/seeds --out {dir}/own"
            .formatted(a, b);
    // No verdicts are recorded, but the claims are.
    assertThat(world.line(swap)).isEqualTo(6);
    Path sheet = dir.resolve("own/claims.csv");
    assertThat(Files.readAllLines(sheet)).containsExactly("id,article,claim,quoted,label,note");
    world.out.getBuffer().setLength(0);
    int code =
        world.line(
            "compare {dir}/own/claims/baseline {dir}/own/claims/candidate --labels " + sheet);
    // Nothing is decided without a margin.
    assertThat(code).as(world.err.toString()).isEqualTo(4);
    assertThat(world.out.toString())
        .startsWith("claims that only one model took: 0, 0 labelled; ")
        .endsWith(
            "right less wrong claims per article: +0.00 to +0.00; --claims-margin N"
                + " decides\n");
  }

  /** A system that takes the first sentence of each article as its one claim. */
  private Path system(SmallWorld world, String name) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int s = 0; s < 5; s++) {
      lines.append(
          """
          {"task":"extract","item":"a%d","answer":{"claims":[{"quote":"Bridge number 0 of town %d is open.",\
          "claim":"Bridge number 0 of town %d is open.","speaker":"","kind":"event","value":null,\
          "unit":"","bound":"none","date":"","hedge":"none"}]}}
          """
              .formatted(s, s, s));
    }
    return score(world, name, "extract", lines.toString(), dir.resolve("eval"));
  }

  /** Adds the system's verdicts on the claims that the first attempt has written down. */
  private void judge(SmallWorld world, Path system, String name, String verdict)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int s = 0; s < 5; s++) {
      JsonNode file =
          Json.MAPPER.readTree(Files.readString(dir.resolve("own/gold/verify/s" + s + ".yaml")));
      for (JsonNode claim : file.get("claims")) {
        for (var entry : claim.get("verdicts").properties()) {
          lines.append(
              """
              {"task":"verify","item":"%s/%s@%s","answer":{"evidence":"","verdict":"%s"}}
              """
                  .formatted(
                      file.get("story").asText(),
                      claim.get("id").asText(),
                      entry.getKey(),
                      verdict));
        }
      }
    }
    Path judged =
        score(world, name + "-judged", "verify", lines.toString(), dir.resolve("own/gold"));
    Files.write(
        system.resolve("replies.jsonl"),
        Files.readAllBytes(judged.resolve("replies.jsonl")),
        StandardOpenOption.APPEND);
  }

  private Path score(SmallWorld world, String name, String task, String lines, Path gold)
      throws IOException {
    Path answers = world.write(name + ".jsonl", lines);
    Path folder = dir.resolve("runs").resolve(name);
    int code =
        world.line(
            "score --answers %s --out %s --task %s --all --seeds {dir}/seeds --gold %s"
                .formatted(answers, folder, task, gold));
    assertThat(code).as(world.err.toString()).isZero();
    world.out.getBuffer().setLength(0);
    world.err.getBuffer().setLength(0);
    return folder;
  }
}
