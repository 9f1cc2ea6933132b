package dev.claimbench.compare;

import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.SignFlip;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often a policy's deciding figures accept, reject and cannot tell, where the truth is known:
 * swaps made of a run's own stories ({@link SimulatedSwaps}). Rules without a test (floors, pinned
 * claims, slices) are left out.
 *
 * @param stories how many a swap has
 * @param swaps how many are behind each line
 * @param correlation of the two models' figures of a story: assumed for one run, measured for two
 * @param measured whether it was measured
 * @param lines one a truth
 * @param oneSided for the reader, why the run is a poor guide to how models vary; empty where it is
 *     none
 * @param smallest by metric, the least true loss that is found with {@link Differences#POWER}, as a
 *     comparison says it: the median over swaps of equal models
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
   * Simulates on one run.
   *
   * @param correlation that is assumed, 0 or more and below 1
   * @param swaps a truth, 1 or more
   * @throws dev.claimbench.text.UserError with too few stories, or none of the figures
   */
  public static PolicyErrorRates simulate(
      Policy policy, Scores run, double correlation, int swaps, long seed) {
    SimulatedSwaps simulator = SimulatedSwaps.of(policy, run, correlation);
    Map<String, OptionalDouble> assumed = new LinkedHashMap<>();
    simulator.values().keySet().forEach(m -> assumed.put(m, OptionalDouble.of(correlation)));
    return simulate(policy, simulator, assumed, false, oneSided(run), swaps, seed);
  }

  /**
   * The same, where the two models are as different as two runs are.
   *
   * @throws dev.claimbench.text.UserError where they did not answer the same questions
   */
  public static PolicyErrorRates simulate(
      Policy policy, Scores baseline, Scores candidate, int swaps, long seed) {
    SimulatedSwaps simulator = SimulatedSwaps.of(policy, baseline, candidate);
    return simulate(
        policy,
        simulator,
        simulator.correlations(new Bootstrap(2_000, seed)),
        true,
        List.of(),
        swaps,
        seed);
  }

  private static PolicyErrorRates simulate(
      Policy policy,
      SimulatedSwaps simulator,
      Map<String, OptionalDouble> correlation,
      boolean measured,
      List<String> oneSided,
      int swaps,
      long seed) {
    Differences statistics =
        new Differences(
            policy.alpha(), new Bootstrap(RESAMPLES, seed), new SignFlip(10, PATTERNS, seed));
    Map<String, List<Double>> smallest = new LinkedHashMap<>();
    simulator.values().keySet().forEach(m -> smallest.put(m, new ArrayList<>()));
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, Map<String, Double>> truth :
        trueDifferences(policy, simulator).entrySet()) {
      SplittableRandom random = new SplittableRandom(seed);
      DecisionTally tally = DecisionTally.NONE;
      for (int i = 0; i < swaps; i++) {
        List<Difference> differences =
            statistics.of(simulator.draw(policy, truth.getValue(), random));
        if (truth.getValue().isEmpty()) {
          differences.forEach(d -> d.smallest().ifPresent(smallest.get(d.metric())::add));
        }
        // As in a gate: what is not there is undecided.
        Rule[] missing =
            differences.size() < smallest.size()
                ? new Rule[] {Rule.unknown("a deciding figure", "no story that was drawn has it")}
                : new Rule[0];
        tally = tally.with(DecisionTally.decide(differences, missing));
      }
      lines.add(new Line(truth.getKey(), tally.accept(), tally.reject(), tally.cannotTell()));
    }
    Map<String, OptionalDouble> medians = new LinkedHashMap<>();
    smallest.forEach((metric, list) -> medians.put(metric, median(list)));
    return new PolicyErrorRates(
        simulator.stories(), swaps, correlation, measured, oneSided, lines, medians);
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
                  String.format(
                      Locale.ROOT,
                      "%.0f%% of this run's items in %s came out as %s, so it varies less than"
                          + " another model would; give a second run",
                      100 * n / all,
                      task,
                      answer));
            }
          });
    }
    return found;
  }

  /** What is simulated, for the reader, with the loss of each figure. */
  private static Map<String, Map<String, Double>> trueDifferences(
      Policy policy, SimulatedSwaps simulator) {
    Map<String, Map<String, Double>> truths = new LinkedHashMap<>();
    truths.put("an equal model", Map.of());
    Map<String, Double> gains = new LinkedHashMap<>();
    simulator
        .values()
        .forEach(
            (metric, value) -> {
              double margin = policy.margin(metric, OptionalDouble.of(value));
              gains.put(metric, -margin);
              for (int times : new int[] {1, 2}) {
                // A figure of 0.03 cannot fall by 0.05.
                if (times * margin <= value) {
                  truths.put(
                      metric
                          + " worse by "
                          + Text.number(Math.rint(times * margin * 10_000) / 10_000)
                          + (times == 1 ? ", its margin" : ", twice its margin"),
                      Map.of(metric, times * margin));
                }
              }
            });
    truths.put("better by the margin" + (gains.size() == 1 ? "" : " in all"), gains);
    return truths;
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
