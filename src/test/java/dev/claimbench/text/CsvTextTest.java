package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A spreadsheet shows what was written, and runs none of it. */
class CsvTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=HYPERLINK(1)", "-2+3+cmd", "+1 555", "@SUM(A1)", "\t=1", "＝1", "-", "-1-1"})
  void what_would_be_a_formula_gets_an_apostrophe_and_comes_back(String cell) {
    assertThat(CsvText.guarded(cell)).isEqualTo("'" + cell);
    assertThat(CsvText.unguarded("'" + cell)).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.5", "+3", "-1e-7", "a=b", "", "'tis", "40"})
  void numbers_and_other_text_stay(String cell) {
    assertThat(CsvText.guarded(cell)).isEqualTo(cell);
    assertThat(CsvText.unguarded(cell)).isEqualTo(cell);
  }

  @Test
  void a_table_has_its_header_first_and_quotes_where_needed() {
    assertThat(CsvText.toCsv(List.of("a", "b"), List.of(List.of("=1,2", "x"))))
        .isEqualTo("a,b\n\"'=1,2\",x\n");
    // Elsewhere a semicolon begins the next cell, and what stands behind it could be a formula.
    assertThat(CsvText.record(List.of("x;=1+1", "x\t=1"), false))
        .isEqualTo("\"x;=1+1\",\"x\t=1\"\n");
    assertThat(CsvText.record(List.of("x", "y"), true)).isEqualTo("x,y\r\n");
  }

  @Test
  void a_semicolon_parts_cells_where_the_header_has_no_comma() {
    assertThat(CsvText.separator("id;claim;label\n1;a, b;S\n")).isEqualTo(';');
    assertThat(CsvText.separator("id,claim;x\n")).isEqualTo(',');
    assertThat(CsvText.separator("")).isEqualTo(',');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sep=;\nid;claim\n1;a, b\n",
        "\"sep=;\"\nid;claim\n1;a, b\n",
        "SEP=;;;\nid;claim\n1;a, b\n",
        "sep=|\nid|claim\n1|a, b\n",
        "sep=,\nid,claim\n1,\"a, b\"\n",
        "sep=\t\nid\tclaim\n1\ta, b\n"
      })
  void a_first_line_of_excel_says_what_parts_cells_and_lines_are_counted_from_it(String sheet) {
    List<NamedCsvRecord> rows = CsvText.rows(sheet, CsvText.separator(sheet));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).getFieldsAsMap()).isEqualTo(Map.of("id", "1", "claim", "a, b"));
    assertThat(rows.get(0).getStartingLineNumber()).isEqualTo(3);
  }

  @Test
  void tabs_part_cells_as_in_excels_unicode_text_and_a_column_named_sep_is_one() {
    assertThat(CsvText.separator("id\tclaim\n1\ta, b\n")).isEqualTo('\t');
    String sheet = "sep=x,claim\n1,a\n";
    assertThat(CsvText.rows(sheet, CsvText.separator(sheet)).get(0).getField("sep=x"))
        .isEqualTo("1");
  }

  @Test
  void columns_without_a_name_do_no_harm_and_a_name_twice_is_refused() {
    String saved = "id,label,,\nv1,SUPPORTED,,\n";
    assertThat(CsvText.rows(saved, ',').get(0).getField("label")).isEqualTo("SUPPORTED");
    assertThatThrownBy(() -> CsvText.rows("id,label,label\nv1,a,b\n", ','))
        .isInstanceOf(CsvParseException.class)
        .hasMessage("the column 'label' is there twice");
  }
}
