package dev.claimbench.judge;

import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Interval;
import dev.claimbench.stats.Kappa;
import dev.claimbench.stats.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How a judge did in its exam. An answer is one pair in one order; invalid answers are counted and
 * in no other figure.
 *
 * @param kinds share of the answers that are the pair's label, by label and, for contrary pairs, by
 *     what was changed
 * @param decisions for <i>same</i> and <i>contrary</i>: is a pair that is so called so, and a pair
 *     that is not so not
 * @param kappa Cohen's, of the four relations; NaN where undefined
 * @param flips pairs that are called something else when the order is swapped
 * @param bothValid pairs with a valid answer in both orders
 * @param firstInvalid why the first invalid answer is so
 */
public record ExamFigures(
    int answers,
    int invalid,
    Optional<String> firstInvalid,
    Map<String, Share> kinds,
    Map<PairLabel, Decision> decisions,
    double kappa,
    int flips,
    int bothValid) {
  private static final double LEVEL = 0.95;

  /**
   * A share of answers.
   *
   * @param interval over stories, of the cluster bootstrap; empty with fewer than two
   */
  public record Share(int part, int all, Optional<Interval> interval) {
    /**
     * Counts.
     *
     * @param of which rows count
     * @param is which of these are the part
     */
    static <T> Share compute(
        List<T> rows,
        Function<T, String> story,
        Predicate<T> of,
        Predicate<T> is,
        Bootstrap bootstrap) {
      Map<String, double[]> byStory = new TreeMap<>();
      int parts = 0;
      int all = 0;
      for (T row : rows) {
        if (of.test(row)) {
          double[] sums = byStory.computeIfAbsent(story.apply(row), s -> new double[2]);
          boolean isPart = is.test(row);
          sums[0] += isPart ? 1 : 0;
          sums[1]++;
          parts += isPart ? 1 : 0;
          all++;
        }
      }
      Optional<Interval> interval =
          byStory.size() < 2
              ? Optional.empty()
              : bootstrap
                  .of(
                      Clusters.of(new ArrayList<>(byStory.values())),
                      sums -> sums[0] / sums[1],
                      Range.UNIT)
                  .map(e -> e.interval(LEVEL));
      return new Share(parts, all, interval);
    }
  }

  /**
   * A yes-or-no decision; the sensitivity's denominator is the answers about pairs that are so, the
   * specificity's those about all others.
   */
  public record Decision(Share sensitivity, Share specificity) {}

  private record AnsweredPair(ClaimPair pair, PairLabel said) {}

  /** Of the pairs that were asked. */
  public static ExamFigures compute(
      List<ClaimPair> pairs, JudgeExam<PairLabel> exam, Bootstrap bootstrap) {
    List<AnsweredPair> judged = new ArrayList<>();
    int answers = 0;
    int flips = 0;
    int bothValid = 0;
    Optional<String> firstInvalid = Optional.empty();
    for (ClaimPair pair : pairs) {
      List<JudgeAnswer<PairLabel>> both = exam.answers(TextPair.from(pair));
      answers += both.size();
      for (JudgeAnswer<PairLabel> answer : both) {
        answer.said().ifPresent(said -> judged.add(new AnsweredPair(pair, said)));
        firstInvalid = firstInvalid.or(answer::invalid);
      }
      if (both.size() == 2 && both.stream().allMatch(a -> a.said().isPresent())) {
        bothValid++;
        flips += both.get(0).said().equals(both.get(1).said()) ? 0 : 1;
      }
    }
    Map<String, Share> kinds = new LinkedHashMap<>();
    for (PairLabel label : PairLabel.values()) {
      kinds.put(name(label), right(judged, j -> j.pair().label() == label, bootstrap));
    }
    Arrays.stream(Change.values())
        .forEach(
            change -> {
              Share share =
                  right(judged, j -> j.pair().change().equals(Optional.of(change)), bootstrap);
              if (share.all() > 0) {
                kinds.put("contrary: " + name(change), share);
              }
            });
    Map<PairLabel, Decision> decisions = new LinkedHashMap<>();
    for (PairLabel label : List.of(PairLabel.SAME, PairLabel.CONTRARY)) {
      decisions.put(
          label,
          new Decision(
              share(judged, j -> j.pair().label() == label, j -> j.said() == label, bootstrap),
              share(judged, j -> j.pair().label() != label, j -> j.said() != label, bootstrap)));
    }
    double kappa =
        judged.isEmpty()
            ? Double.NaN
            : Kappa.cohen(
                judged.stream().map(j -> j.pair().label()).toList(),
                judged.stream().map(AnsweredPair::said).toList());
    return new ExamFigures(
        answers, answers - judged.size(), firstInvalid, kinds, decisions, kappa, flips, bothValid);
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Share right(
      List<AnsweredPair> judged, Predicate<AnsweredPair> of, Bootstrap bootstrap) {
    return share(judged, of, j -> j.said() == j.pair().label(), bootstrap);
  }

  private static Share share(
      List<AnsweredPair> judged,
      Predicate<AnsweredPair> of,
      Predicate<AnsweredPair> part,
      Bootstrap bootstrap) {
    return Share.compute(judged, j -> j.pair().story(), of, part, bootstrap);
  }
}
