package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContainmentTest {
  @Test
  void a_claim_is_found_in_several_taken_together() {
    String whole = "Trams to Harrow Point opened and cost 48 million crowns.";
    List<String> parts = List.of("Trams to Harrow Point opened.", "Trams cost 48 million crowns.");
    assertThat(Containment.compute(List.of(whole), parts)[0]).isGreaterThan(Containment.FOUND);
    assertThat(Containment.compute(List.of(whole), parts.subList(0, 1))[0])
        .isLessThan(Containment.FOUND);
  }

  @Test
  void what_adds_something_is_not_found_and_what_leaves_it_out_is_closer() {
    // Words: of 3 (sank, slowly, boat) 2 are there, 2/3; 3-grams: "^boat" 3, "^sank" 3, "^slowly"
    // 5:
    // Dice 2 * 6 / (11 + 6). The mean of both is 0.686.
    List<String> boat = List.of("A boat sank.");
    assertThat(Containment.compute(List.of("A boat sank slowly."), boat)[0])
        .isCloseTo((2 / 3.0 + 12 / 17.0) / 2, within(1e-12));
    assertThat(Containment.compute(boat, List.of("A boat sank slowly."))[0])
        .isCloseTo((1 + 12 / 17.0) / 2, within(1e-12));
  }

  @Test
  void equal_texts_are_found_and_nothing_is_found_in_nothing() {
    assertThat(Containment.compute(List.of("It rained."), List.of("It rained.")))
        .containsExactly(1);
    assertThat(Containment.compute(List.of("It rained."), List.of())).containsExactly(0);
  }
}
