package dev.claimbench.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.stats.Bootstrap;
import dev.claimbench.text.UserError;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private static final Price PRICE =
      new Price("p", "m", 1.00, OptionalDouble.of(0.10), 4.00, "USD", DAY, "made up");

  /** 8,766 USD over a year of 8,766 hours: 1 USD an hour. */
  private static final Machine OWNED =
      new Machine("box", "USD", 8766, 1, 0, 0.5, 400, 100, 0.30, DAY, "made up", Optional.empty());

  private static UsageTotals work(String story, double articles, double seconds) {
    return new UsageTotals("verify", story, articles, articles, 20_000, 0, 5_000, seconds, 0);
  }

  @Test
  void an_api_takes_fresh_cached_and_written_tokens_at_their_own_prices() {
    UsageTotals work = new UsageTotals("verify", "s", 10, 8, 1_000_000, 200_000, 100_000, 60, 0);
    // 800,000 × 1.00 + 200,000 × 0.10 + 100,000 × 4.00 = 800,000 + 20,000 + 400,000, in millionths
    assertThat(PRICE.of(work).amount()).isEqualTo(1.22, within(1e-12));
    CostSheet sheet = CostSheet.compute(work, PRICE);
    // 1.22 / 10 articles × 1,000; 1.22 / 8 correct
    assertThat(sheet.perThousandArticles().text()).isEqualTo("122 USD");
    assertThat(sheet.perCorrect().orElseThrow().text()).isEqualTo("0.1525 USD");
    assertThat(sheet.steps())
        .containsExactly(
            "input: 800,000 tokens × 1 USD / 1,000,000 = 0.8 USD",
            "cached input: 200,000 tokens × 0.1 USD / 1,000,000 = 0.02 USD",
            "output: 100,000 tokens × 4 USD / 1,000,000 = 0.4 USD",
            "together 1.22 USD (p/m, price of 2026-11-22)",
            "per 1,000 articles: 1.22 USD / 10 articles × 1,000 = 122 USD",
            "per correct claim: 1.22 USD / 8 correct = 0.1525 USD");
  }

  @Test
  void without_a_discount_cached_tokens_cost_like_others() {
    Price plain = new Price("p", "m", 1, OptionalDouble.empty(), 4, "USD", DAY, "made up");
    // 1,000,000 × 1.00
    assertThat(plain.of(new UsageTotals("verify", "s", 1, 0, 1e6, 4e5, 0, 1, 0)).amount())
        .isEqualTo(1);
  }

  @Test
  void a_busy_hour_pays_for_the_idle_ones() {
    // fixed 1 USD an hour / 0.5 = 2; (400 W + 100 W × 1 idle hour) / 1000 × 0.30 = 0.15
    assertThat(OWNED.perBusyHour().amount()).isEqualTo(2.15, within(1e-12));
    // 1,800 s are half an hour
    assertThat(OWNED.of(work("s", 10, 1800)).amount()).isEqualTo(1.075, within(1e-12));
    // always busy: 1 + 0.4 × 0.30
    assertThat(OWNED.busy(1).perBusyHour().amount()).isEqualTo(1.12, within(1e-12));
    assertThat(CostSheet.compute(work("s", 10, 1800), OWNED).steps().get(2))
        .isEqualTo(
            "per busy hour: 1 USD / 0.5 utilisation + (400 W + 100 W × 1 idle hours) / 1000 ×"
                + " 0.3 USD = 2.15 USD");
  }

  @Test
  void a_rented_machine_costs_its_hours_in_use_or_not() {
    Machine rented =
        new Machine("gpu", "USD", 0, 1, 0.80, 0.5, 0, 0, 0, DAY, "made up", Optional.empty());
    assertThat(rented.perBusyHour().amount()).isEqualTo(1.60, within(1e-12));
  }

  @Test
  void break_even_is_where_the_fixed_cost_is_earned() {
    // 36 s an article; at the API 1 USD an article
    UsageTotals own = new UsageTotals("verify", "s", 100, 0, 0, 0, 0, 3600, 0);
    UsageTotals api = new UsageTotals("verify", "s", 1, 0, 1_000_000, 0, 0, 0, 0);
    BreakEven even = BreakEven.compute(own, OWNED, api, PRICE);
    // fixed: (1 + 0.1 kW × 0.30) × 730.5 h = 752.415; more: 0.3 kW × 0.30 × 0.01 h = 0.0009
    assertThat(even.articlesPerMonth().orElseThrow()).isEqualTo(752.415 / 0.9991, within(1e-9));
    // 730.5 h / 0.01 h
    assertThat(even.capacity()).isEqualTo(73_050, within(1e-6));
  }

  @Test
  void a_machine_too_slow_to_earn_its_price_is_never_cheaper() {
    // an hour an article: 730.5 a month at most, and 752.415 / (0.5 - 0.09) = 1835 are needed
    UsageTotals own = new UsageTotals("verify", "s", 1, 0, 0, 0, 0, 3600, 0);
    UsageTotals api = new UsageTotals("verify", "s", 1, 0, 500_000, 0, 0, 0, 0);
    BreakEven even = BreakEven.compute(own, OWNED, api, PRICE);
    assertThat(even.articlesPerMonth()).isEmpty();
    assertThat(even.steps().get(3)).endsWith("of 730.5 that the machine can do: never cheaper");
  }

  @Test
  void cheaper_by_the_ratio_of_articles_with_an_interval_over_stories() {
    List<UsageTotals> own = new ArrayList<>();
    for (int s = 0; s < 8; s++) {
      own.add(work("s" + s, 10, s % 2 == 0 ? 10 : 14));
    }
    Saving saving =
        Saving.compute(own, OWNED, own, PRICE, new Bootstrap(2000, 7), 0.95).orElseThrow();
    // here: 12 s / 3600 × 2.15 / 10 articles = 0.000716667; there: (20,000 + 20,000) / 1e6 / 10 =
    // 0.004
    assertThat(saving.value()).isEqualTo(1 - 0.000716666667 / 0.004, within(1e-9));
    assertThat(saving.interval().orElseThrow().low()).isBetween(0.78, saving.value());
    assertThat(saving.interval().orElseThrow().high()).isBetween(saving.value(), 0.86);
  }

  @Test
  void four_stories_have_no_interval() {
    List<UsageTotals> own =
        List.of(work("a", 1, 1), work("b", 1, 2), work("c", 1, 3), work("d", 1, 4));
    assertThat(
            Saving.compute(own, OWNED, own, PRICE, new Bootstrap(100, 7), 0.95)
                .orElseThrow()
                .interval())
        .isEmpty();
  }

  @Test
  void currencies_are_never_mixed() {
    Machine euro =
        new Machine("box", "EUR", 8766, 1, 0, 1, 0, 0, 0, DAY, "made up", Optional.empty());
    List<UsageTotals> own = List.of(work("a", 1, 1));
    assertThatThrownBy(() -> Saving.compute(own, euro, own, PRICE, new Bootstrap(100, 7), 0.95))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("EUR and USD cannot be reckoned together");
    assertThatThrownBy(() -> new Money(1, "EUR").plus(new Money(1, "USD")))
        .isInstanceOf(UserError.class);
  }

  @Test
  void half_the_utilisation_doubles_the_fixed_part() {
    UsageTotals work = work("s", 10, 3600);
    // at 10%: 1 / 0.1 + (400 + 100 × 9) / 1000 × 0.3 = 10.39 USD an hour and 10 articles
    assertThat(CostSheet.byUtilisation(work, OWNED).get(0.1).text()).isEqualTo("1039 USD");
  }

  @Test
  void all_tasks_together_count_an_article_once() {
    UsageTotals extract = new UsageTotals("extract", "s", 2, 5, 100, 0, 10, 3, 0);
    UsageTotals verify = new UsageTotals("verify", "s", 2, 7, 400, 0, 20, 9, 1);
    assertThat(UsageTotals.everything("s", List.of(extract, verify)))
        .isEqualTo(new UsageTotals("all", "s", 2, 0, 500, 0, 30, 12, 1));
  }
}
