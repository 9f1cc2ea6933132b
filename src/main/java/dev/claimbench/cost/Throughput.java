package dev.claimbench.cost;

import java.util.List;
import java.util.Optional;

/**
 * How fast one machine was with so many calls side by side.
 *
 * @param concurrency calls in flight, on average, as measured; 1 or more
 * @param secondsPerArticle busy seconds of the machine for an article, all its tasks
 * @param tokensPerSecond answer tokens a busy second, all calls together
 */
public record Throughput(double concurrency, double secondsPerArticle, double tokensPerSecond) {
  /** The share of articles that must be answered in time. */
  public static final double IN_TIME = 0.95;

  private static final int MOST_MACHINES = 10_000;

  /**
   * Machines for a load.
   *
   * @param machines how many
   * @param queue what stands before them: each machine is as many servers as calls in flight
   * @param within seconds in which 95% of the articles are answered: the wait that 95% keep, and
   *     the mean answering time
   */
  public record Plan(Throughput measured, int machines, ErlangC queue, double within) {}

  public Throughput {
    if (!(concurrency >= 1) || !(secondsPerArticle > 0)) {
      throw new IllegalArgumentException(
          "not a throughput: " + concurrency + " in flight, " + secondsPerArticle + " s");
    }
  }

  /**
   * The fewest machines that answer so many articles a day, arriving at random all day, in time.
   *
   * @param perDay articles, above 0
   * @param latency seconds from an article's arrival to its answer, for 95% of them
   * @return empty where the answer alone takes longer
   */
  public Optional<Plan> machines(double perDay, double latency) {
    int slots = Math.max(1, (int) Math.floor(concurrency));
    double service = secondsPerArticle * slots;
    double arrivals = perDay / 86_400;
    if (service > latency) {
      return Optional.empty();
    }
    for (int machines = 1; machines <= MOST_MACHINES; machines++) {
      ErlangC queue = new ErlangC(machines * slots, arrivals, service);
      double within = queue.waitWithin(IN_TIME) + service;
      if (within <= latency) {
        return Optional.of(new Plan(this, machines, queue, within));
      }
    }
    return Optional.empty();
  }

  /** The plan with the fewest machines of all measured concurrencies. */
  public static Optional<Plan> best(List<Throughput> measured, double perDay, double latency) {
    return measured.stream()
        .flatMap(t -> t.machines(perDay, latency).stream())
        .min(java.util.Comparator.comparingInt(Plan::machines));
  }
}
