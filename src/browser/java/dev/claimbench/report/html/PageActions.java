package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.claimbench.dataset.Article;
import dev.claimbench.label.LabelFiles;
import dev.claimbench.label.LabelSession;
import dev.claimbench.label.PageServer;
import dev.claimbench.label.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody does on a served page with a mouse, or with a keyboard. */
final class PageActions {
  private PageActions() {}

  static PageServer serve(LabelSession session, ServedPage page) {
    return new PageServer(Optional.of(session), 0, "secret", page::at, page.policy());
  }

  /** The page on which the one article {@code river/bridge} is labelled. */
  static PageServer serveBridge(Path dir, String text, String verdicts) throws IOException {
    Files.writeString(
        Files.createDirectories(dir.resolve("verify")).resolve("river.yaml"), verdicts);
    Article article =
        new Article("bridge", "river", "The bridge", "Gazette", Optional.empty(), text);
    LabelFiles files = new LabelFiles(dir, List.of(article), Suggestions.none(), List.of());
    return serve(files, ServedPage.label(false));
  }

  static Page open(Chromium chromium, PageServer server, String fragment) {
    return open(chromium, server, fragment, ColorScheme.LIGHT);
  }

  static Page open(Chromium chromium, PageServer server, String fragment, ColorScheme scheme) {
    Page page = chromium.visit(server.address() + fragment, scheme);
    page.locator("section.view:visible h1").first().waitFor();
    return page;
  }

  /** Draws the mouse over words of the article, from their first letter to their last. */
  static void drag(Page page, String words) {
    Object found =
        page.evaluate(
            """
            words => {
              const box = document.querySelector("section.view:not([hidden]) .text");
              const at = box.textContent.indexOf(words);
              const spot = (offset) => {
                const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                  if (offset < node.length) {
                    const range = document.createRange();
                    range.setStart(node, offset);
                    range.setEnd(node, offset + 1);
                    return range.getBoundingClientRect();
                  }
                  offset -= node.length;
                }
              };
              const first = spot(at);
              const last = spot(at + words.length - 1);
              return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
            }\
            """,
            words);
    double[] at = ((List<?>) found).stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
    page.mouse().move(at[0], at[1]);
    page.mouse().down();
    page.mouse().move(at[2], at[3], new com.microsoft.playwright.Mouse.MoveOptions().setSteps(4));
    page.mouse().up();
    assertThat(page.evaluate("getSelection().toString()")).isEqualTo(words);
  }

  /** Waits until a view has these words as its heading: what is pressed before goes elsewhere. */
  static void shows(Page page, String heading) {
    page.locator("section.view:visible h1", new Page.LocatorOptions().setHasText(heading))
        .waitFor();
  }

  static void press(Page page, String key, int times) {
    for (int i = 0; i < times; i++) {
      page.keyboard().press(key);
    }
  }

  /** Goes on with Tab until a field has the focus. */
  static void tabTo(Page page, String name) {
    for (int i = 0; i < 40; i++) {
      page.keyboard().press("Tab");
      if (name.equals(page.evaluate("document.activeElement.name || ''"))) {
        return;
      }
    }
    throw new AssertionError("Tab does not lead to " + name);
  }

  static void gone(Locator locator) {
    locator.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  /** Screenshots of a view in both themes, and nothing that axe has against it. */
  static void checkView(Chromium chromium, PageServer server, String fragment, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = open(chromium, server, fragment, scheme);
      checkView(page, name, scheme);
      page.context().close();
    }
  }

  static void checkView(Page page, String name, ColorScheme scheme) {
    String file = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
    page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.SCREENSHOTS.resolve(file)));
    assertThat(Chromium.axe(page)).as(file).isEmpty();
  }
}
