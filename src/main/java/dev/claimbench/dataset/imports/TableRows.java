package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.claimbench.text.CsvText;
import dev.claimbench.text.UserError;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;

/** The rows of a CSV file with a header, TSV where the name ends in {@code .tsv}. */
final class TableRows implements RowFiles.RowIterator {
  private final Path file;
  private final BufferedReader in;
  private final CloseableIterator<NamedCsvRecord> records;
  private final List<String> needed;

  /**
   * @param needed columns that the header must have
   */
  TableRows(Path file, List<String> needed) {
    this.file = file;
    this.needed = needed;
    this.in = TextInput.open(file);
    TextInput.peek(file, in);
    String first = TextInput.header(file, in);
    char separator =
        file.toString().matches("(?i).*\\.tsv(\\.gz)?") ? '\t' : CsvText.separator(first);
    if (CsvText.isSeparatorLine(first)) {
      // Its line end stays: lines are counted from the top of the file.
      TextInput.skip(file, in, first.length());
    }
    this.records = CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(in).iterator();
  }

  /** Whether a file is a table, by its name. */
  static boolean isTable(Path file) {
    return file.toString().matches("(?i).*\\.(csv|tsv)(\\.gz)?");
  }

  @Override
  public boolean hasNext() {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      throw new UserError(file + ": not CSV: " + e.getMessage());
    }
  }

  @Override
  public Row next() {
    NamedCsvRecord named = records.next();
    if (!named.getHeader().containsAll(needed)) {
      throw new UserError(
          file + ":1: expected the columns " + needed + ", got " + named.getHeader());
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    named.getFieldsAsMap().forEach((name, cell) -> node.put(name, CsvText.unguarded(cell)));
    return new Row(file + ":" + named.getStartingLineNumber(), node);
  }

  @Override
  public void close() {
    TextInput.close(file, in);
  }
}
