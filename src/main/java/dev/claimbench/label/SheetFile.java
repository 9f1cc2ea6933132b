package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.CsvText;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A sheet that {@code swap} wrote, to be judged row by row beside its article. A label goes into
 * the row's own lines; every other line stays as it is, byte for byte.
 */
public final class SheetFile implements LabelSession {
  private static final List<String> NEEDED = List.of("id", "claim", "quoted", "label", "note");

  private final Path file;
  private final Map<String, Article> articles = new LinkedHashMap<>();
  private final Optional<Predicate<String>> decided;
  private final EditedFiles edits;

  /**
   * A sheet and the articles that it is about.
   *
   * @param decided whether a sheet's text has labels enough to decide; not which way, since who
   *     knows that labels the next row with it in mind
   * @throws UserError where it is no sheet
   */
  public SheetFile(Path file, List<Article> articles, Optional<Predicate<String>> decided) {
    this.file = file;
    this.edits = new EditedFiles(file.toAbsolutePath().getParent());
    this.decided = decided;
    articles.forEach(a -> this.articles.put(a.id(), a));
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file; expected a sheet that `claimbench swap` wrote");
    }
    rows(EditedFiles.read(file, ""));
  }

  @Override
  public synchronized ObjectNode all() {
    String text = EditedFiles.read(file, "");
    ObjectNode root = Json.PLAIN.createObjectNode().put("version", Sha256.sha256(text));
    root.put("name", file.getFileName().toString());
    ArrayNode list = root.putArray("articles");
    articles.values().forEach(a -> PageArticles.article(list.addObject(), a));
    ArrayNode rows = root.putArray("rows");
    int labelled = 0;
    boolean gap = false;
    for (NamedCsvRecord row : rows(text)) {
      ObjectNode node = rows.addObject().put("id", row.getField("id"));
      node.put("article", article(row)).put("claim", CsvText.unguarded(row.getField("claim")));
      row.findField("answers").ifPresent(a -> node.put("answers", a));
      node.put("quoted", CsvText.unguarded(row.getField("quoted")))
          .put("note", row.getField("note"));
      String label = label(row.getField("label"));
      node.put("label", label);
      gap |= label.isEmpty();
      labelled += gap ? 0 : 1;
    }
    // Below the first empty row nothing counts: which rows are easy hangs on what they say.
    root.put("counted", labelled);
    decided.ifPresent(d -> root.put("decided", d.test(text)));
    return root.put("undo", edits.steps());
  }

  @Override
  public synchronized boolean change(String what, JsonNode asked) throws StaleFileException {
    return edits.locked(() -> changed(what, asked));
  }

  @Override
  public synchronized ObjectNode after(String what, JsonNode asked) {
    return PageArticles.part(all());
  }

  private boolean changed(String what, JsonNode asked) throws StaleFileException {
    switch (what) {
      case "label" -> label(asked);
      case "undo" -> edits.undo();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void label(JsonNode asked) throws StaleFileException {
    String text = EditedFiles.same(file, "", asked.path("version").asText());
    String label = asked.path("label").asText();
    if (!label.isEmpty() && Stream.of(Verdict.values()).noneMatch(v -> v.name().equals(label))) {
      throw new UserError("label: expected " + List.of(Verdict.values()) + ", got '" + label + "'");
    }
    List<NamedCsvRecord> rows = rows(text);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).getField("id").equals(asked.path("id").asText())) {
        String note = asked.path("note").asText().strip();
        int start = lineStart(text, rows.get(i).getStartingLineNumber());
        int end =
            i + 1 < rows.size()
                ? lineStart(text, rows.get(i + 1).getStartingLineNumber())
                : text.length();
        String ending = text.substring(start, end).contains("\r\n") ? "\r\n" : "\n";
        String line =
            written(
                rows.get(i), Map.of("label", label, "note", note), CsvText.separator(text), ending);
        edits.write(file, text.substring(0, start) + line + text.substring(end));
        return;
      }
    }
    throw new UserError(file + ": no row '" + asked.path("id").asText() + "'");
  }

  private static String written(
      NamedCsvRecord row, Map<String, String> now, char separator, String ending) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      fields.add(now.getOrDefault(row.getHeader().get(i), row.getField(i)));
    }
    return CsvText.record(fields, separator, ending.equals("\r\n"));
  }

  /** Where a line begins; the first is 1. */
  private static int lineStart(String text, long line) {
    int at = 0;
    for (long i = 1; i < line; i++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at;
  }

  private List<NamedCsvRecord> rows(String text) {
    try {
      List<NamedCsvRecord> rows = CsvText.rows(text, CsvText.separator(text));
      if (!rows.isEmpty() && !rows.get(0).getHeader().containsAll(NEEDED)) {
        throw new UserError(
            file + ": expected the columns " + NEEDED + ", got " + rows.get(0).getHeader());
      }
      for (NamedCsvRecord row : rows) {
        if (!articles.containsKey(article(row))) {
          throw new UserError(
              Text.format(
                  "%s:%d: no article '%s' among those of --articles",
                  file, row.getStartingLineNumber(), article(row)));
        }
        label(row.getField("label"));
      }
      return rows;
    } catch (CsvParseException e) {
      throw new UserError(file + ": not CSV (" + e.getMessage() + ")");
    }
  }

  /** A sheet of claims has a column; one of verdicts has it in {@code story/claim@article}. */
  private static String article(NamedCsvRecord row) {
    return row.findField("article")
        .orElseGet(() -> row.getField("id").substring(row.getField("id").lastIndexOf('@') + 1));
  }

  /** In full; a letter is as good in the file. */
  private String label(String typed) {
    String upper = typed.strip().toUpperCase(Locale.ROOT);
    return upper.isEmpty()
        ? ""
        : Stream.of(Verdict.values())
            .map(Verdict::name)
            .filter(l -> l.equals(upper) || l.substring(0, 1).equals(upper))
            .findFirst()
            .orElseThrow(
                () -> new UserError(file + ": label: expected S, R or N, got '" + typed + "'"));
  }
}
