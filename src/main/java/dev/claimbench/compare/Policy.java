package dev.claimbench.compare;

import dev.claimbench.score.Better;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.text.UserError;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a swap must meet; fixed before the runs are looked at.
 *
 * @param alpha error rate, see {@link Differences}
 * @param primary at most 3 metrics that decide, with how much worse is still acceptable
 * @param relative of some of them the largest loss as a share of the baseline's figure, such as
 *     0.1; the smaller of this and the margin counts, which matters where the baseline is low
 * @param described metrics that are shown with their difference and decide nothing
 * @param least the lowest acceptable figure, by metric
 * @param most the highest acceptable figure, by metric
 * @param answers the most answers that may end so over all tasks, by {@code invalid}, {@code
 *     truncated}, {@code refused}
 * @param speed limits on time and memory
 * @param pinned ids of {@link Item}s that the candidate must have right
 * @param slices rules for some stories only
 * @param unsure what to do where the evidence is too thin
 * @param warn rules that are shown where they are broken and decide nothing
 * @param anchor an earlier baseline that is held against as well, so that margins do not add up
 * @param judged rules on figures that rest on an examined judge, by figure
 */
public record Policy(
    double alpha,
    Map<String, Double> primary,
    Map<String, Double> relative,
    List<String> described,
    Map<String, Double> least,
    Map<String, Double> most,
    Map<String, Integer> answers,
    Speed speed,
    List<String> pinned,
    List<Slice> slices,
    Unsure unsure,
    Warnings warn,
    Optional<Anchor> anchor,
    Map<String, Judged> judged) {

  /**
   * A rule on a figure that rests on a judge.
   *
   * @param least the lowest acceptable figure
   * @param margin how much worse than the baseline's is still acceptable
   */
  public record Judged(OptionalDouble least, OptionalDouble margin) {}

  /**
   * The first blessed run, and how much may be lost against it in all.
   *
   * @param baseline its name among the baselines, or a path
   * @param margins by primary metric, no less than its own margin
   */
  public record Anchor(String baseline, Map<String, Double> margins) {
    public Anchor {
      margins = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(margins));
    }
  }

  /**
   * Limits on time and memory, any of them empty.
   *
   * @param medianSeconds of one call
   * @param p95Seconds of one call
   * @param tokensPerSecond answer tokens by the runtime's own times, at least
   * @param memoryMegabytes most memory held
   */
  public record Speed(
      OptionalDouble medianSeconds,
      OptionalDouble p95Seconds,
      OptionalDouble tokensPerSecond,
      OptionalDouble memoryMegabytes) {
    static final Speed NONE =
        new Speed(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
  }

  /**
   * Rules that warn.
   *
   * @param least the lowest figure without a warning, by metric
   * @param most the highest figure without a warning, by metric
   * @param mostDrop by how much the observed figure may fall without a warning, by metric
   */
  public record Warnings(
      Map<String, Double> least, Map<String, Double> most, Map<String, Double> mostDrop) {
    static final Warnings NONE = new Warnings(Map.of(), Map.of(), Map.of());
  }

  /**
   * Rules for some stories.
   *
   * @param name for the reader
   * @param topic of {@code stories.yaml}; empty where stories are named
   * @param stories empty where a topic is named
   * @param mostDrop by how much the observed figure may fall, by metric
   */
  public record Slice(
      String name,
      String topic,
      List<String> stories,
      Map<String, Double> least,
      Map<String, Double> most,
      Map<String, Double> mostDrop) {

    /**
     * Whether a story is in it.
     *
     * @param topics of stories, by id
     */
    boolean has(String story, Map<String, String> topics) {
      return topic.isEmpty() ? stories.contains(story) : topic.equals(topics.get(story));
    }
  }

  /** What to do where the evidence is too thin. */
  public enum Unsure {
    /** Exit 4: neither passed nor rejected. */
    STOP,
    /** Pass all the same. */
    ACCEPT,
    /** Reject: a swap has to be earned. */
    REJECT
  }

  /**
   * One deciding figure at the usual error rate of 0.05.
   *
   * @param margin how much worse is still acceptable, above 0
   * @throws UserError where there is no such metric, or more of it is not better
   */
  public static Policy of(String metric, double margin) {
    List<String> names =
        Metrics.all().stream().filter(m -> m.better() == Better.MORE).map(Metric::name).toList();
    if (!names.contains(metric)) {
      throw new UserError(
          "no metric of which more is better is named '"
              + metric
              + "'; "
              + PolicyReader.nearest(metric, names));
    }
    if (!(margin > 0)) {
      throw new UserError(metric + ": the margin must be above 0, got " + margin);
    }
    return of(0.05, Map.of(metric, margin));
  }

  /**
   * Deciding figures alone, of any name.
   *
   * @param primary at most 3, with margins above 0
   */
  public static Policy of(double alpha, Map<String, Double> primary) {
    return figures(alpha, primary, Map.of(), List.of(), Unsure.STOP);
  }

  /** Figures that are shown with their difference and decide nothing. */
  public static Policy describing(List<String> metrics) {
    return figures(0.05, Map.of(), Map.of(), metrics, Unsure.STOP);
  }

  /** The deciding figures alone, without limits, pinned claims and slices. */
  public Policy margins() {
    return figures(alpha, primary, relative, List.of(), unsure);
  }

  /** Metrics whose differences are shown, those that decide first. */
  public Set<String> compared() {
    Set<String> names = new LinkedHashSet<>(primary.keySet());
    names.addAll(described);
    return names;
  }

  /** The figures of one task alone: those that decide, and those that are described. */
  public Policy ofTask(String task) {
    Map<String, Double> own = new LinkedHashMap<>(primary);
    own.keySet().removeIf(metric -> !metric.startsWith(task + "."));
    List<String> shown = described.stream().filter(m -> m.startsWith(task + ".")).toList();
    return figures(alpha, own, relative, shown, unsure);
  }

  /** The same rules at another error rate. */
  Policy at(double level, Unsure thin) {
    return new Policy(
        level, primary, relative, described, least, most, answers, speed, pinned, slices, thin,
        warn, anchor, judged);
  }

  /** What is tested against the anchor: its margins alone. */
  Policy anchored() {
    return of(alpha, anchor.map(Anchor::margins).orElse(Map.of()));
  }

  private static Policy figures(
      double alpha,
      Map<String, Double> primary,
      Map<String, Double> relative,
      List<String> described,
      Unsure unsure) {
    return new Policy(
        alpha,
        primary,
        relative,
        described,
        Map.of(),
        Map.of(),
        Map.of(),
        Speed.NONE,
        List.of(),
        List.of(),
        unsure,
        Warnings.NONE,
        Optional.empty(),
        Map.of());
  }

  /**
   * How much worse than the baseline a figure may be: its margin, or its share of the baseline's
   * figure where that is less.
   *
   * @param baseline the baseline's figure; empty where it has none
   * @return NaN for a figure that decides nothing
   */
  public double margin(String metric, OptionalDouble baseline) {
    double margin = primary.getOrDefault(metric, Double.NaN);
    double figure = baseline.orElse(0);
    if (!relative.containsKey(metric) || !(figure > 0)) {
      return margin;
    }
    // As it is printed: nobody fixes a margin to the fifth digit.
    double share = Math.max(1, Math.rint(relative.get(metric) * figure * 10_000)) / 10_000;
    return Math.min(margin, share);
  }

  public Policy {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must be between 0 and 0.5, got " + alpha);
    }
    if (primary.size() > 3) {
      throw new IllegalArgumentException("at most 3 primary metrics, got " + primary.keySet());
    }
    primary = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(primary));
    relative = Map.copyOf(relative);
    described = List.copyOf(described);
    pinned = List.copyOf(pinned);
    slices = List.copyOf(slices);
    judged = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(judged));
  }
}
