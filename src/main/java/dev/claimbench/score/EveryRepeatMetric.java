package dev.claimbench.score;

import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Share of the undisputed verdicts that are right in every repeat: what a user can rely on, where
 * {@code verify.accuracy} is the mean of the repeats. No answer is never right.
 */
final class EveryRepeatMetric implements Metric {
  @Override
  public String name() {
    return "verify.accuracy.everyRepeat";
  }

  @Override
  public Task<?> task() {
    return Tasks.VERIFY;
  }

  @Override
  public String description() {
    return "share of verdicts that are right in every repeat";
  }

  @Override
  public void count(Details details, MetricSums sums) {
    int times = details.repeats();
    if (times == 1) {
      return;
    }
    Map<String, List<VerdictDetail>> byId =
        details.verdicts().stream()
            .filter(v -> !v.gold().disputed())
            .collect(Collectors.groupingBy(VerdictDetail::id, TreeMap::new, Collectors.toList()));
    byId.values()
        .forEach(
            asked -> {
              boolean all = asked.stream().filter(VerdictDetail::right).count() == times;
              // A figure's sums are taken to be those of all repeats, and divided by their number.
              VerdictDetail first = asked.get(0);
              sums.add(
                  first.claim().story(), first.claim().family(), all ? times : 0, (double) times);
            });
  }

  @Override
  public boolean storyByStory() {
    return true;
  }

  @Override
  public String whyUnscored() {
    return "asked once; run --repeat K";
  }
}
