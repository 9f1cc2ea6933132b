package dev.claimbench.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that Inspect 0.3.285, promptfoo and lm-eval wrote on a stand-in server, and tables. */
class RowsReaderTest {
  private static final Path ROWS = Path.of("src/test/resources/rows");

  @TempDir Path dir;

  private RowSet read(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.writeString(file, text);
    return RowsReader.read(file, Optional.empty(), "");
  }

  @Test
  void a_log_of_inspect_has_its_letters_as_numbers_and_its_metadata_as_groups() {
    RowSet set = RowsReader.read(ROWS.resolve("inspect-old.json"), Optional.empty(), "");
    assertThat(set.models()).containsExactly("openai/old");
    assertThat(set.metrics()).containsExactly("match");
    assertThat(set.grouped()).isTrue();
    assertThat(set.rows())
        .hasSize(32)
        .first()
        .isEqualTo(new Row("openai/old", "story0", "s1", "match", 1));
    assertThat(set.rows()).extracting(Row::value).contains(0.0);
  }

  @Test
  void promptfoo_pairs_providers_by_test_not_by_its_column() {
    RowSet set = RowsReader.read(ROWS.resolve("promptfoo.json"), Optional.empty(), "");
    assertThat(set.models()).containsExactly("openai:chat:old", "openai:chat:new");
    assertThat(set.metrics()).containsExactly("pass", "score");
    assertThat(set.rows())
        .filteredOn(r -> r.item().equals("0"))
        .extracting(Row::model, Row::metric, Row::group)
        .contains(
            tuple("openai:chat:old", "pass", "story0"), tuple("openai:chat:new", "pass", "story0"));
  }

  @Test
  void samples_of_lm_eval_are_items_of_their_task_and_the_folder_is_the_model() {
    RowSet set =
        RowsReader.read(
            ROWS.resolve("old/samples_sums_2026-11-29T06-10-00.000000.jsonl"),
            Optional.empty(),
            "");
    assertThat(set.models()).containsExactly("old");
    assertThat(set.metrics()).containsExactly("exact_match");
    assertThat(set.rows())
        .first()
        .extracting(Row::item, Row::group)
        .containsExactly("sums/0", "story0");
  }

  @Test
  void a_table_may_have_semicolons_a_mark_and_its_own_groups() throws IOException {
    RowSet set =
        read(
            "r.csv",
            "\uFEFFitem;document;model;metric;value\n"
                + "1;d1;a;acc;true\n"
                + "1;d1;a;ms;12.5\n"
                + "2;d1;a;acc;\n");
    assertThat(set.grouped()).isFalse();
    assertThat(set.rows())
        .containsExactly(new Row("a", "1", "1", "acc", 1), new Row("a", "1", "1", "ms", 12.5));
    // No value is no zero.
    assertThat(set.unscored()).containsEntry("a", Set.of("2"));
    assertThat(RowsReader.read(dir.resolve("r.csv"), Optional.of("b"), "document").rows())
        .contains(new Row("b", "d1", "1", "acc", 1));
  }

  @Test
  void lines_of_json_take_a_name_for_their_model_from_the_command() throws IOException {
    Files.writeString(
        dir.resolve("x.jsonl"),
        "{\"item\": 7, \"story\": \"s\", \"metric\": \"acc\", \"value\": 0.25}\n\n");
    assertThat(RowsReader.read(List.of("mine=" + dir.resolve("x.jsonl")), "").rows())
        .containsExactly(new Row("mine", "s", "7", "acc", 0.25));
    assertThatThrownBy(() -> RowsReader.read(List.of(dir.resolve("x.jsonl").toString()), ""))
        .isInstanceOf(UserError.class)
        .hasMessage(
            dir.resolve("x.jsonl") + ":1: no model; add the column, or give --rows NAME=FILE");
  }

  @Test
  void errors_of_a_provider_are_items_without_a_value() throws IOException {
    RowSet set =
        read(
            "p.json",
            "{\"results\": {\"results\": [{\"testIdx\": 3, \"provider\": {\"id\": \"p\"},"
                + " \"failureReason\": 2, \"success\": false, \"score\": 0}]}}");
    assertThat(set.rows()).isEmpty();
    assertThat(set.unscored()).containsEntry("p", Set.of("3"));
    RowSet inspect =
        read(
            "i.json",
            "{\"eval\": {\"model\": \"m\"}, \"samples\": [{\"id\": 1, \"error\": {}}, {\"id\": 2,"
                + " \"scores\": {\"s\": {\"value\": {\"a\": 1, \"b\": \"I\"}}}}]}");
    assertThat(inspect.unscored()).containsEntry("m", Set.of("1"));
    assertThat(inspect.metrics()).containsExactly("s.a", "s.b");
  }

