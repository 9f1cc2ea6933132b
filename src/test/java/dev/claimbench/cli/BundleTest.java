package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as one file, whose figures anybody can derive again. */
class BundleTest {
  @TempDir Path dir;
  private Desk desk;

  @BeforeEach
  void run() {
    desk = new Desk(dir);
    desk.recorded("rec");
  }

  private Path bundle(String name) {
    Desk.Done done =
        desk.line("export", desk.path("rec").toString(), "--bundle", desk.path(name).toString());
    assertThat(done.code()).as(done.err()).isZero();
    return desk.path(name);
  }

  private Desk.Done verify(Path file) {
    return desk.line("verify-bundle", file.toString());
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
    Files.move(desk.path("seeds"), desk.path("elsewhere"));
    Files.move(desk.path("eval"), desk.path("eval2"));
    Desk.Done done = verify(file);
    assertThat(done.code()).as(done.err() + done.out()).isZero();
    assertThat(done.out())
        .isEqualTo("same     scores.json%nsame     timings.json%nsame     report.md%n".formatted());
  }

  @Test
  void a_figure_that_does_not_follow_is_named() throws IOException {
    Path file = bundle("a.zip");
    change(
        file, "run/scores.json", text -> text.replaceFirst("\"value\" : 0.75", "\"value\" : 0.95"));
    Desk.Done done = verify(file);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.out())
        .containsPattern(
            "differs  scores.json: line \\d+: the bundle has '\"value\" : 0.95,', derived is '\"value\" : 0.75,'")
        .contains("same     report.md");
  }

  @Test
  void a_changed_answer_is_seen_by_its_checksum_and_by_the_figures() throws IOException {
    Path file = bundle("a.zip");
    change(file, "run/replies.jsonl", text -> text.replace("REFUTED", "SUPPORTED"));
    Desk.Done done = verify(file);
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
    Desk.Done done = verify(other);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("article 'bridge' has changed since the run");
  }

  @Test
  void what_is_no_bundle_is_refused_and_writes_nothing_outside() throws IOException {
    Path text = desk.file("x.zip", "no zip");
    assertThat(verify(text).errLines()).singleElement().asString().contains("not a bundle");
    Path sly = desk.path("sly.zip");
    try (OutputStream out = Files.newOutputStream(sly);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("run/../../sly.txt"));
      zip.write("x".getBytes(StandardCharsets.UTF_8));
    }
    Desk.Done done = verify(sly);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("it has run/../../sly.txt");
    assertThat(desk.line("verify-bundle", "nowhere.zip").code()).isEqualTo(2);
  }

  @Test
  void a_run_without_scores_is_to_be_scored_first() throws IOException {
    Files.delete(desk.path("rec/scores.json"));
    Desk.Done done = desk.line("export", desk.path("rec").toString(), "--bundle", "x.zip");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("run `claimbench score");
  }
}
