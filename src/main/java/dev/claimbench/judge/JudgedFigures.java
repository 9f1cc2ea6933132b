package dev.claimbench.judge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.CorrectedRate;
import dev.claimbench.text.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many claims say the same as those that they are paired with, and how many follow from their
 * article, by a judge that was examined: each share corrected by the judge's sensitivity and
 * specificity, with an interval that contains the judge's error ({@link CorrectedRate}).
 *
 * @param judge its name and its digest
 * @param own whether it judges its own answers
 * @param pairs about pairs of claims; empty where it has no exam on those
 * @param faithfulness about claims and their articles; likewise
 */
public record JudgedFigures(
    JudgeExam.Judge judge,
    boolean own,
    Optional<Answers> pairs,
    Optional<Answers> faithfulness,
    List<JudgedFigure> figures) {
  public static final double LEVEL = 0.95;

  public static final String PRECISION = "judge.precision";
  public static final String RECALL = "judge.recall";

  /** The figure on faithfulness; all others are on pairs. */
  public static final String FAITHFUL = "judge.faithful";

  /** What each figure counts. */
  public static final SortedMap<String, String> DESCRIPTIONS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  PRECISION,
                  "claims of the model that say the same as a gold claim",
                  RECALL,
                  "gold claims that must be found and that a claim of the model says",
                  FAITHFUL,
                  "claims of the model that follow from their article")));

  private static final int VERSION = 1;

  /**
   * What a judge was asked, and its exam.
   *
   * @param prompt the hash of what it was asked with
   * @param examAnswers valid answers of its exam
   * @param asked what it was asked about in the run
   * @param invalid answers that are not valid; what has no valid one is in no figure
   * @param firstInvalid why the first is not
   * @param exam by story, as {@link CorrectedRate} takes it
   */
  public record Answers(
      String prompt,
      int examAnswers,
      int asked,
      int invalid,
      Optional<String> firstInvalid,
      SortedMap<String, List<Double>> exam) {}

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
      int items,
      SortedMap<String, List<Double>> stories,
      Optional<CorrectedRate> rate,
      Optional<String> unscored) {}

  /**
   * Pairs of claims that were judged.
   *
   * @param predicted claims of the run
   * @param gold claims that must be found
   * @param labelled of the exam
   */
  public record JudgedPairs(
      JudgeExam<PairLabel> exam,
      JudgeExam<PairLabel> answers,
      List<Item> predicted,
      List<Item> gold,
      List<ClaimPair> labelled) {}

  /**
   * Claims that were judged beside their article.
   *
   * @param claims of the run; one that is said twice counts twice
   * @param labelled of the exam
   */
  public record JudgedClaims(
      JudgeExam<FaithfulnessJudge.FaithfulnessAnswer> exam,
      JudgeExam<FaithfulnessJudge.FaithfulnessAnswer> answers,
      List<ArticleClaim> claims,
      List<LabelledClaim> labelled) {}

  /**
   * Counts and corrects.
   *
   * @param pairs empty where the judge has no exam on pairs; it has one on these or on claims
   * @param claims empty where the judge has no exam on faithfulness
   * @param own whether the judge judges its own answers
   */
  public static JudgedFigures compute(
      Optional<JudgedPairs> pairs, Optional<JudgedClaims> claims, boolean own) {
    JudgeExam.Judge judge =
        pairs
            .map(p -> p.exam().judge())
            .or(() -> claims.map(c -> c.exam().judge()))
            .orElseThrow(() -> new IllegalArgumentException("expected an exam, got none"));
    Optional<Answers> onPairs =
        pairs.map(
            p ->
                answers(
                    p.exam(),
                    p.answers(),
                    Stream.concat(p.predicted().stream(), p.gold().stream())
                        .flatMap(item -> item.pair().stream()),
                    examinedPairs(p)));
    Optional<Answers> onClaims =
        claims.map(c -> answers(c.exam(), c.answers(), c.claims().stream(), examinedClaims(c)));
    List<JudgedFigure> figures =
        List.of(
            figure(PRECISION, pairs.map(p -> same(p.predicted(), p.answers())), onPairs, judge),
            figure(RECALL, pairs.map(p -> same(p.gold(), p.answers())), onPairs, judge),
            figure(FAITHFUL, claims.map(JudgedFigures::faithful), onClaims, judge));
    return new JudgedFigures(judge, own, onPairs, onClaims, figures);
  }

  private static <A> Answers answers(
      JudgeExam<A> exam,
      JudgeExam<A> answers,
      Stream<? extends JudgeQuestion> asked,
      SortedMap<String, List<Double>> examined) {
    List<? extends JudgeQuestion> questions = asked.distinct().toList();
    List<JudgeAnswer<A>> said =
        questions.stream().flatMap(q -> answers.answers(q).stream()).toList();
    return new Answers(
        exam.judge().prompt(),
        (int) (sum(examined, 1) + sum(examined, 3)),
        questions.size(),
        (int) said.stream().filter(a -> a.said().isEmpty()).count(),
        said.stream().flatMap(a -> a.invalid().stream()).findFirst(),
        examined);
  }

  /** The exam, a story a row, as {@link CorrectedRate} takes it. */
  private static SortedMap<String, List<Double>> examinedPairs(JudgedPairs judged) {
    Map<String, double[]> stories = new TreeMap<>();
    for (ClaimPair pair : judged.labelled()) {
      for (JudgeAnswer<PairLabel> answer : judged.exam().answers(TextPair.from(pair))) {
        answer
            .said()
            .ifPresent(
                said ->
                    count(
                        stories,
                        pair.story(),
                        pair.label() == PairLabel.SAME,
                        said == PairLabel.SAME));
      }
    }
    return listed(stories);
  }

  private static SortedMap<String, List<Double>> examinedClaims(JudgedClaims judged) {
    Map<String, double[]> stories = new TreeMap<>();
    for (LabelledClaim claim : judged.labelled()) {
      for (JudgeAnswer<FaithfulnessJudge.FaithfulnessAnswer> answer :
          judged.exam().answers(claim.claim())) {
        answer
            .said()
            .ifPresent(
                said -> count(stories, claim.claim().story(), claim.faithful(), said.faithful()));
      }
    }
    return listed(stories);
  }

  private static void count(
      Map<String, double[]> stories, String story, boolean isSo, boolean saidYes) {
    double[] row = stories.computeIfAbsent(story, s -> new double[4]);
    int column = isSo ? 0 : 2;
    row[column] += saidYes ? 1 : 0;
    row[column + 1]++;
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

  /** Of each story {said yes, asked, all}; a claim without a valid answer counts in none. */
  private static SortedMap<String, List<Double>> same(
      List<Item> items, JudgeExam<PairLabel> answers) {
    Map<String, double[]> stories = new TreeMap<>();
    for (Item item : items) {
      Optional<Double> same = item.pair().map(pair -> same(answers, pair)).orElse(Optional.of(0.0));
      same.ifPresent(yes -> add(stories, item.story(), yes, item.pair().isPresent()));
    }
    return listed(stories);
  }

  private static SortedMap<String, List<Double>> faithful(JudgedClaims judged) {
    Map<String, double[]> stories = new TreeMap<>();
    for (ArticleClaim claim : judged.claims()) {
      judged.answers().answers(claim).stream()
          .flatMap(answer -> answer.said().stream())
          .forEach(said -> add(stories, claim.story(), said.faithful() ? 1 : 0, true));
    }
    return listed(stories);
  }

  private static void add(
      Map<String, double[]> stories, String story, double yes, boolean isAsked) {
    double[] row = stories.computeIfAbsent(story, s -> new double[3]);
    row[0] += yes;
    row[1] += isAsked ? 1 : 0;
    row[2]++;
  }

  private static JudgedFigure figure(
      String name,
      Optional<SortedMap<String, List<Double>>> counted,
      Optional<Answers> answers,
      JudgeExam.Judge judge) {
    SortedMap<String, List<Double>> stories = counted.orElse(new TreeMap<>());
    Optional<String> unscored =
        answers.isEmpty()
            ? Optional.of("the judge has no exam on this; claimbench judge exam " + judge.model())
            : unscored(stories.size(), answers.get().exam());
    return new JudgedFigure(
        name,
        (int) sum(stories, 2),
        stories,
        unscored.isPresent()
            ? Optional.empty()
            : answers.map(a -> CorrectedRate.compute(clusters(stories), clusters(a.exam()), LEVEL)),
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
  private static Optional<Double> same(JudgeExam<PairLabel> answers, TextPair pair) {
    List<PairLabel> said =
        answers.answers(pair).stream().flatMap(answer -> answer.said().stream()).toList();
    return said.isEmpty()
        ? Optional.empty()
        : Optional.of(
            said.stream().filter(label -> label == PairLabel.SAME).count() / (double) said.size());
  }

  /** {@code judge/scores.json} of a run folder. */
  public String toJson() {
    ObjectNode root = Json.MAPPER.createObjectNode().put("version", VERSION);
    root.put("judge", judge.model()).put("judgeDigest", judge.digest());
    root.put("judgesItsOwn", own);
    pairs.ifPresent(p -> answers(root, "pairs", p));
    faithfulness.ifPresent(f -> answers(root.putObject("faithfulness"), "claims", f));
    ArrayNode list = root.putArray("figures");
    for (JudgedFigure figure : figures) {
      ObjectNode node = list.addObject().put("name", figure.name());
      node.put("description", DESCRIPTIONS.get(figure.name())).put("n", figure.items());
      figure.unscored().ifPresent(why -> node.put("unscored", why));
      figure.rate().ifPresent(rate -> rate(node, rate));
      node.set("stories", Json.MAPPER.valueToTree(figure.stories()));
    }
    return Json.pretty(root);
  }

  private static void answers(ObjectNode node, String askedAbout, Answers answers) {
    node.put("promptHash", answers.prompt()).put("examAnswers", answers.examAnswers());
    node.put(askedAbout, answers.asked()).put("invalidAnswers", answers.invalid());
    answers.firstInvalid().ifPresent(why -> node.put("firstInvalid", why));
    node.set("exam", Json.MAPPER.valueToTree(answers.exam()));
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
