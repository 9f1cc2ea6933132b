package dev.claimbench.cli.progress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.run.Call;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Workload;
import dev.claimbench.text.Json;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

/**
 * Progress for machines: a JSON object a line, each with {@code event}, {@code at}, {@code model}.
 */
public final class JsonProgress implements ProgressReporter {
  private final PrintWriter err;
  private final Clock clock;
  private final String model;
  private final OverallProgress whole;
  private final ProgressCounts counts;

  public JsonProgress(PrintWriter err, Clock clock, String model, OverallProgress whole) {
    this.err = err;
    this.clock = clock;
    this.model = model;
    this.whole = whole;
    this.counts = new ProgressCounts(clock);
  }

  @Override
  public int total() {
    return counts.total();
  }

  @Override
  public void started(List<Workload> work) {
    counts.started(work);
    ObjectNode node = event("started");
    whole.place().ifPresent(place -> node.put("stage", place));
    for (Workload w : work) {
      node.withArray("tasks")
          .addObject()
          .put("task", w.task())
          .put("calls", w.calls())
          .put("done", w.done());
    }
    write(node);
  }

  @Override
  public void asking(Call call) {
    write(about("asking", call));
  }

  @Override
  public void answered(Call call, JournalEntry entry) {
    String outcome = counts.answered(call, entry);
    ObjectNode node = about("answered", call).put("outcome", outcome).put("tries", entry.tries());
    entry
        .reply()
        .ifPresent(
            reply ->
                node.put("promptTokens", reply.promptTokens())
                    .put("answerTokens", reply.answerTokens())
                    .put("seconds", reply.total().toMillis() / 1000.0));
    entry.failure().ifPresent(f -> node.put("cause", f.cause().name()).put("message", f.message()));
    node.put("done", counts.done()).put("total", counts.total());
    counts.rate().ifPresent(rate -> node.put("tokensPerSecond", Math.round(rate * 10) / 10.0));
    counts
        .remaining()
        .ifPresent(
            left -> {
              node.put("secondsLeft", left.toSeconds());
              whole
                  .after()
                  .ifPresent(later -> node.put("secondsLeftInAll", left.plus(later).toSeconds()));
            });
    write(node);
  }

  @Override
  public void retrying(Call call, String why) {
    write(about("retrying", call).put("message", why));
  }

  @Override
  public void note(String text) {
    write(event("note").put("message", text));
  }

  @Override
  public void end() {
    // Nothing is left standing on a line.
  }

  @Override
  public void summary() {
    ObjectNode node =
        event("ended")
            .put("done", counts.done())
            .put("total", counts.total())
            .put("seconds", counts.since().toMillis() / 1000.0);
    ObjectNode outcomes = node.putObject("outcomes");
    counts.outcomes().forEach(outcomes::put);
    write(node);
  }

  private ObjectNode event(String name) {
    return Json.MAPPER
        .createObjectNode()
        .put("event", name)
        .put("at", clock.instant().toString())
        .put("model", model);
  }

  private ObjectNode about(String name, Call call) {
    return event(name).put("task", call.prompt().task()).put("item", call.prompt().item());
  }

  private void write(ObjectNode node) {
    if (err instanceof EventSink sink) {
      sink.event(node);
    } else {
      err.println(node);
      err.flush();
    }
  }
}
