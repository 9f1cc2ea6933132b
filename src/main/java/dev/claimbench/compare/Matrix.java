package dev.claimbench.compare;

import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Holm;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Three or more runs, each against each, with p by Holm over all pairs and deciding figures.
 *
 * @param runs in the order given
 * @param tables by metric
 */
public record Matrix(List<Scores> runs, List<Table> tables) {

  /**
   * Two runs on one figure.
   *
   * @param difference second - first
   * @param adjusted p over the whole family; 1 where fewer than 5 stories are too few to tell
   * @param smallest the least true loss that these stories would find, as in {@link Difference}
   */
  public record Cell(
      int first, int second, double difference, double adjusted, OptionalDouble smallest) {}

  /**
   * One figure.
   *
   * @param values one a run
   * @param ranking groups of runs, best first, that cannot be told apart; a run may be in two
   */
  public record Table(
      String metric, List<Double> values, List<Cell> cells, List<List<Integer>> ranking) {}

  /**
   * Compares each with each.
   *
   * @throws UserError where they did not answer the same questions
   */
  public static Matrix compute(List<Scores> runs, Policy policy, long seed) {
    runs.stream().skip(1).forEach(r -> Comparability.require(runs.get(0), r));
    Differences statistics = Differences.standard(policy.alpha(), seed);
    Map<String, List<Pair>> byMetric = new LinkedHashMap<>();
    List<Pair> family = new ArrayList<>();
    for (Map.Entry<String, Double> metric : policy.primary().entrySet()) {
      List<Pair> pairs = pairs(runs, metric.getKey(), metric.getValue(), statistics);
      if (!pairs.isEmpty()) {
        byMetric.put(metric.getKey(), pairs);
        family.addAll(pairs);
      }
    }
    double[] adjusted = Holm.adjust(family.stream().mapToDouble(Pair::p).toArray());
    List<Table> tables = new ArrayList<>();
    int next = 0;
    for (Map.Entry<String, List<Pair>> entry : byMetric.entrySet()) {
      List<Cell> cells = new ArrayList<>();
      for (Pair pair : entry.getValue()) {
        cells.add(
            new Cell(pair.first, pair.second, pair.difference, adjusted[next++], pair.smallest));
      }
      tables.add(table(entry.getKey(), runs, cells, policy.alpha()));
    }
    return new Matrix(List.copyOf(runs), tables);
  }

  private record Pair(
      int first, int second, double difference, double p, OptionalDouble smallest) {}

  private static List<Pair> pairs(
      List<Scores> runs, String metric, double margin, Differences statistics) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      for (int j = i + 1; j < runs.size(); j++) {
        Optional<PairedMeasure> paired =
            MeasurePairing.compute(runs.get(i), runs.get(j), metric, margin, story -> true);
        if (paired.isEmpty()) {
          return List.of();
        }
        PairedMeasure p = paired.get();
        double difference =
            p.statistic().applyAsDouble(p.candidate().total())
                - p.statistic().applyAsDouble(p.baseline().total());
        boolean stories = p.unit() == ResamplingUnit.STORIES;
        pairs.add(
            new Pair(
                i,
                j,
                difference,
                stories ? statistics.p(p) : 1,
                stories ? statistics.smallest(p) : OptionalDouble.empty()));
      }
    }
    return pairs;
  }

  private static Table table(String metric, List<Scores> runs, List<Cell> cells, double alpha) {
    List<Double> values =
        runs.stream().map(r -> r.measure(metric).orElseThrow().value().orElseThrow()).toList();
    List<Integer> order =
        IntStream.range(0, runs.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> values.get(i)).reversed())
            .toList();
    List<List<Integer>> groups = new ArrayList<>();
    int reached = 0;
    for (int from = 0; from < order.size(); from++) {
      int to = from + 1;
      while (to < order.size() && alike(order.subList(from, to + 1), cells, alpha)) {
        to++;
      }
      // A group within the one before says nothing new.
      if (to > reached) {
        groups.add(List.copyOf(order.subList(from, to)));
        reached = to;
      }
    }
    return new Table(metric, values, cells, groups);
  }

  private static boolean alike(List<Integer> group, List<Cell> cells, double alpha) {
    return cells.stream()
        .filter(c -> group.contains(c.first()) && group.contains(c.second()))
        .noneMatch(c -> c.adjusted() <= alpha);
  }
}
