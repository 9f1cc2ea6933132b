package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rows of FEVER's claim files and of a system's predictions. Source: Thorne et al. (2018),
 * <i>FEVER: a large-scale dataset for Fact Extraction and VERification</i>, NAACL; the scorer's own
 * checks at github.com/sheffieldnlp/fever-scorer.
 */
public final class Fever {
  public static final String NOT_ENOUGH_INFO = "NOT ENOUGH INFO";
  private static final Set<String> LABELS = Set.of("SUPPORTS", "REFUTES", NOT_ENOUGH_INFO);

  private Fever() {}

  /**
   * One sentence of a Wikipedia page of June 2017.
   *
   * @param page its title as in the file, e.g. {@code Soul_Food_-LRB-film-RRB-}
   * @param line counted from 0
   */
  public record Sentence(String page, int line) {
    /** What a row without evidence has; no prediction equals it. */
    static final Sentence NOWHERE = new Sentence("", -1);

    boolean exists() {
      return line >= 0;
    }
  }

  /**
   * A gold row.
   *
   * @param id 0 where the file was redacted
   * @param claim may be empty where the file was redacted
   * @param evidence groups; all sentences of one group together are enough
   */
  public record Gold(
      String where, String id, String claim, String label, List<List<Sentence>> evidence) {}

  /** A predicted row; the evidence is in the order of the file. */
  public record Prediction(String where, String id, String label, List<Sentence> evidence) {}

  /** {@code {"id": 1, "label": "SUPPORTS", "claim": "…", "evidence": [[[1, 2, "Page", 0]]]}}. */
  public static Gold gold(Row row) {
    List<List<Sentence>> groups = new ArrayList<>();
    for (JsonNode group : row.list("evidence")) {
      List<Sentence> sentences = new ArrayList<>();
      for (JsonNode sentence : group) {
        if (!sentence.isArray() || sentence.size() != 4) {
          throw row.error("evidence", "groups of [annotation, evidence, page, line]");
        }
        sentences.add(goldSentence(row, sentence.get(2), sentence.get(3)));
      }
      groups.add(sentences);
    }
    String id = row.node().has("id") ? row.name("id") : "0";
    return new Gold(row.where(), id, row.optional("claim").orElse(""), label(row, "label"), groups);
  }

  private static Sentence goldSentence(Row row, JsonNode page, JsonNode line) {
    if (page.isNull() || line.isNull()) {
      return Sentence.NOWHERE;
    }
    return sentence(row, "evidence", page, line);
  }

  /** {@code {"id": 1, "predicted_label": "REFUTES", "predicted_evidence": [["Page", 0]]}}. */
  public static Prediction prediction(Row row) {
    List<Sentence> sentences = new ArrayList<>();
    for (JsonNode sentence : row.list("predicted_evidence")) {
      if (!sentence.isArray() || sentence.size() != 2) {
        throw row.error("predicted_evidence", "a list of [page, line]");
      }
      sentences.add(sentence(row, "predicted_evidence", sentence.get(0), sentence.get(1)));
    }
    String id = row.node().has("id") ? row.name("id") : "0";
    return new Prediction(row.where(), id, label(row, "predicted_label"), sentences);
  }

  private static Sentence sentence(Row row, String field, JsonNode page, JsonNode line) {
    if (!page.isTextual() || !line.isInt() || line.asInt() < 0) {
      throw row.error(field, "a page's title and a line of 0 or more");
    }
    return new Sentence(page.asText(), line.asInt());
  }

  /** An unknown label would silently count as wrong: it is refused. */
  private static String label(Row row, String field) {
    String label = row.text(field).toUpperCase(Locale.ROOT);
    if (!LABELS.contains(label)) {
      throw row.error(field, "SUPPORTS, REFUTES or NOT ENOUGH INFO");
    }
    return label;
  }
}
