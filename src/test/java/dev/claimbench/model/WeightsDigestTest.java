package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.model.djl.OnnxFiles;
import dev.claimbench.text.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other weights are another model, whatever their size and their time say. */
class WeightsDigestTest {
  @TempDir Path dir;
  private Path weights;
  private FileTime time;

  @BeforeEach
  void lay() throws IOException {
    weights = Files.writeString(dir.resolve("model.onnx.data"), "weights 1");
    time = Files.getLastModifiedTime(weights);
  }

  @Test
  void bytes_changed_in_place_with_the_time_set_back_are_seen() throws IOException {
    String before = FileDigest.compute(weights);
    assertThat(FileDigest.compute(weights)).isEqualTo(before);
    Files.writeString(weights, "weights 2");
    Files.setLastModifiedTime(weights, time);
    assertThat(FileDigest.compute(weights)).isNotEqualTo(before);
  }

  @Test
  void a_digest_written_down_within_a_tick_of_the_last_change_is_computed_again()
      throws IOException {
    Path record = dir.resolve("model.onnx.data.digest");
    Files.writeString(record, "sha256:old " + FileState.read(weights).orElseThrow() + "\n");
    assertThat(FileDigest.compute(weights)).isNotEqualTo("sha256:old");

    Files.writeString(record, "sha256:old " + FileState.read(weights).orElseThrow() + "\n");
    FileTime later = FileTime.fromMillis(Files.getLastModifiedTime(record).toMillis() + 3_000);
    Files.setLastModifiedTime(record, later);
    assertThat(FileDigest.compute(weights)).isEqualTo("sha256:old");
  }

  @Test
  void a_record_that_is_no_text_is_none() throws IOException {
    Files.write(dir.resolve("model.onnx.data.digest"), new byte[] {(byte) 0xff, 32, (byte) 0xfe});
    assertThat(FileDigest.compute(weights)).startsWith("sha256:");
  }

  @Test
  void another_file_put_in_its_place_is_seen() throws IOException {
    String before = FileDigest.compute(weights);
    Path other = Files.writeString(dir.resolve("other"), "weights 2");
    Files.setLastModifiedTime(other, time);
    Files.move(other, weights, StandardCopyOption.REPLACE_EXISTING);
    assertThat(FileDigest.compute(weights)).isNotEqualTo(before);
  }

  @Test
  void of_several_files_each_one_counts() throws IOException {
    Path graph = Files.writeString(dir.resolve("model.onnx"), "graph");
    List<Path> files = List.of(graph, weights);
    String before = OnnxFiles.digest(files);
    for (Path file : files) {
      FileTime of = Files.getLastModifiedTime(file);
      String text = Files.readString(file);
      Files.writeString(file, "X" + text.substring(1));
      Files.setLastModifiedTime(file, of);
      assertThat(OnnxFiles.digest(files)).as(file.toString()).isNotEqualTo(before);
      Files.writeString(file, text);
      assertThat(OnnxFiles.digest(files)).isEqualTo(before);
    }
  }

  @Test
  void a_digest_that_is_remembered_is_written_through_no_link() throws IOException {
    Path victim = Files.writeString(dir.resolve("victim"), "mine");
    Files.createSymbolicLink(dir.resolve("model.onnx.data.digest"), victim);
    FileDigest.compute(weights);
    assertThat(victim).hasContent("mine");
  }

  @Test
  void all_parts_of_a_split_model_count() throws IOException {
    Path first = Files.writeString(dir.resolve("m-00001-of-00002.gguf"), "one");
    Path second = Files.writeString(dir.resolve("m-00002-of-00002.gguf"), "two");
    String before = FileDigest.ofGguf(first);
    Files.writeString(second, "owt");
    assertThat(FileDigest.ofGguf(first)).isNotEqualTo(before);
    assertThat(FileDigest.ofGguf(weights)).isEqualTo(FileDigest.compute(weights));
  }
}
