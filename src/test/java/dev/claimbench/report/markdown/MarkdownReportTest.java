package dev.claimbench.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.report.Reports;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  private static final String GOOD = MarkdownReport.toMarkdown(Reports.good("gguf/a"));

  @Test
  void each_article_has_what_was_found_made_up_and_missed() {
    assertThat(GOOD)
        .contains("## bridge\n")
        .contains(
            """
            **Found** (2)

            - The old bridge shut on Monday. “The old bridge shut on Monday” ← g1: The old bridge shut on Monday.
            - The mayor opened a new ferry. “The mayor opened a new ferry” ← g2: The mayor opened a new ferry.

            """)
        .contains("**Made up, or not in the gold** (1)\n")
        .contains("**Missed** (1)\n\n- g3: Trains were late.\n");
  }

  @Test
  void what_a_model_wrote_is_no_markup() {
    assertThat(GOOD)
        .contains("- Whales &lt;b>sang&lt;/b> \\| all \\*night\\*.")
        .doesNotContain("<b>");
  }

  @Test
  void every_figure_has_its_meaning_and_n() {
    assertThat(GOOD)
        .containsPattern("\\| `extract\\.precision` \\| 0\\.667 \\| .* \\| 3 \\| .+ \\|");
    assertThat(GOOD.lines().filter(l -> l.startsWith("| `extract.") || l.startsWith("| `verify.")))
        .hasSizeGreaterThan(25)
        .allMatch(l -> l.replace("\\|", "").chars().filter(c -> c == '|').count() == 6);
  }

  @Test
  void a_wrong_verdict_is_listed_with_what_was_answered() {
    String text = MarkdownReport.toMarkdown(Reports.troubled("gguf/a", false));
    assertThat(text.substring(text.indexOf("## Verdicts that were wrong")))
        .contains(
            "| Claim number 0. | bridge | SUPPORTED | /verdict expected SUPPORTED, got \"YES \\|"
                + " NO\" |")
        .contains("cut off after 192 tokens")
        .contains("the server refused")
        .doesNotContain("Claim number 3.");
  }

  @Test
  void the_head_says_what_became_of_all_calls() {
    assertThat(MarkdownReport.toMarkdown(Reports.troubled("gguf/a", true)))
        .contains("| complete | no |")
        .contains("| answers to verify | 2 parsed, 1 invalid, 1 truncated, 1 refused, 1 failed |");
  }

  @Test
  void without_gold_the_claims_are_listed() {
    assertThat(MarkdownReport.toMarkdown(Reports.withoutGold("gguf/a")))
        .contains("- The mayor opened a new ferry. “The mayor opened a new ferry”\n")
        .doesNotContain("**Missed**")
        .doesNotContain("## Verdicts");
  }

  @Test
  void the_same_run_gives_the_same_bytes() {
    assertThat(MarkdownReport.toMarkdown(Reports.good("gguf/a"))).isEqualTo(GOOD);
  }
}
