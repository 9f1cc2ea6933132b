package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sheets as swap writes them, and as a spreadsheet leaves them. */
class SheetFileTest {
  private static final Article BRIDGE =
      new Article("bridge", "river", "", "", Optional.empty(), "The bridge shut on Monday.");
  private static final String SHEET =
      """
      id,claim,answers,quoted,label,note
      river/v02@bridge,"The bridge, at last, shut.",NOT_ENOUGH_INFO | SUPPORTED,The bridge shut,,
      river/v01@bridge,"Two
      lines.",REFUTED | SUPPORTED,shut | Monday,,
      river/v03@bridge,'=1+1,REFUTED | SUPPORTED,,,
      """;

  @TempDir Path dir;

  private SheetFile sheet(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("disagreements.csv"), text);
    return new SheetFile(
        file, List.of(BRIDGE), Optional.of(t -> t.contains("SUPPORTED,The bridge shut,S")));
  }

  private String label(SheetFile sheet, String id, String label, String note) throws Exception {
    ObjectNode asked =
        Json.PLAIN.createObjectNode().put("id", id).put("label", label).put("note", note);
    asked.put("version", sheet.all().path("version").asText());
    assertThat(sheet.change("label", asked)).isTrue();
    return Files.readString(dir.resolve("disagreements.csv"));
  }

  @Test
  void a_label_changes_its_row_and_not_a_character_more() throws Exception {
    SheetFile sheet = sheet(SHEET);
    assertThat(label(sheet, "river/v01@bridge", "REFUTED", "says \"no\""))
        .isEqualTo(SHEET.replace("shut | Monday,,", "shut | Monday,REFUTED,\"says \"\"no\"\"\""));
    sheet.change("undo", Json.PLAIN.createObjectNode());
    assertThat(dir.resolve("disagreements.csv")).hasContent(SHEET);
  }

  @Test
  void a_sheet_of_excel_is_read_and_keeps_its_byte_order_mark() throws Exception {
    String semicolons =
        """
        id;claim;answers;quoted;label;note
        river/v02@bridge;The bridge, at last, shut.;NOT_ENOUGH_INFO | SUPPORTED;The bridge shut;;
        """;
    for (String excel : List.of("\uFEFF" + SHEET, "\uFEFF" + semicolons)) {
      assertThat(label(sheet(excel), "river/v02@bridge", "SUPPORTED", "a; b, c"))
          .startsWith("\uFEFFid")
          .contains(
              excel.equals("\uFEFF" + SHEET)
                  ? "The bridge shut,SUPPORTED,\"a; b, c\"\n"
                  : "The bridge shut;SUPPORTED;\"a; b, c\"\n");
    }
    Path file = dir.resolve("disagreements.csv");
    Files.write(file, ("\uFEFF" + SHEET).getBytes(StandardCharsets.UTF_16LE));
    SheetFile wide = new SheetFile(file, List.of(BRIDGE), Optional.empty());
    assertThat(label(wide, "river/v02@bridge", "SUPPORTED", ""))
        .isEqualTo("\uFEFF" + SHEET.replace("The bridge shut,,", "The bridge shut,SUPPORTED,"));
  }

  @Test
  void lines_end_as_they_did() throws Exception {
    String windows = SHEET.replace("\n", "\r\n");
    assertThat(label(sheet(windows), "river/v02@bridge", "SUPPORTED", ""))
        .isEqualTo(windows.replace("The bridge shut,,", "The bridge shut,SUPPORTED,"));
  }

  @Test
  void only_rows_from_the_top_count_and_which_way_it_goes_is_not_told() throws Exception {
    SheetFile sheet = sheet(SHEET);
    label(sheet, "river/v01@bridge", "REFUTED", "");
    JsonNode before = sheet.all();
    assertThat(before.path("counted").asInt()).isZero();
    assertThat(before.path("decided").asBoolean()).isFalse();
    label(sheet, "river/v02@bridge", "SUPPORTED", "");
    JsonNode after = sheet.all();
    assertThat(after.path("counted").asInt()).isEqualTo(2);
    assertThat(after.path("decided").asBoolean()).isTrue();
    assertThat(after.fieldNames())
        .toIterable()
        .containsExactly("version", "name", "articles", "rows", "counted", "decided", "undo");
  }

  @Test
  void what_a_spreadsheet_would_run_is_shown_as_text_and_written_harmless() throws Exception {
    SheetFile sheet = sheet(SHEET);
    assertThat(sheet.all().at("/rows/2/claim").asText()).isEqualTo("=1+1");
    assertThat(label(sheet, "river/v03@bridge", "", "=cmd()"))
        .contains("'=1+1,")
        .contains(",'=cmd()");
  }

  @Test
  void letters_are_labels_and_other_words_are_not() throws Exception {
    assertThat(sheet(SHEET.replace("shut,,", "shut,s,")).all().at("/rows/0/label").asText())
        .isEqualTo("SUPPORTED");
    assertThatThrownBy(() -> sheet(SHEET.replace("shut,,", "shut,maybe,")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected S, R or N, got 'maybe'");
    SheetFile sheet = sheet(SHEET);
    assertThatThrownBy(() -> label(sheet, "river/v01@bridge", "MAYBE", ""))
        .hasMessageContaining("got 'MAYBE'");
  }

  @Test
  void a_sheet_changed_meanwhile_is_not_written_over() throws Exception {
    SheetFile sheet = sheet(SHEET);
    ObjectNode asked =
        Json.PLAIN.createObjectNode().put("id", "river/v01@bridge").put("label", "REFUTED");
    asked.put("version", sheet.all().path("version").asText());
    Files.writeString(dir.resolve("disagreements.csv"), SHEET.replace("shut,,", "shut,S,"));
    assertThatThrownBy(() -> sheet.change("label", asked)).isInstanceOf(StaleFileException.class);
  }

  @Test
  void a_sheet_of_claims_names_its_articles() throws Exception {
    String claims =
        "id,article,claim,quoted,label,note\nab12,bridge,The bridge shut.,The bridge shut,,\n";
    assertThat(sheet(claims).all().at("/rows/0/article").asText()).isEqualTo("bridge");
    assertThatThrownBy(() -> sheet(claims.replace("bridge,", "ferry,")))
        .hasMessageContaining("disagreements.csv:2: no article 'ferry' among those of --articles");
  }

  @Test
  void what_is_no_sheet_is_refused() {
    assertThatThrownBy(() -> sheet("a,b\n1,2\n")).hasMessageContaining("expected the columns");
    assertThatThrownBy(() -> new SheetFile(dir.resolve("none.csv"), List.of(), Optional.empty()))
        .hasMessageContaining("no such file");
  }

  @Test
  void a_first_line_that_names_the_separator_stays() throws Exception {
    String excel = "sep=,\n" + SHEET;
    assertThat(label(sheet(excel), "river/v01@bridge", "REFUTED", ""))
        .isEqualTo(excel.replace("shut | Monday,,", "shut | Monday,REFUTED,"));
  }
}
