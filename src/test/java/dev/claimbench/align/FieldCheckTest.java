package dev.claimbench.align;

import static dev.claimbench.align.Claims.claim;
import static dev.claimbench.align.Claims.counted;
import static dev.claimbench.align.Claims.dated;
import static dev.claimbench.align.Claims.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.align.Conflict.Field;
import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reader is shown of each field that a match looks at. */
class FieldCheckTest {
  private static FieldCheck check(Field field, Claim gold, Claim predicted) {
    Optional<LocalDate> published = Optional.of(LocalDate.of(2026, 3, 6));
    List<FieldCheck> checks = FieldCheck.compare(gold, predicted, published);
    assertThat(checks).extracting(FieldCheck::field).containsExactly(Field.values());
    return checks.get(List.of(Field.values()).indexOf(field));
  }

  @Test
  void what_is_denied_is_named_with_its_not() {
    FieldCheck check =
        check(
            Field.POLARITY,
            claim("The council did not close the library."),
            claim("The council closed the library."));
    assertThat(check.gold()).contains("not close").contains("not library");
    assertThat(check.predicted()).isEqualTo("–");
    assertThat(check.conflict().orElseThrow()).startsWith("gold denies what is affirmed: ");
  }

  @Test
  void a_speaker_is_the_field_or_whom_the_text_names() {
    FieldCheck check =
        check(Field.SPEAKER, statement("Ada Voss", "Trams are late."), claim("Trams are late."));
    assertThat(check.gold()).isEqualTo("Ada Voss");
    assertThat(check.predicted()).isEqualTo("–");
    assertThat(check.conflict()).isEmpty();
    assertThat(
            check(
                    Field.SPEAKER,
                    statement("Ada Voss", "Trams are late."),
                    statement("Ben Ruiz", "Trams are late."))
                .conflict())
        .isPresent();
  }

  @Test
  void the_quantity_field_comes_before_the_numbers_of_the_text_and_none_twice() {
    FieldCheck check =
        check(
            Field.QUANTITY,
            counted(Quantity.of(48, "million crowns", Bound.ABOUT), "It cost 48 million crowns."),
            claim("It cost 61 million crowns for 12 stops."));
    assertThat(check.gold()).isEqualTo("about 48 million crowns, 48000000 crowns");
    assertThat(check.predicted()).isEqualTo("61000000 crowns, 12 stops");
    assertThat(check.conflict()).isPresent();
    FieldCheck same =
        check(
            Field.QUANTITY,
            counted(Quantity.of(12, "stops", Bound.EXACTLY), "It has 12 stops."),
            claim("Nothing."));
    assertThat(same.gold()).isEqualTo("12 stops");
  }

  @Test
  void a_date_is_the_field_or_what_the_text_says_resolved_against_the_articles_day() {
    // 6 March 2026 is a Friday.
    FieldCheck check =
        check(Field.DATE, dated("2026-03", "It opened in March."), claim("It opened on 5 March."));
    assertThat(check.gold()).isEqualTo("2026-03");
    // The text names no year.
    assertThat(check.predicted()).isEqualTo("-----03-05");
    assertThat(check.conflict()).isEmpty();
    assertThat(
            check(Field.DATE, dated("2026-03-04", "It opened."), dated("2026-03-05", "It opened."))
                .conflict())
        .isPresent();
  }
}
