package dev.claimbench.report.markdown;

import static dev.claimbench.text.MarkdownText.code;
import static dev.claimbench.text.MarkdownText.escape;

import dev.claimbench.align.Alignment;
import dev.claimbench.align.Atomicity;
import dev.claimbench.align.Conflict;
import dev.claimbench.align.Standalone;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.RunReport;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Score;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.stats.RiskCoverage;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code report.md}: every figure, and per article what was found, missed and made up. */
public final class MarkdownReport {
  public static final String FILE = "report.md";

  private final Writer out;

  private MarkdownReport(Writer out) {
    this.out = out;
  }

  public static String toMarkdown(RunReport report) {
    StringWriter out = new StringWriter();
    try {
      write(report, out);
    } catch (IOException e) {
      throw new AssertionError("a string takes everything", e);
    }
    return out.toString();
  }

  /** Writes the same line by line. */
  public static void write(RunReport report, Writer out) throws IOException {
    MarkdownReport markdown = new MarkdownReport(out);
    try {
      markdown.head(report);
      markdown.figures(report.figures());
      markdown.riskCoverage(report.scorecard().riskCoverage());
      report.scorecard().articles().forEach(markdown::article);
      markdown.verdicts(report.scorecard().verdicts());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void head(RunReport report) {
    var manifest = report.manifest();
    line("# " + escape(report.model()));
    line("");
    line("| | |");
    line("|---|---|");
    row("model digest", code(manifest.model().digest()));
    row(
        "gold",
        manifest.goldHash().isEmpty()
            ? "none"
            : (escape(manifest.goldVersion()) + " " + code(manifest.goldHash())).strip());
    row("articles", manifest.articles().size() + "");
    if (manifest.extracted().isPresent()) {
      row("articles that claims were taken from", manifest.articlesExtracted() + "");
    }
    row("verdicts", manifest.verdictsAsked() + " of " + manifest.verdictsInGold());
    row("complete", report.scorecard().complete() ? "yes" : "no");
    report
        .scorecard()
        .outcomes()
        .forEach(
            (task, o) ->
                row(
                    "answers to " + task,
                    Text.format(
                        "%d parsed, %d invalid, %d truncated, %d refused, %d failed",
                        o.parsed(), o.invalid(), o.truncated(), o.refused(), o.failed())));
    line("");
  }

  private void figures(List<Figure> figures) {
    line("## Figures");
    line("");
    line("| figure | value | 95% interval | n | meaning |");
    line("|---|---:|---|---:|---|");
    for (Figure figure : figures) {
      String name = code(figure.name());
      if (figure.score() instanceof Score.Scored scored) {
        String mark = figure.unit().mark().isEmpty() ? "" : " (" + figure.unit().mark() + ")";
        row(
            name,
            FigureText.value(scored),
            FigureText.interval(scored) + mark,
            scored.n() + "",
            escape(figure.description()));
      } else if (figure.score() instanceof Score.Unscored unscored) {
        row(name, "–", escape(unscored.why()), "", escape(figure.description()));
      }
    }
    line("");
  }

  private void riskCoverage(List<RiskCoverage.Point> points) {
    if (points.isEmpty()) {
      return;
    }
    line("## Accuracy when the least sure verdicts are left out");
    line("");
    line("| kept | verdicts | right | least probability |");
    line("|---:|---:|---:|---:|");
    for (RiskCoverage.Point p : points) {
      line(
          Text.format(
              "| %.0f%% | %d | %.3f | %.2f |",
              100 * p.coverage(), p.kept(), p.accuracy(), p.confidence()));
    }
    line("");
  }

  private void article(ArticleDetail detail) {
    line("## " + escape(detail.id()));
    line("");
    if (!detail.parsed()) {
      line(
          detail.result().answer().outcome()
              + ": "
              + escape(FigureText.whyNot(detail.result().answer())));
      line("");
    }
    if (detail.alignment().isEmpty()) {
      detail.predicted().forEach(c -> line("- " + escape(c.text()) + quotes(c)));
      line("");
      singleClaims("Does not stand alone", detail.predicted(), Standalone::unresolved);
      singleClaims("More than one fact", detail.predicted(), Atomicity::joints);
      return;
    }
    Alignment alignment = detail.alignment().get();
    section("Found", alignment, Alignment.MatchOutcome.FOUND);
    section("Found, optional", alignment, Alignment.MatchOutcome.OPTIONAL);
    section("Contrary to the gold", alignment, Alignment.MatchOutcome.CONTRARY);
    section("Made up, or not in the gold", alignment, Alignment.MatchOutcome.MADE_UP);
    section("Taken from boilerplate", alignment, Alignment.MatchOutcome.BOILERPLATE);
    section("Said twice", alignment, Alignment.MatchOutcome.DUPLICATE);
    singleClaims("Does not stand alone", detail.predicted(), Standalone::unresolved);
    singleClaims("More than one fact", detail.predicted(), Atomicity::joints);
    if (!alignment.missed().isEmpty()) {
      line("**Missed** (" + alignment.missed().size() + ")");
      line("");
      for (GoldClaim missed : alignment.missed()) {
        line("- " + missed.claim().id() + ": " + escape(missed.claim().text()));
      }
      line("");
    }
  }

  /** Claims in which a rule finds something, with the words that it finds. */
  private void singleClaims(
      String title, List<Claim> claims, Function<String, List<String>> words) {
    List<Claim> list = claims.stream().filter(c -> !words.apply(c.text()).isEmpty()).toList();
    if (list.isEmpty()) {
      return;
    }
    line("**" + title + "** (" + list.size() + ")");
    line("");
    for (Claim claim : list) {
      String found =
          words.apply(claim.text()).stream()
              .map(word -> "“" + escape(word) + "”")
              .collect(Collectors.joining(", "));
      line("- " + escape(claim.text()) + " ← " + found);
    }
    line("");
  }

  private void section(String title, Alignment alignment, Alignment.MatchOutcome outcome) {
    List<Alignment.Predicted> list =
        alignment.predicted().stream().filter(p -> p.outcome() == outcome).toList();
    if (list.isEmpty()) {
      return;
    }
    line("**" + title + "** (" + list.size() + ")");
    line("");
    for (Alignment.Predicted p : list) {
      String gold =
          p.pair()
              .map(
                  pair ->
                      " ← "
                          + pair.gold().claim().id()
                          + ": "
                          + escape(pair.gold().claim().text())
                          + conflicts(pair.match().conflicts()))
              .orElse("");
      line("- " + escape(p.claim().text()) + quotes(p.claim()) + gold);
    }
    line("");
  }

  private static String conflicts(List<Conflict> conflicts) {
    return conflicts.isEmpty()
        ? ""
        : conflicts.stream()
            .map(c -> c.field().name().toLowerCase(Locale.ROOT) + ": " + escape(c.why()))
            .collect(Collectors.joining("; ", " (", ")"));
  }

  private static String quotes(Claim claim) {
    return claim.quotes().stream().map(q -> " “" + escape(q) + "”").collect(Collectors.joining());
  }

  private void verdicts(List<VerdictDetail> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    line("## Verdicts that were wrong");
    line("");
    line("| claim | article | gold | answered | evidence |");
    line("|---|---|---|---|---|");
    verdicts.stream()
        .filter(v -> !v.right())
        .forEach(
            v ->
                row(
                    escape(v.claim().text()),
                    v.gold().article(),
                    escape(v.gold().label().name()),
                    escape(
                        v.predicted()
                            .map(Enum::name)
                            .orElseGet(() -> FigureText.whyNot(v.result().answer()))),
                    v.evidence()
                        .map(g -> escape(g.quote()) + " (" + escape(g.quoteMatch().name()) + ")")
                        .orElse("none")));
    line("");
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String text) {
    try {
      out.append(VisibleText.escape(text)).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
