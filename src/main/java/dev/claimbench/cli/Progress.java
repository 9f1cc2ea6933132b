package dev.claimbench.cli;

import dev.claimbench.model.Reply;
import dev.claimbench.run.Call;
import dev.claimbench.run.Entry;
import dev.claimbench.run.RunListener;
import dev.claimbench.run.Workload;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One line that is written over on a terminal, and plain lines elsewhere. */
final class Progress implements RunListener {
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final boolean terminal;
  private final Clock clock;
  private final String model;
  private int total;
  private int done;
  private int cached;
  private long answerTokens;
  private Duration answering = Duration.ZERO;
  private Instant start = Instant.EPOCH;
  private Instant lastPlain = Instant.EPOCH;
  private String current = "";
  private TimeLeft timeLeft = new TimeLeft(List.of());

  Progress(PrintWriter err, boolean terminal, Clock clock, String model) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.model = model;
  }

  int done() {
    return done;
  }

  int total() {
    return total;
  }

  @Override
  public void started(List<Workload> work) {
    total = work.stream().mapToInt(Workload::calls).sum();
    done = work.stream().mapToInt(Workload::done).sum();
    timeLeft = new TimeLeft(work);
    start = clock.instant();
    if (done > 0) {
      line(model + ": " + done + " of " + total + " answers are there already; going on");
    }
  }

  @Override
  public void asking(Call call) {
    current = call.prompt().task() + " " + call.prompt().item();
    show();
  }

  @Override
  public void answered(Call call, Entry entry) {
    if (entry.reply().isPresent()) {
      done++;
    }
    boolean known = entry.cached().isPresent();
    cached += known ? 1 : 0;
    timeLeft.ended(entry.task(), known ? Optional.empty() : entry.reply().map(Reply::total));
    if (entry.reply().isPresent() && !known) {
      Reply reply = entry.reply().get();
      answerTokens += Math.max(0, reply.answerTokens());
      answering = answering.plus(reply.answer().orElse(reply.total()));
    }
    entry
        .failure()
        .ifPresent(
            f ->
                line(
                    call.prompt().task()
                        + " "
                        + call.prompt().item()
                        + ": failed: "
                        + f.message()));
    show();
  }

  @Override
  public void retrying(Call call, String why) {
    line(call.prompt().task() + " " + call.prompt().item() + ": trying again: " + why);
  }

  /** Leaves the line so that what follows starts on its own. */
  void end() {
    if (terminal) {
      err.print("\r\033[K");
      err.flush();
    }
  }

  private void line(String text) {
    end();
    err.println(text);
  }

  private void show() {
    Instant now = clock.instant();
    String text =
        String.format(
            Locale.ROOT,
            "%s  %d/%d%s  %s%s%s",
            model,
            done,
            total,
            cached == 0 ? "" : " (" + cached + " cached)",
            current,
            answering.isZero()
                ? ""
                : String.format(
                    Locale.ROOT, "  %.1f tok/s", answerTokens / (answering.toMillis() / 1000.0)),
            left(now));
    if (terminal) {
      err.print("\r\033[K" + (text.length() > 118 ? text.substring(0, 117) + "…" : text));
      err.flush();
    } else if (Duration.between(lastPlain, now).compareTo(PLAIN_EVERY) >= 0 || done == total) {
      lastPlain = now;
      err.println(text);
    }
  }

  private String left(Instant now) {
    return timeLeft
        .after(Duration.between(start, now))
        .filter(d -> done < total)
        .map(d -> d.plusMillis(500).toSeconds())
        .map(s -> String.format(Locale.ROOT, "  about %d:%02d left", s / 60, s % 60))
        .orElse("");
  }
}
