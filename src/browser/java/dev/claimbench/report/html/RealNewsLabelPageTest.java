package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.claimbench.Shared;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.imports.GumNews;
import dev.claimbench.label.LabelFiles;
import dev.claimbench.label.PageServer;
import dev.claimbench.label.Suggestions;
import dev.claimbench.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real article, whose labels are places in it, in a real browser. */
class RealNewsLabelPageTest {
  private static final Path LABELS = Path.of("eval/real-news");

  @RegisterExtension static final Chromium chromium = new Chromium();
  @TempDir Path dir;
  private Article nasa;
  private PageServer server;

  @BeforeEach
  void start() throws IOException {
    nasa =
        GumNews.read(Shared.file("data/gum-news")).stream()
            .map(GumNews::article)
            .filter(a -> a.id().equals("gum-nasa"))
            .findFirst()
            .orElseThrow();
    for (String folder : List.of("gold", "verify")) {
      String file = folder + "/gum-nasa.yaml";
      Files.createDirectories(dir.resolve(folder));
      Files.copy(LABELS.resolve(file), dir.resolve(file));
    }
    LabelFiles files = new LabelFiles(dir, List.of(nasa), Suggestions.none(), List.of());
    server = PageActions.serve(files, ServedPage.label(false));
    chromium.problems.clear();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private String words() {
    return nasa.text().substring(40, nasa.text().indexOf(' ', 80));
  }

  /** As the files have them. */
  private String place(String words) {
    String text = nasa.text();
    return "{start: %d, length: %d, hash: \"%s\"}"
        .formatted(
            text.codePointCount(0, text.indexOf(words)),
            words.codePointCount(0, words.length()),
            Sha256.sha256(words).substring(0, 8));
  }

  @Test
  void a_claim_and_a_verdict_are_edited_and_the_files_have_places() throws IOException {
    String words = words();
    Page page = PageActions.open(chromium, server, "#view=text&claim=c02");
    page.locator("[data-claim=c02]").waitFor();
    PageActions.checkView(page, "label-real-news", ColorScheme.LIGHT);
    // Its quotes stand in the form as words; a new one joins them.
    assertThat(page.locator(".label-form blockquote").count()).isPositive();
    PageActions.drag(page, words);
    page.keyboard().press("q");
    page.locator("[name=summaries]").fill("0");
    page.keyboard().press("Control+Enter");
    page.locator("[data-claim=c02] .tag").waitFor();
    String gold = Files.readString(dir.resolve("gold/gum-nasa.yaml"));
    assertThat(gold).contains(place(words) + "]").doesNotContain(words);

    page = PageActions.open(chromium, server, "#view=judge&pair=v37@gum-nasa");
    PageActions.shows(page, "Bonnie Dunbar");
    PageActions.drag(page, words);
    page.keyboard().press("q");
    page.locator("[name=why]").fill("as it says");
    page.locator("[data-label=REFUTED]").click();
    page.waitForURL(url -> url.contains("v38"));
    String verify = Files.readString(dir.resolve("verify/gum-nasa.yaml"));
    assertThat(verify)
        .contains("label: REFUTED", place(words) + "], why: \"as it says\"}")
        .doesNotContain(words);
    assertThat(GoldFolder.read(dir, dir, List.of(nasa)).articles()).hasSize(1);
    assertThat(chromium.problems).isEmpty();
  }

  @Test
  void without_a_number_of_summaries_a_new_claim_is_refused_with_what_is_missing() {
    Page page = PageActions.open(chromium, server, "#view=text");
    PageActions.drag(page, words());
    page.keyboard().press("q");
    page.locator("[name=summaries]").focus();
    page.keyboard().press("Control+Enter");
    page.locator("#message:visible").waitFor();
    assertThat(page.locator("#message").textContent()).contains(".summaries: expected a number");
  }
}
