package dev.claimbench.cli.progress;

import dev.claimbench.model.Reply;
import dev.claimbench.run.Call;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Workload;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.TokenRate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Counts how far a run is and what became of its calls, those of this start alone. */
final class ProgressCounts {
  private final Clock clock;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int total;
  private int done;
  private int cached;
  private long answerTokens;
  private Duration answering = Duration.ZERO;
  private Instant start = Instant.EPOCH;
  private TimeLeft timeLeft = new TimeLeft(List.of());

  ProgressCounts(Clock clock) {
    this.clock = clock;
  }

  void started(List<Workload> work) {
    total = work.stream().mapToInt(Workload::calls).sum();
    done = work.stream().mapToInt(Workload::done).sum();
    timeLeft = new TimeLeft(work);
    start = clock.instant();
  }

  /** Returns the outcome, in small letters. */
  String answered(Call call, JournalEntry entry) {
    // What an earlier run asked tells nothing about how fast this one is.
    boolean known = entry.cached().isPresent();
    cached += known ? 1 : 0;
    timeLeft.ended(entry.task(), known ? Optional.empty() : entry.reply().map(Reply::total));
    String outcome =
        entry
            .reply()
            .map(reply -> Tasks.outcome(call.prompt(), reply))
            .orElse("Failed")
            .toLowerCase(Locale.ROOT);
    outcomes.merge(outcome, 1, Integer::sum);
    done += entry.reply().isPresent() ? 1 : 0;
    entry
        .reply()
        .filter(reply -> !known)
        .ifPresent(
            reply -> {
              if (reply.answerTokens() >= 0) {
                answerTokens += reply.answerTokens();
                answering = answering.plus(reply.answer().orElse(reply.total()));
              }
            });
    return outcome;
  }

  int total() {
    return total;
  }

  int done() {
    return done;
  }

  /** Answers that were taken from an earlier run. */
  int cached() {
    return cached;
  }

  Map<String, Integer> outcomes() {
    return outcomes;
  }

  /** Answer tokens a second, by the runtime's own times; empty while too little was measured. */
  OptionalDouble rate() {
    return TokenRate.compute((double) answerTokens, answering);
  }

  Duration since() {
    return Duration.between(start, clock.instant());
  }

  /** Empty while nothing can be told, and at the end. */
  Optional<Duration> remaining() {
    return timeLeft.after(since()).filter(left -> done < total).map(left -> left.plusMillis(500));
  }
}
