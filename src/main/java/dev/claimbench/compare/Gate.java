package dev.claimbench.compare;

import dev.claimbench.compare.Policy.Slice;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Part;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Applies a policy to a comparison. The deciding figures are judged by {@link DifferenceVerdict}:
 * rejected only where the candidate is worse for sure, passed only where it is not worse by the
 * margin for sure. All other rules look at the figures as observed.
 *
 * @param topics of stories, by id
 */
public record Gate(Policy policy, Map<String, String> topics) {
  private static final String BASELINE = "the baseline";

  /** Decides. */
  public Decision decide(Comparison comparison, Timing timing) {
    return Decision.from(
        rules(comparison, timing), hasTooFewStories(comparison.candidate()), policy.unsure());
  }

  /** Whether figures decide, and the run has too few stories for that. */
  boolean hasTooFewStories(Scores candidate) {
    return candidate.stories().size() < ResamplingUnit.FEWEST_STORIES
        && !policy.primary().isEmpty();
  }

  /** Every rule, in the policy's order. */
  List<Rule> rules(Comparison comparison, Timing timing) {
    List<Rule> rules = new ArrayList<>(margins(comparison, BASELINE));
    Scores candidate = comparison.candidate();
    limits("", candidate, story -> true, policy.least(), policy.most(), rules);
    policy.answers().forEach((how, most) -> rules.add(answers(candidate, how, most)));
    speed(timing, rules);
    checkPinnedItems(candidate, rules);
    for (Slice slice : policy.slices()) {
      Predicate<String> in = story -> slice.has(story, topics);
      limits(slice.name() + ": ", candidate, in, slice.least(), slice.most(), rules);
      slice
          .mostDrop()
          .forEach(
              (metric, drop) -> rules.add(drop(slice.name() + ": ", comparison, in, metric, drop)));
    }
    warnings(comparison).forEach(rule -> rules.add(rule.asWarning()));
    return rules;
  }

  /**
   * The rules on how much may be lost against the anchor.
   *
   * @param comparison with the anchor
   */
  List<Rule> anchorRules(Comparison comparison) {
    return new Gate(policy.anchored(), topics).margins(comparison, "the anchor");
  }

  private List<Rule> warnings(Comparison comparison) {
    List<Rule> rules = new ArrayList<>();
    Policy.Warnings warn = policy.warn();
    limits("", comparison.candidate(), story -> true, warn.least(), warn.most(), rules);
    warn.mostDrop()
        .forEach((metric, drop) -> rules.add(drop("", comparison, story -> true, metric, drop)));
    return rules;
  }

  private List<Rule> margins(Comparison comparison, String against) {
    List<Rule> rules = new ArrayList<>();
    comparison.differences().stream()
        .filter(Difference::decides)
        .forEach(d -> rules.add(margin(d, against)));
    for (Map.Entry<String, Double> metric : policy.primary().entrySet()) {
      String why = comparison.missing().get(metric.getKey());
      // A task that was not asked, by either run, has no say.
      String task = metric.getKey().replaceFirst("\\..*", "");
      if (why != null && comparison.candidate().outcomes().containsKey(task)) {
        rules.add(Rule.unknown(name(metric.getKey(), against, metric.getValue()), why));
      }
    }
    if (rules.isEmpty() && !policy.primary().isEmpty()) {
      rules.add(
          Rule.unknown("a deciding figure", "neither run has any of " + policy.primary().keySet()));
    }
    return rules;
  }

  /** The rule of one deciding figure. */
  static Rule margin(Difference d) {
    return margin(d, BASELINE);
  }

  private static Rule margin(Difference d, String against) {
    String interval =
        d.interval()
            .map(i -> Text.format("%+.3f to %+.3f", i.low(), i.high()))
            .orElse("no interval");
    String detail =
        Text.format(
                "%.3f against %.3f, difference %+.3f (%s): ",
                d.candidate(), d.baseline(), d.value(), interval)
            + d.toText();
    Rule.Result result =
        d.finding().acceptable()
            ? Rule.Result.PASSED
            : d.finding() == DifferenceVerdict.WORSE
                ? Rule.Result.REJECTED
                : Rule.Result.CANNOT_TELL;
    return new Rule(name(d.metric(), against, d.margin()), result, detail);
  }

  private static String name(String metric, String against, double margin) {
    return metric + " not worse than " + against + " by " + Text.number(margin);
  }

