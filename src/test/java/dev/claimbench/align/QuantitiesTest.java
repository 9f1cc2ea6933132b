package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuantitiesTest {
  private static Quantity exactly(double value, String unit) {
    return Quantity.of(value, unit, Bound.EXACTLY);
  }

  @Test
  void a_weaker_prediction_agrees_and_a_stronger_one_does_not() {
    Quantity fortyEight = exactly(48, "people");
    Quantity atLeast40 = Quantity.of(40, "people", Bound.AT_LEAST);
    assertThat(agree(fortyEight, atLeast40)).isTrue();
    assertThat(agree(atLeast40, fortyEight)).isFalse();
    assertThat(agree(fortyEight, Quantity.range(45, 55, "people"))).isTrue();
    assertThat(agree(Quantity.range(45, 55, "people"), fortyEight)).isFalse();
  }

  @Test
  void about_is_a_tenth_either_way() {
    assertThat(agree(exactly(48, ""), Quantity.of(50, "", Bound.ABOUT))).isTrue();
    assertThat(agree(Quantity.of(50, "", Bound.ABOUT), exactly(45, ""))).isTrue();
    assertThat(agree(Quantity.of(50, "", Bound.ABOUT), exactly(44, ""))).isFalse();
  }

  @Test
  void units_are_converted_and_rounding_is_forgiven_only_then() {
    // 4 miles are 6.437 km: 0.6% more than 6.4
    assertThat(agree(exactly(6.4, "km"), exactly(4, "miles"))).isTrue();
    assertThat(agree(exactly(6.4, "km"), exactly(6.437, "km"))).isFalse();
    assertThat(agree(exactly(3000, "cars a day"), exactly(21000, "cars per week"))).isTrue();
    assertThat(agree(exactly(120, "km/h"), exactly(33.3, "metres per second"))).isTrue();
    assertThat(agree(exactly(3, "square miles"), exactly(777, "hectares"))).isTrue();
    assertThat(agree(exactly(40, "kWh"), exactly(144, "MJ"))).isTrue();
    assertThat(agree(exactly(61e6, "million crowns"), exactly(61e6, "crowns"))).isTrue();
  }

  @Test
  void a_quantity_is_written_with_its_bound_and_unit() {
    assertThat(Quantities.format(exactly(48, "people"))).isEqualTo("48 people");
    assertThat(Quantities.format(exactly(0.5, ""))).isEqualTo("0.5");
    assertThat(Quantities.format(Quantity.of(50, "%", Bound.ABOUT))).isEqualTo("about 50 %");
    assertThat(Quantities.format(Quantity.of(90, "%", Bound.AT_MOST))).isEqualTo("at most 90 %");
    assertThat(Quantities.format(Quantity.of(9, "km", Bound.AT_LEAST))).isEqualTo("at least 9 km");
    assertThat(Quantities.format(Quantity.range(3, 5, "km"))).isEqualTo("3 to 5 km");
    assertThat(Quantities.format(exactly(2e9, ""))).isEqualTo("2000000000");
  }

  @Test
  void the_attribute_is_right_only_with_the_same_bound() {
    Optional<Quantity> upTo90 = Optional.of(Quantity.of(90, "percent", Bound.AT_MOST));
    Optional<Quantity> ninety = Optional.of(exactly(90, "%"));
    assertThat(Quantities.same(upTo90, ninety)).isFalse();
    assertThat(Quantities.same(ninety, Optional.of(exactly(90, "per cent")))).isTrue();
    assertThat(Quantities.same(ninety, Optional.of(exactly(90, "km")))).isFalse();
    assertThat(Quantities.same(ninety, Optional.empty())).isFalse();
    assertThat(Quantities.same(Optional.empty(), Optional.empty())).isTrue();
  }

  @Test
  void numbers_are_read_from_text_with_unit_and_bound() {
    assertThat(numbers("About 3,000 cars a day and up to 90% of forty-eight lorries"))
        .isEqualTo(
            List.of(
                Quantity.of(3000, "cars per day", Bound.ABOUT),
                Quantity.of(90, "%", Bound.AT_MOST),
                exactly(48, "lorries")));
    assertThat(numbers("between 45 and 55 million crowns"))
        .isEqualTo(List.of(Quantity.range(45e6, 55e6, "crowns")));
    assertThat(numbers("no fewer than 5-6 days, not more than $2.5bn"))
        .isEqualTo(List.of(Quantity.range(5, 6, "days"), Quantity.of(2.5e9, "$", Bound.AT_MOST)));
    assertThat(numbers("two hundred thousand votes, half a dozen seats, a million"))
        .isEqualTo(List.of(exactly(200_000, "votes"), exactly(6, "seats"), exactly(1_000_000, "")));
    assertThat(numbers("Six per cent, 6.4-mile, 5km, 40 kilowatt-hours"))
        .isEqualTo(
            List.of(
                exactly(6, "percent"),
                exactly(6.4, "mile"),
                exactly(5, "km"),
                exactly(40, "kilowatt hours")));
    assertThat(numbers("On 12 March 2026, since 2019, one of us in May 2026, 10 to 15 August"))
        .isEmpty();
  }

  private static boolean agree(Quantity gold, Quantity predicted) {
    return Quantities.agree(QuantityWithUnit.parse(gold), QuantityWithUnit.parse(predicted));
  }

  private static List<Quantity> numbers(String text) {
    return NumbersInText.besidesDates(
        DatesInText.takenOut(text, Optional.empty(), new ArrayList<>()));
  }
}
