package dev.claimbench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes down what a run tells. */
final class Heard implements RunListener {
  final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void started(List<Workload> work) {
    work.forEach(w -> lines.add("started " + w.task() + " " + w.done() + "/" + w.calls()));
  }

  @Override
  public void asking(Call call) {
    lines.add("asking " + call.prompt().item());
  }

  @Override
  public void answered(Call call, JournalEntry entry) {
    lines.add(
        (entry.reply().isPresent() ? "answered " : "failed ")
            + call.prompt().item()
            + " after "
            + entry.tries());
  }

  @Override
  public void retrying(Call call, String why) {
    lines.add("retrying " + call.prompt().item() + ": " + why);
  }
}
