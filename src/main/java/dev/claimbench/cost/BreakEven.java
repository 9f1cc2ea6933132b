package dev.claimbench.cost;

import java.util.List;
import java.util.OptionalDouble;

/**
 * From how many articles a month a machine is cheaper than an API: where {@code fixed + articles ·
 * electricity = articles · API}.
 *
 * @param articlesPerMonth empty where it never is, however much it is used
 * @param capacity articles a month that the machine can do, busy all the time
 * @param steps the arithmetic, a line a step
 */
public record BreakEven(OptionalDouble articlesPerMonth, double capacity, List<String> steps) {
  public BreakEven {
    steps = List.copyOf(steps);
  }

  /**
   * Reckons it; the machine's utilisation follows from the articles and is not used.
   *
   * @param own what the machine measured
   * @param api what the API's model took, or would take
   */
  public static BreakEven compute(UsageTotals own, Machine machine, UsageTotals api, Price price) {
    double kwh = machine.kwh() / 1000;
    Money fixed =
        new Money(
            (machine.fixedPerHour() + machine.idleWatts() * kwh) * Machine.HOURS_A_MONTH,
            machine.currency());
    double hours = own.seconds() / own.articles() / 3600;
    Money more =
        new Money(
            Math.max(0, machine.watts() - machine.idleWatts()) * kwh * hours, machine.currency());
    Money bought = price.of(api).times(1 / api.articles());
    double capacity = Machine.HOURS_A_MONTH / hours;
    double gain = bought.plus(more.times(-1)).amount();
    double volume = gain > 0 ? fixed.amount() / gain : Double.POSITIVE_INFINITY;
    boolean reached = volume <= capacity;
    return new BreakEven(
        reached ? OptionalDouble.of(volume) : OptionalDouble.empty(),
        capacity,
        List.of(
            "fixed a month, idle electricity included: " + fixed.text(),
            "electricity of an article beyond idling: " + more.text(),
            "an article at " + price.name() + ": " + bought.text(),
            gain > 0
                ? "%s / (%s − %s) = %s articles a month, of %s that the machine can do%s"
                    .formatted(
                        fixed.text(),
                        bought.text(),
                        more.text(),
                        Money.text(volume),
                        Money.text(capacity),
                        reached ? "" : ": never cheaper")
                : "an article's electricity alone costs as much: never cheaper"));
  }
}
