package dev.claimbench.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Difference;
import dev.claimbench.compare.DifferenceVerdict;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Rows of two models, paired by item, with their groups as what is drawn anew. */
class RowComparerTest {
  private static final RowComparer USUAL =
      new RowComparer(Map.of("acc", 0.05), Set.of(), false, 0.05, 7);

  private static List<Row> rows(String model, String metric, int n, IntToDoubleFunction value) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(new Row(model, "g" + i / 4, "i" + i, metric, value.applyAsDouble(i)));
    }
    return rows;
  }

  private static RowSet set(List<Row> a, List<Row> b) {
    List<Row> all = new ArrayList<>(a);
    all.addAll(b);
    return new RowSet(all, Map.of(), true);
  }

  @Test
  void a_loss_in_every_group_is_worse_and_its_items_are_listed() {
    Comparison c =
        USUAL.compare(
            set(rows("a", "acc", 48, i -> 1), rows("b", "acc", 48, i -> i % 2)), "a", "b");
    Difference d = c.differences().get(0);
    assertThat(d.value()).isCloseTo(-0.5, within(1e-12));
    assertThat(d.clusters()).isEqualTo(12);
    assertThat(d.finding()).isEqualTo(DifferenceVerdict.WORSE);
    assertThat(c.flips().lost()).hasSize(24);
  }

  @Test
  void items_of_one_group_are_not_taken_for_independent() {
    // The same 24 losses, all in two of twelve groups: nothing that could not be chance.
    Comparison c =
        USUAL.compare(
            set(rows("a", "acc", 48, i -> 1), rows("b", "acc", 48, i -> i < 8 ? 0 : 1)), "a", "b");
    assertThat(c.differences().get(0).finding()).isEqualTo(DifferenceVerdict.CANNOT_TELL);
  }

  @Test
  void where_less_is_better_a_rise_is_a_loss() {
    RowComparer seconds = new RowComparer(Map.of("s", 0.5), Set.of("s"), false, 0.05, 7);
    Comparison c =
        seconds.compare(
            set(rows("a", "s", 48, i -> 2 + i % 3), rows("b", "s", 48, i -> 5 + i % 3)), "a", "b");
    assertThat(c.differences().get(0).metric()).isEqualTo("-s");
    assertThat(c.differences().get(0).value()).isCloseTo(-3, within(1e-12));
    assertThat(c.differences().get(0).finding()).isEqualTo(DifferenceVerdict.WORSE);
    assertThat(c.flips().list()).isEmpty();
  }

  @Test
  void repeats_count_as_their_mean() {
    List<Row> twice = new ArrayList<>(rows("a", "acc", 20, i -> 1));
    twice.addAll(rows("a", "acc", 20, i -> 0));
    Comparison c = USUAL.compare(set(twice, rows("b", "acc", 20, i -> 0.5)), "a", "b");
    assertThat(c.differences().get(0).value()).isZero();
  }

  @Test
  void what_only_one_model_has_is_refused_or_left_out_and_said() {
    RowSet uneven = set(rows("a", "acc", 24, i -> 1), rows("b", "acc", 20, i -> 1));
    assertThatThrownBy(() -> USUAL.compare(uneven, "a", "b"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("acc: 4 items have a value from a only and 0 from b only")
        .hasMessageEndingWith("--common");
    Comparison c =
        new RowComparer(Map.of("acc", 0.05), Set.of(), true, 0.05, 7).compare(uneven, "a", "b");
    assertThat(c.changes()).extracting(Comparison.Change::what).contains("acc, items left out");
    assertThat(c.differences().get(0).clusters()).isEqualTo(5);
  }

  /** 5 for five in a hundred: nothing could be worse by that, and everything would pass. */
  @Test
  void a_margin_as_wide_as_the_scale_is_refused_and_one_of_seconds_is_not() {
    RowSet set = set(rows("a", "acc", 24, i -> 1), rows("b", "acc", 24, i -> i % 2));
    for (double margin : new double[] {1, 5}) {
      assertThatThrownBy(
              () ->
                  new RowComparer(Map.of("acc", margin), Set.of(), false, 0.05, 7)
                      .compare(set, "a", "b"))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "--margin acc: its values are 0 to 1, so that nothing could be worse by "
                  + margin
                  + "; 5 in a hundred is 0.05");
    }
    RowSet times = set(rows("a", "s", 24, i -> 20 + i), rows("b", "s", 24, i -> 21 + i));
    assertThat(
            new RowComparer(Map.of("s", 5.0), Set.of("s"), false, 0.05, 7)
                .compare(times, "a", "b")
                .differences())
        .hasSize(1);
  }

  @Test
  void unknown_names_and_items_of_two_groups_are_named() {
    RowSet set = set(rows("a", "acc", 24, i -> 1), rows("b", "acc", 24, i -> 1));
    assertThatThrownBy(() -> USUAL.compare(set, "a", "c"))
        .hasMessageContaining("--rows: no model 'c'; there are a, b");
    assertThatThrownBy(
            () ->
                new RowComparer(Map.of("ac", 0.05), Set.of(), false, 0.05, 7)
                    .compare(set, "a", "b"))
        .hasMessageContaining("no metric 'ac'")
        .hasMessageContaining("nearest: 'acc'");
    List<Row> moved = new ArrayList<>(rows("b", "acc", 23, i -> 1));
    moved.add(new Row("b", "elsewhere", "i23", "acc", 1));
    assertThatThrownBy(() -> USUAL.compare(set(rows("a", "acc", 24, i -> 1), moved), "a", "b"))
        .hasMessageContaining("item i23: in group 'g5' of one model and 'elsewhere' of the other");
  }
}
