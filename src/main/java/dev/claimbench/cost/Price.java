package dev.claimbench.cost;

import dev.claimbench.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a provider takes for a model's tokens, per million.
 *
 * @param cachedInput of prompt tokens that the provider had cached; empty where it gives no
 *     discount
 * @param currency ISO 4217
 * @param date on which the price was read
 * @param source where it was read
 */
public record Price(
    String provider,
    String model,
    double input,
    OptionalDouble cachedInput,
    double output,
    String currency,
    LocalDate date,
    String source)
    implements Rate {
  private static final double MILLION = 1_000_000;

  @Override
  public String name() {
    return provider + "/" + model;
  }

  @Override
  public Money of(UsageTotals work) {
    double fresh = work.input() - work.cached();
    double amount =
        fresh * input + work.cached() * cachedInput.orElse(input) + work.output() * output;
    return new Money(amount / MILLION, currency);
  }

  @Override
  public List<String> steps(UsageTotals work) {
    List<String> steps = new ArrayList<>();
    steps.add(step("input", work.input() - work.cached(), input));
    if (work.cached() > 0) {
      steps.add(step("cached input", work.cached(), cachedInput.orElse(input)));
    }
    steps.add(step("output", work.output(), output));
    steps.add("together %s (%s, price of %s)".formatted(of(work).text(), name(), date));
    return steps;
  }

  private String step(String what, double tokens, double price) {
    return Text.format(
        "%s: %,.0f tokens × %s / 1,000,000 = %s",
        what,
        tokens,
        new Money(price, currency).text(),
        new Money(tokens * price / MILLION, currency).text());
  }
}
