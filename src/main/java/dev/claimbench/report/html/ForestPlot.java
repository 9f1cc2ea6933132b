package dev.claimbench.report.html;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Difference;
import dev.claimbench.compare.DifferenceVerdict;
import dev.claimbench.compare.PromptTokenMismatch;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.GateReport;
import dev.claimbench.stats.McNemar;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the comparison page shows.
 *
 * @param verdict what was decided; empty where nothing was
 * @param mark what must stand beside the intervals; usually empty
 * @param unlike that one model's weights were sent different prompts, a sentence a task; usually
 *     empty
 * @param reach both ends of the drawings' scale: minus this to plus this
 * @param smallest what these stories can find at all; empty where it is not known
 * @param deciding figures that decide, with margins
 * @param described figures that decide nothing
 * @param missing figures that cannot be compared, with why
 * @param changes in what else the runs differ
 * @param flips how many claims were won and lost, a row a task
 */
public record ForestPlot(
    Run baseline,
    Run candidate,
    String intro,
    Optional<Verdict> verdict,
    String mark,
    List<String> unlike,
    String reach,
    String smallest,
    List<Line> deciding,
    List<Line> described,
    List<Overview.Fact> missing,
    List<Comparison.Change> changes,
    List<Test> flips) {

  /**
   * What a gate decided.
   *
   * @param style {@code accept}, {@code reject} or {@code unsure}
   * @param rules what came of each, and why
   */
  public record Verdict(String sentence, String style, List<Overview.Fact> rules) {}

  /** One of the two. */
  public record Run(String model, String name) {}

  /**
   * One figure's difference, candidate − baseline.
   *
   * @param style {@code better}, {@code worse} or nothing
   */
  public record Line(
      String metric,
      String baseline,
      String candidate,
      String difference,
      String interval,
      String p,
      String words,
      String style,
      Mark mark) {}

  /**
   * Where it lies between the ends of the scale, 0 to 1.
   *
   * @param interval empty with fewer than two clusters
   * @param margin half of the width that is the same; 0 where it decides nothing
   */
  public record Mark(double value, Optional<Overview.Mark> interval, double margin) {}

  /** Claims on which one is right only. */
  public record Test(String task, int lost, int won, String p) {}

  static ForestPlot from(Comparison c, Optional<GateReport> gate) {
    double reach = reach(c.differences());
    return new ForestPlot(
        new Run(c.baseline().model(), c.baseline().name()),
        new Run(c.candidate().model(), c.candidate().name()),
        FigureText.scope(c),
        gate.map(ForestPlot::verdict),
        c.mark(),
        PromptTokenMismatch.find(c.baseline(), c.candidate()).stream()
            .map(PromptTokenMismatch::toText)
            .toList(),
        Text.format("%.2f", reach),
        FigureText.smallestDifferences(c).orElse(""),
        c.differences().stream().filter(Difference::decides).map(d -> line(d, reach)).toList(),
        c.differences().stream().filter(d -> !d.decides()).map(d -> line(d, reach)).toList(),
        c.missing().entrySet().stream()
            .map(e -> new Overview.Fact(e.getKey(), e.getValue()))
            .toList(),
        c.changes(),
        tests(c));
  }

  private static Verdict verdict(GateReport gate) {
    Decision decision = gate.decision();
    String style =
        decision instanceof Decision.Accept
            ? "accept"
            : decision instanceof Decision.Reject ? "reject" : "unsure";
    return new Verdict(
        gate.firstLine(),
        style,
        decision.rules().stream()
            .map(r -> new Overview.Fact(r.result().toText(), r.name() + ": " + r.detail()))
            .toList());
  }

  /** The farthest end of any interval or margin, up to the next twentieth. */
  private static double reach(List<Difference> differences) {
    double most = 0.05;
    for (Difference d : differences) {
      most = Math.max(most, Math.abs(d.value()));
      most = Math.max(most, d.decides() ? d.margin() : 0);
      if (d.interval().isPresent()) {
        most = Math.max(most, Math.abs(d.interval().get().low()));
        most = Math.max(most, Math.abs(d.interval().get().high()));
      }
    }
    return Math.ceil(most * 20 - 1e-9) / 20;
  }

  private static Line line(Difference d, double reach) {
    DifferenceVerdict finding = d.decides() ? d.finding() : DifferenceVerdict.CANNOT_TELL;
    return new Line(
        d.metric(),
        digits("%.3f", d.baseline()),
        digits("%.3f", d.candidate()),
        digits("%+.3f", d.value()),
        d.interval()
            .map(i -> digits("%+.3f", i.low()) + " to " + digits("%+.3f", i.high()))
            .orElse("–"),
        d.adjusted().isPresent() ? FigureText.p(d.adjusted().getAsDouble()) : "",
        d.decides() ? d.toText() : "",
        finding == DifferenceVerdict.WORSE
            ? "worse"
            : finding == DifferenceVerdict.BETTER ? "better" : "",
        new Mark(
            share(d.value(), reach),
            d.interval()
                .map(
                    i ->
                        new Overview.Mark(
                            share(d.value(), reach),
                            share(i.low(), reach),
                            share(i.high(), reach))),
            d.decides() ? d.margin() / reach / 2 : 0));
  }

  private static double share(double difference, double reach) {
    return (difference + reach) / (2 * reach);
  }

  private static String digits(String format, double value) {
    return Text.format(format, value);
  }

  private static List<Test> tests(Comparison c) {
    List<Test> tests = new ArrayList<>();
    c.flips()
        .mcNemar()
        .forEach(
            (task, test) ->
                tests.add(new Test(task, test.onlyFirst(), test.onlySecond(), exact(test))));
    return tests;
  }

  private static String exact(McNemar test) {
    return FigureText.p(test.exactP());
  }
}
