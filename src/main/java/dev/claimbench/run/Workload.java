package dev.claimbench.run;

/**
 * What a run has to ask of one task.
 *
 * @param calls all of them
 * @param done those that an earlier start has answered
 * @param maxTokens most tokens of one answer; tells roughly how much longer one task's calls take
 *     than another's before any was asked
 */
public record Workload(String task, int calls, int done, int maxTokens) {
  static Workload of(Call call, boolean done) {
    return new Workload(call.prompt().task(), 1, done ? 1 : 0, call.sampling().maxTokens());
  }

  Workload plus(Workload other) {
    return new Workload(
        task, calls + other.calls, done + other.done, Math.max(maxTokens, other.maxTokens));
  }
}
