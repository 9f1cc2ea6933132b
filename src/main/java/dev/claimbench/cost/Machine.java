package dev.claimbench.cost;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A machine of one's own, or one rented by the hour.
 *
 * <p>An hour in which it works costs its share of the fixed cost, which the hours that it stands
 * idle have to be paid from as well, and its electricity: {@code fixed / utilisation + (working
 * watts + idle watts · (1 − utilisation) / utilisation) / 1000 · price per kWh}.
 *
 * @param price to buy it; 0 where it is rented
 * @param lifeYears until it is worth nothing, straight line
 * @param hourly what an hour of it costs to rent, in use or not; 0 where it is owned
 * @param utilisation share of the hours in which it works, in (0, 1]
 * @param watts that it draws from the wall while it works
 * @param idleWatts that it draws otherwise
 * @param kwh price of a kilowatt-hour
 * @param date of the figures
 * @param source of the figures
 * @param drew where the working watts were measured: by what; empty where they are configured
 */
public record Machine(
    String name,
    String currency,
    double price,
    double lifeYears,
    double hourly,
    double utilisation,
    double watts,
    double idleWatts,
    double kwh,
    LocalDate date,
    String source,
    Optional<String> drew)
    implements Rate {
  /** 365.25 days. */
  static final double HOURS_A_YEAR = 8766;

  static final double HOURS_A_MONTH = HOURS_A_YEAR / 12;

  public Machine {
    if (!(utilisation > 0 && utilisation <= 1) || !(lifeYears > 0)) {
      throw new IllegalArgumentException(
          "machine " + name + ": utilisation " + utilisation + ", life " + lifeYears);
    }
  }

  /** The same, busy another share of its hours. */
  public Machine busy(double share) {
    return with(share, watts, drew);
  }

  /**
   * The same with the watts that it drew while it worked, as measured.
   *
   * @param by what they were read with
   */
  public Machine drawing(double measured, String by) {
    return with(utilisation, measured, Optional.of(by));
  }

  private Machine with(double share, double working, Optional<String> by) {
    return new Machine(
        name, currency, price, lifeYears, hourly, share, working, idleWatts, kwh, date, source, by);
  }

  /** What an hour costs whether it works or not, without electricity. */
  public double fixedPerHour() {
    return price / (lifeYears * HOURS_A_YEAR) + hourly;
  }

  /** What an hour in which it works costs. */
  public Money perBusyHour() {
    double idle = (1 - utilisation) / utilisation;
    return new Money(
        fixedPerHour() / utilisation + (watts + idleWatts * idle) / 1000 * kwh, currency);
  }

  @Override
  public Money of(UsageTotals work) {
    return perBusyHour().times(work.seconds() / 3600);
  }

  @Override
  public List<String> steps(UsageTotals work) {
    double idle = (1 - utilisation) / utilisation;
    String fixed =
        price > 0
            ? "fixed: %s / (%s years × 8,766 h) = %s an hour"
                .formatted(money(price), Money.text(lifeYears), money(fixedPerHour()))
            : "fixed: %s an hour".formatted(money(hourly));
    String from = drew.map(by -> "measured during the run (" + by + ")").orElse("configured");
    return List.of(
        fixed,
        "watts while it works: %s W, %s".formatted(Money.text(watts), from),
        "per busy hour: %s / %s utilisation + (%s W + %s W × %s idle hours) / 1000 × %s = %s"
            .formatted(
                money(fixedPerHour()),
                Money.text(utilisation),
                Money.text(watts),
                Money.text(idleWatts),
                Money.text(idle),
                money(kwh),
                perBusyHour().text()),
        "%s busy seconds / 3600 × %s = %s (%s, figures of %s)"
            .formatted(
                Money.text(work.seconds()), perBusyHour().text(), of(work).text(), name, date));
  }

  private String money(double amount) {
    return new Money(amount, currency).text();
  }
}
