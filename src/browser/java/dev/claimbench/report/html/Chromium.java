package dev.claimbench.report.html;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The system's Chromium: nothing is downloaded, and its absence is no pass where CI is set. */
final class Chromium implements BeforeAllCallback, AfterAllCallback {
  static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private Playwright playwright;
  private Browser browser;

  /** Whatever went wrong in the pages opened, and every address that they asked for. */
  final List<String> problems = new ArrayList<>();

  final List<String> asked = new ArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path program = program();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(List.of("--no-sandbox", "--font-render-hinting=none")));
    Files.createDirectories(SCREENSHOTS);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      browser.close();
      playwright.close();
    }
  }

  private static Path program() {
    Optional<Path> program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isEmpty()) {
      String why = "no Chromium on the PATH (apt install chromium): pages were not looked at";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(why);
      }
      System.err.println(why);
      Assumptions.abort(why);
    }
    return program.orElseThrow();
  }

  /** Opens a file at a place of it, e.g. {@code #view=claims}. */
  Page open(Path file, String fragment, ColorScheme scheme) {
    return visit(file.toUri() + fragment, scheme);
  }

  /** Opens an address. */
  Page visit(String address, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setColorScheme(scheme)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
    Page page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onPageError(problems::add);
    page.onConsoleMessage(
        m -> {
          if (m.type().equals("error")) {
            problems.add(m.text());
          }
        });
    page.onRequest(r -> asked.add(r.url()));
    page.navigate(address);
    return page;
  }

  Page open(Path file, String fragment) {
    return open(file, fragment, ColorScheme.LIGHT);
  }

  /** What axe-core has against a page, a line a rule; usually empty. */
  static List<String> axe(Page page) {
    page.evaluate(axeScript());
    Object found =
        page.evaluate(
            "async () => (await axe.run(document)).violations.map(v => v.id + ': ' + v.help + ' at '"
                + " + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary)"
                + ".join(' | '))");
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String axeScript() {
    try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + ";undefined";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
