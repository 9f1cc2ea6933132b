package dev.claimbench.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.report.Reports;
import dev.claimbench.report.RunReport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first screen of a scored run. */
class ScorecardSummaryTest {
  private static String plain(RunReport... runs) {
    List<String> folders = Arrays.stream(runs).map(r -> "runs/" + r.model()).toList();
    return ScorecardSummary.toText(List.of(runs), folders, "claimbench", Style.PLAIN);
  }

  @Test
  void it_says_what_decides_in_a_dozen_short_lines() {
    for (String text :
        List.of(
            plain(Reports.good("gguf/a")),
            plain(Reports.constant("gguf/a")),
            plain(Reports.good("gguf/a"), Reports.constant("ollama/b"), Reports.good("djl/c")))) {
      assertThat(text.lines()).hasSizeLessThanOrEqualTo(12).allMatch(l -> l.length() <= 80);
    }
    assertThat(plain(Reports.good("gguf/a")))
        .contains("gguf/a: 1 article, 6 of 12 verdicts; intervals within this story only\n")
        .containsPattern("Claims found +67% of 3 that must be found")
        .containsPattern("Claims right +67% of the 3 it gave")
        .containsPattern("Verdicts right +100% of 6, 95% interval 29% to 100%")
        .containsPattern("Answers +all 7 could be read")
        .containsPattern("Next +claimbench compare runs/gguf/a ANOTHER-RUN");
  }

  @Test
  void a_model_that_guesses_is_told_what_it_is_no_better_than() {
    assertThat(plain(Reports.constant("gguf/a")))
        .contains("no better than always answering SUPPORTED (33%)");
    assertThat(plain(Reports.good("gguf/a"))).doesNotContain("no better than always");
  }

  @Test
  void what_went_wrong_is_counted_and_what_failed_can_be_asked_again() {
    assertThat(plain(Reports.troubled("gguf/a", false)))
        .containsPattern(
            "Answers +4 of 7 could be read, 1 invalid, 1 truncated, 1 refused"
                + " \\(no answer counts as a wrong one\\)");
    assertThat(plain(Reports.troubled("gguf/a", true)))
        .containsPattern("1 failed")
        .containsPattern("Verdicts right +not scored: run is incomplete")
        .contains("incomplete. Failed calls are no answers")
        .containsPattern("Next +the same command with --out runs/gguf/a asks what failed again");
  }

  @Test
  void without_gold_it_says_so_and_shows_what_needs_none() {
    assertThat(plain(Reports.withoutGold("gguf/a")))
        .containsPattern("Claims F1 +not scored: no gold")
        .containsPattern("Quotes copied +67% of 3");
  }

  @Test
  void several_models_are_rows_with_the_baselines_below() {
    String text = plain(Reports.good("gguf/a"), Reports.troubled("ollama/b", false));
    assertThat(text)
        .containsPattern("gguf/a +67% .* 100% ")
        .containsPattern("always answering SUPPORTED +33%")
        .contains("ollama/b: 4 of 7 could be read")
        .contains("claimbench compare runs/gguf/a runs/ollama/b");
  }
}
