package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a graph keeps its weights in, by its own word. */
class ExternalDataTest {
  @TempDir Path dir;
  private Path graph;

  @BeforeEach
  void lay() throws IOException {
    graph = Files.createDirectories(dir.resolve("m")).resolve("model.onnx");
  }

  /** A field of bytes: its number, length and content. */
  private static byte[] field(int number, byte[]... content) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    for (byte[] part : content) {
      inner.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (number << 3) | 2);
    varint(out, inner.size());
    out.writeBytes(inner.toByteArray());
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int left = value;
    for (; left > 0x7f; left >>>= 7) {
      out.write((left & 0x7f) | 0x80);
    }
    out.write(left);
  }

  private static byte[] text(int number, String text) {
    return field(number, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] entry(String key, String value) {
    return field(13, text(1, key), text(2, value));
  }

  /** TensorProto: some raw data, where it is, and how long. */
  private static byte[] tensor(int number, String location) {
    return field(
        number,
        field(9, new byte[300]),
        entry("location", location),
        entry("offset", "0"),
        new byte[] {14 << 3, 1});
  }

  private Path graph(byte[]... fields) throws IOException {
    return Files.write(graph, field(7, fields));
  }

  private Path file(String name) throws IOException {
    Path file = dir.resolve("m").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  @Test
  void initializers_constants_and_inner_graphs_name_files() throws IOException {
    graph(
        tensor(5, "w/weights"),
        field(1, field(5, tensor(5, "constant"))),
        field(1, field(5, field(6, tensor(5, "then")))),
        field(15, tensor(1, "sparse")));
    assertThat(ExternalData.locations(graph))
        .containsExactly("constant", "sparse", "then", "w/weights");
  }

  @Test
  void what_is_no_graph_names_nothing_and_ends() throws IOException {
    for (byte[] bytes :
        new byte[][] {{}, "no graph".getBytes(StandardCharsets.UTF_8), {58, -1, -1, -1, 127, 1}}) {
      assertThat(ExternalData.locations(Files.write(graph, bytes))).isEmpty();
    }
    byte[] deep = {};
    for (int i = 0; i < 3000; i++) {
      deep = field(1, field(5, field(6, deep)));
    }
    assertThat(ExternalData.locations(graph(deep))).isEmpty();
  }

  @Test
  void every_file_that_is_named_counts() throws Exception {
    Path weights = file("w/weights");
    Path usual = file("model.onnx_data");
    graph(tensor(5, "w/weights"));
    assertThat(ExportFiles.data(graph)).containsExactlyInAnyOrder(weights, usual);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../outside/weights",
        "w/../../x",
        "",
        "\\x",
        "C:\\x",
        "w\\..\\..\\x"
      })
  void a_place_outside_is_refused(String location) throws IOException {
    Files.createDirectories(dir.resolve("outside"));
    Files.writeString(dir.resolve("outside/weights"), "x");
    graph(tensor(5, location));
    assertThatThrownBy(() -> ExportFiles.data(graph))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("which is outside its folder");
  }

  @Test
  void a_link_that_leads_out_is_refused_and_one_within_is_not() throws Exception {
    Path outside = Files.writeString(dir.resolve("outside"), "x");
    Path link = Files.createSymbolicLink(dir.resolve("m/weights"), outside);
    graph(tensor(5, "weights"));
    assertThatThrownBy(() -> ExportFiles.data(graph)).hasMessageContaining("leads out");
    Files.delete(link);
    Files.createSymbolicLink(link, file("real"));
    assertThat(ExportFiles.data(graph)).containsExactly(link);
  }

  @Test
  void a_named_file_that_is_not_there_is_missed() throws IOException {
    graph(tensor(5, "weights"));
    assertThatThrownBy(() -> ExportFiles.data(graph)).hasMessageContaining("which is not there");
  }

  @Test
  void links_of_a_hugging_face_cache_lead_to_its_own_blobs() throws Exception {
    Path repo = dir.resolve("models--a--b");
    Path blob = Files.createDirectories(repo.resolve("blobs")).resolve("0123");
    Files.writeString(blob, "weights");
    graph = Files.createDirectories(repo.resolve("snapshots/main/onnx")).resolve("model.onnx");
    Path link =
        Files.createSymbolicLink(graph.resolveSibling("weights"), Path.of("../../../blobs/0123"));
    graph(tensor(5, "weights"));
    assertThat(ExportFiles.data(graph)).containsExactly(link);
    // Another model's are not its own.
    Path other = Files.createDirectories(dir.resolve("models--c--d/blobs")).resolve("45");
    Files.writeString(other, "x");
    Files.delete(link);
    Files.createSymbolicLink(link, other);
    assertThatThrownBy(() -> ExportFiles.data(graph)).hasMessageContaining("leads out");
  }
}
