package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.stats.Interval;
import dev.claimbench.stats.Range;
import dev.claimbench.stats.SequentialTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many rows of {@code disagreements.csv} are labelled until it decides, on 200 own articles:
 * 1,200 verdicts, of which 10 to 35% differ; and how often it decides wrongly. At a quarter of a
 * minute a row, 45 minutes are 180 rows. docs/GATE.md has the table:
 *
 * <pre>mvn test -Dtest=LabellingTimeTest -Dclaimbench.simulation=true</pre>
 */
class LabellingTimeTest {
  private static final int VERDICTS = 1200;
  private static final int ROWS_IN_45_MINUTES = 180;
  private static final int LOOK = 15;
  private static final double MARGIN = 0.05;
  private static final double ALPHA = 0.05;

  /**
   * Who or what says beforehand which model is right on a row.
   *
   * @param right how often; what is wrong is one of the other two answers
   * @param favours says of wrong rows that the candidate is right, whatever is
   */
  private record Judge(String name, double right, boolean favours) {
    List<Integer> predictions(List<Integer> gains, Random random) {
      List<Integer> said = new ArrayList<>();
      for (int gain : gains) {
        boolean isRight = random.nextDouble() < right;
        int other = (gain + 2 + random.nextInt(2)) % 3 - 1;
        said.add(isRight ? gain : favours ? 1 : other);
      }
      return said;
    }
  }

  private static final Judge NONE = new Judge("none", 0, false);
  private static final Judge GOOD = new Judge("85%", 0.85, false);
  private static final Judge USELESS = new Judge("useless, 33%", 1 / 3.0, false);
  private static final List<Judge> JUDGES =
      List.of(
          new Judge("perfect", 1, false),
          new Judge("95%", 0.95, false),
          GOOD,
          new Judge("85%, wrong ones for the candidate", 0.85, true),
          new Judge("70%", 0.7, false),
          USELESS,
          new Judge("always wrong", 0, false));

  /** What labels say so far, of the whole list's predictions. */
  @FunctionalInterface
  private interface Sheet {
    SheetDecision.Advice advice(List<Integer> predictions, List<Integer> gains);
  }

  private static SheetDecision.Advice advice(List<Integer> predictions, List<Integer> gains) {
    return new SheetDecision(VERDICTS, predictions, gains, 0, MARGIN, ALPHA).advice();
  }

  /** Without predictions and with two-sided limits, as sheets were decided before. */
  private static SheetDecision.Advice before(List<Integer> predictions, List<Integer> gains) {
    int all = predictions.size();
    Interval mean =
        new SequentialTest(Range.SIGNED, all, ALPHA)
            .interval(gains.stream().mapToDouble(g -> g).toArray());
    double share = all / (double) VERDICTS;
    if (mean.low() * share >= -MARGIN - 1e-9) {
      return SheetDecision.Advice.SWAP;
    }
    return mean.high() < -1e-9 || gains.size() == all
        ? SheetDecision.Advice.KEEP
        : SheetDecision.Advice.GO_ON;
  }

  /**
   * What many sheets came to.
   *
   * @param rows labelled until each decided, sorted
   * @param wrong swapped for a model worse by more than the margin, or kept from one not worse
   */
  private record Outcome(List<Integer> rows, int wrong) {
    int median() {
      return rows.get(rows.size() / 2);
    }

    int ninth() {
      return rows.get(rows.size() * 9 / 10);
    }
  }

