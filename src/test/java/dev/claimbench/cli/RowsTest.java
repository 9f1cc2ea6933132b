package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs and the gold as rows for other tools, and as a table for a paper. */
class RowsTest {
  @TempDir Path dir;
  private SmallWorld world;

  @BeforeEach
  void makeWorld() throws IOException {
    world = new SmallWorld(dir, 6, Map.of());
  }

  @Test
  void figures_are_those_of_the_runs_own_file() throws IOException {
    Path run = world.run("old", s -> 8);
    String lines = report(run.toString(), "--format", "figures-jsonl");
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
    assertThat(report(run.toString(), "--format", "figures-jsonl")).isEqualTo(lines);
  }

  @Test
  void a_table_has_the_same_verdicts_and_a_cell_for_every_field() throws IOException {
    Path run = world.run("old", s -> 8);
    String csv = report(run.toString(), "--format", "verdicts-csv");
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

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "csv"})
  void what_is_exported_can_be_imported_and_scores_the_same(String form) throws IOException {
    Path run = world.run("old", s -> 8);
    Path gold = dir.resolve("gold." + form);
    Path predictions = dir.resolve("predictions." + form);
    String rows = "verdicts-" + form;
    assertThat(world.claimbench(corpusRows("--texts", "--format", rows, "--out", gold.toString())))
        .isZero();
    report(run.toString(), "--format", rows, "--out", predictions.toString());
    String again = dir.resolve("again-" + form).toString();
    assertThat(world.claimbench("import", "plain", gold.toString(), "--out", again))
        .as(world.err.toString())
        .isZero();
    assertThat(world.line("corpus check --seeds " + again + "/seeds --gold " + again + "/eval"))
        .as(world.err.toString())
        .isZero();
    assertThat(world.out.toString()).contains("60 verdicts");
    assertThat(
            world.claimbench(
                "import", "plain", gold.toString(), "--predictions", predictions.toString()))
        .isZero();
    assertThat(world.out.toString()).contains("accuracy           0.8                   n = 60");
  }

  @Test
  void a_guarded_cell_and_a_list_of_quotes_are_read_as_they_were_meant() throws IOException {
    Path own =
        Files.writeString(
            dir.resolve("own.csv"),
            """
            claim,article,label,evidence
            '-40 degrees it was.,"[x] It was cold. -40.",SUPPORTED,"[""It was cold"",""-40""]"
            It is marked.,"[x] It was cold. -40.",SUPPORTED,[x]
            """);
    Path out = dir.resolve("own");
    assertThat(world.claimbench("import", "plain", own.toString(), "--out", out.toString()))
        .as(world.err.toString())
        .isZero();
    try (Stream<Path> files = Files.list(out.resolve("eval/verify"))) {
      assertThat(files.findFirst().orElseThrow())
          .content()
          .contains("-40 degrees it was.", "It was cold", "[x]")
          .doesNotContain("'-40 degrees");
    }
  }

  @Test
  void a_paper_gets_a_table_with_intervals() throws IOException {
    Path old = world.run("a_1", s -> 8 + s % 2);
    Path now = world.run("b", s -> 4);
    Path file = dir.resolve("results.tex");
    report(old.toString(), now.toString(), "--format", "latex", "--out", file.toString());
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
  void several_runs_stand_below_one_another_and_a_text_shows_one() throws IOException {
    String old = world.run("a", s -> 8).toString();
    String now = world.run("b", s -> 4).toString();
    String both = report(old, now, "--format", "verdicts-jsonl");
    assertThat(both)
        .isEqualTo(
            report(old, "--format", "verdicts-jsonl") + report(now, "--format", "verdicts-jsonl"));
    assertThat(world.claimbench("report", old, now)).isEqualTo(2);
    assertThat(world.err.toString())
        .endsWith("claimbench: --format text: expected one run folder, got 2\n");
    assertThat(world.claimbench("report", old, now, "--serve")).isEqualTo(2);
    assertThat(world.err.toString()).endsWith("--serve: expected one run folder, got 2\n");
  }

  @Test
  void texts_go_into_rows_of_claims_too() throws IOException {
    assertThat(world.claimbench(corpusRows("--format", "claims-csv"))).isZero();
    assertThat(world.claimbench(corpusRows("--format", "nonsense"))).isEqualTo(2);
    assertThat(world.err.toString())
        .contains(
            "--format: expected one of verdicts-jsonl, verdicts-csv, claims-jsonl, claims-csv,"
                + " got");
  }

  private static long count(String text, char c) {
    return text.chars().filter(x -> x == c).count();
  }

  private String[] corpusRows(String... arguments) {
    List<String> all = new ArrayList<>(List.of("corpus", "rows"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--seeds", dir + "/seeds", "--gold", dir + "/eval"));
    return all.toArray(String[]::new);
  }

  private String report(String... arguments) {
    world.out.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(arguments));
    assertThat(world.claimbench(all.toArray(String[]::new))).as(world.err.toString()).isZero();
    String text = world.out.toString();
    world.out.getBuffer().setLength(0);
    return text;
  }
}
