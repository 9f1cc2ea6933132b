package dev.claimbench.cli.progress;

import dev.claimbench.run.Call;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Workload;
import dev.claimbench.text.Text;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One line a model: written over on a terminal while it is asked and left standing when it is done;
 * plain lines elsewhere.
 */
public final class Progress implements ProgressReporter {
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final OptionalInt width;
  private final Clock clock;
  private final String model;
  private final OverallProgress whole;
  private final ProgressCounts counts;
  private Instant lastPlain = Instant.EPOCH;
  private String current = "";

  /**
   * @param width characters of a line that is written over; empty where none can be
   * @param whole what the run is a stage of
   */
  public Progress(
      PrintWriter err, OptionalInt width, Clock clock, String model, OverallProgress whole) {
    this.err = err;
    this.width = width;
    this.clock = clock;
    this.model = model;
    this.whole = whole;
    this.counts = new ProgressCounts(clock);
  }

  int done() {
    return counts.done();
  }

  @Override
  public int total() {
    return counts.total();
  }

  @Override
  public void started(List<Workload> work) {
    counts.started(work);
    if (counts.done() > 0) {
      note(
          Text.format(
              "%s: %d of %d answers are there already; going on",
              model, counts.done(), counts.total()));
    }
  }

  @Override
  public void asking(Call call) {
    current = call.prompt().task() + " " + call.prompt().item();
    show();
  }

  @Override
  public void answered(Call call, JournalEntry entry) {
    counts.answered(call, entry);
    entry.failure().ifPresent(f -> note(named(call) + ": failed: " + f.message()));
    show();
  }

  @Override
  public void retrying(Call call, String why) {
    note(named(call) + ": trying again: " + why);
  }

  private static String named(Call call) {
    return call.prompt().task() + " " + call.prompt().item();
  }

  @Override
  public void end() {
    if (width.isPresent()) {
      TerminalWriter.clearLine(err);
      err.flush();
    }
  }

  @Override
  public void note(String text) {
    end();
    err.println(text);
  }

  @Override
  public void summary() {
    if (counts.outcomes().isEmpty()) {
      end();
      return;
    }
    note(
        Text.format(
            "%s  %d/%d  %s%s  in %s",
            model,
            counts.done(),
            counts.total(),
            outcomes(false),
            rate(),
            minutes(counts.since())));
  }

  private void show() {
    Instant now = clock.instant();
    boolean isDue =
        Duration.between(lastPlain, now).compareTo(PLAIN_EVERY) >= 0
            || counts.done() == counts.total();
    if (width.isEmpty() && !isDue) {
      // To write the line takes longer than to send a request.
      return;
    }
    String text =
        Text.format(
            "%s%s  %d/%d%s  %s%s%s%s",
            whole.place().map(place -> "stage " + place + "  ").orElse(""),
            model,
            counts.done(),
            counts.total(),
            counts.cached() == 0 ? "" : " (" + counts.cached() + " cached)",
            current,
            rate(),
            remaining(),
            outcomes(true));
    if (width.isPresent()) {
      TerminalWriter.clearLine(err);
      TerminalWriter.printOneLine(err, text, width.getAsInt());
      err.flush();
    } else {
      lastPlain = now;
      err.println(text);
    }
  }

  /**
   * @param trouble leave out what is as it should be
   */
  private String outcomes(boolean trouble) {
    String text =
        counts.outcomes().entrySet().stream()
            .filter(e -> !trouble || !e.getKey().equals("parsed"))
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return trouble && !text.isEmpty() ? "  " + text : text;
  }

  private String rate() {
    OptionalDouble rate = counts.rate();
    return rate.isPresent() ? Text.format("  %.1f tok/s", rate.getAsDouble()) : "";
  }

  private String remaining() {
    return counts
        .remaining()
        .map(
            here ->
                "  about "
                    + minutes(here)
                    + " left"
                    + whole
                        .after()
                        .map(later -> ", " + minutes(here.plus(later)) + " in all")
                        .orElse(""))
        .orElse("");
  }

  private static String minutes(Duration time) {
    long seconds = time.toSeconds();
    return Text.format("%d:%02d", seconds / 60, seconds % 60);
  }
}
