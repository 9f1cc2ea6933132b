package dev.claimbench.report.terminal;

import dev.claimbench.compare.Differences;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyErrorRates;
import dev.claimbench.compare.SuitePolicies;
import dev.claimbench.report.FigureText;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a policy does, in words, and how often it errs. */
public final class PolicyText {
  private static final int LABEL = 52;

  private PolicyText() {}

  /** In one line: how many tests decide, and how many other rules there are. */
  public static String summary(SuitePolicies policy) {
    List<Policy> all = policy.suites().values().stream().map(SuitePolicies.Suite::policy).toList();
    int rejecting = all.stream().mapToInt(p -> rejecting(p).size() + judged(p).size()).sum();
    int warning = all.stream().mapToInt(p -> warning(p).size()).sum();
    return (policy.several() ? Text.count(all.size(), "suite") + "; " : "")
        + tests(policy)
        + "; "
        + Text.count(rejecting, "other rule")
        + (rejecting == 1 ? " rejects" : " reject")
        + ", "
        + Text.count(warning, "rule")
        + (warning == 1 ? " warns" : " warn");
  }

  private static String tests(SuitePolicies policy) {
    int n = policy.tests();
    return n == 0
        ? "no test decides"
        : n == 1
            ? "1 test decides, at an error rate of " + Text.number(policy.alpha())
            : n
                + " tests decide, by Holm's method at an error rate of "
                + Text.number(policy.alpha())
                + " together";
  }

  /** Rule by rule. */
  public static String explain(SuitePolicies policy, Style style) {
    StringBuilder out = new StringBuilder();
    head(out, style, tests(policy));
    if (policy.tests() > 0) {
      line(out, "Each is of the paired difference over stories, with these outcomes:");
      line(out, "  passes       better, or shown not to be worse by the margin");
      line(out, "  rejects      worse, and not shown to be within the margin");
      line(out, "  cannot tell  neither is shown; always so with fewer than 5 stories");
      line(out, "All must pass to accept; one that rejects is enough to reject.");
    }
    policy
        .suites()
        .forEach(
            (name, suite) -> {
              if (!name.isEmpty()) {
                out.append('\n');
                head(out, style, "suite " + name + ", against the baseline " + suite.baseline());
              }
              rules(out, style, suite.policy());
            });
    out.append(policy.several() ? "\n" : "");
    head(
        out,
        style,
        "Too little evidence: "
            + switch (policy.unsure()) {
              case STOP -> "cannot tell, exit code 4";
              case ACCEPT -> "accepts all the same";
              case REJECT -> "rejects";
            });
    return out.toString();
  }

  private static void rules(StringBuilder out, Style style, Policy policy) {
    list(out, style, "Decides", deciding(policy));
    list(
        out,
        style,
        "Rejects where broken, on the figures as they are, without a test",
        rejecting(policy));
    list(
        out,
        style,
        "Goes by the 95% interval with the judge's error; cannot tell where that lies on both"
            + " sides",
        judged(policy));
    list(out, style, "Warns where broken, decides nothing", warning(policy));
    list(
        out,
        style,
        "Shows the difference, decides nothing",
        policy.described().isEmpty() ? List.of() : List.of(String.join(", ", policy.described())));
  }

  private static List<String> deciding(Policy policy) {
    List<String> rules = new ArrayList<>();
    policy
        .primary()
        .forEach(
            (metric, margin) ->
                rules.add(
                    metric
                        + " (more is better): may be worse than the baseline by "
                        + Text.number(margin)
                        + (policy.relative().containsKey(metric)
                            ? " or by "
                                + percent(policy.relative().get(metric))
                                + " of the baseline's figure, whichever is less"
                            : "")));
    policy
        .anchor()
        .ifPresent(
            anchor ->
                anchor
                    .margins()
                    .forEach(
                        (metric, margin) ->
                            rules.add(
                                metric
                                    + ": may in all be worse than the anchor "
                                    + anchor.baseline()
                                    + " by "
                                    + Text.number(margin))));
    return rules;
  }

