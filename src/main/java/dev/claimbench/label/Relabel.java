package dev.claimbench.label;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.CsvText;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A blinded sheet of verdicts for people outside the project, and what came back of it. */
public final class Relabel {
  /** How many items a sheet has. */
  public static final int ITEMS = 200;

  private static final List<String> COLUMNS = List.of("item", "article", "claim", "label", "note");

  private Relabel() {}

  /**
   * The sheet as CSV, with {@code label} and {@code note} empty. Items are taken in turn from the
   * strata (story × label), within a stratum and then in the sheet ordered by a hash of the item:
   * the same gold gives the same sheet, and its order says nothing of the labels.
   */
  public static String sheet(GoldSet gold) {
    List<List<String>> rows = new ArrayList<>();
    for (GoldVerdict v : sample(gold.verdicts())) {
      String item = Text.format("r%03d", rows.size() + 1);
      rows.add(List.of(item, v.article(), v.claim().text(), "", ""));
    }
    return CsvText.toCsv(COLUMNS, rows);
  }

  private static List<GoldVerdict> sample(List<GoldVerdict> all) {
    Comparator<GoldVerdict> fixed = Comparator.comparing(v -> Sha256.sha256("relabel " + v.id()));
    Map<String, Deque<GoldVerdict>> strata = new TreeMap<>();
    all.stream()
        .sorted(fixed)
        .forEach(
            v ->
                strata
                    .computeIfAbsent(
                        Sha256.sha256(v.claim().story() + " " + v.label()), k -> new ArrayDeque<>())
                    .add(v));
    List<GoldVerdict> chosen = new ArrayList<>();
    int wanted = Math.min(ITEMS, all.size());
    while (chosen.size() < wanted) {
      for (Deque<GoldVerdict> stratum : strata.values()) {
        if (!stratum.isEmpty() && chosen.size() < wanted) {
          chosen.add(stratum.poll());
        }
      }
    }
    return chosen.stream().sorted(fixed).toList();
  }

  /**
   * Compares a filled sheet with the gold; rows without a label are counted and left out.
   *
   * @param where the file's name, for messages
   * @return a few lines of text
   * @throws UserError for a sheet that is not one, an item twice, and a label that there is not
   */
  public static String score(GoldSet gold, String where, String csv) {
    Map<String, GoldVerdict> byText = new HashMap<>();
    gold.verdicts().forEach(v -> byText.put(key(v.article(), v.claim().text()), v));
    Map<GoldVerdict, Verdict> labelled = new LinkedHashMap<>();
    int empty = 0;
    for (NamedCsvRecord row : rows(where, csv)) {
      String at = where + ":" + row.getStartingLineNumber() + ": ";
      GoldVerdict verdict = byText.get(key(row.getField("article"), row.getField("claim")));
      if (verdict == null) {
        throw new UserError(
            at
                + "no such claim for article '"
                + row.getField("article")
                + "' in the gold; leave item, article and claim as they were");
      }
      Optional<Verdict> label = label(at, row.getField("label"));
      if (label.isEmpty()) {
        empty++;
      } else if (labelled.put(verdict, label.get()) != null) {
        throw new UserError(at + "the same article and claim a second time");
      }
    }
    if (labelled.isEmpty()) {
      throw new UserError(where + ": no row has a label; fill the column 'label'");
    }
    return result(labelled, empty);
  }

  private static List<NamedCsvRecord> rows(String where, String csv) {
    try {
      List<NamedCsvRecord> list = CsvText.rows(csv, CsvText.separator(csv));
      if (list.isEmpty() || !list.get(0).getHeader().containsAll(COLUMNS.subList(0, 4))) {
        throw new UserError(
            where
                + ": expected CSV with the columns "
                + String.join(", ", COLUMNS)
                + ", and rows below them");
      }
      return list;
    } catch (CsvParseException e) {
      throw new UserError(where + ": not CSV (" + e.getMessage() + ")");
    }
  }

  private static Optional<Verdict> label(String at, String text) {
    String label = text.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
    if (label.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(Verdict.values())
            .filter(
                v ->
                    v.name().equals(label) || (label.equals("NEI") && v == Verdict.NOT_ENOUGH_INFO))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        at
                            + "label: expected SUPPORTED, REFUTED or NOT_ENOUGH_INFO, got '"
                            + text
                            + "'")));
  }

  private static String key(String article, String claim) {
    return article + "\n" + claim.strip();
  }

  private static String result(Map<GoldVerdict, Verdict> labelled, int empty) {
    List<Verdict> gold = labelled.keySet().stream().map(GoldVerdict::label).toList();
    List<Verdict> theirs = List.copyOf(labelled.values());
    StringBuilder out = new StringBuilder();
    line(out, "all", AgreementRate.compute(gold, theirs));
    for (Verdict label : Verdict.values()) {
      line(out, label.name(), AgreementRate.compute(gold, theirs, label::equals));
    }
    List<GoldVerdict> clear = labelled.keySet().stream().filter(v -> !v.disputed()).toList();
    line(
        out,
        "without disputed",
        AgreementRate.compute(
            clear.stream().map(GoldVerdict::label).toList(),
            clear.stream().map(labelled::get).toList()));
    out.append(empty).append(" rows without a label\n");
    labelled.forEach(
        (v, label) -> {
          if (v.label() != label) {
            out.append(
                Text.format(
                    "%s: gold %s, sheet %s: %s\n", v.id(), v.label(), label, v.claim().text()));
          }
        });
    return out.toString();
  }

  private static void line(StringBuilder out, String name, AgreementRate rate) {
    out.append(
        Text.format(
            "%-18s %4d items  agreed %s  kappa %s\n",
            name,
            rate.items(),
            AgreementRate.text(rate.share()),
            AgreementRate.text(rate.kappa())));
  }
}
