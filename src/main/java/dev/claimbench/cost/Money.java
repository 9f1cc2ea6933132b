package dev.claimbench.cost;

import dev.claimbench.text.UserError;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * An amount in one currency. Two currencies are never added or divided: a rate of exchange is
 * another day's news.
 *
 * @param amount finite
 * @param currency three capital letters, ISO 4217
 */
public record Money(double amount, String currency) {
  public Money {
    if (!Double.isFinite(amount) || !currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("not money: " + amount + " " + currency);
    }
  }

  /**
   * The sum.
   *
   * @throws UserError where the currencies differ
   */
  public Money plus(Money other) {
    same(other);
    return new Money(amount + other.amount, currency);
  }

  /**
   * How many times the other, e.g. 0.1 for a tenth of it.
   *
   * @throws UserError where the currencies differ
   */
  public double of(Money other) {
    same(other);
    return amount / other.amount;
  }

  public Money times(double factor) {
    return new Money(amount * factor, currency);
  }

  private void same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new UserError(
          "cost: %s and %s cannot be reckoned together; write both into one currency, with the day"
                  .formatted(currency, other.currency)
              + " of the rate as their date");
    }
  }

  /** Four significant digits: {@code 0.01235 USD}. */
  public String text() {
    return text(amount) + " " + currency;
  }

  /** Four significant digits, without exponent. */
  static String text(double x) {
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(4));
    return rounded.scale() < 0 || rounded.signum() == 0
        ? rounded.setScale(0, java.math.RoundingMode.HALF_UP).toPlainString()
        : rounded.stripTrailingZeros().toPlainString();
  }
}
