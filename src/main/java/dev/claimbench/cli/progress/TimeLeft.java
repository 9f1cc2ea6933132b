package dev.claimbench.cli.progress;

import dev.claimbench.run.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long the rest of a run takes: each task's calls weigh what its calls took so far, those of a
 * task not seen yet in the ratio of their longest answers (an extraction takes ten times a
 * verdict).
 */
final class TimeLeft {
  private final Map<String, Integer> longest = new HashMap<>();
  private final Map<String, Integer> left = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, Duration> took = new HashMap<>();

  TimeLeft(List<Workload> work) {
    for (Workload w : work) {
      longest.put(w.task(), w.maxTokens());
      left.put(w.task(), w.calls() - w.done());
    }
  }

  /** A call ended; {@code total} is its wall time, empty where it failed. */
  void ended(String task, Optional<Duration> total) {
    left.merge(task, -1, Integer::sum);
    if (total.isPresent()) {
      seen.merge(task, 1, Integer::sum);
      took.merge(task, total.get(), Duration::plus);
    }
  }

  /**
   * Wall time to the end, empty while no call has an answer.
   *
   * @param since wall time since the start, from which the calls in flight at a time are derived
   */
  Optional<Duration> after(Duration since) {
    double all = took.values().stream().mapToDouble(Duration::toMillis).sum();
    if (seen.isEmpty() || all <= 0) {
      return Optional.empty();
    }
    double rest = left.entrySet().stream().mapToDouble(e -> e.getValue() * one(e.getKey())).sum();
    // Calls side by side: what they took together against what the clock says.
    return Optional.of(Duration.ofMillis(Math.round(rest * since.toMillis() / all)));
  }

  /** Milliseconds of one call of the task. */
  private double one(String task) {
    if (seen.containsKey(task)) {
      return (double) took.get(task).toMillis() / seen.get(task);
    }
    double millis = 0;
    double tokens = 0;
    for (String other : seen.keySet()) {
      millis += took.get(other).toMillis();
      tokens += (double) seen.get(other) * longest.get(other);
    }
    return millis / tokens * longest.get(task);
  }
}
