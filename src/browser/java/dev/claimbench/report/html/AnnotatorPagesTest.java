package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.label.Adjudication;
import dev.claimbench.label.Annotator;
import dev.claimbench.label.LabelFiles;
import dev.claimbench.label.LabelSession;
import dev.claimbench.label.ModelLabels;
import dev.claimbench.label.PageServer;
import dev.claimbench.label.SheetFile;
import dev.claimbench.label.Suggestions;
import dev.claimbench.label.SuspectLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several people, several models: annotators, their disagreements, a sheet, what may be wrong. */
class AnnotatorPagesTest {
  private static final Article BRIDGE =
      new Article(
          "bridge",
          "river",
          "Old bridge shut",
          "Valley Gazette",
          Optional.empty(),
          "The old bridge shut on Monday after 40 boats had passed, said Ida Brun, who keeps it.");
  private static final String VERIFY =
      """
      version: 1
      story: river
      claims:
        - id: v01   # by hand
          text: "The old bridge shut on a Monday."
          family: f1
          verdicts:
            bridge: {label: SUPPORTED, evidence: ["shut on Monday"], why: "goldwhy"}
        - id: v02
          text: "Ida Brun closed the bridge."
          family: f2
          verdicts:
            bridge: {label: NOT_ENOUGH_INFO, why: "goldwhy"}
      """;