  private static List<String> rejecting(Policy policy) {
    List<String> rules = new ArrayList<>(limits("", policy.least(), policy.most(), Map.of()));
    policy.answers().forEach((how, most) -> rules.add("at most " + most + " answers " + how));
    Policy.Speed speed = policy.speed();
    speed
        .medianSeconds()
        .ifPresent(x -> rules.add("median seconds of a call at most " + Text.number(x)));
    speed
        .p95Seconds()
        .ifPresent(
            x -> rules.add("95th percentile of seconds of a call at most " + Text.number(x)));
    speed
        .tokensPerSecond()
        .ifPresent(x -> rules.add("answer tokens per second at least " + Text.number(x)));
    speed
        .memoryMegabytes()
        .ifPresent(x -> rules.add("megabytes of memory at most " + Text.number(x)));
    policy.pinned().forEach(id -> rules.add("must be right: " + id));
    for (Policy.Slice slice : policy.slices()) {
      String where = (slice.topic().isEmpty() ? "stories " : "topic ") + slice.name() + ": ";
      rules.addAll(limits(where, slice.least(), slice.most(), slice.mostDrop()));
    }
    return rules;
  }

  private static List<String> judged(Policy policy) {
    List<String> rules = new ArrayList<>();
    policy
        .judged()
        .forEach(
            (figure, rule) -> {
              rule.least().ifPresent(x -> rules.add(figure + " at least " + Text.number(x)));
              rule.margin()
                  .ifPresent(
                      x ->
                          rules.add(
                              figure + " may be worse than the baseline by " + Text.number(x)));
            });
    return rules;
  }

  private static List<String> warning(Policy policy) {
    Policy.Warnings warn = policy.warn();
    return limits("", warn.least(), warn.most(), warn.mostDrop());
  }

  private static List<String> limits(
      String where,
      Map<String, Double> least,
      Map<String, Double> most,
      Map<String, Double> mostDrop) {
    List<String> rules = new ArrayList<>();
    least.forEach((metric, x) -> rules.add(where + metric + " at least " + Text.number(x)));
    most.forEach((metric, x) -> rules.add(where + metric + " at most " + Text.number(x)));
    mostDrop.forEach(
        (metric, x) ->
            rules.add(
                where + metric + " falls by at most " + Text.number(x) + " against the baseline"));
    return rules;
  }

  /** How often the deciding figures err, a line a truth. */
  public static String errorRates(PolicyErrorRates rates, Style style) {
    StringBuilder out = new StringBuilder();
    head(
        out,
        style,
        Text.format(
            "Simulated: %,d swaps a line, on %d stories drawn from these",
            rates.swaps(), rates.stories()));
    line(
        out,
        (rates.measured()
                ? "as different as these two runs are; their figures of a story correlate at "
                : "assumes that both models' figures of a story correlate at ")
            + rates.correlation().entrySet().stream()
                .map(
                    e ->
                        (rates.measured() ? e.getKey() + " " : "")
                            + (e.getValue().isPresent()
                                ? Text.format("%.2f", e.getValue().getAsDouble())
                                : "–"))
                .distinct()
                .collect(Collectors.joining(", "))
            + (rates.measured() ? "" : " (--correlation; a second run measures it)"));
    rates.oneSided().forEach(why -> line(out, style.warn(why)));
    out.append('\n');
    line(
        out,
        style.faint(
            Text.cell("the candidate is truly", LABEL) + "accepted  rejected  cannot tell"));
    for (PolicyErrorRates.Line line : rates.lines()) {
      line(
          out,
          Text.cell(line.truth(), LABEL)
              + Text.format(
                  "%7.1f%%  %7.1f%%  %10.1f%%",
                  100 * line.accepted(), 100 * line.rejected(), 100 * line.unsure()));
    }
    line(
        out,
        style.faint(
            Text.format(
                "each share within %.1f points; a loss in one figure leaves the others equal",
                100 * rates.within())));
    rates
        .smallest()
        .forEach(
            (metric, least) ->
                least.ifPresent(
                    x ->
                        line(
                            out,
                            Text.format(
                                "smallest loss in %s that is found with %s probability: %.3f",
                                metric, FigureText.percent(Differences.POWER), x))));
    return out.toString();
  }

  private static void list(StringBuilder out, Style style, String title, List<String> rules) {
    if (!rules.isEmpty()) {
      head(out, style, title);
      rules.forEach(rule -> line(out, rule));
    }
  }

  private static void head(StringBuilder out, Style style, String title) {
    out.append(style.bold(title)).append('\n');
  }

  private static void line(StringBuilder out, String text) {
    out.append("  ").append(text.stripTrailing()).append('\n');
  }

  private static String percent(double share) {
    return Text.number(Math.rint(share * 10_000) / 100) + "%";
  }
}
