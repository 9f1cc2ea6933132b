package dev.claimbench.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.judge.JudgedFigures.JudgedClaims;
import dev.claimbench.judge.JudgedFigures.JudgedFigure;
import dev.claimbench.model.Sampling;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.CorrectedRate;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges of faithfulness whose errors are planted. */
class FaithfulnessTest {
  private static final PromptTemplate TEMPLATE =
      new PromptLibrary(Path.of("prompts")).template(FaithfulnessJudge.PROMPT);
  private static final int STORIES = 20;

  @TempDir Path dir;

  private static Article article(int story) {
    String id = "s" + story;
    return new Article(id, id, "", "", Optional.empty(), "The text of story " + story + ".");
  }

  /** A claim whose truth its id tells. */
  private static ArticleClaim claim(int story, int i, boolean faithful) {
    String id = (faithful ? "so" : "not") + i;
    return new ArticleClaim(
        article(story),
        new CheckClaim("s" + story, id, "Claim " + id, id, Optional.empty(), Optional.empty()));
  }

  /** 5 claims of each story that follow and 5 that do not. */
  private static List<LabelledClaim> labelled() {
    List<LabelledClaim> labelled = new ArrayList<>();
    for (int story = 0; story < STORIES; story++) {
      for (int i = 0; i < 10; i++) {
        boolean faithful = i % 2 == 0;
        labelled.add(
            new LabelledClaim(
                claim(story, i, faithful), faithful, List.of(faithful ? "supported" : "refuted")));
      }
    }
    return labelled;
  }

  /** 10 claims of each story, of which 7 follow. */
  private static List<ArticleClaim> claims() {
    List<ArticleClaim> claims = new ArrayList<>();
    for (int story = 0; story < STORIES; story++) {
      for (int i = 0; i < 10; i++) {
        claims.add(claim(story, 100 + i, i < 7));
      }
    }
    return claims;
  }

  private static String verdict(Verdict verdict) {
    return "{\"evidence\":\"\",\"verdict\":\"" + verdict + "\"}";
  }

  /** Says SUPPORTED with a probability of its own to each kind of claim. */
  private static PlantedJudge planted(double toFaithful, double toOthers) {
    return planted(item -> item.contains("/so") ? toFaithful : toOthers);
  }

  private static PlantedJudge planted(ToDoubleFunction<String> yes) {
    return new PlantedJudge(
        item -> {
          double drawn = Integer.parseInt(Sha256.sha256(item).substring(0, 6), 16) / 0x1p24;
          return verdict(drawn < yes.applyAsDouble(item) ? Verdict.SUPPORTED : Verdict.REFUTED);
        });
  }

  private JudgeExam<FaithfulnessJudge.FaithfulnessAnswer> open(String file) {
    return JudgeExam.open(
        dir.resolve(file),
        new JudgeExam.Judge(JudgeExam.VERSION, "test/judge", "sha256:aa", TEMPLATE.hash()),
        FaithfulnessJudge.FaithfulnessAnswer.class,
        JudgeExam.EXAM);
  }

  private JudgeExam<FaithfulnessJudge.FaithfulnessAnswer> asked(
      String file, PlantedJudge judge, List<ArticleClaim> claims) {
    JudgeExam<FaithfulnessJudge.FaithfulnessAnswer> exam = open(file);
    exam.ask(
        new FaithfulnessJudge(judge, TEMPLATE, Sampling.greedy(8, Duration.ofSeconds(1))), claims);
    return exam;
  }

  private JudgeExam<FaithfulnessJudge.FaithfulnessAnswer> examined(PlantedJudge judge) {
    return asked("exam.jsonl", judge, labelled().stream().map(LabelledClaim::claim).toList());
  }

  private JudgedFigures figures(PlantedJudge judge) {
    return JudgedFigures.compute(
        Optional.empty(),
        Optional.of(
            new JudgedClaims(
                examined(judge), asked("answers.jsonl", judge, claims()), claims(), labelled())),
        false);
  }