  @Test
  void what_is_wrong_is_named_with_its_line() {
    assertThatThrownBy(() -> read("a.csv", "item,metrik,value\n1,acc,1\n"))
        .hasMessageContaining("a.csv:2: expected the columns item, metric and value")
        .hasMessageContaining("[item, metrik, value]");
    assertThatThrownBy(() -> read("b.csv", "item,model,metric,value\n1,m,acc,high\n"))
        .hasMessageContaining("b.csv:2: acc: expected a number")
        .hasMessageContaining("got 'high'");
    assertThatThrownBy(() -> read("n.csv", "item,model,metric,value\n1,m,acc,NaN\n"))
        .hasMessageContaining("got 'NaN'");
    assertThatThrownBy(() -> read("c.jsonl", "{\"item\": 1}\n{\n"))
        .hasMessageContaining("c.jsonl:1: expected the columns");
    assertThatThrownBy(() -> read("d.json", "[]")).hasMessageContaining("a JSON array");
    assertThatThrownBy(() -> read("e.csv", "item,model,metric,value\n"))
        .hasMessageEndingWith("e.csv: no rows");
    assertThatThrownBy(() -> read("f.json", "{\"eval\": {}, \"status\": \"error\"}"))
        .hasMessageContaining("an Inspect log without samples");
  }

  @Test
  void what_only_java_takes_for_a_number_is_none() {
    for (String value : new String[] {"1d", "0x1p3", "1f", "+", "."}) {
      assertThatThrownBy(() -> read("n.csv", "item,model,metric,value\n1,m,acc," + value + "\n"))
          .hasMessageEndingWith("got '" + value + "'");
    }
  }

  @Test
  void an_evaluation_that_did_not_end_is_incomplete() {
    assertThatThrownBy(
            () ->
                read(
                    "i.json",
                    "{\"status\": \"cancelled\", \"eval\": {\"model\": \"m\"}, \"samples\":"
                        + " [{\"id\": 1, \"scores\": {\"s\": {\"value\": 1}}}]}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("i.json: the evaluation did not end (status 'cancelled')")
        .satisfies(e -> assertThat(((UserError) e).exitCode()).isEqualTo(6));
  }

  /** Two tasks, or one with a question put in between: 1 and 1 are not the same. */
  @Test
  void items_of_one_number_that_ask_something_else_are_not_paired() throws IOException {
    String log =
        "{\"eval\": {\"model\": \"%s\"}, \"samples\": [{\"id\": 1, \"input\": \"%s\","
            + " \"scores\": {\"s\": {\"value\": 1}}}]}";
    String a = Files.writeString(dir.resolve("a.json"), log.formatted("a", "1 + 1?")).toString();
    String b = Files.writeString(dir.resolve("b.json"), log.formatted("b", "2 + 2?")).toString();
    assertThatThrownBy(() -> RowsReader.read(List.of(a, b), ""))
        .isInstanceOf(UserError.class)
        .hasMessage(
            b
                + ": item 1 asks something else than in "
                + a
                + "; compare runs of the same questions, one task at a time");
    Files.writeString(dir.resolve("b.json"), log.formatted("b", "1 + 1?"));
    assertThat(RowsReader.read(List.of(a, b), "").rows()).hasSize(2);
  }

  @Test
  void a_field_to_group_by_that_is_not_there_is_named() throws IOException {
    Path file =
        Files.writeString(dir.resolve("g.csv"), "item,model,metric,value,group\n1,m,a,1,x\n");
    assertThatThrownBy(() -> RowsReader.read(List.of(file.toString()), "storry"))
        .isInstanceOf(UserError.class)
        .hasMessage("--group storry: no item in " + file + " has such a column or field");
  }

  @Test
  void a_sheet_of_excel_is_read_in_any_of_the_forms_that_it_saves() throws IOException {
    String sheet = "item;metric;value;model\n1;exact;1;new\n";
    List<Row> expected = read("plain.csv", sheet).rows();
    assertThat(expected).hasSize(1);
    assertThat(read("named.csv", "sep=;\r\n" + sheet).rows()).isEqualTo(expected);
    Path unicode = dir.resolve("unicode.txt");
    Files.write(unicode, ("\uFEFF" + sheet.replace(';', '\t')).getBytes(StandardCharsets.UTF_16LE));
    assertThat(RowsReader.read(unicode, Optional.empty(), "").rows()).isEqualTo(expected);
    assertThatThrownBy(() -> read("bad.csv", "sep=;\n" + sheet.replace(";1;new", ";x;new")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("bad.csv:3: exact: expected a number");
  }
}