  @RegisterExtension static final Chromium chromium = new Chromium();
  @TempDir Path dir;
  private final List<PageServer> servers = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    Files.writeString(Files.createDirectories(dir.resolve("verify")).resolve("river.yaml"), VERIFY);
    chromium.problems.clear();
  }

  @AfterEach
  void stop() {
    servers.forEach(PageServer::close);
  }

  private PageServer served(LabelSession session, ServedPage page) {
    servers.add(PageActions.serve(session, page));
    return servers.get(servers.size() - 1);
  }

  private PageServer annotator(String name) {
    return served(
        new LabelFiles(new Annotator(dir, name), List.of(BRIDGE), Suggestions.none()),
        ServedPage.label(false));
  }

  private static ModelLabels model(String name, Verdict first, Verdict second) {
    Claim claim =
        new Claim(
            "p01",
            "Forty boats passed.",
            List.of("40 boats had passed"),
            Optional.of("Ida Brun"),
            Kind.STATISTIC,
            Optional.empty(),
            Optional.empty(),
            Hedge.NONE);
    return new ModelLabels(
        name,
        Map.of(
            "river/v01@bridge", new ModelLabels.ModelLabel(first, Optional.of("shut on Monday")),
            "river/v02@bridge", new ModelLabels.ModelLabel(second, Optional.empty())),
        Map.of("bridge", List.of(claim)));
  }

  private String text(String file) throws IOException {
    return Files.readString(dir.resolve(file));
  }

  @Test
  void two_annotators_are_blind_to_each_other_and_then_settled() throws IOException {
    Page anna = PageActions.open(chromium, annotator("anna"), "#view=judge");
    anna.keyboard().press("t");
    anna.keyboard().press("Home");
    PageActions.press(anna, "Shift+ArrowRight", 5);
    anna.keyboard().press("1");
    PageActions.shows(anna, "Ida Brun closed the bridge.");
    anna.keyboard().press("w");
    anna.keyboard().type("annaswhy");
    anna.keyboard().press("Escape");
    anna.keyboard().press("3");
    anna.locator("#judge .title", new Page.LocatorOptions().setHasText("2 judged")).waitFor();

    PageServer bobs = annotator("bob");
    Page bob = PageActions.open(chromium, bobs, "#view=judge");
    bob.keyboard().press("w");
    bob.keyboard().type("bobswhy");
    bob.keyboard().press("Escape");
    PageActions.drag(bob, "40 boats");
    bob.keyboard().press("2");
    PageActions.shows(bob, "Ida Brun closed the bridge.");
    bob.keyboard().press("w");
    bob.keyboard().type("bobswhy");
    bob.keyboard().press("Enter");
    bob.keyboard().press("Escape");
    bob.keyboard().press("3");
    bob.locator("#judge .title", new Page.LocatorOptions().setHasText("2 judged")).waitFor();
    assertThat(bob.locator("[data-agreement=anna]").textContent())
        .isEqualTo("Agreement with anna: from 10 pairs that both have judged, 2 so far.");
    assertThat(String.valueOf(bob.evaluate("fetch('all').then(r => r.text())")))
        .contains("bobswhy")
        .doesNotContain("annaswhy", "goldwhy");
    assertThat(text("verify/river.yaml")).isEqualTo(VERIFY);
    assertThat(text("annotators/bob/verify/river.yaml"))
        .contains("bridge: {label: REFUTED, evidence: [\"40 boats\"], why: \"bobswhy\"}");

    PageServer server =
        served(new Adjudication(dir, "anna", "bob", List.of(BRIDGE)), ServedPage.adjudication());
    PageActions.checkView(chromium, server, "", "adjudicate");
    Page page = PageActions.open(chromium, server, "");
    // Both say what the gold says of v02: that is no disagreement.
    assertThat(page.locator("[data-open]").getAttribute("data-open")).isEqualTo("1");
    assertThat(page.locator(".sides").textContent()).contains("anna", "bobswhy");
    page.keyboard().press("2");
    page.locator("[data-open='0']").waitFor();
    String settled =
        VERIFY.replace(
            "{label: SUPPORTED, evidence: [\"shut on Monday\"], why: \"goldwhy\"}",
            "{label: REFUTED, evidence: [\"40 boats\"], why: \"bobswhy\", votes: {anna: SUPPORTED,"
                + " bob: REFUTED}}");
    assertThat(text("verify/river.yaml")).isEqualTo(settled);
    page.keyboard().press("u");
    page.locator("[data-open='1']").waitFor();
    assertThat(text("verify/river.yaml")).isEqualTo(VERIFY);
    assertThat(chromium.problems).isEmpty();
  }

  @Test
  void claims_are_settled_side_by_side() throws IOException {
    String claims =
        """
        version: 1
        article: bridge
        claims:
          - id: c01
            text: "40 boats passed the old bridge on Monday."
            quotes: ["40 boats had passed"]
            speaker: %s
            kind: %s
            hedge: none
            weight: must
        """;
    for (String name : List.of("anna", "bob")) {
      Path folder = Files.createDirectories(dir.resolve("annotators/" + name + "/gold"));
      Files.writeString(
          folder.resolve("bridge.yaml"),
          name.equals("anna")
              ? claims.formatted("\"Ida Brun\"", "statistic")
              : claims.formatted("null", "event"));
    }
    PageServer server =
        served(new Adjudication(dir, "anna", "bob", List.of(BRIDGE)), ServedPage.adjudication());
    PageActions.checkView(chromium, server, "", "adjudicate-claim");
    Page page = PageActions.open(chromium, server, "");
    assertThat(page.locator("dd.conflict").allTextContents())
        .containsExactly("Ida Brun", "statistic", "none", "event");
    page.locator("[data-choice='1']").click();
    page.locator("[data-open='0']").waitFor();
    assertThat(text("gold/bridge.yaml"))
        .contains("speaker: \"Ida Brun\"", "from: {anna: c01, bob: c01}");
  }

  @Test
  void a_sheet_is_judged_with_1_2_and_3() throws IOException {
    String sheet =
        """
        id,claim,answers,quoted,label,note
        river/v02@bridge,Ida Brun closed the bridge.,NOT_ENOUGH_INFO | SUPPORTED,said Ida Brun | who shut it,,
        river/v01@bridge,The old bridge shut on a Monday.,REFUTED | SUPPORTED,shut on Monday,,
        """;
    Path file = Files.writeString(dir.resolve("disagreements.csv"), sheet);
    PageServer server =
        served(
            new SheetFile(file, List.of(BRIDGE), Optional.of(t -> t.contains("SUPPORTED,\n"))),
            ServedPage.sheet());
    PageActions.checkView(chromium, server, "", "sheet");
    Page page = PageActions.open(chromium, server, "");
    assertThat(page.locator("mark").allTextContents()).containsExactly("said Ida Brun");
    page.keyboard().press("3");
    page.locator("[data-counted='1'][data-decided='false']").waitFor();
    PageActions.shows(page, "The old bridge shut on a Monday.");
    page.keyboard().press("w");
    page.keyboard().type("as printed");
    page.keyboard().press("Escape");
    page.keyboard().press("1");
    page.locator("[data-counted='2']").waitFor();
    assertThat(text("disagreements.csv"))
        .isEqualTo(
            sheet
                .replace("who shut it,,", "who shut it,NOT_ENOUGH_INFO,")
                .replace("shut on Monday,,", "shut on Monday,SUPPORTED,as printed"));
    page.keyboard().press("u");
    page.locator("[data-counted='1']").waitFor();
    assertThat(text("disagreements.csv"))
        .isEqualTo(sheet.replace("who shut it,,", "who shut it,NOT_ENOUGH_INFO,"));
    assertThat(chromium.problems).isEmpty();
  }

  @Test
  void suggestions_come_when_asked_for_and_leave_a_mark() throws IOException {
    PageServer server =
        served(
            new LabelFiles(
                dir,
                List.of(BRIDGE),
                Suggestions.of(model("ollama/m", Verdict.REFUTED, Verdict.SUPPORTED)),
                List.of()),
            ServedPage.label(false));
    Page page = PageActions.open(chromium, server, "#view=text");
    assertThat(page.content()).doesNotContain("Forty boats");
    page.keyboard().press("s");
    page.locator("[data-suggested]").click();
    assertThat(page.locator("[name=kind]").inputValue()).isEqualTo("statistic");
    PageActions.checkView(
        page, "label-suggested", com.microsoft.playwright.options.ColorScheme.LIGHT);
    page.locator("button.primary").click();
    page.locator("[data-claim=c01]").waitFor();
    assertThat(text("gold/bridge.yaml")).contains("\"Forty boats passed.\"", "suggested: true");
    page.keyboard().press("2");
    page.locator("#judge h1").waitFor();
    page.locator("[name=why]").fill("half written");
    page.locator("h2:visible").first().click();
    page.keyboard().press("s");
    page.locator("#judge [data-suggested=REFUTED]").waitFor();
    // What one had typed is not lost by looking.
    assertThat(page.locator("[name=why]").inputValue()).isEqualTo("half written");
    page.keyboard().press("3");
    PageActions.shows(page, "Ida Brun closed the bridge.");
    assertThat(text("verify/river.yaml"))
        .contains("{label: NOT_ENOUGH_INFO, why: \"half written\", suggested: true}");
    assertThat(chromium.problems).isEmpty();
  }

  @Test
  void what_may_be_wrong_is_listed_and_led_to() throws IOException {
    CheckClaim claim =
        new CheckClaim(
            "river",
            "v02",
            "Ida Brun closed the bridge.",
            "f2",
            Optional.empty(),
            Optional.empty());
    GoldVerdict gold =
        new GoldVerdict(
            claim, "bridge", Verdict.NOT_ENOUGH_INFO, false, List.of(), "goldwhy", false);
    List<SuspectLabel> doubts =
        SuspectLabel.find(
            List.of(gold),
            List.of(
                model("ollama/a", Verdict.SUPPORTED, Verdict.SUPPORTED),
                model("ollama/b", Verdict.SUPPORTED, Verdict.SUPPORTED)),
            2);
    PageServer server =
        served(
            new LabelFiles(dir, List.of(BRIDGE), Suggestions.none(), doubts),
            ServedPage.label(true));
    PageActions.checkView(chromium, server, "#view=doubt", "doubt");
    Page page = PageActions.open(chromium, server, "#view=doubt");
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    PageActions.shows(page, "Ida Brun closed the bridge.");
    PageActions.drag(page, "said Ida Brun, who keeps it");
    page.keyboard().press("v");
    page.keyboard().press("1");
    page.locator("[data-label=SUPPORTED][aria-pressed=true]").waitFor();
    assertThat(text("verify/river.yaml"))
        .contains(
            "bridge: {label: SUPPORTED, evidence: [\"said Ida Brun, who keeps it\"], via: speaker,"
                + " why: \"goldwhy\"}");
    page.locator("nav [data-view=doubt]").click();
    page.locator("#doubt p", new Page.LocatorOptions().setHasText("1 changed since")).waitFor();
    assertThat(chromium.problems).isEmpty();
  }
}
