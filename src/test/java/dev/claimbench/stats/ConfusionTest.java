package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConfusionTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /** Supported, refuted, not enough information; a fourth column for no answer. */
  private static final Confusion FOUR_COLUMNS =
      Confusion.of(3, new double[] {8, 1, 0, 1, 0, 3, 2, 0, 2, 0, 2, 1});

  @Test
  void counts_are_read_gold_down_and_predictions_across() {
    assertThat(FOUR_COLUMNS.total()).isEqualTo(20);
    assertThat(FOUR_COLUMNS.gold(0)).isEqualTo(10);
    assertThat(FOUR_COLUMNS.predicted(0)).isEqualTo(10);
    assertThat(FOUR_COLUMNS.predicted(3)).isEqualTo(2);
    assertThat(FOUR_COLUMNS.count(1, 2)).isEqualTo(2);
    assertThat(FOUR_COLUMNS.counts(2)).isEqualTo(new Counts(2, 2, 3));
    assertThat(Confusion.of(2, new double[] {1, 3, 2, 4}).counts(0)).isEqualTo(new Counts(1, 2, 3));
    assertThat(Confusion.of(2, new double[] {1, 3, 2, 4}).counts(1)).isEqualTo(new Counts(4, 3, 2));
  }

  @Test
  void no_answer_is_wrong_for_every_class() {
    assertThat(FOUR_COLUMNS.accuracy()).isCloseTo(13 / 20.0, EXACT);
    assertThat(FOUR_COLUMNS.balancedAccuracy()).isCloseTo((0.8 + 0.6 + 0.4) / 3, EXACT);
    // F1: 16/20, 6/(5+4), 4/(5+4)
    assertThat(FOUR_COLUMNS.macroF1()).isCloseTo((0.8 + 6.0 / 9 + 4.0 / 9) / 3, EXACT);
    // chance (10·10 + 5·4 + 5·4)/400 = 0.35; (0.65 - 0.35)/0.65
    assertThat(FOUR_COLUMNS.kappa()).isCloseTo(0.3 / 0.65, EXACT);
  }

  @Test
  void cohens_own_example_agrees_half_as_often_as_it_could() {
    // Cohen (1960), table 1, in percent: 44 5 1 / 7 20 3 / 9 5 6: 70% agree, chance 41%.
    Confusion table = Confusion.of(3, new double[] {44, 5, 1, 7, 20, 3, 9, 5, 6});
    assertThat(table.kappa()).isCloseTo((0.70 - 0.41) / (1 - 0.41), within(1e-9));
  }

  @Test
  void a_class_that_never_occurs_takes_no_part_in_means() {
    Confusion table = Confusion.of(3, new double[] {3, 1, 0, 0, 4, 0, 0, 0, 0});
    assertThat(table.balancedAccuracy()).isCloseTo((0.75 + 1) / 2, EXACT);
    // 6/7 and 8/9
    assertThat(table.macroF1()).isCloseTo((6.0 / 7 + 8.0 / 9) / 2, EXACT);
    // Once predicted, though never gold, a class counts with F1 0, but has no recall.
    Confusion predicted = Confusion.of(3, new double[] {3, 0, 1, 0, 4, 0, 0, 0, 0});
    assertThat(predicted.macroF1()).isCloseTo((6.0 / 7 + 1 + 0) / 3, EXACT);
    assertThat(predicted.balancedAccuracy()).isCloseTo((0.75 + 1) / 2, EXACT);
  }

  @Test
  void what_has_no_denominator_is_undefined_and_not_zero() {
    Confusion empty = Confusion.of(2, new double[4]);
    assertThat(empty.accuracy()).isNaN();
    assertThat(empty.balancedAccuracy()).isNaN();
    assertThat(empty.macroF1()).isNaN();
    assertThat(empty.kappa()).isNaN();
    assertThat(Confusion.of(2, new double[] {5, 0, 0, 0}).kappa()).isNaN();
    assertThat(new Counts(0, 0, 3).precision()).isNaN();
    assertThat(new Counts(0, 3, 0).recall()).isNaN();
    assertThat(new Counts(0, 0, 0).f1()).isNaN();
  }

  @Test
  void precision_recall_and_f1_of_an_extraction() {
    Counts counts = Counts.of(new double[] {6, 2, 4});
    assertThat(counts.precision()).isEqualTo(0.75);
    assertThat(counts.recall()).isEqualTo(0.6);
    assertThat(counts.f1()).isCloseTo(12.0 / 18, EXACT);
    // (1+4)·6 / (5·6 + 2 + 4·4)
    assertThat(counts.fBeta(2)).isCloseTo(30.0 / 48, EXACT);
    assertThat(new Counts(0, 3, 0).f1()).isZero();
  }

  @Test
  void a_table_of_the_wrong_size_is_refused() {
    assertThatThrownBy(() -> Confusion.of(2, new double[7]))
        .hasMessage("7 counts do not make 2 rows of 2 or more");
    assertThatThrownBy(() -> Confusion.of(3, new double[6])).hasMessageContaining("6 counts");
    assertThatThrownBy(() -> Confusion.of(0, new double[6])).hasMessageContaining("0 rows");
    assertThatThrownBy(() -> new Counts(1, -1, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Counts(Double.NaN, 1, 0)).hasMessageContaining("NaN");
  }
}
