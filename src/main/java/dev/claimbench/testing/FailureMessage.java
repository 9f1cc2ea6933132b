package dev.claimbench.testing;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.compare.Item;
import dev.claimbench.compare.Scores;
import dev.claimbench.report.RunReport;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.score.Score;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.stats.Estimate;
import dev.claimbench.stats.Interval;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a run shows, in the words of a failed test: value, interval, n and the worst claims. */
final class FailureMessage {
  private static final int WORST = 3;

  private final RunFolder run;
  private final Scoring scoring;
  private final Scorecard card;
  private final Scores scores;

  FailureMessage(RunFolder run) {
    this.run = run;
    this.scoring = Scoring.standard(run.manifest().sampling().seed());
    // An interval is drawn for the figure that is asked for, not for sixty others.
    this.card = Claimbench.score(run, scoring.withoutIntervals());
    this.scores = Claimbench.scores(new RunReport(run.manifest(), card), run.folder().toString());
  }

  Scorecard card() {
    return card;
  }

  Scores scores() {
    return scores;
  }

  /** Where it happened. */
  String where() {
    return run.manifest().model().spec() + " in " + run.folder();
  }

  Figure figure(String metric) {
    return card.figures().stream()
        .filter(f -> f.name().equals(metric))
        .findFirst()
        .orElseThrow(() -> new UserError("no metric is named '" + metric + "'"));
  }

  Optional<Estimate> estimate(String metric) {
    Metric m = Metrics.named(metric).orElseThrow();
    Figure figure = figure(metric);
    return scoring.bootstrap().flatMap(b -> figure.unit().estimate(m, figure.parts(), b));
  }

  /** Such as {@code value 0.268, 95% interval 0.190 to 0.362, n 86}. */
  String value(String metric) {
    Figure figure = figure(metric);
    if (figure.score() instanceof Score.Unscored none) {
      return "no value: " + none.why();
    }
    Score.Scored scored = (Score.Scored) figure.score();
    Optional<Interval> interval = estimate(metric).map(e -> e.interval(ResamplingUnit.LEVEL));
    String mark = figure.unit().mark();
    return Text.format("value %.3f, ", scored.value())
        + interval
            .map(i -> Text.format("95%% interval %.3f to %.3f, ", i.low(), i.high()))
            .orElse("no interval (of one article or story there is none), ")
        + "n "
        + scored.n()
        + (mark.isEmpty() || interval.isEmpty() ? "" : " (" + mark + ")");
  }

  /** The worst claims of a metric's task: what says the opposite comes first. */
  String worst(String metric) {
    String task = metric.replaceFirst("\\..*", "");
    List<Item> wrong =
        scores.items().stream()
            .filter(i -> i.task().equals(task) && !i.right() && !i.gold().equals("disputed"))
            .sorted(
                Comparator.comparing(Item::severity, Comparator.reverseOrder())
                    .thenComparing(Item::id))
            .toList();
    return list("wrong", wrong);
  }

  /** The first few of a list, with what is known of them. */
  String list(String what, List<Item> items) {
    if (items.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        items.size() > WORST
            ? "\n  the worst " + WORST + " of " + items.size() + " " + what + ":"
            : "\n  " + what + ":");
    items.stream().limit(WORST).forEach(i -> text.append(item(i)));
    return text + "\n  step by step: claimbench score " + run.folder() + " --explain " + id(items);
  }

  private static String item(Item i) {
    return "\n    %s: expected %s, got %s: %s%s"
        .formatted(
            i.id(),
            i.gold(),
            i.answered(),
            i.text(),
            i.quote().isEmpty() ? "" : "\n      article: “" + shorten(i.quote()) + "”");
  }

  /** As {@code --explain} wants it. */
  private static String id(List<Item> items) {
    Item first = items.get(0);
    String id = first.id().substring(first.task().length() + 1);
    return first.task().equals(Tasks.EXTRACT.name()) ? id.replaceFirst("/", "#") : id;
  }

  private static String shorten(String text) {
    return Text.shorten(text, 160);
  }
}
