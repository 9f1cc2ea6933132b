package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * SummEdits: {@code {"id": "samsum_train_13731241_3", "doc": "…", "summary": "…", "label": 0,
 * "original_summary": "…", "edit_types": ["entity_modification"]}}, 1 consistent, 0 inconsistent.
 * The summary is the claim; all edits of one document's summary are one story and one family.
 * Source: Laban et al. (2023), <i>SummEdits: Measuring LLM Ability at Factual Reasoning Through The
 * Lens of Summarization</i>, EMNLP; github.com/salesforce/factualNLG.
 *
 * <p>Inconsistent means refuted or not said at all, which the data set does not tell apart: the
 * caller says which verdict stands for it.
 */
public final class SummEdits {
  private static final Item.Source SUMM_EDITS = new Item.Source("SummEdits");

  private SummEdits() {}

  /**
   * Reads one row at a time; close the stream.
   *
   * @param inconsistent the verdict for label 0
   */
  public static Stream<Item> read(List<Path> files, Verdict inconsistent) {
    return Rows.stream(files).map(row -> item(row, inconsistent));
  }

  private static Item item(Row row, Verdict inconsistent) {
    JsonNode label = row.node().path("label");
    if (!label.isInt() || label.asInt() < 0 || label.asInt() > 1) {
      throw row.error("label", "0 (inconsistent) or 1 (consistent)");
    }
    boolean consistent = label.asInt() == 1;
    String key = row.text("id");
    String story = key.replaceFirst("_(og|\\d+)$", "");
    String edits =
        row.node().has("edit_types") && !row.texts("edit_types").isEmpty()
            ? " (" + String.join(", ", row.texts("edit_types")) + ")"
            : "";
    return SUMM_EDITS.item(
        new Item.Labelled(
            row.where(),
            key,
            row.text("summary"),
            story,
            consistent ? Verdict.SUPPORTED : inconsistent,
            (consistent ? "consistent" : "inconsistent") + edits),
        Item.Text.whole(story, story, "", row.text("doc")),
        List.of());
  }
}
