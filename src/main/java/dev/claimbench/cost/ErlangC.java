package dev.claimbench.cost;

import java.util.Locale;

/**
 * The queue in front of {@code servers} that answer one article each at a time, arrivals at random:
 * M/M/c. An article waits with the probability that A. K. Erlang gave (1917, <i>Solution of some
 * problems in the theory of probabilities of significance in automatic telephone exchanges</i>);
 * formulas as in Kleinrock (1975), <i>Queueing Systems</i>, vol. 1, §3.5, reckoned by the
 * recurrence of Erlang B, which does not overflow (Cooper 1981, <i>Introduction to Queueing
 * Theory</i>, §3.3).
 *
 * <p>Answering times are taken as exponential; those of articles vary less, so that the wait comes
 * out too long rather than too short.
 *
 * @param servers 1 or more
 * @param arrivals articles a second, above 0
 * @param service seconds an article takes on one server, above 0
 */
public record ErlangC(int servers, double arrivals, double service) {
  public ErlangC {
    if (servers < 1 || !(arrivals > 0) || !(service > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "not a queue: %d servers, %s a second, %s s",
              servers,
              arrivals,
              service));
    }
  }

  /** Arrivals times service: how many servers are busy on average, were there enough. */
  public double load() {
    return arrivals * service;
  }

  /** Share of the time that a server is busy; 1 or more is a queue that never ends. */
  public double utilisation() {
    return load() / servers;
  }

  /** The probability that an article must wait, in (0, 1]; 1 where the queue never ends. */
  public double waits() {
    if (utilisation() >= 1) {
      return 1;
    }
    double blocked = 1;
    for (int n = 1; n <= servers; n++) {
      blocked = load() * blocked / (n + load() * blocked);
    }
    return servers * blocked / (servers - load() * (1 - blocked));
  }

  /** Mean seconds that an article waits before it is begun. */
  public double meanWait() {
    return utilisation() >= 1 ? Double.POSITIVE_INFINITY : waits() / (servers / service - arrivals);
  }

  /**
   * Seconds that a share of the articles wait at most: {@code P(wait > t) = waits · exp(−(c/s −
   * λ)t)}.
   *
   * @param share in (0, 1), e.g. 0.95
   */
  public double waitWithin(double share) {
    if (utilisation() >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double beyond = 1 - share;
    return waits() <= beyond ? 0 : Math.log(waits() / beyond) / (servers / service - arrivals);
  }
}
