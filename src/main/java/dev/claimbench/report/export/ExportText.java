package dev.claimbench.report.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.text.CsvText;
import dev.claimbench.text.VisibleText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Rows as text that other tools read. */
public final class ExportText {
  private ExportText() {}

  /** One object a line; what shows nothing is escaped, which means the same to a reader. */
  public static String jsonLines(List<ObjectNode> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(VisibleText.escape(row.toString())).append('\n'));
    return text.toString();
  }

  /**
   * A table with a header (RFC 4180, LF line ends): a column for each field that any row has, in
   * the order in which they first come; a list is a JSON list in one cell.
   */
  public static String csv(List<ObjectNode> rows) {
    return csv(rows, UnaryOperator.identity());
  }

  /** {@link #csv} of what models wrote: control characters and marks of direction written out. */
  public static String visibleCsv(List<ObjectNode> rows) {
    return csv(rows, VisibleText::escape);
  }

  private static String csv(List<ObjectNode> rows, UnaryOperator<String> shown) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
    return CsvText.toCsv(
        columns,
        rows.stream()
            .map(row -> columns.stream().map(c -> shown.apply(cell(row.path(c)))).toList())
            .toList());
  }

  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
