package dev.claimbench.report.html;

import dev.claimbench.report.FigureText;
import dev.claimbench.report.Headline;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.terminal.TerminalReport;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Score;
import dev.claimbench.score.UsageTotal;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.stats.Ece;
import dev.claimbench.stats.RiskCoverage;
import dev.claimbench.task.Answer;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the overview of {@code report.html} shows, as it is read there; the template only lays it
 * out.
 *
 * @param intro what the run was about, e.g. {@code 5 articles, 50 of 253 verdicts}
 * @param warnings what must be read before the figures; usually empty
 * @param groups the headline figures
 * @param figures all figures
 * @param outcomes how the calls ended, a bar a task
 * @param confusion rows of gold labels; empty without verdicts
 * @param articles what became of each article's claims
 * @param kinds the same by the claims' kind
 * @param reliability bins of label probabilities; empty where the runtime gave none
 * @param surest accuracy among the surest verdicts; empty where the runtime gave no probabilities
 * @param costs a row a task
 * @param facts the manifest
 */
public record Overview(
    String name,
    String model,
    String intro,
    List<String> warnings,
    List<Group> groups,
    List<Line> figures,
    List<Bar> outcomes,
    List<Row> confusion,
    List<Breakdown.Row> articles,
    List<Breakdown.Row> kinds,
    List<Bin> reliability,
    List<RiskCoverage.Point> surest,
    List<Cost> costs,
    List<Fact> facts) {

  /** Headline figures of one task. */
  public record Group(String title, List<Line> lines) {}

  /**
   * One figure.
   *
   * @param sub it belongs to the figure above it, a baseline
   * @param why why there is none; empty where there is one
   */
  public record Line(
      String label,
      String description,
      boolean sub,
      String value,
      String interval,
      String n,
      String why,
      Optional<Mark> mark) {}

  /** Where a figure and its interval lie on a scale from 0 to 1. */
  public record Mark(double value, double low, double high) {}

  /** A bar in parts. */
  public record Bar(String label, int whole, List<Part> parts) {}

  /**
   * A part of a bar.
   *
   * @param style the CSS class of its colour
   */
  public record Part(String label, String style, int count) {}

  /**
   * A row of the confusion matrix.
   *
   * @param cells one for each label and one for no answer
   */
  public record Row(String label, List<Cell> cells) {}

  /**
   * A cell of the confusion matrix.
   *
   * @param depth which of ten shades: tenths of the row
   */
  public record Cell(int count, boolean right, int depth) {}

  /** A bar of the reliability diagram; in an empty one both means are absent. */
  public record Bin(
      double low, double high, int n, OptionalDouble probability, OptionalDouble right) {}

  /** What one task cost. */
  public record Cost(
      String task,
      int calls,
      String promptTokens,
      String answerTokens,
      String time,
      String median,
      String slow,
      String speed,
      int retries) {}

  /** A line of the manifest. */
  public record Fact(String what, String value) {}

  /**
   * @param shown articles that have a line of their own: those whose answers are on the page
   */
  static Overview from(String name, RunReport report, List<ArticleDetail> shown) {
    var card = report.scorecard();
    return new Overview(
        name,
        report.model(),
        intro(report),
        TerminalReport.warnings(report).stream().map(Overview::sentence).toList(),
        groups(report),
        report.figures().stream().map(f -> line(f.name(), f)).toList(),
        outcomes(card.outcomes()),
        card.verdicts().isEmpty() ? List.of() : confusion(card.confusion()),
        Breakdown.byArticle(card, shown),
        Breakdown.byKind(card),
        card.reliability().stream().map(Overview::bin).toList(),
        card.riskCoverage(),
        card.usage().entrySet().stream().map(e -> cost(e.getKey(), e.getValue())).toList(),
        facts(report));
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String intro(RunReport report) {
    Manifest manifest = report.manifest();
    int asked = manifest.verdicts().size();
    return FigureText.articles(manifest)
        + ", "
        + (asked == manifest.verdictsInGold() ? "" : asked + " of ")
        + manifest.verdictsInGold()
        + " verdicts, "
        + (manifest.gold().isEmpty()
            ? "no gold"
            : ("gold " + manifest.goldVersion()).strip()
                + " "
                + manifest.goldHash().substring(0, 12)
                + ", 95% intervals "
                + (report.scorecard().mark().isEmpty()
                    ? "over stories"
                    : report.scorecard().mark()));
  }

  private static List<Group> groups(RunReport report) {
    List<Group> groups = new ArrayList<>();
    for (Headline headline : Headline.ALL) {
      if (report.scorecard().outcomes().containsKey(headline.task())) {
        List<Line> lines = new ArrayList<>();
        for (Headline.Line line : headline.lines()) {
          report.scorecard().figures().stream()
              .filter(f -> f.name().equals(line.figure()))
              .filter(f -> line.always() || f.score() instanceof Score.Scored)
              .findFirst()
              .ifPresent(f -> lines.add(line(line.label(), f)));
        }
        groups.add(new Group(headline.title(), lines));
      }
    }
    return groups;
  }

  private static Line line(String label, Figure figure) {
    boolean sub = label.startsWith(" ");
    if (!(figure.score() instanceof Score.Scored scored)) {
      String why = ((Score.Unscored) figure.score()).why();
      return new Line(label.strip(), figure.description(), sub, "–", "", "", why, Optional.empty());
    }
    double value = scored.value();
    Mark mark =
        new Mark(
            value,
            scored.interval().map(i -> i.low()).orElse(value),
            scored.interval().map(i -> i.high()).orElse(value));
    return new Line(
        label.strip(),
        figure.description(),
        sub,
        FigureText.value(scored),
        FigureText.interval(scored),
        Integer.toString(scored.n()),
        "",
        // Sizes and distances have scales of their own.
        mark.low() >= 0 && mark.high() <= 1 ? Optional.of(mark) : Optional.empty());
  }

  private static List<Bar> outcomes(Map<String, Outcomes> outcomes) {
    List<Bar> bars = new ArrayList<>();
    outcomes.forEach(
        (task, o) ->
            bars.add(
                new Bar(
                    task,
                    o.calls(),
                    List.of(
                        part(Answer.Parsed.class, o.parsed()),
                        part(Answer.Invalid.class, o.invalid()),
                        part(Answer.Truncated.class, o.truncated()),
                        part(Answer.Refused.class, o.refused()),
                        part(Answer.Failed.class, o.failed())))));
    return bars;
  }

  private static Part part(Class<?> outcome, int count) {
    String name = outcome.getSimpleName();
    return new Part(name, name.toLowerCase(Locale.ROOT), count);
  }

  private static List<Row> confusion(List<List<Integer>> matrix) {
    List<Row> rows = new ArrayList<>();
    for (int gold = 0; gold < matrix.size(); gold++) {
      int whole = matrix.get(gold).stream().mapToInt(Integer::intValue).sum();
      List<Cell> cells = new ArrayList<>();
      for (int column = 0; column < matrix.get(gold).size(); column++) {
        int count = matrix.get(gold).get(column);
        int depth = whole == 0 ? 0 : (int) Math.ceil(10.0 * count / whole);
        cells.add(new Cell(count, column == gold, depth));
      }
      rows.add(new Row(VerdictDetail.ORDER.get(gold).name(), cells));
    }
    return rows;
  }

  private static Bin bin(Ece.Bin bin) {
    boolean empty = bin.items() == 0;
    return new Bin(
        bin.low(),
        bin.high(),
        bin.items(),
        empty ? OptionalDouble.empty() : OptionalDouble.of(bin.predicted()),
        empty ? OptionalDouble.empty() : OptionalDouble.of(bin.observed()));
  }

  private static Cost cost(String task, UsageTotal u) {
    boolean known = u.unknown() < u.calls();
    return new Cost(
        task,
        u.calls(),
        known ? Text.format("%,d", u.promptTokens()) : "–",
        known ? Text.format("%,d", u.answerTokens()) : "–",
        FigureText.time(u.total()),
        FigureText.seconds(u.median()),
        FigureText.seconds(u.p95()),
        u.answerTokensPerSecondByClock().isPresent()
            ? Text.format("%.1f", u.answerTokensPerSecondByClock().getAsDouble())
            : "–",
        u.retries());
  }

  private static List<Fact> facts(RunReport report) {
    Manifest m = report.manifest();
    List<Fact> facts = new ArrayList<>();
    int context = m.model().context();
    facts.add(new Fact("model", m.model().spec()));
    facts.add(new Fact("name", m.model().name()));
    facts.add(new Fact("digest", m.model().digest()));
    facts.add(new Fact("quantisation", m.model().quantization()));
    facts.add(new Fact("context", context > 0 ? context + " tokens" : "no limit"));
    m.model().versions().forEach((what, version) -> facts.add(new Fact(what, version)));
    facts.add(new Fact("temperature", Double.toString(m.sampling().temperature())));
    facts.add(new Fact("seed", Integer.toString(m.sampling().seed())));
    facts.add(new Fact("time-out", m.sampling().timeout().toSeconds() + " s a call"));
    m.promptHashes().forEach((task, hash) -> facts.add(new Fact("prompt " + task, hash)));
    facts.add(new Fact("articles", m.articles().size() + " from " + m.seeds()));
    facts.add(
        new Fact(
            "gold",
            String.join(" ", m.gold().orElse("none"), m.goldVersion(), m.goldHash()).strip()));
    facts.add(new Fact("pairs claims by", report.similarity()));
    facts.add(new Fact("Claimbench", m.tool()));
    m.environment().forEach((what, value) -> facts.add(new Fact(what, value)));
    facts.add(new Fact("started", m.started()));
    facts.removeIf(f -> f.value().isEmpty());
    return facts;
  }
}
