package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeakersTest {
  @ParameterizedTest
  @CsvSource({
    ",, true",
    "Ida Brun,, false",
    ", Ida Brun, false",
    "Ida Brun, Ida Brun, true",
    "Ida Brun, ida brun, true",
    "Ida Brun, Brun, true",
    "Ida Brun, I. Brun, true",
    "I. Brun, Ida Brun, true",
    "Ida Maria Brun, Ida Brun, true",
    "Ida Brun, K. Brun, false",
    "Ida Brun, Karl Brun, false",
    "Ida Brun, Karl Moe, false",
    "I. B., Ida Brun, false",
    "World Health Organization, WHO, true",
    "World Health Organization, WHA, false"
  })
  void a_speaker_is_the_same_by_any_of_the_names(String gold, String predicted, boolean same) {
    assertThat(Speakers.same(Optional.ofNullable(gold), Optional.ofNullable(predicted)))
        .isEqualTo(same);
  }
}
