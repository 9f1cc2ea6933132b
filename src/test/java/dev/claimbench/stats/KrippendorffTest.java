package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked examples of Krippendorff (2011), Computing Krippendorff's alpha-reliability. */
class KrippendorffTest {
  /** A line an observer, a character an item; a dot where it was not labelled. */
  private static List<List<Character>> units(String... observers) {
    List<List<Character>> units = new ArrayList<>();
    for (int i = 0; i < observers[0].length(); i++) {
      List<Character> unit = new ArrayList<>();
      for (String observer : observers) {
        if (observer.charAt(i) != '.') {
          unit.add(observer.charAt(i));
        }
      }
      units.add(unit);
    }
    return units;
  }

  @Test
  void two_observers_two_labels() {
    // Section A: alpha 0.095.
    assertThat(Krippendorff.nominal(units("0100000010", "1110010000")))
        .isCloseTo(0.095, within(5e-4));
  }

  @Test
  void two_observers_five_labels() {
    // Section B: alpha 0.692.
    assertThat(Krippendorff.nominal(units("aabbdcccedda", "babbbccceddd")))
        .isCloseTo(0.692, within(5e-4));
  }

  @Test
  void four_observers_who_left_items_out() {
    // Section C: alpha 0.743.
    assertThat(
            Krippendorff.nominal(
                units("123321412...", "1233224125.3", ".3332342251.", "12332441251.")))
        .isCloseTo(0.743, within(5e-4));
  }

  @Test
  void without_a_choice_there_is_no_agreement_beyond_chance() {
    assertThat(Krippendorff.nominal(units("aaa", "aaa"))).isNaN();
    assertThat(Krippendorff.nominal(units("a.", ".b"))).isNaN();
    assertThat(Krippendorff.nominal(List.<List<String>>of())).isNaN();
  }
}
