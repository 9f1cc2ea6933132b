package dev.claimbench.compare;

import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Estimate;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Made-up swaps on the stories of real runs, whose true difference is known: as many stories as the
 * run has are drawn from it with replacement, and each brings what both models make of it.
 *
 * <p>Of one run only one model is known. The other one is made of the run's own stories: what it
 * makes of a story is {@code (1 - w)} of what the model made of it and {@code w} of what it made of
 * another story, drawn by size and scaled to this one's. Both figures are then equal on average,
 * and their difference varies as that of two models whose figures of a story correlate at {@code 1
 * - w²}. Of two runs both sides are known, and no such assumption is needed. Which side of a story
 * is the baseline's is a coin's, so that the two are equal whatever the runs show.
 *
 * <p>A loss takes the same share of the figure away in every story.
 *
 * <p>An anchor is a third model, made of the run's own stories as the other one is of one run; of
 * two runs at the correlation that these have, if that is above 0.
 */
final class SimulatedSwaps {
  private final List<Figure> figures;
  private final int stories;
  private final double share;

  /** By metric, what an anchor has of other stories where that is not the share above. */
  private final Map<String, Double> thirds;

  /**
   * A deciding figure over the stories, in one order for all figures.
   *
   * @param baseline and {@code candidate}: one row a story; the same rows where there is one run
   */
  private record Figure(Metric metric, List<double[]> baseline, List<double[]> candidate) {
    double value() {
      return metric.figure(Clusters.of(baseline).total());
    }
  }

  private SimulatedSwaps(
      List<Figure> figures, int stories, double share, Map<String, Double> thirds) {
    this.figures = figures;
    this.stories = stories;
    this.share = share;
    this.thirds = thirds;
  }

  /** The same, with anchors as different from the two runs as these are from each other. */
  SimulatedSwaps withAnchorAt(Map<String, OptionalDouble> correlations) {
    Map<String, Double> shares = new TreeMap<>();
    correlations.forEach(
        (metric, r) -> shares.put(metric, Math.sqrt(1 - Math.max(0, r.orElse(0)))));
    return new SimulatedSwaps(figures, stories, share, shares);
  }

  /**
   * Of one run.
   *
   * @param correlation of the two models' figures of a story, 0 or more and below 1
   */
  static SimulatedSwaps of(Policy policy, Scores run, double correlation) {
    if (!(correlation >= 0 && correlation < 1)) {
      throw new IllegalArgumentException(
          "the correlation must be from 0 to below 1, got " + correlation);
    }
    return from(policy, run, run, Math.sqrt(1 - correlation));
  }

  /**
   * Of two runs.
   *
   * @throws UserError where they did not answer the same questions
   */
  static SimulatedSwaps of(Policy policy, Scores baseline, Scores candidate) {
    Comparability.require(baseline, candidate);
    return from(policy, baseline, candidate, 0);
  }

  private static SimulatedSwaps from(Policy policy, Scores a, Scores b, double share) {
    if (policy.primary().isEmpty()) {
      throw new UserError("the policy has no primary figure, so nothing is tested");
    }
    Set<String> stories = new TreeSet<>();
    for (String name : policy.primary().keySet()) {
      stories.addAll(rows(a, name).keySet());
      stories.addAll(rows(b, name).keySet());
    }
    List<Figure> figures = new ArrayList<>();
    for (String name : policy.primary().keySet()) {
      Map<String, double[]> before = rows(a, name);
      Map<String, double[]> now = rows(b, name);
      if (!before.isEmpty() && !now.isEmpty()) {
        int width = before.values().iterator().next().length;
        Metric metric = Metrics.named(name).orElseThrow();
        Figure figure = new Figure(metric, list(stories, before, width), list(stories, now, width));
        if (!Double.isNaN(figure.value())) {
          figures.add(figure);
        }
      }
    }
    if (figures.isEmpty()) {
      throw new UserError(a.name() + ": has none of the figures " + policy.primary().keySet());
    }
    if (stories.size() < ResamplingUnit.FEWEST_STORIES) {
      throw new UserError(
          a.name()
              + ": has "
              + stories.size()
              + " stories, and with fewer than "
              + ResamplingUnit.FEWEST_STORIES
              + " nothing decides");
    }
    return new SimulatedSwaps(figures, stories.size(), share, Map.of());
  }

