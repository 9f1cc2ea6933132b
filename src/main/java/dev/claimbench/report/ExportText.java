package dev.claimbench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(columns);
      rows.forEach(row -> csv.writeRecord(columns.stream().map(c -> cell(row.path(c))).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException("into memory", e);
    }
    return text.toString();
  }

  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
