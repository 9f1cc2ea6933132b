package dev.claimbench.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.model.Sampling;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeExamTest {
  private static final PromptTemplate TEMPLATE =
      new PromptLibrary(Path.of("prompts")).template(PairJudge.PROMPT);

  @TempDir Path dir;

  private static String relation(PairLabel label) {
    return "{\"relation\":\"" + label.name().toLowerCase(java.util.Locale.ROOT) + "\"}";
  }

  /** 4 stories with a same, a contrary, an overlapping and a different pair each. */
  private static List<ClaimPair> pairs() {
    List<ClaimPair> pairs = new ArrayList<>();
    for (int story = 1; story <= 4; story++) {
      for (PairLabel label : PairLabel.values()) {
        pairs.add(
            new ClaimPair(
                "s" + story,
                "p" + label.name(),
                "First " + label,
                "Second " + label,
                label,
                label == PairLabel.CONTRARY ? Optional.of(Change.NUMBER) : Optional.empty()));
      }
    }
    return pairs;
  }

  private static PairLabel gold(String item) {
    return Arrays.stream(PairLabel.values())
        .filter(label -> item.contains("/p" + label.name()))
        .findFirst()
        .orElseThrow();
  }

  private static JudgeExam.Judge judge(String digest, String prompt) {
    return new JudgeExam.Judge(JudgeExam.VERSION, "test/judge", digest, prompt);
  }

  private JudgeExam<PairLabel> exam() {
    return open(dir.resolve("exam.jsonl"), judge("sha256:aa", TEMPLATE.hash()));
  }

  private static JudgeExam<PairLabel> open(Path file, JudgeExam.Judge judge) {
    return JudgeExam.open(file, judge, PairLabel.class, JudgeExam.EXAM);
  }

  private ExamFigures figures(PlantedJudge judge) {
    JudgeExam<PairLabel> exam = exam();
    ask(exam, judge);
    return ExamFigures.compute(pairs(), exam, new Bootstrap(200, 7));
  }

  private static void ask(JudgeExam<PairLabel> exam, PlantedJudge judge) {
    exam.ask(
        new PairJudge(judge, TEMPLATE, Sampling.greedy(8, Duration.ofSeconds(1))),
        pairs().stream().map(TextPair::from).toList());
  }

  @Test
  void a_perfect_judge_is_right_everywhere_and_never_flips() {
    ExamFigures figures = figures(new PlantedJudge(item -> relation(gold(item))));
    assertThat(figures.answers()).isEqualTo(32);
    assertThat(figures.kinds()).hasSize(5).containsKey("contrary: number");
    assertThat(figures.kinds().values()).allMatch(share -> share.part() == share.all());
    assertThat(figures.kappa()).isEqualTo(1);
    assertThat(figures.flips()).isZero();
    assertThat(figures.bothValid()).isEqualTo(16);
  }

  @Test
  void a_judge_that_always_says_same_has_all_sensitivity_and_no_specificity() {
    ExamFigures figures = figures(new PlantedJudge(item -> relation(PairLabel.SAME)));
    ExamFigures.Decision same = figures.decisions().get(PairLabel.SAME);
    // 4 stories, one same pair and three others each, in both orders.
    assertThat(same.sensitivity().part()).isEqualTo(8);
    assertThat(same.sensitivity().all()).isEqualTo(8);
    assertThat(same.specificity().part()).isZero();
    assertThat(same.specificity().all()).isEqualTo(24);
    assertThat(figures.kappa()).isZero();
  }

  @Test
  void who_goes_by_the_order_flips_on_every_pair() {
    ExamFigures figures =
        figures(
            new PlantedJudge(
                item ->
                    relation(item.endsWith("/swapped") ? PairLabel.SAME : PairLabel.DIFFERENT)));
    assertThat(figures.flips()).isEqualTo(16);
  }

  @Test
  void nonsense_is_counted_shown_and_unscored() {
    ExamFigures figures =
        figures(
            new PlantedJudge(
                item -> item.startsWith("s1") ? "{\"relation\":\"kin\"}" : relation(gold(item))));
    assertThat(figures.invalid()).isEqualTo(8);
    assertThat(figures.firstInvalid()).get().asString().contains("Invalid: ");
    assertThat(figures.kinds().get("same").all()).isEqualTo(6);
    assertThat(figures.kappa()).isEqualTo(1);
    assertThat(figures.bothValid()).isEqualTo(12);
  }

  @Test
  void nothing_but_nonsense_gives_no_figure() {
    ExamFigures figures = figures(new PlantedJudge(item -> "blub"));
    assertThat(figures.invalid()).isEqualTo(32);
    assertThat(figures.kappa()).isNaN();
    assertThat(figures.kinds().get("same").all()).isZero();
  }

  @Test
  void an_exam_that_was_broken_off_asks_only_what_is_missing() {
    AtomicInteger left = new AtomicInteger(5);
    PlantedJudge dying =
        new PlantedJudge(item -> left.getAndDecrement() > 0 ? relation(gold(item)) : "");
    JudgeExam<PairLabel> broken = exam();
    assertThatThrownBy(() -> ask(broken, dying))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("5 answers are safe in")
        .hasMessageContaining("the same command resumes the exam");
    PlantedJudge back = new PlantedJudge(item -> relation(gold(item)));
    assertThat(figures(back).answers()).isEqualTo(32);
    assertThat(back.asked()).hasValue(27);
    PlantedJudge unused = new PlantedJudge(item -> "");
    assertThat(figures(unused).kappa()).isEqualTo(1);
    assertThat(unused.asked()).hasValue(0);
  }

  @Test
  void half_a_line_at_the_end_is_asked_again() throws Exception {
    PlantedJudge whole = new PlantedJudge(item -> relation(gold(item)));
    ask(exam(), whole);
    Path file = dir.resolve("exam.jsonl");
    String all = Files.readString(file);
    Files.writeString(file, all.substring(0, all.length() - 9));
    PlantedJudge again = new PlantedJudge(item -> relation(gold(item)));
    assertThat(figures(again).answers()).isEqualTo(32);
    assertThat(again.asked()).hasValue(1);
    assertThat(file).hasContent(all);
  }

  @Test
  void a_pair_that_was_changed_is_asked_again() {
    JudgeExam<PairLabel> exam = exam();
    ask(exam, new PlantedJudge(item -> relation(gold(item))));
    ClaimPair old = pairs().get(0);
    ClaimPair other =
        new ClaimPair(old.story(), old.id(), old.a(), "Another", old.label(), old.change());
    assertThat(exam.answer(TextPair.from(old), false)).isPresent();
    assertThat(exam.answer(TextPair.from(other), false)).isEmpty();
  }

  @Test
  void an_exam_of_other_weights_or_another_prompt_is_refused() {
    ask(exam(), new PlantedJudge(item -> relation(gold(item))));
    Path file = dir.resolve("exam.jsonl");
    assertThatThrownBy(() -> open(file, judge("sha256:bb", TEMPLATE.hash())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is the exam of other weights: expected sha256:bb, got sha256:aa")
        .hasMessageContaining("--out");
    assertThatThrownBy(() -> open(file, judge("sha256:aa", "p")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is the exam of another prompt: expected p, got ");
  }

  @Test
  void weights_that_nobody_knows_have_no_exam() {
    assertThatThrownBy(() -> judge("", "p"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("give --revision");
  }

  @Test
  void a_file_that_is_no_exam_is_named_with_its_line() throws Exception {
    Path file = dir.resolve("exam.jsonl");
    for (String text : List.of("", "null\n", "{}\n", "[1]\n")) {
      Files.writeString(file, text);
      assertThatThrownBy(this::exam)
          .as(text)
          .isInstanceOf(UserError.class)
          .hasMessageContaining(file + ":1: ");
    }
    ask(examAnew(file), new PlantedJudge(item -> relation(gold(item))));
    Files.writeString(file, Files.readString(file) + "{\"story\":\"s1\"}\n");
    assertThatThrownBy(this::exam)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file + ":34: expected a line of a judge's exam");
  }

  private JudgeExam<PairLabel> examAnew(Path file) throws Exception {
    Files.delete(file);
    return exam();
  }

  @Test
  void a_greater_sample_holds_the_smaller() {
    List<ClaimPair> three = JudgeExam.sample(pairs(), TextPair::from, 3, 7);
    assertThat(JudgeExam.sample(pairs(), TextPair::from, 9, 7))
        .startsWith(three.toArray(new ClaimPair[0]));
    assertThat(JudgeExam.sample(pairs(), TextPair::from, 9, 8))
        .isNotEqualTo(JudgeExam.sample(pairs(), TextPair::from, 9, 7));
  }

  @Test
  void half_a_character_of_a_judge_does_not_end_its_exam() {
    ask(exam(), new PlantedJudge(item -> "{\"relation\":\"\\ud83d\"}"));
    ask(exam(), new PlantedJudge(item -> "no JSON: \ud83d"));
    assertThat(ExamFigures.compute(pairs(), exam(), new Bootstrap(200, 7)).answers()).isEqualTo(32);
  }

  @Test
  void two_exams_of_one_judge_at_a_time_leave_one_file_that_is_read() throws Exception {
    JudgeExam<PairLabel> first = exam();
    JudgeExam<PairLabel> second = exam();
    ask(first, new PlantedJudge(item -> relation(gold(item))));
    ask(second, new PlantedJudge(item -> relation(gold(item))));
    assertThat(Files.readString(dir.resolve("exam.jsonl")).split("\"version\"", -1)).hasSize(2);
    assertThat(ExamFigures.compute(pairs(), exam(), new Bootstrap(200, 7)).answers()).isEqualTo(32);
  }
}
