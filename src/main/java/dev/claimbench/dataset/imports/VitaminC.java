package dev.claimbench.dataset.imports;

import dev.claimbench.dataset.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * VitaminC's fact verification files: {@code {"unique_id": "…", "case_id": "…", "claim": "…",
 * "evidence": "…", "label": "SUPPORTS", "page": "…"}}. The evidence sentence is the text; the rows
 * of one case, the same facts before and after a revision, are one story and one family. Source:
 * Schuster et al. (2021), <i>Get Your Vitamin C!</i>, NAACL; github.com/TalSchuster/VitaminC.
 */
public final class VitaminC {
  private static final Item.Source VITAMIN_C = new Item.Source("VitaminC");

  private VitaminC() {}

  /** Reads one row at a time; close the stream. Rows without a label are left out. */
  public static Stream<Item> read(List<Path> files, SkippedRows skips) {
    return Rows.stream(files).flatMap(row -> item(row, skips));
  }

  private static Stream<Item> item(Row row, SkippedRows skips) {
    String field = row.node().has("gold_label") ? "gold_label" : "label";
    if (row.optional(field).isEmpty()) {
      skips.add("no label");
      return Stream.of();
    }
    String given = row.text(field);
    Verdict label =
        VerdictLabels.find(given)
            .orElseThrow(() -> row.error(field, "SUPPORTS, REFUTES or NOT ENOUGH INFO"));
    String key = row.name(row.node().has("unique_id") ? "unique_id" : "id");
    String story = row.node().has("case_id") ? row.name("case_id") : key;
    String title = row.optional("page").orElse("");
    Item.Text text = Item.Text.whole(key, story, title, row.text("evidence"));
    return Stream.of(
        VITAMIN_C.item(
            new Item.Labelled(row.where(), key, row.text("claim"), story, label, given),
            text,
            List.of(text.joined())));
  }
}
