package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SheetDecisionTest {
  private static SheetDecision labelled(int items, int disagreements, int... gains) {
    return new SheetDecision(
        items,
        Collections.nCopies(disagreements, 0),
        java.util.Arrays.stream(gains).boxed().toList(),
        0,
        0.05,
        0.05);
  }

  @Test
  void few_disagreements_need_no_label() {
    // Were the baseline right on all 4 of 100, the candidate would lose 0.04, less than 0.05.
    assertThat(labelled(100, 4).advice()).isEqualTo(SheetDecision.Advice.SWAP);
    assertThat(labelled(100, 6).advice()).isEqualTo(SheetDecision.Advice.GO_ON);
  }

  @Test
  void when_everything_is_labelled_the_difference_is_exact() {
    // 10 of 100 differ: 2 won, 8 lost: -6/100.
    SheetDecision all = labelled(100, 10, 1, -1, -1, -1, 1, -1, -1, -1, -1, -1);
    assertThat(all.interval().low()).isCloseTo(-0.06, within(1e-9));
    assertThat(all.interval().high()).isCloseTo(-0.06, within(1e-9));
    assertThat(all.advice()).isEqualTo(SheetDecision.Advice.KEEP);
    assertThat(labelled(100, 10, 1, -1, -1, -1, 1, -1, -1, -1, -1, 0).advice())
        .isEqualTo(SheetDecision.Advice.SWAP);
  }

  @Test
  void a_clear_case_stops_early() {
    int[] wins = new int[25];
    java.util.Arrays.fill(wins, 1);
    assertThat(labelled(400, 80, wins).advice()).isEqualTo(SheetDecision.Advice.SWAP);
    int[] losses = new int[25];
    java.util.Arrays.fill(losses, -1);
    assertThat(labelled(400, 80, losses).advice()).isEqualTo(SheetDecision.Advice.KEEP);
  }

  @Test
  void looking_after_every_label_keeps_the_error_rate() {
    // 400 verdicts, 80 differ. Truths: equal (must not be kept away), and 0.0525 worse, beyond the
    // margin (must not be swapped). At most 5% each, and three standard errors of 400 replicates.
    assertThat(rate(40, 40, 0, SheetDecision.Advice.KEEP)).isLessThanOrEqualTo(0.083);
    assertThat(rate(20, 41, 19, SheetDecision.Advice.SWAP)).isLessThanOrEqualTo(0.083);
    assertThat(rate(40, 40, 0, SheetDecision.Advice.SWAP)).isGreaterThan(0.9);
  }

  /** How often labelling in random order, with a look after every fifth label, ends so. */
  private static double rate(int won, int lost, int neither, SheetDecision.Advice wrong) {
    Random random = new Random(5);
    List<Integer> gains = new ArrayList<>();
    gains.addAll(Collections.nCopies(won, 1));
    gains.addAll(Collections.nCopies(lost, -1));
    gains.addAll(Collections.nCopies(neither, 0));
    int hits = 0;
    for (int r = 0; r < 400; r++) {
      Collections.shuffle(gains, random);
      for (int n = 5; n <= gains.size(); n += 5) {
        SheetDecision.Advice advice =
            labelled(400, gains.size(), gains.subList(0, n).stream().mapToInt(g -> g).toArray())
                .advice();
        if (advice != SheetDecision.Advice.GO_ON) {
          hits += advice == wrong ? 1 : 0;
          break;
        }
      }
    }
    return hits / 400.0;
  }

  @Test
  void a_sheet_is_blind_and_takes_labels_from_the_top_only() {
    // story0: the candidate loses v6 and v7; story1: it wins v8.
    Scores a = SmallScores.of("a", 8, 8, 8, 8, 8);
    Scores b = SmallScores.of("b", 6, 9, 8, 8, 8);
    String sheet = LabelSheet.toCsv(a, b, 7);
    assertThat(sheet.lines().findFirst()).hasValue("id,claim,answers,quoted,label,note");
    assertThat(sheet.lines().skip(1))
        .hasSize(3)
        .allMatch(l -> l.contains("REFUTED | SUPPORTED,a quote,,"));
    Policy policy = SmallScores.policy(0.05);
    List<String> rows = sheet.lines().toList();
    String labelled =
        String.join(
            "\n",
            rows.get(0),
            rows.get(1).replace(",,", ",S,"),
            rows.get(2),
            rows.get(3).replace(",,", ",n,"));
    SheetDecision read = LabelSheet.read("sheet.csv", labelled, a, b, Optional.empty(), policy);
    assertThat(read.items()).isEqualTo(50);
    assertThat(read.disagreements()).isEqualTo(3);
    assertThat(read.gains()).hasSize(1);
    assertThat(read.toText()).contains("; so few verdicts say little about other articles");
    assertThat(read.toText()).endsWith("1 labels below an empty one do not count");
    assertThatThrownBy(
            () ->
                LabelSheet.read(
                    "sheet.csv",
                    labelled.replace(",n,", ",maybe,"),
                    a,
                    b,
                    Optional.empty(),
                    policy))
        .hasMessageContaining("sheet.csv:4: label: expected one of")
        .hasMessageContaining("got 'maybe'");
    assertThatThrownBy(() -> LabelSheet.read("sheet.csv", sheet, a, a, Optional.empty(), policy))
        .hasMessageContaining("the sheet belongs to other runs");
    assertThatThrownBy(
            () ->
                LabelSheet.read(
                    "sheet.csv", rows.get(0) + "\n" + rows.get(1), a, b, Optional.empty(), policy))
        .hasMessageContaining("1 rows, but the runs differ in 3 verdicts");
  }

  @Test
  void a_model_that_always_says_the_same_and_rows_that_neither_has_right_are_named() {
    assertThat(labelled(400, 3, 1, 0, 0).toText()).contains("; neither model right on 2 of 3");
    assertThat(labelled(400, 3, 1, -1, 1).toText()).doesNotContain("neither");
    Scores a = SmallScores.of("a", 8, 8);
    Scores always = SmallScores.of("b", 0, 0);
    assertThat(LabelSheet.constantAnswers(a, always))
        .containsExactly("b answers REFUTED to all 20");
  }

  @Test
  void a_judge_counts_by_what_it_said_of_each_row_and_must_have_been_asked_all() {
    // The candidate loses v6 and v7 of story0, and wins v8 of story1.
    Scores a = SmallScores.of("a", 8, 8, 8, 8, 8);
    Scores b = SmallScores.of("b", 6, 9, 8, 8, 8);
    String sheet = LabelSheet.toCsv(a, b, 7);
    Policy policy = SmallScores.policy(0.05);
    // A judge that says everything that the baseline says.
    SheetDecision read = LabelSheet.read("sheet.csv", sheet, a, b, Optional.of(a), policy);
    assertThat(read.predictions()).containsExactly(-1, -1, -1);
    assertThat(read.toText()).doesNotContain("judge");
    String labelled = sheet.replaceFirst("a quote,,", "a quote,S,");
    assertThat(LabelSheet.read("sheet.csv", labelled, a, b, Optional.of(a), policy).toText())
        .contains("; judge right on ");
    Scores fewer = SmallScores.of("judge", 8);
    assertThatThrownBy(() -> LabelSheet.read("sheet.csv", sheet, a, b, Optional.of(fewer), policy))
        .hasMessage(
            "judge.json: the judge was not asked 'story1/v8@article1', on which the runs differ; it"
                + " must be asked all of them before the first label");
  }
}
