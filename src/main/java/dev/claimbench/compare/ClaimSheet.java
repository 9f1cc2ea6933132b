package dev.claimbench.compare;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.claimbench.align.Aligner;
import dev.claimbench.align.Alignment;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.Weight;
import dev.claimbench.text.CsvText;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.UserError;
import dev.claimbench.text.VisibleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The claims that only one of two runs took from an article, as a CSV sheet to be labelled from the
 * top. A claim that both say is right or wrong for both, so that the difference in right claims is
 * 0 there whatever the truth; two claims that are about the same thing and contradict each other
 * are both on the sheet.
 */
public final class ClaimSheet {
  static final String HEAD = "id,article,claim,quoted,label,note";

  private ClaimSheet() {}

  /** Whether a sheet is one of claims, and not of verdicts. */
  public static boolean isClaimSheet(String text) {
    char separator = CsvText.separator(text);
    return text.lines()
        .limit(2)
        .anyMatch(
            line ->
                !CsvText.isSeparatorLine(line) && line.replace(separator, ',').startsWith(HEAD));
  }

  /**
   * A claim that one run has and the other has not.
   *
   * @param candidate whose it is
   */
  public record Row(String id, String article, Claim claim, boolean candidate) {}

  /**
   * All of them, in the order of articles.
   *
   * @param baseline and {@code candidate}: claims by article
   */
  public static List<Row> rows(
      Map<String, List<Claim>> baseline, Map<String, List<Claim>> candidate, Aligner aligner) {
    List<Row> rows = new ArrayList<>();
    Map<String, List<Claim>> all = new TreeMap<>(baseline);
    candidate.forEach(all::putIfAbsent);
    for (String article : all.keySet()) {
      List<Claim> before = baseline.getOrDefault(article, List.of());
      List<Claim> now = candidate.getOrDefault(article, List.of());
      Alignment alignment =
          aligner.align(
              before.stream().map(c -> new GoldClaim(c, Weight.MUST)).toList(),
              now,
              place -> false,
              Optional.empty());
      for (Alignment.Gold g : alignment.gold()) {
        if (!g.found()) {
          rows.add(row(article, g.claim().claim(), false));
        }
      }
      for (Alignment.Predicted p : alignment.predicted()) {
        // Said twice by the same model, it is no second claim.
        if (p.outcome() == Alignment.MatchOutcome.MADE_UP
            || p.outcome() == Alignment.MatchOutcome.CONTRARY) {
          rows.add(row(article, p.claim(), true));
        }
      }
    }
    return rows;
  }

  /** An id that does not tell whose it is. */
  private static Row row(String article, Claim claim, boolean candidate) {
    String hash = Sha256.sha256(article + "\0" + claim.text() + "\0" + candidate);
    return new Row(hash.substring(0, 12), article, claim, candidate);
  }

  /**
   * The sheet.
   *
   * @param seed of the order: the same rows and seed give the same bytes
   */
  public static String toCsv(List<Row> rows, long seed) {
    List<Row> order = new ArrayList<>(rows);
    Collections.shuffle(order, new Random(seed));
    return CsvText.toCsv(
        List.of(HEAD.split(",", -1)),
        order.stream()
            .map(
                row ->
                    List.of(
                        row.id(),
                        row.article(),
                        VisibleText.escape(row.claim().text()),
                        VisibleText.escape(row.claim().quotes().stream().findFirst().orElse("")),
                        "",
                        ""))
            .toList());
  }

  /**
   * The labels so far, from the top down to the first row without one.
   *
   * @param articles how many both runs read
   * @param margin see {@link LabelledClaims}
   * @throws UserError where the sheet is of other runs, or a label is none of the three
   */
  public static LabelledClaims read(
      String name, String text, List<Row> rows, int articles, OptionalDouble margin, double alpha) {
    Map<String, Row> expected = new HashMap<>();
    rows.forEach(r -> expected.put(r.id(), r));
    Set<String> seen = new HashSet<>();
    List<LabelledClaims.Label> labels = new ArrayList<>();
    boolean gap = false;
    try {
      for (NamedCsvRecord record : CsvText.rows(text, CsvText.separator(text))) {
        String where = name + ":" + record.getStartingLineNumber() + ": ";
        String id = LabelSheet.field(record, "id", where);
        Row row = expected.get(id);
        if (row == null || !seen.add(id)) {
          throw new UserError(where + "'" + id + "' is there twice or belongs to other runs");
        }
        String label = LabelSheet.label(LabelSheet.field(record, "label", where), where);
        gap |= label.isEmpty();
        if (!gap) {
          labels.add(new LabelledClaims.Label(row.candidate(), label.equals("SUPPORTED")));
        }
      }
    } catch (CsvParseException e) {
      throw new UserError(name + ": not CSV (" + e.getMessage() + ")");
    }
    LabelSheet.requireEvery(name, seen.size(), expected.size(), "claims");
    return new LabelledClaims(articles, rows.size(), labels, margin, alpha);
  }
}
