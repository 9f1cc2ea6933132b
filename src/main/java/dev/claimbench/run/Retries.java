package dev.claimbench.run;

import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * When a call that failed is asked again. An answer is never asked for again, however wrong.
 *
 * @param tries most tries a call, 1 or more
 * @param firstDelay wait before the second try; doubles with each further one
 * @param seed of the jitter, which keeps calls that failed together from coming back together
 */
public record Retries(int tries, Duration firstDelay, long seed) {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(10);

  public Retries {
    if (tries < 1) {
      throw new IllegalArgumentException("tries must be 1 or more, got " + tries);
    }
  }

  RetryPolicy<Reply> policy(Call call) {
    return RetryPolicy.<Reply>builder()
        .handleIf(e -> e instanceof ModelException m && m.reason().retryable())
        .withMaxAttempts(tries)
        .withDelayFn(context -> delay(call, context.getAttemptCount(), context.getLastException()))
        .build();
  }

  /**
   * Wait after a failed try.
   *
   * @param tried tries so far, 1 or more
   * @return what the server asked for, if it did, and else between the half and the whole of {@code
   *     firstDelay} × 2^(tried − 1); the same for the same seed, call and try
   */
  Duration delay(Call call, int tried, Throwable failure) {
    double whole = firstDelay.toNanos() * Math.pow(2, tried - 1);
    double jitter =
        new SplittableRandom(seed ^ ((long) call.key().hashCode() << 8) ^ tried).nextDouble();
    Duration own =
        Duration.ofNanos((long) Math.min((double) LONGEST.toNanos(), whole * (1 + jitter) / 2));
    return asked(failure)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
        .filter(wait -> wait.compareTo(own) > 0)
        .orElse(own);
  }

  /**
   * What to tell of a wait that somebody could take for a standstill.
   *
   * @param tried as for {@link #delay}
   * @return empty for a short one
   */
  String toText(Call call, int tried, Throwable failure) {
    Duration wait = delay(call, tried, failure);
    if (wait.compareTo(SHORT) < 0) {
      return "";
    }
    return "; waiting "
        + toText(wait)
        + asked(failure)
            .filter(asked -> asked.compareTo(wait) >= 0)
            .map(asked -> ", as the server asks for " + toText(asked))
            .orElse("");
  }

  private static String toText(Duration wait) {
    return wait.toSeconds() < 120 ? wait.toSeconds() + " s" : wait.toMinutes() + " min";
  }

  private static Optional<Duration> asked(Throwable failure) {
    return failure instanceof ModelException m ? m.retryAfter() : Optional.empty();
  }
}
