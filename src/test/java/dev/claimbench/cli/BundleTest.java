package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.RunBundle;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run as one file, whose figures anybody can derive again. */
class BundleTest {
  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void run() {
    fixture = new CommandLineFixture(dir);
    fixture.recorded("rec");
  }

  private Path bundle(String name) {
    CommandLineFixture.Done done =
        fixture.line(
            "bundle",
            "create",
            fixture.path("rec").toString(),
            "--out",
            fixture.path(name).toString());
    assertThat(done.code()).as(done.err()).isZero();
    return fixture.path(name);
  }

  private CommandLineFixture.Done verify(Path file) {
    return fixture.line("bundle", "verify", file.toString());
  }

  /** Changes a file inside. */
  private static void change(Path bundle, String name, UnaryOperator<String> change)
      throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(bundle)) {
      Path file = zip.getPath(name);
      Files.writeString(file, change.apply(Files.readString(file)));
    }
  }

  @Test
  void the_same_run_gives_the_same_bytes_and_needs_nothing_beside_it() throws IOException {
    Path file = bundle("a.zip");
    assertThat(bundle("b.zip")).hasSameBinaryContentAs(file);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      assertThat(zip.getPath("seeds/river/bridge.md")).exists();
      assertThat(zip.getPath("gold/verify/river.yaml")).exists();
    }
    // Elsewhere, where there are no articles and no gold.
    Files.move(fixture.path("seeds"), fixture.path("elsewhere"));
    Files.move(fixture.path("eval"), fixture.path("eval2"));
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).as(done.err() + done.out()).isZero();
    assertThat(done.out().lines())
        .containsExactly(
            "same     keys of 6 answers",
            "same     scores.json",
            "same     timings.json",
            "same     report.md",
            "not checked:",
            "  manifest.json: versions, machine, address and time of the run; that answers/answers"
                + " is what answered",
            "  who made this file: the figures follow from the answers in it, and anybody can"
                + " write",
            "  answers with checksums and keys that fit");
  }

  @Test
  void a_figure_that_does_not_follow_is_named() throws IOException {
    Path file = bundle("a.zip");
    change(
        file, "run/scores.json", text -> text.replaceFirst("\"value\" : 0.75", "\"value\" : 0.95"));
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.out())
        .containsPattern(
            "differs  scores.json: line \\d+: the bundle has '\"value\" : 0.95,', derived is"
                + " '\"value\" : 0.75,'")
        .contains("same     report.md");
  }

  @Test
  void a_changed_answer_is_seen_by_its_checksum_and_by_the_figures() throws IOException {
    Path file = bundle("a.zip");
    change(file, "run/replies.jsonl", text -> text.replace("REFUTED", "SUPPORTED"));
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.out())
        .contains("differs  replies.jsonl: replies.jsonl:4: the checksum does not fit")
        .contains("differs  scores.json");
  }

  @Test
  void changed_articles_and_labels_are_refused() throws IOException {
    Path file = bundle("a.zip");
    change(file, "gold/verify/river.yaml", text -> text.replace("silent", "mute"));
    assertThat(verify(file).err()).contains("its gold is not the one that the run was made with");
    Path other = bundle("b.zip");
    change(other, "seeds/river/bridge.md", text -> text.replace("40", "50"));
    CommandLineFixture.Done done = verify(other);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("article 'bridge' has changed since the run");
  }

  @Test
  void what_is_no_bundle_is_refused_and_writes_nothing_outside() throws IOException {
    Path text = fixture.file("x.zip", "no zip");
    assertThat(verify(text).errLines()).singleElement().asString().contains("not a bundle");
    Path sly = fixture.path("sly.zip");
    try (OutputStream out = Files.newOutputStream(sly);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("run/../../sly.txt"));
      zip.write("x".getBytes(StandardCharsets.UTF_8));
    }
    CommandLineFixture.Done done = verify(sly);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("it has run/../../sly.txt");
    assertThat(fixture.line("bundle", "verify", "nowhere.zip").code()).isEqualTo(2);
  }

  @Test
  void a_run_without_scores_is_to_be_scored_first() throws IOException {
    Files.delete(fixture.path("rec/scores.json"));
    CommandLineFixture.Done done =
        fixture.line("bundle", "create", fixture.path("rec").toString(), "--out", "x.zip");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("run `claimbench score");
  }

  /** Scores a bundle's run again, as somebody does who forges it. */
  private void scoredAgain(Path file) throws IOException {
    Path forged = fixture.path("forged");
    RunBundle.unpack(file, Files.createDirectories(forged));
    CommandLineFixture.Done done =
        fixture.line(
            "score",
            forged.resolve("run").toString(),
            "--seeds",
            forged.resolve("seeds").toString(),
            "--gold",
            forged.resolve("gold").toString());
    assertThat(done.code()).as(done.err()).isZero();
    for (String name : List.of("scores.json", "timings.json", "report.md")) {
      String text = Files.readString(forged.resolve("run").resolve(name));
      change(file, "run/" + name, before -> text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"name\" : \"answers\"', '\"name\" : \"claude\"'",
    "'\"digest\" : \"sha256:', '\"digest\" : \"sha256:0'",
    "'\"spec\" : \"answers/answers\"', '\"spec\" : \"gguf/llama\"'",
    "'\"seed\" : ', '\"seed\" : 1'"
  })
  void answers_of_another_model_are_not_passed_off(String was, String is) throws IOException {
    Path file = bundle("a.zip");
    change(
        file,
        "run/manifest.json",
        text -> {
          assertThat(text).contains(was);
          return text.replace(was, is);
        });
    scoredAgain(file);
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).as(done.out()).isEqualTo(2);
    assertThat(done.out())
        .containsPattern(
            "differs  (manifest.json: the model is called|replies.jsonl: .* was not asked of)");
  }

  @Test
  void nothing_outside_the_bundle_is_looked_at() throws IOException {
    Path file = bundle("a.zip");
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      for (String name : List.of("gold/bridge.yaml", "gold/ferry.yaml", "verify/river.yaml")) {
        Files.delete(zip.getPath("gold/" + name));
      }
    }
    // The manifest's gold still lies on this machine.
    assertThat(fixture.path("eval/verify/river.yaml")).exists();
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).as(done.out()).isEqualTo(2);
    assertThat(done.err()).contains("gold");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run/notes.txt",
        "run/without-article/replies.jsonl",
        "seeds/river/another.md",
        "gold/gold/another.txt",
        "gold/stories.yaml"
      })
  void a_file_that_the_run_has_no_use_for_is_refused(String name) throws IOException {
    Path file = bundle("a.zip");
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.createDirectories(zip.getPath(name).getParent());
      Files.writeString(zip.getPath(name), "version: 1\ngold_version: \"1.0\"\nstories: []\n");
    }
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).as(done.out()).isEqualTo(2);
    assertThat(done.out()).contains("differs  " + name + ": no file of this run");
  }

  @Test
  void a_run_whose_articles_nobody_labelled_can_be_derived_again() throws IOException {
    for (String name : List.of("gold/bridge.yaml", "gold/ferry.yaml", "verify/river.yaml")) {
      Files.delete(fixture.path("eval/" + name));
    }
    fixture.file("bare.jsonl", CommandLineFixture.answers("verify"));
    CommandLineFixture.Done scored =
        fixture.ask(
            "score",
            "--answers",
            fixture.path("bare.jsonl").toString(),
            "--task",
            "extract",
            "--out",
            fixture.path("bare").toString());
    assertThat(scored.code()).as(scored.err()).isZero();
    String scores = Files.readString(fixture.path("bare/scores.json"));
    fixture.line("score", fixture.path("bare").toString());
    assertThat(fixture.path("bare/scores.json")).hasContent(scores);
    Path file = fixture.path("bare.zip");
    fixture.line("bundle", "create", fixture.path("bare").toString(), "--out", file.toString());
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).as(done.err() + done.out()).isZero();
  }

  @Test
  void what_was_measured_is_said_to_be_unchecked() throws IOException {
    fixture.file(
        "rec/energy.json",
        """
        {"version": 1, "parts": [{"from": "2026-11-22T03:10:38Z", "to": "2026-11-22T04:10:38Z",
          "sources": ["RAPL"], "seconds": 3600.0, "joules": 1.0}]}
        """);
    Path file = bundle("a.zip");
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out().lines().dropWhile(l -> !l.equals("not checked:")))
        .anyMatch(l -> l.startsWith("  energy.json: what the machine drew was measured"));
    change(file, "run/energy.json", text -> "{\"version\": 1}");
    CommandLineFixture.Done forged = verify(file);
    assertThat(forged.code()).isEqualTo(2);
    assertThat(forged.err())
        .endsWith("not what was measured (missing, or of another kind than expected); delete it\n");
  }

  @ParameterizedTest
  @CsvSource({
    "run/scores.json, it lacks run/scores.json",
    "run/report.md, it lacks run/report.md",
    "run/replies.jsonl, it lacks run/replies.jsonl",
    "run/manifest.json, it lacks run/manifest.json"
  })
  void a_bundle_that_lacks_a_file_is_one_line(String name, String said) throws IOException {
    Path file = bundle("a.zip");
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.delete(zip.getPath(name));
    }
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).singleElement().asString().contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "run/manifest.json, '{\"version\":1}', not a whole manifest: it has no tool",
    "run/manifest.json, '[]', '(missing, or of another kind than expected)'",
    "run/manifest.json, '{\"version\":[]}', '(version: missing, or of another kind than expected)'",
    "run/manifest.json, 'null', not a manifest",
    "run/scores.json, '{', not JSON"
  })
  void a_bundle_with_half_a_file_is_one_line(String name, String text, String said)
      throws IOException {
    Path file = bundle("a.zip");
    change(file, name, before -> text);
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).as(done.err()).isEqualTo(2);
    assertThat(done.errLines()).singleElement().asString().contains(said);
  }

  /** Each of them taken out: never a crash. */
  @Test
  void no_field_of_the_manifest_can_break_it() throws IOException {
    Path file = bundle("a.zip");
    String manifest = Files.readString(fixture.path("rec/manifest.json"));
    for (List<String> path : paths(Json.MAPPER.readTree(manifest), List.of())) {
      JsonNode tree = Json.MAPPER.readTree(manifest);
      JsonNode at = tree;
      for (String name : path.subList(0, path.size() - 1)) {
        at = at.get(name);
      }
      ((ObjectNode) at).remove(path.get(path.size() - 1));
      change(file, "run/manifest.json", before -> tree.toString());
      CommandLineFixture.Done done = verify(file);
      assertThat(done.code()).as(path + done.err()).isIn(0, 2);
      assertThat(done.errLines()).as(path.toString()).hasSizeLessThan(2);
    }
  }

  private static List<List<String>> paths(JsonNode node, List<String> to) {
    List<List<String>> all = new ArrayList<>();
    node.properties()
        .forEach(
            field -> {
              List<String> path = new ArrayList<>(to);
              path.add(field.getKey());
              all.add(path);
              all.addAll(paths(field.getValue(), path));
            });
    return all;
  }

  @Test
  void a_bundle_that_unpacks_to_too_much_is_refused() throws IOException {
    Path file = fixture.path("bomb.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("run/replies.jsonl"));
      for (int i = 0; i < 200; i++) {
        zip.write(new byte[1 << 20]);
      }
    }
    assertThat(Files.size(file)).isLessThan(1 << 20);
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).singleElement().asString().contains("unpacks to more than");
    Path many = fixture.path("many.zip");
    try (OutputStream out = Files.newOutputStream(many);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i <= 100_000; i++) {
        zip.putNextEntry(new ZipEntry("run/" + i));
      }
    }
    assertThat(verify(many).err()).contains("it has 100001 entries, at most 100000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run/../gold/x", "run/./x", "run//x", "/run/x", "run\\..\\x", "other/x"})
  void a_name_that_is_no_plain_path_is_refused(String name) throws IOException {
    Path file = fixture.path("sly.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write('x');
    }
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("it has " + name);
  }

  @Test
  void a_run_asked_without_the_article_too_can_be_derived_again() throws IOException {
    CommandLineFixture.Done ran =
        fixture.ask(
            "run",
            "--model",
            fixture.recorded("rec"),
            "--without-article",
            "--task",
            "verify",
            "--out",
            fixture.path("both").toString());
    assertThat(ran.code()).as(ran.err()).isIn(0, 6);
    assertThat(fixture.path("both/without-article/manifest.json")).exists();
    Path file = fixture.path("both.zip");
    CommandLineFixture.Done made =
        fixture.line("export", fixture.path("both").toString(), "--bundle", file.toString());
    assertThat(made.code()).as(made.err()).isZero();
    CommandLineFixture.Done done = verify(file);
    assertThat(done.code()).as(done.err() + done.out()).isZero();
  }

  @Test
  void a_run_of_test_stories_has_with_it_what_the_baseline_learned_from() throws IOException {
    SmallWorld world = new SmallWorld(dir.resolve("world"), 4, Map.of());
    world.write(
        "eval/stories.yaml",
        """
        version: 1
        stories:
          - {id: s0, split: dev, topic: a}
          - {id: s1, split: dev, topic: a}
          - {id: s2, split: test, topic: a}
          - {id: s3, split: test, topic: b}
        """);
    Path run = world.run("x", story -> 7);
    assertThat(Files.readString(run.resolve("scores.json"))).contains("\"learnedFrom\" : \"dev\"");
    Path file = dir.resolve("x.zip");
    assertThat(world.claimbench("bundle", "create", run.toString(), "--out", file.toString()))
        .as(world.err.toString())
        .isZero();
    Files.move(world.dir.resolve("eval"), world.dir.resolve("away"));
    Files.move(world.dir.resolve("seeds"), world.dir.resolve("away2"));
    assertThat(world.claimbench("bundle", "verify", file.toString()))
        .as(world.out + world.err.toString())
        .isZero();
  }

  @Test
  void names_and_fields_that_no_run_has_are_refused_in_a_line() throws IOException {
    Path deep = bundle("deep.zip");
    try (FileSystem zip = FileSystems.newFileSystem(deep)) {
      Path file = zip.getPath("run/" + "x/".repeat(2000) + "y");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
    assertThat(verify(deep).code()).isEqualTo(2);
    assertThat(verify(deep).err()).contains("not a bundle of Claimbench: it has run/x/x");
    Path more = bundle("more.zip");
    change(more, "run/manifest.json", text -> text.replaceFirst("\\{", "{\"proven\":true,"));
    assertThat(verify(more).code()).isEqualTo(2);
    assertThat(verify(more).out()).contains("differs  manifest.json: the unknown field 'proven'");
  }
}
