package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.claimbench.label.PageServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A whole article, claims and verdicts, labelled with one hand: the keyboard's or the mouse's. */
class WholeArticleTest {
  private static final String TEXT =
      "The 😀 bridge shut on Monday. 40 boats passed, said Ida Brun. It was the first time since"
          + " 1990.";
  private static final String VERIFY =
      """
      version: 1
      story: river
      claims:
        - id: v01
          text: "The bridge shut."
          family: f1
          verdicts:
            bridge: {label: NOT_ENOUGH_INFO, why: "nobody has labelled it yet", disputed: true}
        - id: v02
          text: "50 boats passed."
          family: f2
          verdicts:
            bridge: {label: NOT_ENOUGH_INFO, why: "nobody has labelled it yet", disputed: true}
        - id: v03
          text: "The bridge is of stone."
          family: f3
          verdicts:
            bridge: {label: NOT_ENOUGH_INFO, why: "nobody has labelled it yet", disputed: true}
      """;

  @RegisterExtension static final Chromium chromium = new Chromium();
  @TempDir Path dir;
  private PageServer server;

  @BeforeEach
  void start() throws IOException {
    server = PageActions.serveBridge(dir, TEXT, VERIFY);
    chromium.problems.clear();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String claim(String id, String text, String quote, String more) {
    return """
      - id: %s
        text: "%s"
        quotes: ["%s"]
    %s
    """
        .formatted(id, text, quote, more.strip().indent(4).stripTrailing());
  }

  private static final String PLAIN =
      """
      speaker: null
      kind: event
      quantity: null
      date: null
      hedge: none
      weight: must\
      """;

  private static final String BOATS =
      """
      speaker: "Ida Brun"
      kind: statistic
      quantity: {value: 40, unit: "boats", bound: exactly}
      date: null
      hedge: reported
      weight: must\
      """;

  private void isLabelled(String boats, String first) throws IOException {
    assertThat(Files.readString(dir.resolve("gold/bridge.yaml")))
        .isEqualTo(
            "version: 1\narticle: bridge\nclaims:\n"
                + claim(
                    "c01", "The 😀 bridge shut on Monday", "The 😀 bridge shut on Monday", PLAIN)
                + claim("c02", boats, "40 boats passed, said Ida Brun", BOATS)
                + claim(
                    "c03",
                    first,
                    "It was the first time since 1990",
                    PLAIN.replace("must", "may")));
    String open = "{label: NOT_ENOUGH_INFO, why: \"nobody has labelled it yet\", disputed: true}";
    assertThat(Files.readString(dir.resolve("verify/river.yaml")))
        .isEqualTo(
            VERIFY
                .replaceFirst(
                    java.util.regex.Pattern.quote(open),
                    "{label: SUPPORTED, evidence: [\"The 😀 bridge shut\"]}")
                .replaceFirst(
                    java.util.regex.Pattern.quote(open),
                    "{label: REFUTED, evidence: [\"40 boats passed\"], why: \"another number\"}")
                .replaceFirst(
                    java.util.regex.Pattern.quote(open),
                    "{label: NOT_ENOUGH_INFO, why: \"not mentioned\"}"));
    assertThat(chromium.problems).isEmpty();
  }

  @Test
  void by_keyboard_alone() throws IOException {
    Page page = PageActions.open(chromium, server, "#view=text");
    // The first sentence without its full stop: five words and the picture.
    page.keyboard().press("t");
    page.keyboard().press("Home");
    PageActions.press(page, "Shift+ArrowRight", 5);
    page.keyboard().press("q");
    page.keyboard().press("n");
    page.keyboard().press("Control+Enter");
    page.locator("[data-claim=c01]").waitFor();

    page.keyboard().press("t");
    page.keyboard().press("Home");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Shift+ArrowDown");
    page.keyboard().press("Shift+ArrowLeft");
    page.keyboard().press("q");
    page.keyboard().press("n");
    page.keyboard().press("ControlOrMeta+a");
    page.keyboard().type("Ida Brun said that 40 boats passed.");
    PageActions.tabTo(page, "speaker");
    page.keyboard().type("Ida Brun");
    PageActions.tabTo(page, "kind");
    page.keyboard().type("statis");
    PageActions.tabTo(page, "hedge");
    page.keyboard().type("rep");
    PageActions.tabTo(page, "value");
    page.keyboard().type("40");
    PageActions.tabTo(page, "unit");
    page.keyboard().type("boats");
    page.keyboard().press("Control+Enter");
    page.locator("[data-claim=c02]").waitFor();

    page.keyboard().press("t");
    page.keyboard().press("End");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Shift+ArrowDown");
    page.keyboard().press("Shift+ArrowLeft");
    page.keyboard().press("q");
    page.keyboard().press("n");
    PageActions.tabTo(page, "weight");
    page.keyboard().type("may");
    page.keyboard().press("Control+Enter");
    page.locator("[data-claim=c03]").waitFor();

    // The second view.
    page.keyboard().press("2");
    PageActions.shows(page, "The bridge shut.");
    page.keyboard().press("t");
    page.keyboard().press("Home");
    PageActions.press(page, "Shift+ArrowRight", 3);
    page.keyboard().press("1");
    PageActions.shows(page, "50 boats passed.");
    page.keyboard().press("t");
    page.keyboard().press("Home");
    page.keyboard().press("ArrowDown");
    PageActions.press(page, "Shift+ArrowRight", 2);
    page.keyboard().press("2");
    page.locator("#message").waitFor();
    page.keyboard().type("another number");
    page.keyboard().press("Enter");
    PageActions.shows(page, "The bridge is of stone.");
    page.keyboard().press("3");
    page.locator("#message").waitFor();
    page.keyboard().type("not mentioned");
    page.keyboard().press("Enter");
    page.locator("#judge .title", text("3 judged")).waitFor();
    page.locator("[data-label=NOT_ENOUGH_INFO][aria-pressed=true]").waitFor();
    PageActions.gone(page.locator("#message:visible"));
    isLabelled("Ida Brun said that 40 boats passed.", "It was the first time since 1990");
  }

  private static Page.LocatorOptions text(String words) {
    return new Page.LocatorOptions().setHasText(words);
  }

  @Test
  void by_mouse_alone() throws IOException {
    Page page = PageActions.open(chromium, server, "#view=text");
    PageActions.drag(page, "The 😀 bridge shut on Monday");
    page.getByText("Quote the selection").click();
    page.locator("button.primary").click();
    page.locator("[data-claim=c01]").waitFor();

    PageActions.drag(page, "40 boats passed, said Ida Brun");
    page.getByText("Quote the selection").click();
    PageActions.drag(page, "Ida Brun");
    page.locator("[data-take=speaker]").click();
    PageActions.drag(page, "40");
    page.locator("[data-take=value]").click();
    PageActions.drag(page, "boats");
    page.locator("[data-take=unit]").click();
    // What a list shows when it is clicked is drawn by the system, out of the page's sight.
    page.locator("[name=kind]").selectOption("statistic");
    page.locator("[name=hedge]").selectOption("reported");
    page.locator("button.primary").click();
    page.locator("[data-claim=c02]").waitFor();

    PageActions.drag(page, "It was the first time since 1990");
    page.getByText("Quote the selection").click();
    page.locator("[name=weight]").selectOption("may");
    page.locator("button.primary").click();
    page.locator("[data-claim=c03]").waitFor();

    page.locator("nav [data-view=judge]").click();
    PageActions.shows(page, "The bridge shut.");
    PageActions.drag(page, "The 😀 bridge shut");
    page.locator("[data-label=SUPPORTED]").click();
    PageActions.shows(page, "50 boats passed.");
    PageActions.drag(page, "40 boats passed");
    page.locator("[data-reason='another number']").click();
    page.locator("[data-label=REFUTED]").click();
    PageActions.shows(page, "The bridge is of stone.");
    page.locator("[data-reason='not mentioned']").click();
    page.locator("[data-label=NOT_ENOUGH_INFO]").click();
    page.locator("#judge .title", text("3 judged")).waitFor();
    isLabelled("40 boats passed, said Ida Brun", "It was the first time since 1990");
  }
}
