package dev.claimbench.score;

import dev.claimbench.text.TokenRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the calls of one task cost together. Times are of the calls that this run made; of all,
 * where it made none.
 *
 * @param cached how many of them were answered by an earlier run
 * @param promptTokens of the calls that reported them, with {@code unknown} the number of those
 *     that did not
 * @param thought calls that thought before they answered
 * @param thinkingTokens of the answer tokens those of thinking, where counted
 * @param thinking time of thinking, one call after the other
 * @param total wall time of the calls, one after the other
 * @param median wall time of a call, the middle one
 * @param p95 wall time that 95% of the calls kept within (nearest rank)
 * @param retries tries beyond each call's first
 * @param promptTokensPerSecond by the runtime's own times; empty where not reported
 * @param answerTokensPerSecond by the runtime's own times; empty where not reported
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

  /** That of all calls, without what a clock has seen: a median follows from no two medians. */
  UsageTotal plus(UsageTotal other) {
    return new UsageTotal(
        calls + other.calls,
        cached + other.cached,
        promptTokens + other.promptTokens,
        answerTokens + other.answerTokens,
        unknown + other.unknown,
        thought + other.thought,
        thinkingTokens + other.thinkingTokens,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        retries + other.retries,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** Adds up the calls of one task, in any order; of each only its time is held. */
  static final class Sums {
    private final Timed all = new Timed();
    private final Timed own = new Timed();
    private int calls;
    private long promptTokens;
    private long answerTokens;
    private int unknown;
    private int thought;
    private long thinkingTokens;
    private int retries;

    void add(Usage u) {
      calls++;
      promptTokens += Math.max(0, u.promptTokens());
      answerTokens += Math.max(0, u.answerTokens());
      unknown += u.promptTokens() < 0 || u.answerTokens() < 0 ? 1 : 0;
      thought += u.thinking().isPresent() ? 1 : 0;
      thinkingTokens += Math.max(0, u.thinkingTokens());
      retries += u.tries() - 1;
      all.add(u);
      if (!u.cached()) {
        own.add(u);
      }
    }

    UsageTotal total() {
      Timed timed = own.times.size() == 0 ? all : own;
      return new UsageTotal(
          calls,
          calls - own.times.size(),
          promptTokens,
          answerTokens,
          unknown,
          thought,
          thinkingTokens,
          timed.thinking,
          timed.total,
          timed.rank(0.5),
          timed.rank(0.95),
          retries,
          timed.prompt.rate(),
          timed.answer.rate(),
          timed.clock.rate());
    }
  }

  private static final class Timed {
    private final List<Duration> times = new ArrayList<>();
    private Duration thinking = Duration.ZERO;
    private Duration total = Duration.ZERO;
    private final Rate prompt = new Rate();
    private final Rate answer = new Rate();
    private final Rate clock = new Rate();

    void add(Usage u) {
      // A call from a journal of answers takes no time: one object for all of them.
      times.add(u.total().isZero() ? Duration.ZERO : u.total());
      thinking = thinking.plus(u.thinking().orElse(Duration.ZERO));
      total = total.plus(u.total());
      prompt.add(u.promptTokens(), u.prompt());
      answer.add(u.answerTokens(), u.answer());
      clock.add(u.answerTokens(), Optional.of(u.total()));
    }

    /** The least time that at least this share of the calls kept within. */
    Duration rank(double share) {
      times.sort(null);
      return times.get((int) Math.ceil(share * times.size()) - 1);
    }
  }

  /** Over the calls that reported both tokens and time. */
  private static final class Rate {
    private double tokens;
    private Duration spent = Duration.ZERO;

    void add(int count, Optional<Duration> time) {
      if (count >= 0 && time.isPresent()) {
        tokens += count;
        spent = spent.plus(time.get());
      }
    }

    OptionalDouble rate() {
      return TokenRate.compute(tokens, spent);
    }
  }
}
