package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir Path dir;
  private SmallWorld world;

  @BeforeEach
  void makeWorld() throws IOException {
    world = new SmallWorld(dir, 6, Map.of());
  }

  @Test
  void two_run_folders_are_compared_and_flips_are_quoted() throws IOException {
    Path old = world.run("old", s -> 8);
    Path now = world.run("new", s -> 4);
    assertThat(world.claimbench("compare", old.toString(), now.toString())).isZero();
    assertThat(world.out.toString())
        .contains("baseline   answers/old")
        .contains("6 stories, 60 claims and verdicts, the same for both")
        .containsPattern(
            "verify.accuracy +0.800 +0.400 +-0.400 +-0.400 to -0.400 +0.031 +worse .one-sided p"
                + " 0.016.")
        .contains("extract.f1")
        .contains("Lost (24, the first 10 shown (--flips))")
        .contains("gold SUPPORTED; baseline SUPPORTED, candidate REFUTED")
        .contains("“Bridge number 4 of town 0 is open.”")
        .contains("verify: 24 lost, 0 won; McNemar exact p <0.001")
        .contains("What else differs")
        .containsPattern("model +answers/old → answers/new");
  }

  @Test
  void runs_that_were_asked_different_tasks_are_compared_on_those_of_both() throws IOException {
    Path old = world.run("old", s -> 8);
    Path now = world.run("new", s -> 4);
    // The old one once more, with claims beside its verdicts.
    StringBuilder lines = new StringBuilder(Files.readString(dir.resolve("old.jsonl")));
    for (int s = 0; s < 6; s++) {
      lines.append(
          "{\"task\":\"extract\",\"item\":\"a%d\",\"answer\":{\"claims\":[]}}\n".formatted(s));
    }
    world.write("both.jsonl", lines.toString());
    assertThat(
            world.line(
                "score --answers {dir}/both.jsonl --out {dir}/runs/both --all --seeds {dir}/seeds"
                    + " --gold {dir}/eval"))
        .isZero();
    world.claimbench("compare", old.toString(), now.toString(), "--json");
    JsonNode verdicts = Json.MAPPER.readTree(after(world));
    world.claimbench("compare", dir.resolve("runs/both").toString(), now.toString(), "--json");
    JsonNode shared = Json.MAPPER.readTree(after(world));
    assertThat(shared.get("differences")).isEqualTo(verdicts.get("differences"));
    world.claimbench("compare", dir.resolve("runs/both").toString(), now.toString());
    assertThat(world.out.toString())
        .contains("6 stories, 60 claims and verdicts, the same for both")
        .containsPattern("tasks +extract, verify → verify");
    // A gate does not pass what was not asked.
    assertThat(
            world.claimbench(
                "gate", now.toString(), "--baseline", dir.resolve("runs/both").toString()))
        .isEqualTo(2);
    assertThat(world.err.toString()).contains("different: tasks ([extract, verify] and [verify])");
  }

  private static String after(SmallWorld world) {
    String text = world.out.toString();
    world.out.getBuffer().setLength(0);
    return text.substring(text.indexOf('{'));
  }

  @Test
  void by_topic_shows_where_the_difference_is() throws IOException {
    Path old = world.run("old", s -> 8);
    Path now = world.run("new", s -> s < 2 ? 5 : 8);
    String gold = dir.resolve("eval").toString();
    world.write(
        "eval/stories.yaml",
        "version: 1\ngold_version: \"1\"\nstories:\n"
            + "  - {id: s0, split: dev, topic: sport}\n  - {id: s1, split: dev, topic: sport}\n");
    String[] words = {"compare", old.toString(), now.toString(), "--by", "topic", "--gold", gold};
    assertThat(world.claimbench(words)).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        .contains("By topic (described; few stories a slice decide nothing)")
        .containsPattern("no topic +4 stories +verify.accuracy +0.800 +0.800 +\\+0.000")
        .containsPattern("sport +2 stories +verify.accuracy +0.800 +0.500 +-0.300");
    world.out.getBuffer().setLength(0);
    // Without --gold they are those that the run was made with.
    assertThat(world.claimbench("compare", old.toString(), now.toString(), "--by", "topic"))
        .isZero();
    assertThat(world.out.toString()).containsPattern("sport +2 stories");
    world.out.getBuffer().setLength(0);
    assertThat(
            world.claimbench("compare", old.toString(), now.toString(), "--by", "story", "--json"))
        .isZero();
    JsonNode slices = Json.MAPPER.readTree(world.out.toString()).get("slices");
    assertThat(slices).hasSize(6);
    assertThat(slices.get(0).get("name").asText()).isEqualTo("s0");
    assertThat(slices.get(0).get("candidate").asDouble()).isEqualTo(0.5);
    assertThat(world.claimbench("compare", "x", "y", "--by", "tag")).isEqualTo(2);
    assertThat(world.err.toString()).contains("--by: expected story or topic, got 'tag'");
  }

  @Test
  void the_golds_version_stands_beside_its_hash_and_a_new_one_is_another_gold() throws IOException {
    String stories = "version: 1\ngold_version: \"%s\"\nstories: []\n";
    world.write("eval/stories.yaml", stories.formatted("1.0"));
    Path old = world.run("old", s -> 8);
    Path now = world.run("new", s -> 8);
    assertThat(world.claimbench("compare", old.toString(), now.toString())).isZero();
    assertThat(world.out.toString())
        .containsPattern("the same for both; gold 1\\.0, [0-9a-f]{12}\\n");
    Path verify = world.dir.resolve("eval/verify/s0.yaml");
    Files.writeString(verify, Files.readString(verify) + "# corrected\n");
    world.write("eval/stories.yaml", stories.formatted("1.1"));
    Path later = world.run("later", s -> 8);
    String scores = old.resolve("scores.json").toString();
    assertThat(world.claimbench("compare", scores, later.toString())).isEqualTo(2);
    assertThat(world.err.toString())
        .containsPattern("different: gold \\(1\\.0, [0-9a-f]{12} and 1\\.1, [0-9a-f]{12}\\);");
  }

  @Test
  void a_page_to_look_at_is_written_where_it_is_asked_for() throws IOException {
    Path old = world.run("old", s -> 8);
    Path now = world.run("new", s -> 4);
    Path page = world.dir.resolve("page.html");
    String html = page.toString();
    assertThat(world.claimbench("compare", old.toString(), now.toString(), "--html", html))
        .isZero();
    // 8 of 10 against 4 of 10 in each of 6 stories: 24 lost.
    assertThat(java.nio.file.Files.readString(page))
        .startsWith("<!doctype html>")
        .contains("answers/old → answers/new")
        .contains(">24 lost</a>")
        .contains("-0.400")
        .contains("Bridge number 4 of town 0 is open.");
    world.err.getBuffer().setLength(0);
    String three = now.toString();
    assertThat(world.claimbench("compare", old.toString(), three, three, "--html", html))
        .isEqualTo(2);
    assertThat(world.err.toString()).isEqualTo("claimbench: --html: give two runs, got 3\n");
  }

  @Test
  void a_scores_file_gives_the_same_as_its_folder() throws IOException {
    Path old = world.run("old", s -> 8);
    Path now = world.run("new", s -> 7 + s % 2);
    assertThat(world.claimbench("compare", old.toString(), now.toString(), "--json")).isZero();
    String folders = world.out.toString();
    world.out.getBuffer().setLength(0);
    String file = old.resolve("scores.json").toString();
    assertThat(world.claimbench("compare", file, now.toString(), "--json")).isZero();
    assertThat(world.out.toString().replace(file, old.toString())).isEqualTo(folders);
    JsonNode json = Json.MAPPER.readTree(folders);
    JsonNode accuracy = json.get("differences").get(0);
    assertThat(accuracy.get("metric").asText()).isEqualTo("verify.accuracy");
    assertThat(accuracy.get("difference").asDouble())
        .isCloseTo(-0.05, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(json.get("flips")).hasSize(3);
  }

  @Test
  void three_runs_make_a_matrix() throws IOException {
    Path a = world.run("a", s -> 8);
    Path b = world.run("b", s -> 8);
    Path c = world.run("c", s -> 2);
    assertThat(world.claimbench("compare", a.toString(), b.toString(), c.toString())).isZero();
    assertThat(world.out.toString()).contains("ranking: A = B").contains("-0.600");
  }

  @Test
  void what_is_no_run_is_said_in_one_line() throws IOException {
    Path old = world.run("old", s -> 8);
    assertThat(world.claimbench("compare", old.toString(), "nowhere")).isEqualTo(2);
    assertThat(world.err.toString())
        .isEqualTo("claimbench: nowhere: not there; expected a run folder or a scores.json\n");
    Path junk = world.write("junk.json", "{\"version\": 9}");
    world.err.getBuffer().setLength(0);
    assertThat(world.claimbench("compare", old.toString(), junk.toString())).isEqualTo(2);
    assertThat(world.err.toString()).contains("expected scores of version 1").contains("version 9");
  }
}
