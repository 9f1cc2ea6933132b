package dev.claimbench.report;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Difference;
import dev.claimbench.compare.Differences;
import dev.claimbench.compare.RunHistory;
import dev.claimbench.compare.Scores;
import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.Quantity;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.Better;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.score.Score;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Text;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How figures, times and outcomes are written everywhere. */
public final class FigureText {
  private FigureText() {}

  /** Three digits, or a dash. */
  public static String value(Score score) {
    return score instanceof Score.Scored s ? Text.format("%.3f", s.value()) : "–";
  }

  /** {@code 0.120 to 0.310}, or nothing. */
  public static String interval(Score score) {
    return score instanceof Score.Scored s
        ? s.interval().map(i -> Text.format("%.3f to %.3f", i.low(), i.high())).orElse("")
        : "";
  }

  /** A share of 1 in whole percent. */
  public static String percent(double share) {
    return Text.format("%.0f%%", 100 * share);
  }

  /** What the baseline that sees the claim only has learned from. */
  public static String learnedFrom(GoldSet training) {
    long stories = training.verdicts().stream().map(v -> v.claim().story()).distinct().count();
    return stories == 0
        ? "learned from the other families of these claims"
        : Text.format(
            "learned from %d verdicts of %d dev stories", training.verdicts().size(), stories);
  }

  /** Three digits, or that it is smaller. */
  public static String p(double p) {
    return p < 0.001 ? "<0.001" : Text.format("%.3f", p);
  }

  /** How much both runs were asked, e.g. {@code 23 stories, 510 claims and verdicts, …}. */
  public static String scope(Comparison c) {
    if (c.candidate().outcomes().isEmpty()) {
      int groups = c.differences().stream().mapToInt(Difference::clusters).max().orElse(0);
      return groups + (groups == 1 ? " group" : " groups") + " of items, the same for both";
    }
    int stories = c.candidate().stories().size();
    return stories
        + (stories == 1 ? " story, " : " stories, ")
        + c.candidate().items().size()
        + " claims and verdicts, the same for both";
  }

  /** How many articles a run asked about, e.g. {@code 10 articles (claims of 5)}. */
  public static String articles(Manifest manifest) {
    int all = manifest.articles().size();
    int extracted = manifest.articlesExtracted();
    return Text.count(all, "article") + (extracted == all ? "" : " (claims of " + extracted + ")");
  }

  /** What the runs of a history were asked, e.g. {@code 3 runs on 11 stories, 120 verdicts, …}. */
  public static String scope(RunHistory.Series series) {
    Scores first = series.first();
    long verdicts =
        first.items().stream().filter(i -> i.task().equals(Tasks.VERIFY.name())).count();
    String gold = first.gold();
    return Text.count(series.entries().size(), "run")
        + " on "
        + (first.stories().size() == 1 ? "1 story" : first.stories().size() + " stories")
        + (verdicts == 0 ? "" : ", " + Text.count(verdicts, "verdict"))
        + (gold.isEmpty() ? "" : ", gold " + gold)
        + (first.stories().size() < ResamplingUnit.FEWEST_STORIES
            ? "; intervals " + ResamplingUnit.ARTICLES.mark()
            : "");
  }

  /** {@code , less is better}; nothing where more is, as everybody expects. */
  public static String direction(Better better) {
    return better == Better.LESS ? ", less is better" : "";
  }

  /** {@code 2026-01-28 10:15} of an instant; as it stands where it is none. */
  public static String minute(String instant) {
    return instant.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*")
        ? instant.substring(0, 16).replace('T', ' ')
        : instant;
  }

  /**
   * What a comparison on these stories can find at all, so that "cannot tell" is read rightly.
   *
   * @return empty where no figure decides or none of them has an interval
   */
  public static Optional<String> smallestDifferences(Comparison c) {
    String figures =
        c.differences().stream()
            .filter(d -> d.smallest().isPresent())
            .map(d -> Text.format("%.3f in %s", d.smallest().getAsDouble(), d.metric()))
            .collect(Collectors.joining(", "));
    int clusters =
        c.differences().stream()
            .filter(d -> d.smallest().isPresent())
            .mapToInt(Difference::clusters)
            .max()
            .orElse(0);
    return figures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Text.format(
                "smallest loss that %d %s find with %.0f%% probability: %s",
                clusters,
                c.candidate().outcomes().isEmpty() ? "groups" : "stories",
                100 * Differences.POWER,
                figures));
  }

  /** Minutes and seconds. */
  public static String time(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    return Text.format("%d:%02d", seconds / 60, seconds % 60);
  }

  /** Seconds with one digit. */
  public static String seconds(Duration duration) {
    return Text.format("%.1f s", duration.toMillis() / 1000.0);
  }

  /** {@code at most 48 percent}, {@code 3 to 5 km}. */
  public static String quantity(Quantity q) {
    String bound =
        q.bound() == Bound.BETWEEN || q.bound() == Bound.EXACTLY
            ? ""
            : q.bound().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " ";
    String value =
        q.low() == q.high() ? number(q.low()) : number(q.low()) + " to " + number(q.high());
    return (bound + value + " " + q.unit()).strip();
  }

  private static String number(double value) {
    return new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }

  /** Why an answer is no valid one; empty for one that is. */
  public static String whyNot(Answer<?> answer) {
    if (answer instanceof Answer.Invalid<?> a) {
      return (a.path() + " " + a.problem()).strip();
    } else if (answer instanceof Answer.Truncated<?> a) {
      return a.why();
    } else if (answer instanceof Answer.Refused<?> a) {
      return a.why();
    } else if (answer instanceof Answer.Failed<?> a) {
      return a.why();
    }
    return "";
  }
}