  private static Map<String, double[]> rows(Scores run, String metric) {
    Map<String, double[]> rows = new TreeMap<>();
    run.measure(metric)
        .map(Measure::parts)
        .orElse(List.of())
        .forEach(
            part -> {
              double[] row =
                  rows.computeIfAbsent(part.story(), k -> new double[part.sums().size()]);
              Arrays.setAll(row, i -> row[i] + part.sums().get(i));
            });
    return rows;
  }

  private static List<double[]> list(Set<String> stories, Map<String, double[]> rows, int width) {
    return stories.stream().map(s -> rows.getOrDefault(s, new double[width])).toList();
  }

  int stories() {
    return stories;
  }

  /** The metrics that are simulated, in the policy's order, with the run's own figure. */
  Map<String, Double> values() {
    Map<String, Double> values = new java.util.LinkedHashMap<>();
    figures.forEach(f -> values.put(f.metric.name(), f.value()));
    return values;
  }

  /**
   * How the two runs' figures of a story correlate, by metric: from the standard errors of both and
   * of their difference. Not for one run.
   *
   * @return empty for a figure that does not vary
   */
  Map<String, OptionalDouble> correlations(Bootstrap bootstrap) {
    Map<String, OptionalDouble> correlations = new java.util.LinkedHashMap<>();
    for (Figure f : figures) {
      Clusters a = Clusters.of(f.baseline);
      Clusters b = Clusters.of(f.candidate);
      double first = error(bootstrap.of(a, f.metric::figure, f.metric.range()));
      double second = error(bootstrap.of(b, f.metric::figure, f.metric.range()));
      double both = error(bootstrap.difference(a, b, f.metric::figure, f.metric.range()));
      double r = (first * first + second * second - both * both) / (2 * first * second);
      correlations.put(
          f.metric.name(),
          Double.isFinite(r)
              ? OptionalDouble.of(Math.max(-1, Math.min(1, r)))
              : OptionalDouble.empty());
    }
    return correlations;
  }

  private static double error(Optional<Estimate> estimate) {
    return estimate.map(Estimate::standardError).orElse(Double.NaN);
  }

  /**
   * The truth of one swap, by metric, in the figure's unit.
   *
   * @param losses how much worse the candidate is than the baseline; below 0 where it is better,
   *     which takes as much from the baseline
   * @param drift how much worse the baseline is than the anchor
   */
  record Truth(Map<String, Double> losses, Map<String, Double> drift) {
    static final Truth EQUAL = new Truth(Map.of(), Map.of());

    private double loss(Figure figure) {
      return losses.getOrDefault(figure.metric.name(), 0.0);
    }

    private double inAll(Figure figure) {
      return loss(figure) + drift.getOrDefault(figure.metric.name(), 0.0);
    }
  }

  /** How many tests a swap has, where its stories have all figures. */
  int tests(Policy policy) {
    return (int) (figures.size() + figures.stream().filter(f -> anchored(policy, f)).count());
  }

  private static boolean anchored(Policy policy, Figure figure) {
    return policy.anchored().primary().containsKey(figure.metric.name());
  }

