package dev.claimbench.doctor;

import dev.claimbench.text.Text;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What asking costs, in whatever money the user thinks in.
 *
 * @param hour of the machine; 0 where it costs nothing
 * @param in for a million prompt tokens
 * @param out for a million answer tokens
 */
public record Price(double hour, double in, double out) {
  public static final Price UNKNOWN = new Price(0, 0, 0);

  public Price {
    if (!(hour >= 0 && in >= 0 && out >= 0)) {
      throw new IllegalArgumentException(
          "prices must be 0 or more, got " + hour + ", " + in + ", " + out);
    }
  }

  /** Empty where no price is known. */
  OptionalDouble cost(Duration time, double promptTokens, double answerTokens) {
    return equals(UNKNOWN)
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            hour * time.toSeconds() / 3600 + (in * promptTokens + out * answerTokens) / 1e6);
  }

  String toText(Duration time, double promptTokens, double answerTokens) {
    OptionalDouble cost = cost(time, promptTokens, answerTokens);
    return cost.isPresent()
        ? Text.format("costs about %.2f", cost.getAsDouble())
        : "no price given (--price-hour, --price-in, --price-out)";
  }
}
