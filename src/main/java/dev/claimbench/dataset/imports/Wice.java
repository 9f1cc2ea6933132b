package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows of WiCE's claim files. Source: Kamoi et al. (2023), <i>WiCE: Real-World Entailment for
 * Claims in Wikipedia</i>, EMNLP; github.com/ryokamoi/wice.
 */
public final class Wice {
  private Wice() {}

  /** How much of a claim its cited article carries, in the order of the published scores. */
  public enum Label {
    SUPPORTED(0, 1),
    PARTIALLY_SUPPORTED(1, 0.5),
    NOT_SUPPORTED(2, 0);

    private final int number;
    private final double score;

    Label(int number, double score) {
      this.number = number;
      this.score = score;
    }

    /** Its number in the published results, 0 to 2. */
    public int number() {
      return number;
    }

    /** The entailment score that stands for a model's answer with this label. */
    public double score() {
      return score;
    }

    /** The name in the files. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One claim with the article that it cites.
   *
   * @param title of the Wikipedia page that makes the claim
   * @param article sentences of the cited article
   * @param supporting alternative sets of sentences, each enough; empty for NOT_SUPPORTED
   */
  public record Labelled(
      String where,
      String id,
      String title,
      String claim,
      Label label,
      List<String> article,
      List<List<Integer>> supporting) {}

  /**
   * {@code {"label": "supported", "supporting_sentences": [[0, 3]], "claim": "…", "evidence":
   * ["…"], "meta": {"id": "test00001", "claim_title": "…"}}}.
   */
  public static Labelled labelled(Row row) {
    Row meta = new Row(row.where() + ": meta", row.node().path("meta"));
    List<String> article = row.texts("evidence");
    List<List<Integer>> supporting = new ArrayList<>();
    for (JsonNode set : row.list("supporting_sentences")) {
      List<Integer> sentences = new ArrayList<>();
      for (JsonNode index : set) {
        if (!index.isInt() || index.asInt() < 0 || index.asInt() >= article.size()) {
          throw row.error(
              "supporting_sentences", "numbers of sentences, 0 to " + (article.size() - 1));
        }
        sentences.add(index.asInt());
      }
      supporting.add(sentences);
    }
    return new Labelled(
        row.where(),
        meta.name("id"),
        meta.optional("claim_title").orElse(""),
        row.text("claim"),
        label(row, "label", row.text("label")),
        article,
        supporting);
  }

  static Label label(Row row, String field, String text) {
    for (Label label : Label.values()) {
      if (label.text().equals(text)) {
        return label;
      }
    }
    throw row.error(field, "supported, partially_supported or not_supported");
  }
}
