package dev.claimbench.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.report.Reports;
import dev.claimbench.report.RunReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalReportTest {
  private static String plain(RunReport... runs) {
    return TerminalReport.toText(List.of(runs), Style.PLAIN);
  }

  /** The line that begins with this label, after its indent. */
  private static String line(String text, String label) {
    return text.lines().filter(l -> l.strip().startsWith(label)).findFirst().orElseThrow();
  }

  @Test
  void the_head_says_what_was_asked_and_over_what_the_intervals_are() {
    assertThat(plain(Reports.good("gguf/a")).lines().skip(1).limit(2))
        .containsExactly(
            "gguf/a (Q4_K_M)",
            "1 article, 6 of 12 verdicts (fixed choice; --all for all), gold 0123456789ab,"
                + " intervals within this story only");
  }

  @Test
  void figures_stand_with_their_interval_and_n() {
    String text = plain(Reports.good("gguf/a"));
    // Two of three predictions agree with a gold claim; two of the three that must be found are.
    assertThat(line(text, "precision")).matches(" {2}precision {25}0\\.667 .* 3");
    assertThat(line(text, "recall of what")).contains("0.667");
    // All three families right: the exact interval begins at the cube root of 0.025.
    assertThat(line(text, "accuracy")).matches(" {2}accuracy {26}1\\.000   0\\.292 to 1\\.000 +6");
    // Two of six labels are the same: a constant answer is right a third of the time.
    assertThat(line(text, "best constant answer")).isNotBlank();
  }

  @Test
  void columns_meet_whatever_the_figures() {
    String text = plain(Reports.good("gguf/a"));
    List<Integer> starts =
        text.lines()
            .filter(l -> l.matches(" {2}\\S.* \\d\\.\\d{3} .*"))
            .map(l -> l.replaceAll("(?<= )\\d\\.\\d{3} .*", "").length())
            .distinct()
            .toList();
    assertThat(starts).containsExactly(36);
    assertThat(text.lines()).noneMatch(l -> l.endsWith(" "));
  }

  @Test
  void the_confusion_has_a_column_for_no_answer() {
    String text = plain(Reports.troubled("gguf/a", false));
    // Both SUPPORTED verdicts and one REFUTED one have no valid answer.
    assertThat(line(text, "SUPPORTED  ").strip().split(" +"))
        .containsExactly("SUPPORTED", "0", "0", "0", "2");
    assertThat(line(text, "REFUTED  ").strip().split(" +"))
        .containsExactly("REFUTED", "0", "1", "0", "1");
    assertThat(line(text, "verify  ").strip().split(" +"))
        .containsExactly("verify", "3", "1", "1", "1", "0");
  }

  @Test
  void a_model_that_always_says_the_same_is_told_so() {
    assertThat(plain(Reports.constant("gguf/a")))
        .contains("gguf/a: its verdicts are no better than always giving the same answer.");
    assertThat(plain(Reports.good("gguf/a"))).doesNotContain("no better than");
  }

  @Test
  void a_run_with_failed_calls_has_no_figures_and_says_why() {
    String text = plain(Reports.troubled("gguf/a", true));
    assertThat(text).contains("gguf/a: incomplete. Failed calls are no answers");
    assertThat(line(text, "accuracy")).contains("–       run is incomplete");
    assertThat(line(text, "verify  ").strip().split(" +"))
        .containsExactly("verify", "2", "1", "1", "1", "1");
  }

  @Test
  void without_gold_what_needs_none_has_figures() {
    String text = plain(Reports.withoutGold("gguf/a"));
    assertThat(text).contains("1 article, no gold\n");
    // The third quote is not in the article.
    assertThat(line(text, "quotes copied")).contains("0.667");
    assertThat(line(text, "F1")).contains("–       no gold");
    assertThat(text).doesNotContain("Verdicts").doesNotContain("NaN");
  }

  @Test
  void two_models_stand_side_by_side_under_their_names() {
    String text = plain(Reports.good("gguf/a"), Reports.constant("ollama/b"));
    assertThat(text.lines()).anyMatch(l -> l.matches(" {36}gguf/a +ollama/b"));
    // Six of six, and the two that are SUPPORTED.
    assertThat(line(text, "accuracy")).matches(" {2}accuracy +1\\.000 .* 0\\.333 .*");
    assertThat(text.lines().filter(l -> l.endsWith("  ollama/b"))).hasSizeGreaterThan(2);
  }

  @Test
  void a_long_name_is_cut_where_it_says_least() {
    String name = "openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1";
    assertThat(plain(Reports.good(name), Reports.good("gguf/a")))
        .contains(" …n3-8B@http://127.0.0.1:8000/v1 ".strip());
  }

  @Test
  void tokens_a_second_are_those_of_answering_and_those_of_the_clock() {
    // 90 tokens in 6 s of answering, and in 18 s from question to end.
    assertThat(
            plain(Reports.good("gguf/a"))
                .lines()
                .filter(l -> l.startsWith("  extract"))
                .reduce((a, b) -> b)
                .orElseThrow()
                .strip()
                .split(" +"))
        .containsExactly("extract", "1", "1,200", "90", "0:18", "15.0", "5.0");
  }

  @Test
  void colour_changes_nothing_but_colour() {
    String coloured = TerminalReport.toText(List.of(Reports.constant("gguf/a")), Style.COLOR);
    assertThat(coloured).contains("\033[1mgguf/a\033[0m").contains("\033[33m");
    assertThat(coloured.replaceAll("\033\\[[0-9]+m", "").replaceAll(" +\n", "\n"))
        .isEqualTo(plain(Reports.constant("gguf/a")));
  }
}
