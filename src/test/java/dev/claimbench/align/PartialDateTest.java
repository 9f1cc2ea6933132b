package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialDateTest {
  private static PartialDate date(String text) {
    String[] parts = text.split(" ", -1);
    return new PartialDate(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  @ParameterizedTest
  @CsvSource({
    "2026 0 0, 2025 0 0, true",
    "0 3 0, 0 4 0, true",
    "0 0 12, 0 0 13, true",
    "2026 3 0, 0 3 12, true",
    "2026 0 0, 0 3 0, false",
    "0 3 0, 2026 0 0, false",
    "0 3 0, 0 0 3, false",
    "0 0 3, 0 3 0, false",
    "2026 3 0, 0 0 12, false",
    "0 0 0, 2026 3 12, false",
    "2026 3 12, 0 0 0, false"
  })
  void two_dates_can_be_compared_where_both_name_a_part(String a, String b, boolean can) {
    assertThat(date(a).comparable(date(b))).isEqualTo(can);
  }

  @ParameterizedTest
  @CsvSource({
    "2026 3 12, 2026 3 12, true",
    "2026 3 12, 2026 3 0, true",
    "2026 3 12, 2026 0 0, true",
    "2026 3 12, 0 3 12, true",
    "2026 0 0, 2026 0 0, true",
    "0 0 0, 0 0 0, true",
    "2026 3 0, 2026 3 12, false",
    "2026 0 12, 2026 3 12, false",
    "0 3 12, 2026 3 12, false",
    "2026 4 12, 2026 3 0, false",
    "2025 3 12, 2026 3 0, false",
    "2026 3 13, 2026 3 12, false"
  })
  void a_finer_date_that_agrees_says_all_that_a_coarser_one_says(
      String predicted, String gold, boolean does) {
    assertThat(date(predicted).atLeastAsFineAs(date(gold))).isEqualTo(does);
  }

  @ParameterizedTest
  @CsvSource({
    "2026 3 12, 2026-03-12",
    "2026 9 9, 2026-09-09",
    "2026 10 10, 2026-10-10",
    "2026 10 0, 2026-10",
    "2026 0 0, 2026",
    "2026 0 5, 2026-??-05",
    "0 3 0, -----03",
    "0 0 0, ----"
  })
  void it_is_written_with_its_gaps(String given, String written) {
    assertThat(date(given)).hasToString(written);
  }
}
