package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Anybody's own data: JSON lines, or CSV with a header (TSV where the name ends in {@code .tsv}),
 * with the fields {@code claim}, {@code article} (its text) and {@code label} (any data set's name
 * for supported, refuted or not enough information). Where there are {@code id}, {@code
 * article_id}, {@code story}, {@code family}, {@code title}, {@code source} and {@code evidence} (a
 * quote, or a JSON list of them), they are taken too. Without a story, each text is one.
 */
public final class Plain {
  private static final Item.Source OWN = new Item.Source("imported");
  private static final List<String> NEEDED = List.of("claim", "article", "label");
  private static final int HASH = 12;

  private Plain() {}

  /** Reads one row at a time; close the stream. Rows without a label are left out. */
  public static Stream<Item> read(List<Path> files, SkippedRows skips) {
    return new RowFiles(
            files, file -> TableRows.isTable(file) ? new TableRows(file, NEEDED) : Rows.open(file))
        .stream().flatMap(row -> item(row, skips));
  }

  private static Stream<Item> item(Row row, SkippedRows skips) {
    if (row.optional("label").isEmpty()) {
      skips.add("no label");
      return Stream.of();
    }
    String label = row.text("label");
    Verdict verdict =
        VerdictLabels.find(label)
            .orElseThrow(
                () -> row.error("label", "SUPPORTED, REFUTED or NOT_ENOUGH_INFO (or SUPPORTS, …)"));
    String article = row.text("article");
    String hash = "a-" + Sha256.sha256(article).substring(0, HASH);
    String id = row.node().has("article_id") ? row.name("article_id") : hash;
    String story = row.optional("story").orElse(id);
    String line = row.where().substring(row.where().lastIndexOf(':') + 1);
    String key = row.node().has("id") ? row.name("id") : "row-" + line;
    return Stream.of(
        new Item.Source(row.optional("source").orElse(OWN.name()))
            .item(
                new Item.Labelled(
                    row.where(),
                    key,
                    row.text("claim"),
                    row.optional("family").orElse(key),
                    verdict,
                    row.optional("given").orElse(label)),
                Item.Text.whole(id, story, row.optional("title").orElse(""), article),
                evidence(row)));
  }

  private static List<String> evidence(Row row) {
    if (!row.node().has("evidence")) {
      return List.of();
    }
    if (!row.node().get("evidence").isTextual()) {
      return row.texts("evidence");
    }
    // A cell of a table has one quote, or the list that our own tables have there.
    Optional<String> cell = row.optional("evidence");
    return cell.flatMap(Plain::list).orElseGet(() -> cell.stream().toList());
  }

  private static Optional<List<String>> list(String cell) {
    try {
      JsonNode list = cell.startsWith("[") ? Json.STRICT.readTree(cell) : MissingNode.getInstance();
      List<String> quotes = new ArrayList<>();
      for (JsonNode quote : list) {
        if (!quote.isTextual()) {
          return Optional.empty();
        }
        quotes.add(quote.asText());
      }
      return list.isArray() ? Optional.of(quotes) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
