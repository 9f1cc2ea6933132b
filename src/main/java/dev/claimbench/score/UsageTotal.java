package dev.claimbench.score;

import dev.claimbench.text.TokenRate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What the calls of one task cost together. Times are of the calls that this run made; of all,
 * where it made none.
 *
 * @param cached how many of them were answered by an earlier run
 * @param promptTokens of the calls that told, with {@code unknown} the number of those that did not
 * @param thought calls that thought before they answered
 * @param thinkingTokens of the answer tokens those of thinking, where counted
 * @param thinking time of thinking, one call after the other
 * @param total wall time of the calls, one after the other
 * @param median wall time of a call, the middle one
 * @param p95 wall time that 95% of the calls kept within (nearest rank)
 * @param retries tries beyond each call's first
 * @param promptTokensPerSecond by the runtime's own times; empty where not told
 * @param answerTokensPerSecond by the runtime's own times; empty where not told
 * @param answerTokensPerSecondByClock by the wall time of the whole calls
 */
public record UsageTotal(
    int calls,
    int cached,
    long promptTokens,
    long answerTokens,
    int unknown,
    int thought,
    long thinkingTokens,
    Duration thinking,
    Duration total,
    Duration median,
    Duration p95,
    int retries,
    OptionalDouble promptTokensPerSecond,
    OptionalDouble answerTokensPerSecond,
    OptionalDouble answerTokensPerSecondByClock) {

  static UsageTotal sum(List<Usage> usage) {
    List<Usage> own = usage.stream().filter(u -> !u.cached()).toList();
    List<Usage> timed = own.isEmpty() ? usage : own;
    return new UsageTotal(
        usage.size(),
        usage.size() - own.size(),
        usage.stream().mapToLong(u -> Math.max(0, u.promptTokens())).sum(),
        usage.stream().mapToLong(u -> Math.max(0, u.answerTokens())).sum(),
        (int) usage.stream().filter(u -> u.promptTokens() < 0 || u.answerTokens() < 0).count(),
        (int) usage.stream().filter(u -> u.thinking().isPresent()).count(),
        usage.stream().mapToLong(u -> Math.max(0, u.thinkingTokens())).sum(),
        timed.stream().flatMap(u -> u.thinking().stream()).reduce(Duration.ZERO, Duration::plus),
        timed.stream().map(Usage::total).reduce(Duration.ZERO, Duration::plus),
        rank(timed, 0.5),
        rank(timed, 0.95),
        usage.stream().mapToInt(u -> u.tries() - 1).sum(),
        rate(timed, Usage::promptTokens, Usage::prompt),
        rate(timed, Usage::answerTokens, Usage::answer),
        rate(timed, Usage::answerTokens, u -> Optional.of(u.total())));
  }

  /** The least time that at least this share of the calls kept within. */
  private static Duration rank(List<Usage> usage, double share) {
    List<Duration> sorted = usage.stream().map(Usage::total).sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  /** Over the calls that told both tokens and time. */
  private static OptionalDouble rate(
      List<Usage> usage, ToIntFunction<Usage> tokens, Function<Usage, Optional<Duration>> time) {
    double sum = 0;
    Duration spent = Duration.ZERO;
    for (Usage u : usage) {
      if (tokens.applyAsInt(u) >= 0 && time.apply(u).isPresent()) {
        sum += tokens.applyAsInt(u);
        spent = spent.plus(time.apply(u).get());
      }
    }
    return TokenRate.compute(sum, spent);
  }
}
