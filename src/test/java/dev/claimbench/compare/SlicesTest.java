package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {
  @Test
  void a_topics_figure_is_over_its_stories() {
    Scores a = SmallScores.of("a", 8, 6, 2);
    Scores b = SmallScores.of("b", 9, 6, 4);
    List<Slices.Slice> slices =
        Slices.compute(
            a, b, List.of("verify.accuracy"), s -> s.equals("story2") ? "sport" : "courts");
    // courts: (8+6)/20 and (9+6)/20; sport: 2/10 and 4/10.
    assertThat(slices)
        .containsExactly(
            new Slices.Slice("courts", 2, "verify.accuracy", 0.7, 0.75),
            new Slices.Slice("sport", 1, "verify.accuracy", 0.2, 0.4));
  }

  @Test
  void a_figure_that_a_run_does_not_have_is_left_out() {
    Scores a = SmallScores.of("a", 8);
    assertThat(Slices.compute(a, a, List.of("extract.f1"), s -> s)).isEmpty();
  }
}