  private static JudgedFigure named(String name, JudgedFigures figures) {
    return figures.figures().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private CorrectedRate faithful(PlantedJudge judge) {
    return named(JudgedFigures.FAITHFUL, figures(judge)).rate().orElseThrow();
  }

  @Test
  void a_perfect_judge_finds_the_share_and_leaves_little_open() {
    CorrectedRate rate = faithful(planted(1, 0));
    assertThat(rate.counted()).isEqualTo(0.7);
    assertThat(rate.value()).hasValue(0.7);
    assertThat(rate.interval().low()).isBetween(0.55, 0.7);
    assertThat(rate.interval().high()).isBetween(0.7, 0.85);
  }

  @Test
  void a_judge_that_doubts_what_follows_is_corrected() {
    CorrectedRate rate = faithful(planted(0.7, 0.05));
    // 0.7 × 0.7 + 0.3 × 0.05
    assertThat(rate.counted()).isCloseTo(0.505, within(0.06));
    assertThat(rate.countedInterval().high()).isLessThan(0.7);
    assertThat(rate.value().orElseThrow()).isCloseTo(0.7, within(0.1));
    assertThat(rate.interval().low()).isLessThan(0.7);
    assertThat(rate.interval().high()).isGreaterThan(0.7);
    assertThat(rate.interval().high() - rate.interval().low())
        .isGreaterThan(rate.countedInterval().high() - rate.countedInterval().low());
  }

  @Test
  void a_judge_that_flips_a_coin_leaves_everything_open() {
    CorrectedRate rate = faithful(planted(0.5, 0.5));
    assertThat(rate.value()).isEmpty();
    assertThat(rate.interval().low()).isZero();
    assertThat(rate.interval().high()).isEqualTo(1);
    assertThat(rate.useless()).isPresent();
  }

  @Test
  void without_an_exam_nothing_is_scored_and_the_line_says_what_to_do() {
    JudgedFigures figures = figures(planted(1, 0));
    assertThat(named("judge.precision", figures).unscored())
        .hasValue("the judge has no exam on this; claimbench judge exam test/judge");
    assertThat(figures.pairs()).isEmpty();
  }

  @Test
  void an_answer_that_is_no_verdict_is_counted_and_in_no_figure() {
    JudgedFigures figures =
        figures(
            new PlantedJudge(
                item ->
                    item.startsWith("s3/")
                        ? "perhaps"
                        : verdict(item.contains("/so") ? Verdict.SUPPORTED : Verdict.REFUTED)));
    JudgedFigures.Answers answers = figures.faithfulness().orElseThrow();
    assertThat(answers.invalid()).isEqualTo(10);
    assertThat(answers.firstInvalid()).get().asString().startsWith("Invalid: ");
    assertThat(answers.examAnswers()).isEqualTo(190);
    assertThat(named(JudgedFigures.FAITHFUL, figures).items()).isEqualTo(190);
  }

  @Test
  void an_exam_counts_each_kind_and_rates_by_the_verdict() {
    // Silent about every fifth claim that follows; refutes half of those that do not.
    PlantedJudge judge =
        new PlantedJudge(
            item -> {
              int i = Integer.parseInt(item.replaceAll(".*/(so|not)(\\d+)@.*", "$2"));
              return verdict(
                  item.contains("/so")
                      ? i == 8 ? Verdict.NOT_ENOUGH_INFO : Verdict.SUPPORTED
                      : i < 5 ? Verdict.REFUTED : Verdict.SUPPORTED);
            });
    FaithfulnessFigures figures =
        FaithfulnessFigures.compute(labelled(), examined(judge), new Bootstrap(200, 7));
    assertThat(figures.answers()).isEqualTo(200);
    // Of the five that follow one is doubted; of 1, 3, 5, 7 and 9 two are refuted.
    assertThat(figures.faithful().sensitivity().part()).isEqualTo(80);
    assertThat(figures.faithful().specificity().part()).isEqualTo(40);
    assertThat(figures.kinds().get("refuted").all()).isEqualTo(100);
    // Observed (80 + 40) / 200, by chance 0.5 × 0.7 + 0.5 × 0.3: (0.6 - 0.5) / 0.5.
    assertThat(figures.kappa()).isCloseTo(0.2, within(1e-9));
    // Above: 0.8 × 0.4 + 0.2 × 0.4; as high: 0.8 × 0.6, half counted.
    assertThat(figures.auc()).isCloseTo(0.64, within(1e-9));
  }

  @Test
  void gold_verdicts_are_faithful_where_supported_and_disputed_ones_are_left_out() {
    Article article = article(1);
    Function<Verdict, GoldVerdict> label =
        verdict ->
            new GoldVerdict(
                claim(1, 1, true).claim(),
                article.id(),
                verdict,
                false,
                List.of(),
                "",
                verdict == Verdict.NOT_ENOUGH_INFO);
    List<LabelledClaim> labelled =
        LabelledClaim.from(
            List.of(
                label.apply(Verdict.SUPPORTED),
                label.apply(Verdict.REFUTED),
                label.apply(Verdict.NOT_ENOUGH_INFO)),
            Map.of(article.id(), article));
    assertThat(labelled).extracting(LabelledClaim::faithful).containsExactly(true, false);
    assertThat(labelled)
        .extracting(LabelledClaim::kinds)
        .containsExactly(List.of("supported"), List.of("refuted"));
  }
}
