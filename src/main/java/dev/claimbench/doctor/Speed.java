package dev.claimbench.doctor;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tokens per second with more and more calls in flight, and how long one call then takes. */
final class Speed {
  private static final int ANSWER = 64;

  /** Four letters make about a token, where the server does not count. */
  private static final int LETTERS = 4;

  /** A setting with fewer calls in flight is as good from this share of the best rate on. */
  private static final double AS_GOOD = 0.9;

  /** Fewer tokens a second make a night too short. */
  private static final double SLOW = 5;

  /**
   * What was measured.
   *
   * @param inFlight calls at a time
   * @param rate answer tokens a second, all calls together, by the clock; 0 where too little passed
   * @param p95 time that 95% of the calls did not take longer than (nearest rank)
   */
  record Measurement(int inFlight, double rate, Duration p95) {}

  private Speed() {}

  static List<Measurement> measure(
      Model model, Sampling sampling, ConcurrentCalls crowd, List<Integer> levels, Clock clock)
      throws ModelException {
    Sampling brief = sampling.withMaxTokens(ANSWER);
    List<Measurement> measured = new ArrayList<>();
    int next = 100;
    for (int level : levels) {
      int from = next;
      next += Math.max(3, 2 * level);
      Instant start = clock.instant();
      List<Reply> replies =
          crowd.ask(
              model,
              IntStream.range(from, next).mapToObj(ProbePrompts::numbered).toList(),
              brief,
              level);
      Duration took = Duration.between(start, clock.instant());
      measured.add(measured(level, replies, took));
    }
    return measured;
  }

  static Measurement measured(int level, List<Reply> replies, Duration took) {
    double tokens =
        replies.stream()
            .mapToDouble(
                r ->
                    r.answerTokens() >= 0
                        ? r.answerTokens()
                        : (double) (r.text().length() + r.thinking().length()) / LETTERS)
            .sum();
    List<Duration> times = replies.stream().map(Reply::total).sorted().toList();
    int rank = (int) Math.ceil(0.95 * times.size());
    // Where no time is measured it is as good as the fastest, not slow.
    return new Measurement(
        level, tokens / Math.max(1e-3, took.toNanos() / 1e9), times.get(rank - 1));
  }

  /** The fewest calls in flight that are as good as the best. */
  static Measurement best(List<Measurement> all) {
    double most = all.stream().mapToDouble(Measurement::rate).max().orElseThrow();
    return all.stream().filter(m -> m.rate() >= AS_GOOD * most).findFirst().orElseThrow();
  }

  static CheckResult judge(List<Measurement> all) {
    Measurement best = best(all);
    String rates =
        all.stream()
            .map(m -> Text.format("%.1f at %d", m.rate(), m.inFlight()))
            .collect(Collectors.joining(", "));
    String found =
        "answer tokens a second: " + rates + " in flight; best --concurrency " + best.inFlight();
    return best.rate() < SLOW
        ? CheckResult.warning(
            "speed", found, "slow: a smaller model, fewer layers on the CPU, or --limit")
        : CheckResult.ok("speed", found);
  }

  static CheckResult latency(Measurement best, Duration timeout) {
    String found =
        Text.format(
            "p95 %.1f s for %d tokens with %d in flight",
            best.p95().toMillis() / 1000.0, ANSWER, best.inFlight());
    return best.p95().multipliedBy(2).compareTo(timeout) > 0
        ? CheckResult.warning("latency", found, "give --timeout more than " + timeout.toSeconds())
        : CheckResult.ok("latency", found);
  }
}
