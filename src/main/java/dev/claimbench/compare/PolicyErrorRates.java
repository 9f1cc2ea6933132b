package dev.claimbench.compare;

import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.SignFlip;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often a policy's deciding figures accept, reject and cannot tell, where the truth is known:
 * swaps made of a run's own stories ({@link SimulatedSwaps}), of several suites and against an
 * anchor where the policy has them. Rules without a test (floors, pinned claims, slices) are left
 * out.
 *
 * @param stories how many a swap has, over all suites
 * @param swaps how many are behind each line
 * @param correlation of the two models' figures of a story: assumed for one run, measured for two
 * @param measured whether it was measured
 * @param lines one a truth
 * @param oneSided for the reader, why the run is a poor guide to how models vary; empty where it is
 *     none
 * @param smallest by metric, with its suite where there are several, the least true loss that is
 *     found with {@link Differences#POWER}, as a comparison says it: the median over swaps of equal
 *     models
 */
public record PolicyErrorRates(
    int stories,
    int swaps,
    Map<String, OptionalDouble> correlation,
    boolean measured,
    List<String> oneSided,
    List<Line> lines,
    Map<String, OptionalDouble> smallest) {
  /** Fewer draws than a comparison's, for time: they blur p and intervals, evenly. */
  private static final int RESAMPLES = 400;

  private static final int PATTERNS = 1_999;

  private static final String[] MARGINS = {"its margin", "twice its margin"};

  /**
   * Where nothing else is known, of two models: recorded pairs have -0.23 to 0.23 (docs/GATE.md).
   */
  public static final double CORRELATION = 0;

  /** A run whose answers are nearly all the same varies less than another model would. */
  private static final double MOSTLY = 0.9;

  /**
   * One truth.
   *
   * @param truth for the reader
   * @param accepted and {@code rejected} and {@code unsure}: shares of the swaps, 1 in all
   */
  public record Line(String truth, double accepted, double rejected, double unsure) {}

  /**
   * A suite with what its swaps are made of.
   *
   * @param name for the reader; empty where there is only one
   * @param runs one, or two that answered the same questions: the models are then as different as
   *     these
   */
  public record Suite(String name, Policy policy, List<Scores> runs) {
    public Suite {
      runs = List.copyOf(runs);
      if (runs.isEmpty() || runs.size() > 2) {
        throw new IllegalArgumentException("expected one run or two, got " + runs.size());
      }
    }

    private String named(String metric) {
      return name.isEmpty() ? metric : name + ": " + metric;
    }
  }

  /** A suite that can be drawn. */
  private record Part(
      Suite suite, SimulatedSwaps simulator, Map<String, OptionalDouble> correlation) {
    static Part of(Suite suite, double assumed, long seed) {
      Policy policy = suite.policy;
      Map<String, OptionalDouble> correlation = new LinkedHashMap<>();
      if (suite.runs.size() == 1) {
        SimulatedSwaps simulator = SimulatedSwaps.of(policy, suite.runs.get(0), assumed);
        simulator.values().keySet().forEach(m -> correlation.put(m, OptionalDouble.of(assumed)));
        return new Part(suite, simulator, correlation);
      }
      SimulatedSwaps simulator = SimulatedSwaps.of(policy, suite.runs.get(0), suite.runs.get(1));
      correlation.putAll(simulator.correlations(new Bootstrap(2_000, seed)));
      return new Part(suite, simulator.withAnchorAt(correlation), correlation);
    }
  }

  /** What is true of one suite's candidates; the others' are equal. */
  private record Truth(String text, Map<String, SimulatedSwaps.Truth> bySuite) {
    SimulatedSwaps.Truth of(Part part) {
      return bySuite.getOrDefault(part.suite.name, SimulatedSwaps.Truth.EQUAL);
    }
  }

  /**
   * Simulates.
   *
   * @param suites all of a policy, each with as many runs
   * @param correlation that is assumed where there is one run, 0 or more and below 1
   * @param swaps a truth, 1 or more
   * @throws dev.claimbench.text.UserError with too few stories, or none of the figures; where two
   *     runs did not answer the same questions
   */
  public static PolicyErrorRates simulate(
      double alpha, List<Suite> suites, double correlation, int swaps, long seed) {
    List<Part> parts = suites.stream().map(s -> Part.of(s, correlation, seed)).toList();
    Differences statistics =
        new Differences(alpha, new Bootstrap(RESAMPLES, seed), new SignFlip(10, PATTERNS, seed));
    int tests = parts.stream().mapToInt(p -> p.simulator.tests(p.suite.policy)).sum();
    Map<String, OptionalDouble> correlations = new LinkedHashMap<>();
    Map<String, List<Double>> smallest = new LinkedHashMap<>();
    for (Part part : parts) {
      part.correlation.forEach((metric, r) -> correlations.put(part.suite.named(metric), r));
      part.simulator
          .values()
          .keySet()
          .forEach(metric -> smallest.put(part.suite.named(metric), new ArrayList<>()));
    }
    List<Line> lines = new ArrayList<>();
    for (Truth truth : trueDifferences(parts)) {
      SplittableRandom random = new SplittableRandom(seed);
      SplittableRandom anchors = new SplittableRandom(~seed);
      DecisionTally tally = DecisionTally.NONE;
      for (int i = 0; i < swaps; i++) {
        List<PairedMeasure> pairs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
          for (PairedMeasure p :
              part.simulator.draw(part.suite.policy, truth.of(part), random, anchors)) {
            pairs.add(p);
            names.add(part.suite.named(p.metric()));
          }
        }
        List<Difference> differences = statistics.of(pairs);
        // Equal models come first. What is found against an anchor is found by the last baseline.
        for (int k = 0; lines.isEmpty() && k < differences.size(); k++) {
          if (names.indexOf(names.get(k)) == k) {
            differences.get(k).smallest().ifPresent(smallest.get(names.get(k))::add);
          }
        }
        // As in a gate: what is not there is undecided.
        Rule[] missing =
            differences.size() < tests
                ? new Rule[] {Rule.unknown("a deciding figure", "no story that was drawn has it")}
                : new Rule[0];
        tally = tally.with(DecisionTally.decide(differences, missing));
      }
      lines.add(new Line(truth.text, tally.accept(), tally.reject(), tally.cannotTell()));
    }
    Map<String, OptionalDouble> medians = new LinkedHashMap<>();
    smallest.forEach((metric, list) -> medians.put(metric, median(list)));
    boolean measured = suites.stream().allMatch(s -> s.runs.size() == 2);
    return new PolicyErrorRates(
        parts.stream().mapToInt(p -> p.simulator.stories()).sum(),
        swaps,
        correlations,
        measured,
        suites.stream()
            .filter(s -> s.runs.size() == 1)
            .flatMap(s -> oneSided(s.runs.get(0)).stream())
            .toList(),
        lines,
        medians);
  }

  private static List<String> oneSided(Scores run) {
    List<String> found = new ArrayList<>();
    for (String task : run.outcomes().keySet()) {
      Map<String, Long> answers =
          run.items().stream()
              .filter(i -> i.task().equals(task))
              .collect(Collectors.groupingBy(Item::answered, TreeMap::new, Collectors.counting()));
      double all = answers.values().stream().mapToLong(Long::longValue).sum();
      answers.forEach(
          (answer, n) -> {
            if (n >= MOSTLY * all) {
              found.add(
                  Text.format(
                      "%.0f%% of this run's items in %s came out as %s, so it varies less than"
                          + " another model would; give a second run",
                      100 * n / all, task, answer));
            }
          });
    }
    return found;
  }

  /** What is simulated; equal models first. */
  private static List<Truth> trueDifferences(List<Part> parts) {
    List<Truth> truths = new ArrayList<>();
    truths.add(new Truth("an equal model", Map.of()));
    Map<String, SimulatedSwaps.Truth> gains = new LinkedHashMap<>();
    int figures = 0;
    for (Part part : parts) {
      Map<String, Double> better = new LinkedHashMap<>();
      Policy policy = part.suite.policy;
      for (Map.Entry<String, Double> figure : part.simulator.values().entrySet()) {
        String metric = figure.getKey();
        double margin = policy.margin(metric, OptionalDouble.of(figure.getValue()));
        better.put(metric, -margin);
        for (int times : new int[] {1, 2}) {
          // A figure of 0.03 cannot fall by 0.05.
          if (times * margin <= figure.getValue()) {
            String text = " worse by %s, %s".formatted(number(times * margin), MARGINS[times - 1]);
            truths.add(
                new Truth(
                    part.suite.named(metric) + text,
                    Map.of(
                        part.suite.name,
                        new SimulatedSwaps.Truth(Map.of(metric, times * margin), Map.of()))));
          }
        }
        double total = policy.anchored().primary().getOrDefault(metric, Double.NaN);
        if (total <= figure.getValue()) {
          truths.add(
              new Truth(
                  "equal, %s %s below the anchor"
                      .formatted(part.suite.named(metric), number(total)),
                  Map.of(
                      part.suite.name, new SimulatedSwaps.Truth(Map.of(), Map.of(metric, total)))));
        }
      }
      figures += better.size();
      gains.put(part.suite.name, new SimulatedSwaps.Truth(better, Map.of()));
    }
    truths.add(new Truth("better by the margin" + (figures == 1 ? "" : " in all"), gains));
    return truths;
  }

  /** As it would be written in a policy: sums of hundredths differ in their last digit. */
  private static String number(double x) {
    return Text.number(Math.rint(x * 10_000) / 10_000);
  }

  private static OptionalDouble median(List<Double> list) {
    double[] sorted = list.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Arrays.stream(sorted).skip(sorted.length / 2).findFirst().getAsDouble());
  }

  /** Half the width of a share's 95% interval, at most. */
  public double within() {
    return 1.96 * Math.sqrt(0.25 / swaps);
  }
}
