package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.claimbench.run.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir Path dir;
  private SmallWorld world;

  @BeforeEach
  void makeWorld() throws IOException {
    world = new SmallWorld(dir, 6, Map.of());
  }

  @Test
  void figures_are_those_of_the_runs_own_file() throws IOException {
    Path run = world.run("old", s -> 8);
    String lines = export(run.toString());
    JsonNode scores = Json.MAPPER.readTree(run.resolve("scores.json").toFile()).get("figures");
    List<String> rows = lines.lines().toList();
    assertThat(rows).hasSize(scores.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = Json.MAPPER.readTree(rows.get(i));
      assertThat(row.get("figure")).isEqualTo(scores.get(i).get("name"));
      for (String field : List.of("value", "low", "high", "n", "unscored")) {
        assertThat(row.path(field)).as(field).isEqualTo(scores.get(i).path(field));
      }
    }
    assertThat(export(run.toString())).isEqualTo(lines);
  }

  @Test
  void a_table_has_the_same_verdicts_and_a_cell_for_every_field() throws IOException {
    Path run = world.run("old", s -> 8);
    String csv = export(run.toString(), "--rows", "verdicts", "--csv");
    List<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
    assertThat(records).hasSize(60);
    assertThat(records.get(0).getFieldsAsMap())
        .containsEntry("model", "answers/old")
        .containsEntry("id", "s0/v0@a0")
        .containsEntry("claim", "Bridge number 0 of town 0 is open.")
        .containsEntry("gold", "SUPPORTED")
        .containsEntry("predicted", "SUPPORTED")
        .containsEntry("right", "true")
        .containsEntry("outcome", "Parsed");
    assertThat(csv).doesNotContain("\r");
  }

  @Test
  void what_is_exported_can_be_imported_and_scores_the_same() throws IOException {
    Path run = world.run("old", s -> 8);
    Path gold = dir.resolve("gold.jsonl");
    Path predictions = dir.resolve("predictions.jsonl");
    export(withFolders("--rows", "verdicts", "--texts", "--out", gold.toString()));
    export(run.toString(), "--rows", "verdicts", "--out", predictions.toString());
    assertThat(
            world.claimbench(
                "import", "plain", gold.toString(), "--predictions", predictions.toString()))
        .isZero();
    assertThat(world.out.toString()).contains("accuracy           0.8                   n = 60");
  }

  @Test
  void a_paper_gets_a_table_with_intervals() throws IOException {
    Path old = world.run("a_1", s -> 8 + s % 2);
    Path now = world.run("b", s -> 4);
    Path file = dir.resolve("results.tex");
    assertThat(export(old.toString(), now.toString(), "--latex", "--out", file.toString()))
        .isEmpty();
    String table = Files.readString(file);
    assertThat(table)
        .startsWith("% \\usepackage{booktabs}\n\\begin{table}\n")
        .contains("& \\multicolumn{2}{c}{answers/a\\_1} & \\multicolumn{2}{c}{answers/b} \\\\")
        .containsPattern(
            "accuracy & 0\\.850 & \\{\\\\small \\[0\\.\\d{3}, 0\\.\\d{3}\\]\\} & 0\\.400 & .*")
        .contains("\\quad claim alone, no article")
        .contains("\\caption{Scores with 95\\% intervals, bootstrapped over stories; gold ")
        .doesNotContain("recall of what must be found");
    assertThat(table.lines().filter(l -> l.endsWith("\\\\")))
        .allMatch(l -> count(l, '{') == count(l, '}'));
  }

  @Test
  void what_does_not_go_together_is_said_in_one_line() throws IOException {
    assertThat(world.claimbench("export", "--latex")).isEqualTo(2);
    assertThat(world.err.toString()).contains("export --latex: takes run folders");
    assertThat(world.claimbench(withFolders("--rows", "figures"))).isEqualTo(2);
    assertThat(world.err.toString()).contains("export --rows figures: needs a run folder");
    assertThat(world.claimbench("export", dir.resolve("none").toString())).isEqualTo(2);
  }

  private static long count(String text, char c) {
    return text.chars().filter(x -> x == c).count();
  }

  private String[] withFolders(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("export"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--seeds", dir + "/seeds", "--gold", dir + "/eval"));
    return all.toArray(String[]::new);
  }

  private String export(String... arguments) {
    world.out.getBuffer().setLength(0);
    String[] all = arguments;
    if (!arguments[0].equals("export")) {
      all = new String[arguments.length + 1];
      all[0] = "export";
      System.arraycopy(arguments, 0, all, 1, arguments.length);
    }
    assertThat(world.claimbench(all)).as(world.err.toString()).isZero();
    String text = world.out.toString();
    world.out.getBuffer().setLength(0);
    return text;
  }
}
