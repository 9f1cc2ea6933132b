package dev.claimbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitsTest {
  private static List<String> units(int count) {
    return IntStream.range(0, count).mapToObj(i -> "u" + i).toList();
  }

  @Test
  void the_tasks_that_begin_together_do_not_end_together() {
    List<List<String>> slices = Units.slices(units(1_050), 12, 4);
    assertThat(slices.stream().flatMap(List::stream)).containsExactlyElementsOf(units(1_050));
    assertThat(slices.stream().limit(5).map(List::size)).containsExactly(25, 50, 75, 100, 100);
    assertThat(slices).hasSize(12);
  }

  @Test
  void one_round_is_of_equal_tasks_and_none_is_empty() {
    assertThat(Units.slices(units(8), 4, 4)).hasSize(4).allMatch(s -> s.size() == 2);
    assertThat(Units.slices(units(3), 12, 4).stream().flatMap(List::stream))
        .containsExactly("u0", "u1", "u2");
    assertThat(Units.slices(units(3), 12, 4)).noneMatch(List::isEmpty);
  }
}
