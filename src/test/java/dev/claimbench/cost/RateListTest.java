package dev.claimbench.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RateListTest {
  private static final String ROW =
      "  - {provider: p, model: m, input: 1, output: 4, currency: USD, date: 2026-11-22, source:"
          + " x}\n";

  private static RateList<Price> of(String rows) {
    return RateList.prices("prices.yaml", "version: 1\nprices:\n" + rows);
  }

  @Test
  void the_shipped_lists_load_and_examples_say_so() {
    RateList<Price> prices = RateList.prices(Path.of("eval", "prices.yaml"));
    assertThat(prices.find("example/round-numbers").source()).contains("an example");
    assertThat(prices.rates().values()).allMatch(p -> p.date().getYear() >= 2026);
    RateList<Machine> machines = RateList.machines(Path.of("eval", "hardware.yaml"));
    assertThat(machines.rates().values())
        .hasSize(3)
        .allMatch(m -> m.name().startsWith("example-") == m.source().startsWith("made up"));
  }

  @Test
  void a_price_without_a_date_is_refused() {
    assertThatThrownBy(() -> of(ROW.replace("date: 2026-11-22, ", "")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("prices.yaml: prices[0]: ")
        .hasMessageContaining("date");
    assertThatThrownBy(() -> of(ROW.replace("2026-11-22", "today")))
        .isInstanceOf(UserError.class)
        .hasMessage("prices.yaml: date: expected a day as 2026-11-22, got 'today'");
  }

  @Test
  void a_missing_model_names_those_that_there_are() {
    assertThatThrownBy(() -> of(ROW).find("p/other"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "prices.yaml: no price for 'p/other'; it has p/m; add it with its date and source");
  }

  @Test
  void a_model_has_one_price() {
    assertThatThrownBy(() -> of(ROW + ROW))
        .isInstanceOf(UserError.class)
        .hasMessage("prices.yaml: 'p/m' is there twice; keep one");
  }

  @Test
  void a_machine_is_bought_or_rented() {
    String row =
        "version: 1\nmachines:\n  - {name: a, currency: EUR, per_hour: 1, price: 5, life_years: 1,"
            + " watts: 1, kwh: 1, utilisation: 1, date: 2026-11-22, source: x}\n";
    assertThatThrownBy(() -> RateList.machines("hardware.yaml", row))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("hardware.yaml: machines[0]: ");
    assertThatThrownBy(
            () -> RateList.machines("h", row.replace(" price: 5, life_years: 1,", "")).find("b"))
        .isInstanceOf(UserError.class)
        .hasMessage("h: no machine 'b'; it has a; add it with its date and source");
  }
}
