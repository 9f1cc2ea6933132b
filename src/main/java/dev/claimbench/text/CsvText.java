package dev.claimbench.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables as CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe in
 * front: {@code =HYPERLINK(…)} and {@code -2+3+cmd}, but not the number {@code -0.5}.
 */
public final class CsvText {
  private static final String SIGNS = "=+-@\t\r\n＝＋－＠";
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?+[0-9]++(?:\\.[0-9]++)?+(?:[eE][-+]?+[0-9]++)?+");

  private static final Pattern SEPARATOR_LINE =
      Pattern.compile("(?i)\\A\\s*+\"?+sep=([,;|\t])\"?+[,;|\t ]*+");

  /**
   * Spreadsheets of many countries part cells at {@code ;}: what stands behind one in a text would
   * be a cell of its own, and a formula.
   */
  private static final QuoteStrategy OTHER_SEPARATORS =
      new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
          return value.indexOf(';') >= 0 || value.indexOf('\t') >= 0 || value.indexOf(',') >= 0;
        }
      };

  private CsvText() {}

  /** Rows with LF line ends, the header first. */
  public static String toCsv(Collection<String> header, List<? extends Collection<String>> rows) {
    StringBuilder text = new StringBuilder(record(header, false));
    rows.forEach(row -> text.append(record(row, false)));
    return text.toString();
  }

  /**
   * One row with its line end.
   *
   * @param crlf whether lines end in CRLF instead of LF
   */
  public static String record(Collection<String> cells, boolean crlf) {
    return record(cells, ',', crlf);
  }

  /** {@link #record(Collection, boolean)} with another separator, for a sheet that has one. */
  public static String record(Collection<String> cells, char separator, boolean crlf) {
    StringWriter text = new StringWriter();
    LineDelimiter ending = crlf ? LineDelimiter.CRLF : LineDelimiter.LF;
    try (CsvWriter csv =
        CsvWriter.builder()
            .fieldSeparator(separator)
            .lineDelimiter(ending)
            .quoteStrategy(OTHER_SEPARATORS)
            .build(text)) {
      csv.writeRecord(cells.stream().map(CsvText::guarded).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("into memory", e);
    }
    return text.toString();
  }

  /**
   * What parts the cells of a sheet: what a first line {@code sep=;} says, which Excel reads and
   * writes; else {@code ;} or a tab where the header has one and no comma.
   */
  public static char separator(String text) {
    String first = firstLine(text);
    Matcher separator = SEPARATOR_LINE.matcher(first);
    if (separator.matches()) {
      return separator.group(1).charAt(0);
    }
    if (first.indexOf(',') >= 0) {
      return ',';
    }
    return first.indexOf(';') >= 0 ? ';' : first.indexOf('\t') >= 0 ? '\t' : ',';
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** Whether a sheet's first line says what parts its cells, and is no header. */
  public static boolean isSeparatorLine(String line) {
    return SEPARATOR_LINE.matcher(line).matches();
  }

  /**
   * The rows of a sheet with a header, whatever parts its cells; numbers of lines are those of the
   * text.
   *
   * @param separator usually {@link #separator}
   * @throws CsvParseException where it is not CSV
   */
  public static List<NamedCsvRecord> rows(String text, char separator) {
    String first = firstLine(text);
    // An empty line is skipped and counted.
    String sheet = isSeparatorLine(first) ? text.substring(first.length()) : text;
    NamedCsvRecordHandler cells =
        NamedCsvRecordHandler.builder().allowDuplicateHeaderFields(true).build();
    List<NamedCsvRecord> rows =
        CsvReader.builder().fieldSeparator(separator).build(cells, sheet).stream().toList();
    rows.stream().findFirst().ifPresent(row -> requireDistinct(row.getHeader()));
    return rows;
  }

  /** Spreadsheets save columns that were used once and are empty: those have no name. */
  private static void requireDistinct(List<String> header) {
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!name.isEmpty() && !seen.add(name)) {
        throw new CsvParseException("the column '" + name + "' is there twice");
      }
    }
  }

  /** A cell's text as {@link #record} writes it. */
  public static String guarded(String cell) {
    boolean formula = !cell.isEmpty() && SIGNS.indexOf(cell.charAt(0)) >= 0;
    return formula && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
  }

  /** A cell's text without the sign that {@link #guarded} put before it. */
  public static String unguarded(String cell) {
    return cell.startsWith("'") && guarded(cell.substring(1)).equals(cell)
        ? cell.substring(1)
        : cell;
  }
}
