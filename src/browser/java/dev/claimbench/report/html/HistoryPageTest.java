package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.claimbench.compare.RunHistory;
import dev.claimbench.compare.RunHistory.Entry;
import dev.claimbench.compare.Scores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of several runs in a real browser: three runs, of which the second is blessed. */
class HistoryPageTest {
  @TempDir static Path dir;
  @RegisterExtension static final Chromium chromium = new Chromium();
  private static Path file;

  @BeforeAll
  static void start() {
    RunHistory history =
        RunHistory.compute(
            List.of(
                entry("first", "2026-01-01T08:00:00Z", 4, Optional.empty()),
                entry("second", "2026-02-01T08:00:00Z", 9, Optional.of("production")),
                entry("third", "2026-03-01T08:00:00Z", 3, Optional.empty())),
            List.of(),
            List.of("verify.accuracy", "extract.f1"),
            7);
    file =
        Pages.write(
            dir.resolve("history.html"),
            HistoryHtml.toHtml(
                history, Map.of("first", "first/report.html"), List.of("fourth: not a run")));
  }

  private static Entry entry(String name, String started, int wrong, Optional<String> baseline) {
    Set<String> stories =
        Set.of("open-models", "app-outage", "harrow-tram", "bin-war", "film-prize", "mayor-pell");
    return new Entry(name, started, Pages.project(stories, wrong).scores(name), baseline);
  }

  @Test
  void every_run_is_a_dot_in_each_figure_and_a_row_of_the_table() {
    Page page = chromium.open(file, "");
    assertThat(page.locator("svg.history").count()).isEqualTo(2);
    assertThat(page.locator("svg.history circle").count()).isEqualTo(6);
    assertThat(page.locator("svg.history circle.blessed").count()).isEqualTo(2);
    assertThat(page.locator("table.runs tbody tr").count()).isEqualTo(3);
    assertThat(page.locator("table.runs a").getAttribute("href")).isEqualTo("first/report.html");
    assertThat(page.locator("main").textContent()).contains("fourth: not a run");
    assertThat(chromium.problems).isEmpty();
  }

  @Test
  void on_a_phone_nothing_is_wider_than_the_window() {
    Page page = chromium.open(file, "");
    page.setViewportSize(420, 900);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
  }

  @Test
  void on_a_phone_every_one_of_nine_runs_is_in_the_drawing() {
    Scores scores = Pages.project(Set.of("open-models"), 4).scores("run");
    List<Entry> nine = new ArrayList<>();
    for (int run = 1; run <= 9; run++) {
      String name = "run-" + run;
      String started = "2026-01-0" + run + "T08:00:00Z";
      nine.add(new Entry(name, started, scores, Optional.empty()));
    }
    RunHistory history = RunHistory.compute(nine, List.of(), List.of("verify.accuracy"), 7);
    Path page = dir.resolve("nine.html");
    Page phone =
        chromium.open(Pages.write(page, HistoryHtml.toHtml(history, Map.of(), List.of())), "");
    phone.setViewportSize(420, 900);
    Locator last = phone.locator("svg.history circle").last();
    assertThat(last.boundingBox().x + last.boundingBox().width).isLessThanOrEqualTo(420 - 24);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everybody_can_read_it(ColorScheme scheme) {
    Page page = chromium.open(file, "", scheme);
    String name = "history-" + scheme.name().toLowerCase(Locale.ROOT);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Chromium.SCREENSHOTS.resolve(name + ".png")));
    assertThat(Chromium.axe(page)).as("%s", scheme).isEmpty();
    page.context().close();
  }
}
