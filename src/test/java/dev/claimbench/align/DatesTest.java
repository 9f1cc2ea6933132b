package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {
  private static final Optional<LocalDate> PUBLISHED = Optional.of(LocalDate.of(2026, 3, 12));

  @ParameterizedTest
  @CsvSource({
    ",, true",
    "2026-03,, false",
    ", 2026-03, false",
    "2026-03, 2026-03, true",
    "2026-03, 2026-03-12, true",
    "2026, 2026-03-12, true",
    "2026-03-12, 2026-03, false",
    "2026-03, 2026-04, false",
    "some day, 2026-03, false",
    "2026-03, some day, false"
  })
  void a_predicted_date_is_right_at_the_granularity_of_the_gold(
      String gold, String predicted, boolean right) {
    assertThat(Dates.same(Optional.ofNullable(gold), Optional.ofNullable(predicted), PUBLISHED))
        .isEqualTo(right);
  }
}
