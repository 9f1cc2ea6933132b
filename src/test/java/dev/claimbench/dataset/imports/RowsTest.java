package dev.claimbench.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
  @TempDir Path dir;

  @Test
  void lines_and_one_big_list_give_the_same_rows() throws IOException {
    Path lines = file("a.jsonl", "{\"n\": 1}\n\n{\"n\": 2}\n");
    Path list = file("b.json", "\uFEFF[{\"n\": 1},\n {\"n\":\n 2}]");
    assertThat(numbers(lines)).containsExactly(1, 2);
    assertThat(numbers(list)).containsExactly(1, 2);
    assertThat(Rows.stream(List.of(lines, list)).map(Row::where))
        .containsExactly(lines + ":1", lines + ":3", list + ":1", list + ":2");
  }

  @Test
  void a_packed_file_is_unpacked_whatever_its_name() throws IOException {
    Path packed = dir.resolve("packed");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("{\"n\": 7}".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(numbers(packed)).containsExactly(7);
  }

  @Test
  void a_table_of_excel_is_a_table_like_any_other() throws IOException {
    String table = "n,text\n1,\"a; b\"\n";
    String semicolons = "n;text\r\n1;a, b\r\n";
    for (String text : List.of(table, semicolons)) {
      for (Charset charset :
          List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
        Path file = dir.resolve("table.csv");
        Files.write(file, ("\uFEFF" + text).getBytes(charset));
        try (TableRows rows = new TableRows(file, List.of("n", "text"))) {
          assertThat(rows.next().node().get("text").asText())
              .isEqualTo(text.equals(table) ? "a; b" : "a, b");
          assertThat(rows.hasNext()).isFalse();
        }
      }
    }
  }

  @Test
  void an_empty_file_has_no_rows() throws IOException {
    assertThat(numbers(file("a.jsonl", ""))).isEmpty();
    assertThat(numbers(file("b.json", "[]"))).isEmpty();
  }

  @Test
  void no_more_is_read_than_is_asked_for() throws IOException {
    Path lines = file("a.jsonl", "{\"n\": 1}\n{\"n\": 2}\nnonsense\n");
    Path missing = dir.resolve("none.jsonl");
    try (var rows = Rows.stream(List.of(lines, missing))) {
      // What is left out of a row, or made of it, does not make a whole file be read.
      assertThat(rows.flatMap(r -> Stream.of(r)).limit(2)).hasSize(2);
    }
  }

  @Test
  void what_is_wrong_is_named_with_file_and_line() throws IOException {
    wrong("{\"n\": 1}\n{\"n\": }\n", ":2:7: not JSON in UTF-8: Unexpected character");
    wrong("{\"n\": 1}\n3\n", ":2: expected a JSON object, got 3");
    wrong("{\"n\": 1, \"n\": 2}\n", ":1:13: not JSON in UTF-8: Duplicate field 'n'");
    wrong("[{\"n\": 1},\n {\"n\": 2},\n", ":3:1: not JSON in UTF-8: Unexpected end-of-input");
    wrong("[{\"n\": 1},\n nonsense]", ":2");
    assertThatThrownBy(() -> numbers(dir.resolve("none.jsonl")))
        .hasMessageEndingWith("no such file");
    Path latin =
        Files.write(
            dir.resolve("latin"),
            "{\"n\": 1}\n{\"n\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> numbers(latin))
        .hasMessageContaining("latin:2:")
        .hasMessageContaining("not JSON in UTF-8: Invalid UTF-8");
  }

  private void wrong(String content, String message) throws IOException {
    Path file = file("wrong.json", content);
    assertThatThrownBy(() -> numbers(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private static List<Integer> numbers(Path file) {
    return Rows.stream(List.of(file)).map(r -> r.node().get("n").asInt()).toList();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }
}
