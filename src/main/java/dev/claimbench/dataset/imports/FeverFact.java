package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * FEVERFact: sentences of Wikipedia with the claims that people took out of them, the claims that
 * systems took out of them, and what people said of those. Source: Ullrich, Mlynář and Drchal
 * (2025), <i>Claim Extraction for Fact-Checking: Data, Models, and Automated Metrics</i>, arXiv
 * 2502.04955; github.com/aic-factcheck/claim_extraction.
 *
 * <p>Two forms are read, together or apart, in any order of files:
 *
 * <ul>
 *   <li>one row for a system's claims with all that belongs to them: {@code sentence_id, source,
 *       sentence, context, gold, system, generated, focus, coverage, published_focus,
 *       published_coverage}, votes as lists of 0 and 1;
 *   <li>as published: sentences ({@code feverfact/*.jsonl}: {@code sentence_id, source, sentence,
 *       sentence_context, claims}) and, beside them, {@code annotations/multi_metrics.jsonl}
 *       ({@code sentence_id, model, generated, focus_annotation, coverage_annotation,
 *       Foc_claimwise, Cov_claimwise}), votes as text such as {@code "1101"}.
 * </ul>
 *
 * <p>Rows of a third form are single claims with what each annotator said of them by itself: {@code
 * sentence_id, context, claim, votes}, votes an object of annotators, each with {@code faithful} (1
 * to 3), {@code standalone} and {@code atomic} (0 or 1).
 *
 * @param sentences in the order in which they are first met
 * @param extractions a system's claims for a sentence, in the order of the files
 * @param judged single claims that people judged by themselves
 */
public record FeverFact(
    List<Sentence> sentences, List<Extraction> extractions, List<JudgedClaim> judged) {

  /**
   * A sentence with the claims that people took out of it.
   *
   * @param where file and line
   * @param source the page's title
   * @param context the page's title, the sentence before, the sentence and the one after it
   */
  public record Sentence(
      String where,
      String id,
      String source,
      String sentence,
      List<String> context,
      List<String> gold) {
    private boolean isSameSentence(Sentence other) {
      return sentence.equals(other.sentence) && gold.equals(other.gold);
    }
  }

  /**
   * A system's claims for a sentence.
   *
   * @param focus for each generated claim, whether people found it in the gold claims taken
   *     together; empty where nobody was asked
   * @param coverage for each gold claim, whether people found it in the generated ones
   * @param publishedFocus for each generated claim, the entailment score that is published, in [0,
   *     1]
   * @param publishedCoverage the same for each gold claim
   */
  public record Extraction(
      String where,
      Sentence sentence,
      String system,
      List<String> generated,
      Optional<List<Boolean>> focus,
      Optional<List<Boolean>> coverage,
      Optional<List<Double>> publishedFocus,
      Optional<List<Double>> publishedCoverage) {

    /** Whether people said something of it. */
    public boolean judged() {
      return focus.isPresent() || coverage.isPresent();
    }
  }

  /**
   * A claim with the means of what its annotators said.
   *
   * @param context what the claim was taken from, with what stands around it
   * @param faithful 1 to 3: 3 where it follows from the text
   * @param standalone 0 to 1: understood without the text
   * @param atomic 0 to 1: one fact
   */
  public record JudgedClaim(
      String where,
      String sentence,
      List<String> context,
      String claim,
      double faithful,
      double standalone,
      double atomic) {}

  public FeverFact {
    judged = List.copyOf(judged);
    sentences = List.copyOf(sentences);
    extractions = List.copyOf(extractions);
  }

  /**
   * Reads all files.
   *
   * @throws UserError with file and line for a row whose votes and claims differ in number, or that
   *     is of neither form
   */
  public static FeverFact read(List<Path> files) {
    Map<String, Sentence> sentences = new LinkedHashMap<>();
    List<Row> systems = new ArrayList<>();
    List<JudgedClaim> judged = new ArrayList<>();
    try (Stream<Row> rows = Rows.stream(files)) {
      rows.forEach(
          row -> {
            boolean gold = row.node().has("gold") || row.node().has("claims");
            if (row.node().has("claim") && row.node().has("votes")) {
              judged.add(judged(row));
              return;
            }
            boolean scored = row.node().has("system") || row.node().has("model");
            if (!gold && !scored) {
              throw new UserError(
                  row.where()
                      + ": expected a row of FEVERFact: gold or claims (a sentence), or system or"
                      + " model (a system's claims), got neither; or claim and votes (a claim"
                      + " judged by itself)");
            }
            if (gold) {
              add(sentence(row), sentences);
            }
            if (scored) {
              systems.add(row);
            }
          });
    }
    return new FeverFact(
        List.copyOf(sentences.values()),
        systems.stream().map(row -> extraction(row, sentences)).toList(),
        judged);
  }

  private static JudgedClaim judged(Row row) {
    JsonNode votes = row.node().path("votes");
    if (!votes.isObject() || votes.isEmpty()) {
      throw row.error("votes", "an object with an annotator's votes or more");
    }
    return new JudgedClaim(
        row.where(),
        row.name("sentence_id"),
        lines(row, "context"),
        row.text("claim"),
        mean(row, votes, "faithful", 1, 3),
        mean(row, votes, "standalone", 0, 1),
        mean(row, votes, "atomic", 0, 1));
  }

  private static double mean(Row row, JsonNode votes, String name, int low, int high) {
    double sum = 0;
    for (Map.Entry<String, JsonNode> vote : votes.properties()) {
      JsonNode value = vote.getValue().path(name);
      if (!value.isNumber() || value.asDouble() < low || value.asDouble() > high) {
        throw row.error(
            "votes." + vote.getKey() + "." + name, "a number from " + low + " to " + high);
      }
      sum += value.asDouble();
    }
    return sum / votes.size();
  }

  private static void add(Sentence sentence, Map<String, Sentence> sentences) {
    Sentence before = sentences.putIfAbsent(sentence.id(), sentence);
    if (before != null && !before.isSameSentence(sentence)) {
      throw new UserError(
          sentence.where()
              + ": sentence_id "
              + sentence.id()
              + " has another sentence or other gold claims at "
              + before.where()
              + "; expected the same");
    }
  }

  private static Sentence sentence(Row row) {
    return new Sentence(
        row.where(),
        row.name("sentence_id"),
        row.text("source"),
        row.text("sentence"),
        lines(row, row.node().has("context") ? "context" : "sentence_context"),
        lines(row, row.node().has("gold") ? "gold" : "claims"));
  }

  private static Extraction extraction(Row row, Map<String, Sentence> sentences) {
    String id = row.name("sentence_id");
    Sentence sentence = sentences.get(id);
    if (sentence == null) {
      throw new UserError(
          row.where()
              + ": sentence_id "
              + id
              + " is in none of the files; give those with the gold claims (feverfact/*.jsonl)"
              + " too");
    }
    List<String> generated = lines(row, "generated");
    return new Extraction(
        row.where(),
        sentence,
        row.text(row.node().has("system") ? "system" : "model"),
        generated,
        votes(row, "focus", generated.size(), "generated claims"),
        votes(row, "coverage", sentence.gold().size(), "gold claims"),
        shares(row, "published_focus", "Foc_claimwise", generated.size(), "generated claims"),
        shares(row, "published_coverage", "Cov_claimwise", sentence.gold().size(), "gold claims"));
  }

  /** A list of texts, or one text a line of which each is. */
  private static List<String> lines(Row row, String field) {
    List<String> lines =
        row.node().path(field).isTextual()
            ? Arrays.asList(row.node().get(field).asText().split("\n", -1))
            : row.texts(field);
    return lines.stream().map(Item.Text::clean).filter(line -> !line.isEmpty()).toList();
  }

  /** A list of 0 and 1, or as published a text of them; null where nobody was asked. */
  private static Optional<List<Boolean>> votes(Row row, String name, int claims, String what) {
    String field = row.node().has(name) ? name : name + "_annotation";
    JsonNode node = row.node().path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    List<String> given = new ArrayList<>();
    if (node.isTextual()) {
      node.asText().chars().forEach(c -> given.add(Character.toString(c)));
    } else {
      row.list(field).forEach(vote -> given.add(vote.toString()));
    }
    if (!given.stream().allMatch(vote -> vote.equals("0") || vote.equals("1"))) {
      throw row.error(field, "votes of 0 and 1");
    }
    sameNumber(row, field, given.size(), "votes", claims, what);
    return Optional.of(given.stream().map("1"::equals).toList());
  }

  private static Optional<List<Double>> shares(
      Row row, String ours, String theirs, int claims, String what) {
    String field = row.node().has(ours) ? ours : theirs;
    JsonNode node = row.node().path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    List<Double> shares = new ArrayList<>();
    for (JsonNode share : row.list(field)) {
      if (!share.isNumber() || !(share.asDouble() >= 0 && share.asDouble() <= 1)) {
        throw row.error(field, "numbers from 0 to 1");
      }
      shares.add(share.asDouble());
    }
    sameNumber(row, field, shares.size(), "scores", claims, what);
    return Optional.of(shares);
  }

  private static void sameNumber(
      Row row, String field, int got, String things, int claims, String what) {
    if (got != claims) {
      throw new UserError(
          row.where()
              + ": "
              + field
              + ": expected as many "
              + things
              + " as there are "
              + what
              + " ("
              + claims
              + "), got "
              + got);
    }
  }
}
