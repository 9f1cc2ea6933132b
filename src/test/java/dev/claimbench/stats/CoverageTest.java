package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A 95% interval holds the truth in 90% to 97% of 2,000 simulated gold sets. */
class CoverageTest {
  private static final int GOLD_SETS = 2000;
  private static final Bootstrap QUICK = new Bootstrap(200, 5);
  private static final Bootstrap FULL = new Bootstrap(2000, 5);

  @ParameterizedTest
  @ValueSource(ints = {8, 22})
  void the_interval_of_a_proportion_covers(int stories) {
    GoldSimulator gold = new GoldSimulator(11);
    assertCovers(
        "0.7",
        0.7,
        QUICK,
        CoverageTest::share,
        Range.UNIT,
        () -> gold.proportion(stories, 0.7, 0.1));
    assertCovers(
        "0.9",
        0.9,
        QUICK,
        CoverageTest::share,
        Range.UNIT,
        () -> gold.proportion(stories, 0.9, 0.1));
    assertCovers(
        "0.5",
        0.5,
        QUICK,
        CoverageTest::share,
        Range.UNIT,
        () -> gold.proportion(stories, 0.5, 0.3));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 22})
  void the_interval_of_micro_f1_covers(int stories) {
    GoldSimulator gold = new GoldSimulator(12);
    assertCovers(
        "micro-F1",
        GoldSimulator.trueF1(0.7, 0.6),
        QUICK,
        CoverageTest::f1,
        Range.UNIT,
        () -> gold.extraction(stories, 0.7, 0.6, 0.1));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 22})
  void the_intervals_of_verdict_figures_cover(int stories) {
    GoldSimulator gold = new GoldSimulator(13);
    double[] truth = GoldSimulator.trueConfusion(0);
    Supplier<Clusters> next = () -> gold.verdicts(stories, 10, 0, 0).get(0);
    assertCovers("macro-F1", macroF1(truth), QUICK, CoverageTest::macroF1, Range.UNIT, next);
    assertCovers("kappa", kappa(truth), QUICK, CoverageTest::kappa, Range.SIGNED, next);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 22})
  void the_interval_of_a_paired_difference_covers(int stories) {
    assertDifferenceCovers(stories, 0, CoverageTest::macroF1, QUICK);
    assertDifferenceCovers(stories, 0.15, CoverageTest::macroF1, QUICK);
    assertDifferenceCovers(stories, 0.15, CoverageTest::accuracy, QUICK);
  }

  /**
   * The candidate loses nothing in most stories and much in a few: its share of lost claims in a
   * story has an exponential distribution, of mean 0.05. How often that is taken to be less than
   * 0.05, where 5% are promised.
   */
  @ParameterizedTest
  @CsvSource({"12, 0.11", "22, 0.085"})
  void a_loss_that_sits_in_a_few_stories_is_seldom_missed(int stories, double most) {
    GoldSimulator gold = new GoldSimulator(21);
    int corrected = 0;
    int student = 0;
    for (int i = 0; i < GOLD_SETS; i++) {
      List<Clusters> two = gold.skewedLoss(stories, 0.05);
      Estimate e =
          QUICK.difference(two.get(0), two.get(1), CoverageTest::share, Range.UNIT).orElseThrow();
      corrected += e.lower(0.95) > -0.05 ? 1 : 0;
      Estimate plain =
          new Estimate(e.value(), e.standardError(), e.clusters(), e.range(), e.undefined());
      student += plain.lower(0.95) > -0.05 ? 1 : 0;
    }
    assertThat(student / (double) GOLD_SETS).isGreaterThan(0.08);
    assertThat(corrected / (double) GOLD_SETS)
        .isLessThan(most)
        .isLessThan(0.8 * student / GOLD_SETS);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 22})
  void the_jackknife_covers_too(int stories) {
    GoldSimulator gold = new GoldSimulator(15);
    double truth = macroF1(GoldSimulator.trueConfusion(0));
    assertRate(
        "jackknife",
        coverage(
            truth,
            () ->
                Jackknife.of(
                    gold.verdicts(stories, 10, 0, 0).get(0), CoverageTest::macroF1, Range.UNIT)),
        0.97);
  }

  /**
   * Slow: {@code -Dclaimbench.simulation=true}. Prints what docs/STATISTICS.md sums up. Near an end
   * of the range, with few stories, some gold sets are perfect, and the exact interval that they
   * get covers more than it says: up to 98%.
   */
  @Tag("simulation")
  @EnabledIfSystemProperty(named = "claimbench.simulation", matches = "true")
  @ParameterizedTest
  @ValueSource(ints = {5, 8, 12, 22, 50})
  void many_resamples_cover_over_a_wide_field(int stories) {
    GoldSimulator gold = new GoldSimulator(17);
    for (double p : new double[] {0.5, 0.7, 0.9, 0.95}) {
      for (double icc : new double[] {0.02, 0.1, 0.3}) {
        if (p < 0.95 || icc < 0.3) {
          assertCovers(
              stories + " stories, proportion " + p + " icc " + icc,
              p,
              FULL,
              CoverageTest::share,
              Range.UNIT,
              () -> gold.proportion(stories, p, icc));
        }
      }
    }
    for (double[] rp : new double[][] {{0.7, 0.6}, {0.85, 0.85}, {0.4, 0.8}}) {
      assertCovers(
          stories + " stories, micro-F1 of recall " + rp[0] + " precision " + rp[1],
          GoldSimulator.trueF1(rp[0], rp[1]),
          FULL,
          CoverageTest::f1,
          Range.UNIT,
          () -> gold.extraction(stories, rp[0], rp[1], 0.1));
    }
    for (double spread : new double[] {4, 10, 40}) {
      double[] truth = GoldSimulator.trueConfusion(0);
      Supplier<Clusters> next = () -> gold.verdicts(stories, spread, 0, 0).get(0);
      assertCovers(
          stories + " stories, macro-F1 spread " + spread,
          macroF1(truth),
          FULL,
          CoverageTest::macroF1,
          Range.UNIT,
          next);
    }
    for (double guess : new double[] {0, 0.05, 0.15}) {
      assertDifferenceCovers(stories, guess, CoverageTest::macroF1, FULL);
      assertDifferenceCovers(stories, guess, CoverageTest::accuracy, FULL);
    }
  }

  private static void assertDifferenceCovers(
      int stories, double guess, ToDoubleFunction<double[]> statistic, Bootstrap bootstrap) {
    GoldSimulator gold = new GoldSimulator(14);
    double truth =
        statistic.applyAsDouble(GoldSimulator.trueConfusion(guess))
            - statistic.applyAsDouble(GoldSimulator.trueConfusion(0));
    Function<List<Clusters>, Optional<Estimate>> difference =
        two -> bootstrap.difference(two.get(0), two.get(1), statistic, Range.UNIT);
    assertRate(
        stories + " stories, difference, guess " + guess,
        coverage(truth, () -> difference.apply(gold.verdicts(stories, 10, 0.2, guess))),
        most(bootstrap));
  }

  private static void assertCovers(
      String what,
      double truth,
      Bootstrap bootstrap,
      ToDoubleFunction<double[]> statistic,
      Range range,
      Supplier<Clusters> next) {
    assertRate(
        what, coverage(truth, () -> bootstrap.of(next.get(), statistic, range)), most(bootstrap));
  }

  /** The wide field has 5 stories and proportions near 1, where it is on the safe side. */
  private static double most(Bootstrap bootstrap) {
    return bootstrap.equals(FULL) ? 0.99 : 0.97;
  }

  private static void assertRate(String what, double rate, double most) {
    if (Boolean.getBoolean("claimbench.simulation")) {
      System.err.printf("%-45s %.1f%%%n", what, 100 * rate);
    }
    assertThat(rate).as(what).isBetween(0.90, most);
  }

  private static double coverage(double truth, Supplier<Optional<Estimate>> next) {
    int held = 0;
    for (int i = 0; i < GOLD_SETS; i++) {
      held += next.get().orElseThrow().interval(0.95).contains(truth) ? 1 : 0;
    }
    return held / (double) GOLD_SETS;
  }

  private static double share(double[] row) {
    return row[0] / row[1];
  }

  private static double f1(double[] row) {
    return Counts.of(row).f1();
  }

  private static double macroF1(double[] row) {
    return Confusion.of(3, row).macroF1();
  }

  private static double accuracy(double[] row) {
    return Confusion.of(3, row).accuracy();
  }

  private static double kappa(double[] row) {
    return Confusion.of(3, row).kappa();
  }
}
