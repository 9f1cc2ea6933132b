package dev.claimbench.doctor;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.run.Call;
import dev.claimbench.run.TaskCalls;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a model takes for one call of each task, with nothing else in flight.
 *
 * @param tasks by name
 */
public record CallTimes(Map<String, Times> tasks) {
  public CallTimes {
    tasks = Map.copyOf(tasks);
  }

  /**
   * Of one task.
   *
   * @param first of a call about another article than the call before
   * @param next of a call about the same one
   */
  public record Times(Duration first, Duration next) {
    Duration of(long calls, long articles) {
      return first.multipliedBy(articles).plus(next.multipliedBy(calls - articles));
    }
  }

  /**
   * Asks the first call of each task, and the second where it is about the same article.
   *
   * @param calls those of one task follow each other
   */
  public static CallTimes measure(Model model, Iterable<Call> calls) throws ModelException {
    Map<String, Times> times = new LinkedHashMap<>();
    Optional<Call> before = Optional.empty();
    for (Call call : calls) {
      String task = call.prompt().task();
      if (!times.containsKey(task)) {
        Duration time = model.ask(call.prompt(), call.sampling()).total();
        times.put(task, new Times(time, time));
        before = Optional.of(call);
      } else if (before.filter(b -> isSameArticle(b, call)).isPresent()) {
        Duration next = model.ask(call.prompt(), call.sampling()).total();
        times.put(task, new Times(times.get(task).first(), next));
        before = Optional.empty();
      } else {
        before = Optional.empty();
      }
    }
    return new CallTimes(times);
  }

  private static boolean isSameArticle(Call first, Call second) {
    return first.prompt().article().id().equals(second.prompt().article().id());
  }

  /** How long so much takes, one call at a time; empty where one of its tasks was not measured. */
  public Optional<Duration> of(List<TaskCalls> asked) {
    return asked.stream().allMatch(a -> a.calls() == 0 || tasks.containsKey(a.task()))
        ? Optional.of(
            asked.stream()
                .filter(a -> a.calls() > 0)
                .map(a -> tasks.get(a.task()).of(a.calls(), a.articles()))
                .reduce(Duration.ZERO, Duration::plus))
        : Optional.empty();
  }
}