  /**
   * Labels many sheets.
   *
   * @param differing share of the verdicts on which the models differ; on a tenth of them neither
   *     is right
   * @param difference true difference of accuracy over all verdicts
   */
  private static Outcome label(
      Sheet sheet, Judge judge, double differing, double difference, int replicates) {
    int all = (int) Math.round(VERDICTS * differing);
    int neither = all / 10;
    int won = (int) Math.round((all - neither + difference * VERDICTS) / 2);
    List<Integer> gains = new ArrayList<>(Collections.nCopies(won, 1));
    gains.addAll(Collections.nCopies(all - neither - won, -1));
    gains.addAll(Collections.nCopies(neither, 0));
    double truth = (2 * won + neither - all) / (double) VERDICTS;
    Random random = new Random(11);
    List<Integer> rows = new ArrayList<>();
    int wrong = 0;
    for (int r = 0; r < replicates; r++) {
      Collections.shuffle(gains, random);
      List<Integer> predictions =
          judge.equals(NONE) ? Collections.nCopies(all, 0) : judge.predictions(gains, random);
      int n = 0;
      SheetDecision.Advice advice = SheetDecision.Advice.GO_ON;
      while (advice == SheetDecision.Advice.GO_ON) {
        n = Math.min(all, n + LOOK);
        advice = sheet.advice(predictions, gains.subList(0, n));
      }
      rows.add(n);
      boolean swapped = advice == SheetDecision.Advice.SWAP;
      wrong += swapped ? (truth < -MARGIN - 1e-9 ? 1 : 0) : (truth >= 0 ? 1 : 0);
    }
    Collections.sort(rows);
    return new Outcome(rows, wrong);
  }

  @Test
  void
      two_models_that_are_equal_and_differ_on_every_fifth_verdict_take_three_quarters_of_an_hour() {
    Outcome outcome = label(LabellingTimeTest::advice, NONE, 0.2, 0, 20);
    assertThat(outcome.rows().stream().filter(n -> n <= ROWS_IN_45_MINUTES).count())
        .isGreaterThanOrEqualTo(16);
  }

  @Test
  void a_judge_that_is_right_on_85_of_100_saves_half_of_the_labels_and_a_useless_one_costs_few() {
    Outcome before = label(LabellingTimeTest::before, NONE, 0.2, 0, 20);
    Outcome judged = label(LabellingTimeTest::advice, GOOD, 0.2, 0, 20);
    Outcome useless = label(LabellingTimeTest::advice, USELESS, 0.2, 0, 20);
    assertThat(judged.median()).isLessThanOrEqualTo(before.median() / 2 + LOOK);
    assertThat(useless.median()).isLessThanOrEqualTo(before.median() + LOOK);
  }

  @Test
  void no_judge_makes_wrong_decisions_frequent() {
    // Worse by 0.0525, just beyond the margin: every swap is wrong. Three standard errors of 150.
    for (Judge judge : List.of(NONE, GOOD, JUDGES.get(3), USELESS, JUDGES.get(6))) {
      assertThat(label(LabellingTimeTest::advice, judge, 0.1, -0.0525, 150).wrong())
          .as(judge.name())
          .isLessThanOrEqualTo(15);
    }
  }

  @Test
  @Tag("simulation")
  @EnabledIfSystemProperty(
      named = "claimbench.simulation",
      matches = "true",
      disabledReason = "takes minutes; -Dclaimbench.simulation=true runs it")
  void table() {
    int replicates = 200;
    for (double differing : new double[] {0.1, 0.2, 0.35}) {
      for (double difference : new double[] {0.05, 0, -0.025, -0.0525, -0.1}) {
        if (Math.abs(difference) > 0.9 * differing) {
          continue;
        }
        UnaryOperator<String> line =
            cells ->
                String.format(
                    Locale.ROOT,
                    "| %.0f%% (%d) | %+.4f | %s |",
                    100 * differing,
                    Math.round(VERDICTS * differing),
                    difference,
                    cells);
        List<String> cells = new ArrayList<>();
        cells.add(cell(label(LabellingTimeTest::before, NONE, differing, difference, replicates)));
        cells.add(cell(label(LabellingTimeTest::advice, NONE, differing, difference, replicates)));
        for (Judge judge : JUDGES) {
          Outcome outcome =
              label(LabellingTimeTest::advice, judge, differing, difference, replicates);
          cells.add(cell(outcome));
          assertThat(outcome.wrong()).as(judge.name()).isLessThanOrEqualTo(19);
        }
        System.out.println(line.apply(String.join(" | ", cells)));
      }
    }
  }

  /** Rows in the middle, rows of 9 of 10, share of wrong decisions in percent. */
  private static String cell(Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%d, %d, %.1f",
        outcome.median(),
        outcome.ninth(),
        100.0 * outcome.wrong() / outcome.rows().size());
  }
}
