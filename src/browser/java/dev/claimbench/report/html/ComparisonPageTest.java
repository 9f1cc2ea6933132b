package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.claimbench.Claimbench;
import dev.claimbench.compare.Comparer;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.ScoresReader;
import dev.claimbench.report.GateReport;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.run.Question;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The comparison's page in a real browser: six stories, one model wrong more often. */
class ComparisonPageTest {

  private static final Path POLICY = Path.of("eval", "gate.yaml");
  @TempDir static Path dir;
  @RegisterExtension static final Chromium chromium = new Chromium();
  private static Comparison comparison;
  private static Path file;

  @BeforeAll
  static void start() throws Exception {
    comparison =
        new Comparer(PolicyReader.read(POLICY), 7)
            .compare(scores("baseline", 3), scores("candidate", 5));
    file =
        Pages.write(
            dir.resolve("comparison.html"), pages(PageBreaks.Limits.STANDARD).at("").orElseThrow());
  }

  private static PageSet pages(PageBreaks.Limits limits) {
    return ComparisonHtml.pages(
        "comparison.html",
        comparison,
        Optional.of(
            new GateReport(
                "gate.yaml", comparison, Claimbench.decide(comparison, PolicyReader.read(POLICY)))),
        List.of(reply("baseline <b>says</b>")),
        List.of(reply("candidate says")),
        limits);
  }

  /** To the question of the first claim that was won or lost. */
  private static PromptAndReply reply(String text) {
    PromptAndReply any = Pages.exchanges(report(3), text).get(0);
    String item = comparison.flips().list().get(0).id().replaceFirst("^verify ", "");
    return new PromptAndReply(
        new Question("verify", item, 1), any.system(), any.user(), any.entry());
  }

  private static Scores scores(String name, int wrong) {
    return ScoresReader.parse(name, ScoresJson.toJson(report(wrong)));
  }

  private static RunReport report(int wrong) {
    Set<String> stories =
        Set.of("open-models", "app-outage", "harrow-tram", "bin-war", "film-prize", "mayor-pell");
    return Pages.project(stories, wrong);
  }

  @Test
  void the_decision_stands_above_the_figures() {
    Page page = chromium.open(file, "");
    Locator decision = page.locator(".decision");
    assertThat(decision.textContent())
        .contains("in place of", "verify.accuracy not worse than the baseline by 0.05");
    assertThat(decision.boundingBox().y).isLessThan(page.locator(".forest").boundingBox().y);
  }

  @Test
  void on_a_phone_the_verdict_on_every_difference_is_in_sight() {
    Page page = chromium.open(file, "");
    page.setViewportSize(420, 900);
    for (Locator verdict : page.locator(".forest tbody tr:not(.group) > :last-child").all()) {
      assertThat(verdict.boundingBox().x + verdict.boundingBox().width).isLessThanOrEqualTo(420);
    }
    Locator interval = page.locator(".forest tbody tr:not(.group) .narrow").first();
    assertThat(interval.textContent()).contains(" to ");
    // On one line, below its difference.
    assertThat(interval.boundingBox().height).isLessThan(24);
    Locator name = page.locator(".forest th", new Page.LocatorOptions().setHasText("balanced"));
    assertThat(name.boundingBox().height).as("two lines, no word cut").isLessThan(56);
  }

  @Test
  void every_difference_is_a_row_with_its_drawing() {
    Page page = chromium.open(file, "");
    assertThat(page.locator(".forest td.plot circle").count())
        .isEqualTo(comparison.differences().size());
  }

  @Test
  void claims_lost_are_shown_side_by_side() {
    Page page = chromium.open(file, "");
    page.locator("a[href*='task=verify'][href*='came=LOST']").click();
    page.waitForURL(url -> url.contains("view=flips"));
    long lost =
        comparison.flips().lost().stream()
            .filter(f -> f.candidate().task().equals("verify"))
            .count();
    assertThat(page.locator("#flips .count").textContent())
        .isEqualTo(lost + " of " + comparison.flips().list().size());
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    page.waitForURL(url -> url.contains("flip="));
    assertThat(page.locator(".panel").textContent()).contains("Baseline: ").contains("Candidate: ");
    assertThat(chromium.problems).isEmpty();
  }

  @Test
  void raw_replies_are_one_click_away() {
    Page page = chromium.open(file, "#view=flips");
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    page.locator("[data-reply=baseline]").click();
    assertThat(page.locator("#window-body pre").textContent()).isEqualTo("baseline <b>says</b>");
    page.keyboard().press("Escape");
    page.locator("[data-reply=candidate]").click();
    assertThat(page.locator("#window-body pre").textContent()).isEqualTo("candidate says");
    assertThat(chromium.problems).isEmpty();
  }

  @Test
  void of_many_claims_an_index_leads_to_pages_that_have_them_all() {
    Path index = dir.resolve("many/comparison.html");
    PageSet pages = pages(new PageBreaks.Limits(10, 5, 20));
    pages.write(index);
    Page page = chromium.open(index, "");
    page.locator("a[href*='task=verify'][href*='came=LOST']").click();
    page.waitForURL(url -> url.contains("view=stories"));
    Locator story = page.locator("#stories .row").first();
    String rows = story.locator(".badge").textContent();
    assertThat(Chromium.axe(page)).isEmpty();
    story.locator("a").click();
    page.waitForURL("**/comparison-pages/*");
    assertThat(page.locator("#flips .count").textContent()).startsWith(rows + " ");
    assertThat(Chromium.axe(page)).isEmpty();
    int shown = 0;
    for (int i = 1; i <= pages.count(); i++) {
      page.navigate(index.resolveSibling(PageSet.path("comparison.html", i)).toUri().toString());
      String count = page.locator("#flips .count").textContent();
      shown += Integer.parseInt(count.substring(0, count.indexOf(' ')));
    }
    assertThat(shown).isEqualTo(comparison.flips().list().size());
    assertThat(chromium.problems).isEmpty();
    page.context().close();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everybody_can_read_it(ColorScheme scheme) {
    for (String view : List.of("differences", "flips")) {
      Page page = chromium.open(file, "#view=" + view, scheme);
      String name = "compare-" + view + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Chromium.SCREENSHOTS.resolve(name + ".png")));
      assertThat(Chromium.axe(page)).as(view + " " + scheme).isEmpty();
      page.context().close();
    }
  }
}
