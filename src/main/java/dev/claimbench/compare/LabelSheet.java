package dev.claimbench.compare;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.CsvText;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import dev.claimbench.text.VisibleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The verdicts on which two runs disagree, as a CSV sheet to be labelled from the top: in random
 * order, so that one may stop after any row, and without saying who answered what.
 */
public final class LabelSheet {
  private static final List<String> LABELS = List.of("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO");
  private static final String ID = "id";
  private static final String LABEL = "label";

  private LabelSheet() {}

  /**
   * Two answers to one question.
   *
   * @param baseline and {@code candidate}: the same item, answered differently
   */
  record Disagreement(Item baseline, Item candidate) {
    /** 1 where only the candidate is right, -1 where only the baseline is, 0 where neither is. */
    int gain(String label) {
      return (candidate.answered().equals(label) ? 1 : 0)
          - (baseline.answered().equals(label) ? 1 : 0);
    }
  }

  /**
   * The sheet.
   *
   * @param seed of the order: the same runs and seed give the same bytes
   */
  public static String toCsv(Scores a, Scores b, long seed) {
    List<Disagreement> list = new ArrayList<>(disagreements(a, b).values());
    Collections.shuffle(list, new Random(seed));
    return CsvText.toCsv(
        List.of(ID, "claim", "answers", "quoted", LABEL, "note"),
        list.stream()
            .map(
                d ->
                    List.of(
                        d.candidate().withinTask(),
                        VisibleText.escape(d.candidate().text()),
                        both(d.baseline().answered(), d.candidate().answered()),
                        VisibleText.escape(both(d.baseline().quote(), d.candidate().quote())),
                        "",
                        ""))
            .toList());
  }

  /** A sentence for each of the two that gives the same verdict whatever it is asked. */
  public static List<String> constantAnswers(Scores a, Scores b) {
    return Stream.of(a, b)
        .flatMap(
            run -> {
              List<String> answers =
                  run.items().stream()
                      .filter(i -> i.task().equals(Tasks.VERIFY.name()))
                      .map(Item::answered)
                      .toList();
              return answers.size() > 1 && Set.copyOf(answers).size() == 1
                  ? Stream.of(
                      run.model() + " answers " + answers.get(0) + " to all " + answers.size())
                  : Stream.<String>empty();
            })
        .toList();
  }

  /**
   * The labels so far: of the rows from the top down to the first that has none.
   *
   * @param name the file's name, for messages
   * @param judge a run of a third model on the same verdicts, made before the first label; or none
   * @throws UserError where the sheet is of other runs, or a label is none of the three; where the
   *     judge was not asked about all of them
   */
  public static SheetDecision read(
      String name, String text, Scores a, Scores b, Optional<Scores> judge, Policy policy) {
    Map<String, String> judged = new HashMap<>();
    judge.ifPresent(run -> run.items().forEach(i -> judged.putIfAbsent(i.id(), i.answered())));
    List<Integer> predictions = new ArrayList<>();
    Map<String, Disagreement> expected = disagreements(a, b);
    Set<String> seen = new HashSet<>();
    List<Integer> gains = new ArrayList<>();
    int later = 0;
    boolean gap = false;
    try {
      for (NamedCsvRecord row : CsvText.rows(text, CsvText.separator(text))) {
        String where = name + ":" + row.getStartingLineNumber() + ": ";
        Disagreement d = expected.get(Tasks.VERIFY.name() + " " + field(row, ID, where));
        if (d == null || !seen.add(field(row, ID, where))) {
          throw new UserError(
              where
                  + "'"
                  + row.getField(ID)
                  + "' is there twice, or the runs agree on it; the sheet belongs to other runs");
        }
        predictions.add(judge.isPresent() ? prediction(d, judged, judge.get()) : 0);
        String label = label(field(row, LABEL, where), where);
        gap |= label.isEmpty();
        if (!gap) {
          gains.add(d.gain(label));
        } else if (!label.isEmpty()) {
          later++;
        }
      }
    } catch (CsvParseException e) {
      throw new UserError(name + ": not CSV (" + e.getMessage() + ")");
    }
    requireEvery(name, seen.size(), expected.size(), "verdicts");
    double margin =
        policy.primary().entrySet().stream()
            .filter(e -> e.getKey().equals("verify.accuracy"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(0.05);
    return new SheetDecision(
        a.ids(Tasks.VERIFY.name()).size(), predictions, gains, later, margin, policy.alpha());
  }

  /**
   * The gain, if the judge's verdict is right; an answer that is no verdict gives it to neither.
   */
  private static int prediction(Disagreement d, Map<String, String> judged, Scores judge) {
    String answer = judged.get(d.candidate().id());
    if (answer == null) {
      throw new UserError(
          judge.name()
              + ": the judge was not asked '"
              + d.candidate().withinTask()
              + "', on which the runs differ; it must be asked all of them before the first label");
    }
    return d.gain(answer);
  }

  /**
   * Whether no row was lost: what is left would be a sample that somebody chose.
   *
   * @throws UserError where one was
   */
  static void requireEvery(String name, int rows, int expected, String of) {
    if (rows != expected) {
      throw new UserError(
          Text.format(
              "%s: %d rows, but the runs differ in %d %s; keep every row, label from the top",
              name, rows, expected, of));
    }
  }

  /** The verdicts on which two runs differ, as {@code story/claim@article}. */
  public static Set<String> differing(Scores a, Scores b) {
    return disagreements(a, b).values().stream()
        .map(d -> d.candidate().withinTask())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** By item, in the order of the candidate. */
  static Map<String, Disagreement> disagreements(Scores a, Scores b) {
    Map<String, Item> before =
        a.items().stream().collect(Collectors.toMap(Item::id, i -> i, (x, y) -> x));
    Map<String, Disagreement> list = new LinkedHashMap<>();
    for (Item item : b.items()) {
      Item other = before.get(item.id());
      if (item.task().equals(Tasks.VERIFY.name())
          && other != null
          && !other.answered().equals(item.answered())) {
        list.put(item.id(), new Disagreement(other, item));
      }
    }
    return list;
  }

  static String field(NamedCsvRecord row, String name, String where) {
    return row.findField(name)
        .orElseThrow(() -> new UserError(where + "expected a column named " + name))
        .strip();
  }

  /** The label in full; its first letter is enough. */
  static String label(String typed, String where) {
    if (typed.isEmpty()) {
      return "";
    }
    String upper = typed.toUpperCase(Locale.ROOT);
    return LABELS.stream()
        .filter(l -> l.equals(upper) || l.substring(0, 1).equals(upper))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    where
                        + "label: expected one of "
                        + LABELS
                        + " or S, R, N, got '"
                        + typed
                        + "'"));
  }

  private static String both(String a, String b) {
    return Stream.of(a, b)
        .filter(x -> !x.isEmpty())
        .sorted()
        .distinct()
        .collect(Collectors.joining(" | "));
  }
}