  private static void limits(
      String prefix,
      Scores run,
      Predicate<String> stories,
      Map<String, Double> least,
      Map<String, Double> most,
      List<Rule> rules) {
    least.forEach(
        (metric, limit) ->
            rules.add(
                limit(
                    prefix + metric + " at least " + Text.number(limit),
                    figure(run, metric, stories),
                    x -> x >= limit)));
    most.forEach(
        (metric, limit) ->
            rules.add(
                limit(
                    prefix + metric + " at most " + Text.number(limit),
                    figure(run, metric, stories),
                    x -> x <= limit)));
  }

  private static Rule limit(String name, OptionalDouble value, Predicate<Double> holds) {
    return value.isEmpty()
        ? Rule.unknown(name, "the run has no such figure")
        : Rule.of(name, holds.test(value.getAsDouble()), Text.format("%.3f", value.getAsDouble()));
  }

  /** The figure over some stories. */
  private static OptionalDouble figure(Scores run, String name, Predicate<String> stories) {
    Metric metric = Metrics.named(name).orElseThrow();
    double[] sum = null;
    for (Part part : run.measure(name).map(Measure::parts).orElse(List.of())) {
      if (stories.test(part.story())) {
        sum = sum == null ? new double[part.sums().size()] : sum;
        for (int i = 0; i < sum.length; i++) {
          sum[i] += part.sums().get(i);
        }
      }
    }
    double value = sum == null ? Double.NaN : metric.figure(sum);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Rule drop(
      String prefix, Comparison c, Predicate<String> in, String metric, double most) {
    String name = prefix + metric + " falls by at most " + Text.number(most);
    OptionalDouble before = figure(c.baseline(), metric, in);
    OptionalDouble now = figure(c.candidate(), metric, in);
    if (before.isEmpty() || now.isEmpty()) {
      return Rule.unknown(name, "one of the runs has no such figure");
    }
    double fall = before.getAsDouble() - now.getAsDouble();
    // Sums of hundredths differ in their last digit.
    return Rule.of(
        name,
        fall <= most + 1e-9,
        Text.format("%.3f → %.3f", before.getAsDouble(), now.getAsDouble()));
  }

  private static Rule answers(Scores run, String how, int most) {
    Function<Outcomes, Integer> count =
        switch (how) {
          case "invalid" -> Outcomes::invalid;
          case "truncated" -> Outcomes::truncated;
          default -> Outcomes::refused;
        };
    int n = run.outcomes().values().stream().mapToInt(count::apply).sum();
    return Rule.of("at most " + most + " answers " + how, n <= most, Integer.toString(n));
  }

  private void speed(Timing timing, List<Rule> rules) {
    Policy.Speed speed = policy.speed();
    most("median seconds a call", speed.medianSeconds(), timing.medianSeconds(), rules);
    most("95th percentile of seconds a call", speed.p95Seconds(), timing.p95Seconds(), rules);
    most("megabytes of memory", speed.memoryMegabytes(), timing.memoryMegabytes(), rules);
    speed
        .tokensPerSecond()
        .ifPresent(
            least ->
                rules.add(
                    measured(
                        "answer tokens per second at least " + Text.number(least),
                        timing.tokensPerSecond(),
                        x -> x >= least)));
  }

  private static void most(
      String what, OptionalDouble limit, OptionalDouble value, List<Rule> rules) {
    limit.ifPresent(
        most -> rules.add(measured(what + " at most " + Text.number(most), value, x -> x <= most)));
  }

  private static Rule measured(String name, OptionalDouble value, Predicate<Double> holds) {
    return value.isEmpty()
        ? Rule.unknown(name, "not measured: timings.json of this run does not tell")
        : Rule.of(name, holds.test(value.getAsDouble()), Text.format("%.2f", value.getAsDouble()));
  }

  private void checkPinnedItems(Scores candidate, List<Rule> rules) {
    Map<String, Item> items = new LinkedHashMap<>();
    candidate.items().forEach(i -> items.put(i.id(), i));
    for (String id : policy.pinned()) {
      Optional<Item> item = Optional.ofNullable(items.get(id));
      String name = "pinned: " + id;
      rules.add(
          item.map(i -> Rule.of(name, i.right(), "gold " + i.gold() + ", answered " + i.answered()))
              .orElseGet(() -> Rule.unknown(name, "this run was not asked it")));
    }
  }
}
