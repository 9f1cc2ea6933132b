package dev.claimbench.judge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.CorrectedRate;
import dev.claimbench.text.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many claims say the same as those that they are paired with, by a judge that was examined:
 * each share corrected by the judge's sensitivity and specificity for <i>same</i>, with an interval
 * that contains the judge's error ({@link CorrectedRate}).
 *
 * @param judge whose answers these are
 * @param own whether it judges its own answers
 * @param examAnswers valid answers of its exam
 * @param asked pairs of claims that it was asked about
 * @param invalid answers that are not valid; a pair without a valid one is in no figure
 * @param firstInvalid why the first is not
 * @param exam by story, as {@link CorrectedRate} takes it
 */
public record JudgedFigures(
    JudgeExam.Judge judge,
    boolean own,
    int examAnswers,
    int asked,
    int invalid,
    Optional<String> firstInvalid,
    SortedMap<String, List<Double>> exam,
    List<JudgedFigure> figures) {
  static final double LEVEL = 0.95;
  private static final int VERSION = 1;

  /**
   * A claim of a run or of the gold.
   *
   * @param pair with the claim of the other side that it is paired with; a claim without one is
   *     known to say nothing of the other side
   */
  public record Item(String story, Optional<TextPair> pair) {
    public Item {
      Objects.requireNonNull(story);
      Objects.requireNonNull(pair);
    }
  }

  /**
   * One share.
   *
   * @param items claims that count
   * @param stories by story, as {@link CorrectedRate} takes them
   * @param rate empty where {@code unscored} says why
   */
  public record JudgedFigure(
      String name,
      String description,
      int items,
      SortedMap<String, List<Double>> stories,
      Optional<CorrectedRate> rate,
      Optional<String> unscored) {}

  /**
   * Counts and corrects.
   *
   * @param predicted claims of the run
   * @param gold claims that must be found
   * @param labelled the pairs of the exam
   */
  public static JudgedFigures compute(
      List<Item> predicted,
      List<Item> gold,
      JudgeExam answers,
      JudgeExam exam,
      List<ClaimPair> labelled,
      boolean own) {
    List<JudgeAnswer> said =
        Stream.concat(predicted.stream(), gold.stream())
            .flatMap(item -> item.pair().stream())
            .distinct()
            .flatMap(pair -> answers(answers, pair).stream())
            .toList();
    SortedMap<String, List<Double>> rows = examined(exam, labelled);
    List<JudgedFigure> figures =
        List.of(
            figure(
                "judge.precision",
                "claims of the model that say the same as a gold claim",
                predicted,
                answers,
                rows),
            figure(
                "judge.recall",
                "gold claims that must be found and that a claim of the model says",
                gold,
                answers,
                rows));
    return new JudgedFigures(
        exam.judge(),
        own,
        (int) (sum(rows, 1) + sum(rows, 3)),
        said.size() / 2,
        (int) said.stream().filter(a -> a.said().isEmpty()).count(),
        said.stream().flatMap(a -> a.invalid().stream()).findFirst(),
        rows,
        figures);
  }

  private static List<JudgeAnswer> answers(JudgeExam answers, TextPair pair) {
    return Stream.of(false, true)
        .flatMap(swapped -> answers.answer(pair, swapped).stream())
        .toList();
  }

  /** The exam, a story a row, as {@link CorrectedRate} takes it. */
  private static SortedMap<String, List<Double>> examined(
      JudgeExam exam, List<ClaimPair> labelled) {
    Map<String, double[]> stories = new TreeMap<>();
    for (ClaimPair pair : labelled) {
      int column = pair.label() == PairLabel.SAME ? 0 : 2;
      for (JudgeAnswer answer : answers(exam, TextPair.from(pair))) {
        if (answer.said().isPresent()) {
          double[] row = stories.computeIfAbsent(pair.story(), s -> new double[4]);
          row[column] += answer.said().get() == PairLabel.SAME ? 1 : 0;
          row[column + 1]++;
        }
      }
    }
    return listed(stories);
  }

  private static SortedMap<String, List<Double>> listed(Map<String, double[]> stories) {
    SortedMap<String, List<Double>> rows = new TreeMap<>();
    stories.forEach((story, row) -> rows.put(story, Arrays.stream(row).boxed().toList()));
    return rows;
  }

  static Clusters clusters(SortedMap<String, List<Double>> rows) {
    return Clusters.of(
        rows.values().stream()
            .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
            .toList());
  }

  private static double sum(SortedMap<String, List<Double>> rows, int column) {
    return rows.values().stream().mapToDouble(row -> row.get(column)).sum();
  }

  private static JudgedFigure figure(
      String name,
      String description,
      List<Item> items,
      JudgeExam answers,
      SortedMap<String, List<Double>> examined) {
    Map<String, double[]> stories = new TreeMap<>();
    int counted = 0;
    for (Item item : items) {
      Optional<Double> same = item.pair().map(pair -> same(answers, pair)).orElse(Optional.of(0.0));
      if (same.isPresent()) {
        double[] row = stories.computeIfAbsent(item.story(), s -> new double[3]);
        row[0] += same.get();
        row[1] += item.pair().isPresent() ? 1 : 0;
        row[2]++;
        counted++;
      }
    }
    Optional<String> unscored = unscored(stories.size(), examined);
    SortedMap<String, List<Double>> rows = listed(stories);
    return new JudgedFigure(
        name,
        description,
        counted,
        rows,
        unscored.isPresent()
            ? Optional.empty()
            : Optional.of(CorrectedRate.compute(clusters(rows), clusters(examined), LEVEL)),
        unscored);
  }

  /** Why nothing follows from so few stories or such an exam; empty where something does. */
  static Optional<String> unscored(int stories, SortedMap<String, List<Double>> examined) {
    double so = sum(examined, 1);
    double other = sum(examined, 3);
    if (stories < 2) {
      return Optional.of("needs claims of two stories or more, got " + stories);
    }
    return examined.size() < 2 || so == 0 || other == 0
        ? Optional.of("the exam has too few valid answers")
        : Optional.empty();
  }

  /** The share of the valid answers that are <i>same</i>; empty where none is valid. */
  private static Optional<Double> same(JudgeExam answers, TextPair pair) {
    List<PairLabel> said =
        answers(answers, pair).stream().flatMap(answer -> answer.said().stream()).toList();
    return said.isEmpty()
        ? Optional.empty()
        : Optional.of(
            said.stream().filter(label -> label == PairLabel.SAME).count() / (double) said.size());
  }

  /** {@code judge/scores.json} of a run folder. */
  public String toJson() {
    ObjectNode root = Json.MAPPER.createObjectNode().put("version", VERSION);
    root.put("judge", judge.model()).put("judgeDigest", judge.digest());
    root.put("promptHash", judge.prompt()).put("judgesItsOwn", own);
    root.put("examAnswers", examAnswers).put("pairs", asked).put("invalidAnswers", invalid);
    firstInvalid.ifPresent(why -> root.put("firstInvalid", why));
    ArrayNode list = root.putArray("figures");
    for (JudgedFigure figure : figures) {
      ObjectNode node = list.addObject().put("name", figure.name());
      node.put("description", figure.description()).put("n", figure.items());
      figure.unscored().ifPresent(why -> node.put("unscored", why));
      figure.rate().ifPresent(rate -> rate(node, rate));
      node.set("stories", Json.MAPPER.valueToTree(figure.stories()));
    }
    root.set("exam", Json.MAPPER.valueToTree(exam));
    return Json.pretty(root);
  }

  private static void rate(ObjectNode node, CorrectedRate rate) {
    rate.value().ifPresent(value -> node.put("value", value));
    rate.useless().ifPresent(why -> node.put("unscored", why));
    node.put("low", rate.interval().low()).put("high", rate.interval().high());
    node.put("counted", rate.counted());
    node.put("countedLow", rate.countedInterval().low());
    node.put("countedHigh", rate.countedInterval().high());
    node.put("sensitivity", rate.sensitivity()).put("falseAlarms", rate.falseAlarms());
  }
}
