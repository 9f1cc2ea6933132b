package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A system's verdicts by row: {@code {"id": "…", "predicted": "SUPPORTED"}}, the field also named
 * {@code predicted_label} or {@code label}; SummEdits' 1 and 0 will do. Null, or no such field
 * beside an {@code outcome} as {@code claimbench report} writes it, is no answer.
 */
public final class LabelPredictions {
  private static final List<String> FIELDS = List.of("predicted", "predicted_label", "label");

  private final Map<String, Optional<Verdict>> byId = new HashMap<>();

  /**
   * Reads all of them: they may be in any order.
   *
   * @throws UserError with file and line
   */
  public LabelPredictions(Path file) {
    try (RowFiles.RowIterator rows =
        TableRows.isTable(file) ? new TableRows(file, List.of("id")) : Rows.open(file)) {
      rows.forEachRemaining(
          row -> {
            if (byId.put(row.name("id"), predicted(row)) != null) {
              throw new UserError(row.where() + ": the id " + row.name("id") + " is there twice");
            }
          });
    }
  }

  /**
   * What was predicted for an item, found by the data set's own id or by ours.
   *
   * @return empty where there is no row for it; an empty one inside for a row without an answer
   */
  public Optional<Optional<Verdict>> of(Item item) {
    Optional<Verdict> own = byId.get(item.key());
    return Optional.ofNullable(own != null ? own : byId.get(item.verdict().id()));
  }

  /** How many rows there are. */
  public int size() {
    return byId.size();
  }

  private static Optional<Verdict> predicted(Row row) {
    String field = FIELDS.stream().filter(row.node()::has).findFirst().orElse(FIELDS.get(0));
    JsonNode value = row.node().path(field);
    boolean isAbsent = value.isMissingNode() || (value.isTextual() && value.asText().isEmpty());
    if (value.isNull() || (isAbsent && row.node().has("outcome"))) {
      return Optional.empty();
    }
    if (value.isInt() && (value.asInt() == 0 || value.asInt() == 1)) {
      return Optional.of(value.asInt() == 1 ? Verdict.SUPPORTED : Verdict.NOT_ENOUGH_INFO);
    }
    Optional<Verdict> verdict =
        value.isTextual() ? VerdictLabels.find(value.asText()) : Optional.empty();
    if (verdict.isEmpty()) {
      throw row.error(field, "SUPPORTED, REFUTED, NOT_ENOUGH_INFO or null");
    }
    return verdict;
  }
}
