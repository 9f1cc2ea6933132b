package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.report.Reports;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.run.Question;
import dev.claimbench.stats.RiskCoverage;
import dev.claimbench.text.Json;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final String PAGE = page(List.of());

  private static String page(List<PromptAndReply> exchanges) {
    return HtmlReport.toHtml("small", Reports.good("gguf/small"), exchanges);
  }

  private static List<String> all(String page, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(page)
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }

  static JsonNode data(String page) throws Exception {
    return Json.MAPPER.readTree(
        all(page, "<script type=\"application/json\" id=\"data\">(.*?)</script>").get(0));
  }

  @Test
  void the_same_run_gives_the_same_page() {
    assertThat(page(List.of())).isEqualTo(PAGE);
  }

  @Test
  void nothing_is_loaded_from_anywhere() {
    assertThat(PAGE).doesNotContainPattern("(?i)(src|href|action)\\s*=\\s*[\"']?(https?:|//)");
    assertThat(PAGE).doesNotContain("@import").doesNotContain("url(");
  }

  @Test
  void only_this_very_style_and_script_may_run() throws Exception {
    String policy = all(PAGE, "Content-Security-Policy\" content=\"([^\"]*)\"").get(0);
    assertThat(policy).contains("default-src").doesNotContain("unsafe");
    assertThat(policy).contains(hash(all(PAGE, "<style>(.*?)</style>").get(0)));
    assertThat(policy).contains(hash(all(PAGE, "<script>(.*?)</script>").get(0)));
    // Attributes of style and on… would be refused: there are none.
    assertThat(all(PAGE, "<[a-z]+[^>]* (style|on[a-z]+)=")).isEmpty();
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void no_text_ends_the_element_that_holds_it() throws Exception {
    String hostile = "</script><script>alert(1)</script><!-- & \u2028 \"'";
    PromptAndReply exchange =
        new PromptAndReply(
            new Question("extract", "bridge", 1), hostile, "before " + hostile, Optional.empty());
    String page = page(List.of(exchange));
    assertThat(page).doesNotContain("alert(1)</script").doesNotContain("\u2028");
    assertThat(data(page).at("/systems/extract").asText()).isEqualTo(hostile);
    assertThat(all(page, "(<script)")).hasSameSizeAs(all(PAGE, "(<script)"));
  }

  @Test
  void no_character_that_shows_nothing_is_in_a_page_and_the_data_keeps_them_all() throws Exception {
    String hostile = "\u001b]8;;x\u0007 \u202e\u2066 \u009b \r\b";
    PromptAndReply exchange =
        new PromptAndReply(
            new Question("extract", "bridge", 1), hostile, "before", Optional.empty());
    String page = HtmlReport.toHtml(hostile, Reports.good("gguf/small"), List.of(exchange));
    assertThat(page)
        .doesNotContainPattern(
            "[\\p{Cntrl}&&[^\n\t]]|[\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]");
    assertThat(page).contains("<title>").contains("\\u202e");
    assertThat(data(page).at("/systems/extract").asText()).isEqualTo(hostile);
  }

  @Test
  void a_character_of_two_halves_may_stand_anywhere_in_the_data() throws Exception {
    // The data is written some thousand characters at a time: one of both must be cut in two.
    for (String begin : List.of("", "x")) {
      String text = begin + "\uD83D\uDE00".repeat(9_000);
      PromptAndReply exchange =
          new PromptAndReply(new Question("extract", "bridge", 1), text, "", Optional.empty());
      assertThat(data(page(List.of(exchange))).at("/systems/extract").asText()).isEqualTo(text);
    }
  }

  @Test
  void a_name_is_text_and_no_markup() {
    String page =
        HtmlReport.toHtml("<img src=x onerror=alert(1)>", Reports.good("gguf/small"), List.of());
    assertThat(page).contains("&lt;img src=x").doesNotContain("<img");
  }

  @Test
  void the_prompt_is_kept_without_the_article_that_the_page_has_already() throws Exception {
    String user = "Article: " + Reports.ARTICLE.text() + " End.";
    PromptAndReply exchange =
        new PromptAndReply(
            new Question("extract", "bridge", 1), "Take claims.", user, Optional.empty());
    JsonNode article = data(page(List.of(exchange))).at("/articles/0");
    assertThat(article.at("/asked/0").asText()).isEqualTo("Article: ");
    assertThat(article.at("/asked/1").asText()).isEqualTo(" End.");
  }

  @Test
  void a_claim_and_its_gold_point_at_each_other() throws Exception {
    JsonNode article = data(PAGE).at("/articles/0");
    // Two of three found, one made up.
    assertThat(article.at("/claims/0/fate").asText()).isEqualTo("FOUND");
    assertThat(article.at("/claims/0/pair").asInt(-1)).isZero();
    assertThat(article.at("/gold/0/pair").asInt(-1)).isZero();
    assertThat(article.at("/gold/0/quotes/0/spans/0").toString()).isEqualTo("[0,29]");
    assertThat(article.at("/gold/2/state").asText()).isEqualTo("MISSED");
    assertThat(article.at("/claims/2/fate").asText()).isEqualTo("MADE_UP");
  }

  @Test
  void probabilities_are_drawn_against_what_was_right() {
    RunReport report = Reports.good("gguf/small");
    Overview plain = Overview.from("small", report, report.scorecard().articles());
    Overview.Bin full =
        new Overview.Bin(0.5, 1, 4, OptionalDouble.of(0.8), OptionalDouble.of(0.75));
    Overview.Bin empty =
        new Overview.Bin(0, 0.5, 0, OptionalDouble.empty(), OptionalDouble.empty());
    Overview overview =
        new Overview(
            plain.name(),
            plain.model(),
            plain.intro(),
            plain.warnings(),
            plain.groups(),
            plain.figures(),
            plain.outcomes(),
            plain.confusion(),
            plain.articles(),
            plain.kinds(),
            List.of(empty, full),
            List.of(
                new RiskCoverage.Point(0.5, 2, 1, 0.9), new RiskCoverage.Point(1, 4, 0.75, 0.6)),
            plain.costs(),
            plain.facts());
    String page = PageFrame.render("run.jte", overview, "title", "{}");
    // From 20 to 230 across, from 220 to 10 up: the middle of 0.8 lies at 20 + 0.8 * 210.
    assertThat(page).contains("cx=\"188.0\" cy=\"62.5\"").contains("0.5 to 1.0").contains(">0.75<");
    assertThat(PAGE).doesNotContain("Calibration of probabilities");
    // Half are kept and right, all are kept and three quarters right.
    assertThat(page).contains("points=\"125.0,10.0 230.0,62.5 \"").contains(">0.90<");
    assertThat(PAGE).doesNotContain("Accuracy of the surest verdicts");
  }

  @Test
  void every_plot_is_beside_its_numbers() {
    assertThat(all(PAGE, "(<svg)")).isNotEmpty();
    // A drawing is for the eye; whoever cannot see it has the table's cells.
    assertThat(all(PAGE, "<svg([^>]*)>"))
        .allSatisfy(s -> assertThat(s).contains("aria-hidden=\"true\""));
    assertThat(all(PAGE, "(<table)")).hasSameSizeAs(all(PAGE, "(<caption>)"));
  }
}
