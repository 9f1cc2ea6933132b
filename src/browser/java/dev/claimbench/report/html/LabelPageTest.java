package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.claimbench.label.PageServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Labelling in a real browser, and what is in the files afterwards. */
class LabelPageTest {
  private static final String TEXT = "😀 The bridge shut on Monday. \"40 boats\" passed.";
  private static final String VERIFY =
      """
      # by hand
      version: 1
      story: river
      claims:
        - id: v01
          text: "The bridge shut."
          family: f1
          change: null
          twin: null
          verdicts:
            bridge: {label: SUPPORTED, evidence: ["The bridge shut"]}  # sure
        - id: v02
          text: "The bridge is open."
          family: f2
          change: null
          twin: null
          verdicts:
            bridge: {label: SUPPORTED, evidence: ["bridge"]}
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

  private Page open(String fragment) {
    return PageActions.open(chromium, server, fragment);
  }

  /** Selects words of the article as a mouse would. */
  private static void select(Page page, String words) {
    page.evaluate(
        """
        words => {
          const box = document.querySelector("section.view:not([hidden]) .text");
          const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
          throw new Error("not in one piece: " + words);
        }\
        """,
        words);
  }

  private String gold() throws IOException {
    return Files.readString(dir.resolve("gold/bridge.yaml"));
  }

  @Test
  void a_claim_is_labelled_by_keyboard_and_taken_back() throws IOException {
    Page page = open("#view=text");
    select(page, "😀 The bridge shut on Monday");
    page.keyboard().press("q");
    page.keyboard().press("n");
    page.keyboard().press("ControlOrMeta+a");
    page.keyboard().type("The bridge shut on a Monday: \"at last\".");
    page.keyboard().press("Control+Enter");
    page.locator("[data-claim=c01]").waitFor();
    assertThat(gold())
        .contains("text: \"The bridge shut on a Monday: \\\"at last\\\".\"")
        .contains("quotes: [\"😀 The bridge shut on Monday\"]");
    page.locator("body").press("Escape");
    page.evaluate("document.activeElement.blur()");
    page.keyboard().press("u");
    page.locator("[data-claim=c01]")
        .waitFor(
            new com.microsoft.playwright.Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
    assertThat(dir.resolve("gold/bridge.yaml")).doesNotExist();
    assertThat(chromium.problems).isEmpty();
  }

  @Test
  void a_claim_is_labelled_by_mouse() throws IOException {
    Page page = open("#view=text");
    select(page, "\"40 boats\" passed");
    page.getByText("Quote the selection").click();
    page.locator("[name=kind]").selectOption("statistic");
    page.locator("[name=value]").fill("40");
    page.locator("[name=unit]").fill("boats");
    page.locator("button.primary").click();
    page.locator("[data-claim=c01]").waitFor();
    assertThat(gold())
        .contains("quotes: [\"\\\"40 boats\\\" passed\"]")
        .contains("quantity: {value: 40, unit: \"boats\", bound: exactly}");
  }

  @Test
  void claims_are_judged_with_1_2_and_3() throws IOException {
    Page page = open("#view=judge");
    page.keyboard().press("1");
    page.waitForURL(url -> url.contains("v02"));
    page.locator("[name=why]").fill("it shut");
    page.evaluate("document.activeElement.blur()");
    select(page, " shut on Monday");
    page.keyboard().press("2");
    page.locator("[data-label=REFUTED][aria-pressed=true]").waitFor();
    assertThat(Files.readString(dir.resolve("verify/river.yaml")))
        .isEqualTo(
            VERIFY.replace(
                "{label: SUPPORTED, evidence: [\"bridge\"]}",
                "{label: REFUTED, evidence: [\"bridge\", \"shut on Monday\"], why: \"it shut\"}"));
  }

  @Test
  void of_two_tabs_the_second_writes_nothing_over() throws IOException {
    Page first = open("#view=judge");
    Page second = open("#view=judge");
    first.locator("[name=why]").fill("one");
    first.locator("[data-label=NOT_ENOUGH_INFO]").click();
    first.waitForURL(url -> url.contains("v02"));
    String written = Files.readString(dir.resolve("verify/river.yaml"));
    second.locator("[name=why]").fill("two");
    second.locator("[data-label=NOT_ENOUGH_INFO]").click();
    second.locator("#message").waitFor();
    assertThat(second.locator("#message").textContent()).contains("river.yaml has changed on disk");
    assertThat(second.locator("[name=why]").inputValue()).isEqualTo("two");
    assertThat(dir.resolve("verify/river.yaml")).hasContent(written);
  }

  @Test
  void what_one_typed_stays_when_the_server_stops() {
    Page page = open("#view=text");
    page.locator("[name=text]").fill("Typed in vain?");
    server.close();
    page.locator("button.primary").click();
    page.locator("#message").waitFor();
    assertThat(page.locator("#message").textContent()).contains("the server does not answer");
    assertThat(page.locator("[name=text]").inputValue()).isEqualTo("Typed in vain?");
  }

  @Test
  void everybody_can_label() {
    for (String view : List.of("text", "judge")) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        Page page = chromium.visit(server.address() + "#view=" + view, scheme);
        page.locator("section.view:visible h1").waitFor();
        String name = "label-" + view + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        page.screenshot(
            new Page.ScreenshotOptions().setPath(Chromium.SCREENSHOTS.resolve(name + ".png")));
        assertThat(Chromium.axe(page)).as(view + " " + scheme).isEmpty();
        page.context().close();
      }
    }
  }
}
