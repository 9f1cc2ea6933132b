package dev.claimbench.report.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.text.CsvText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rows as text that other tools read. */
public final class ExportText {
  private ExportText() {}

  /** One object a line. */
  public static String jsonLines(List<ObjectNode> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(row).append('\n'));
    return text.toString();
  }

  /**
   * A table with a header (RFC 4180, LF line ends): a column for each field that any row has, in
   * the order in which they first come; a list is a JSON list in one cell.
   */
  public static String csv(List<ObjectNode> rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
    return CsvText.toCsv(
        columns,
        rows.stream().map(row -> columns.stream().map(c -> cell(row.path(c))).toList()).toList());
  }

  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