  /**
   * One swap: the comparison with the baseline, then that with the anchor where the policy has one.
   *
   * @param policy for the margins
   * @param anchors for the anchor alone, so that the rest of a swap is the same without one
   */
  List<PairedMeasure> draw(
      Policy policy, Truth truth, SplittableRandom random, SplittableRandom anchors) {
    int[] drawn = random.ints(stories, 0, stories).toArray();
    double[] others = random.doubles(stories).toArray();
    boolean[] turned = new boolean[stories];
    for (int i = 0; i < stories; i++) {
      turned[i] = random.nextBoolean();
    }
    double[] thirds = anchors.doubles(stories).toArray();
    // From either run, story by story: the anchor, too, is as good as both on average.
    boolean[] coins = new boolean[2 * stories];
    for (int i = 0; i < coins.length; i++) {
      coins[i] = anchors.nextBoolean();
    }
    List<PairedMeasure> swap = new ArrayList<>();
    List<PairedMeasure> anchored = new ArrayList<>();
    for (Figure figure : figures) {
      List<double[]> baseline = new ArrayList<>();
      List<double[]> candidate = new ArrayList<>();
      List<double[]> anchor = new ArrayList<>();
      for (int i = 0; i < stories; i++) {
        double[] a = figure.baseline.get(drawn[i]);
        double[] b =
            mixed(figure, figure.candidate.get(drawn[i]), figure.candidate, others[i], share);
        baseline.add(turned[i] ? b : a);
        candidate.add(turned[i] ? a : b);
        if (anchored(policy, figure)) {
          List<double[]> strangers = coins[stories + i] ? figure.baseline : figure.candidate;
          double[] own = (coins[i] ? figure.baseline : figure.candidate).get(drawn[i]);
          anchor.add(mixed(figure, own, strangers, thirds[i], third(figure)));
        }
      }
      pair(figure, baseline, candidate, truth.loss(figure), policy).ifPresent(swap::add);
      if (anchored(policy, figure)) {
        pair(figure, anchor, candidate, truth.inAll(figure), policy.anchored())
            .ifPresent(anchored::add);
      }
    }
    swap.addAll(anchored);
    return swap;
  }

  /** What an anchor has of other stories. */
  private double third(Figure figure) {
    return thirds.getOrDefault(figure.metric.name(), share);
  }

  /**
   * One comparison.
   *
   * @param before and {@code now}: by story; as good as one another on average
   * @param loss of the second, below 0 of the first
   */
  private static Optional<PairedMeasure> pair(
      Figure figure, List<double[]> before, List<double[]> now, double loss, Policy policy) {
    Clusters first = lost(figure, before, Math.max(0, -loss));
    Clusters second = lost(figure, now, Math.max(0, loss));
    double value = figured(figure.metric, first.total());
    // Without what is to be counted: a run may draw no story that has any.
    return Double.isNaN(value) || Double.isNaN(figured(figure.metric, second.total()))
        ? Optional.empty()
        : Optional.of(
            new PairedMeasure(
                figure.metric.name(),
                policy.margin(figure.metric.name(), OptionalDouble.of(value)),
                first,
                second,
                sums -> figured(figure.metric, sums),
                figure.metric.range(),
                ResamplingUnit.STORIES));
  }

  private static Clusters lost(Figure figure, List<double[]> rows, double loss) {
    return Clusters.of(
        rows.stream()
            // A share of 0 of 0 items would count for the loss of those that have some.
            .map(
                row -> {
                  double items = figure.metric.size(row);
                  return row(row, items > 0 ? items : 0, loss / figure.value());
                })
            .toList());
  }

  /** What a model makes of a story that has so much of what was made of one of the strangers. */
  private static double[] mixed(
      Figure figure, double[] own, List<double[]> strangers, double chance, double share) {
    double size = figure.metric.size(own);
    if (share == 0 || !(size > 0)) {
      return own;
    }
    double[] strange = bySize(figure, strangers, chance);
    double scale = size / figure.metric.size(strange);
    double[] row = new double[own.length];
    Arrays.setAll(row, i -> (1 - share) * own[i] + share * scale * strange[i]);
    return row;
  }

  /** By size, so that what is drawn has the run's own figure on average. */
  private static double[] bySize(Figure figure, List<double[]> strangers, double chance) {
    double all = 0;
    for (double[] row : strangers) {
      all += Math.max(0, figure.metric.size(row));
    }
    double at = 0;
    double[] last = null;
    for (double[] row : strangers) {
      double size = figure.metric.size(row);
      if (size > 0) {
        last = row;
        at += size;
        if (at > chance * all) {
          return row;
        }
      }
    }
    return last;
  }

  /** With the items that the share is of, and how much of the figure they lose, at its end. */
  private static double[] row(double[] sums, double items, double lost) {
    double[] row = Arrays.copyOf(sums, sums.length + 2);
    row[sums.length] = items * Math.min(1, lost);
    row[sums.length + 1] = items;
    return row;
  }

  private static double figured(Metric metric, double[] sums) {
    int width = sums.length - 2;
    double lost = sums[width + 1] > 0 ? sums[width] / sums[width + 1] : 0;
    return metric.figure(Arrays.copyOf(sums, width)) * (1 - lost);
  }
}
