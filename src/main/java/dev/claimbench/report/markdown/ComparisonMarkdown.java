package dev.claimbench.report.markdown;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Difference;
import dev.claimbench.compare.Flip;
import dev.claimbench.compare.PromptTokenMismatch;
import dev.claimbench.compare.Rule;
import dev.claimbench.report.FigureText;
import dev.claimbench.report.GateReport;
import dev.claimbench.text.MarkdownText;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.util.List;

/** A gate's decision as GitHub shows it: a job summary, and annotations. */
public final class ComparisonMarkdown {
  private static final int FLIPS = 10;

  private final StringBuilder out = new StringBuilder();

  private ComparisonMarkdown() {}

  /** For {@code $GITHUB_STEP_SUMMARY} or a comment. */
  public static String toMarkdown(GateReport report) {
    ComparisonMarkdown markdown = new ComparisonMarkdown();
    markdown.line("## " + text(report.firstLine()));
    markdown.line("");
    markdown.rules(report.decision().rules());
    report
        .comparisons()
        .forEach(
            (name, comparison) -> {
              if (!name.isEmpty()) {
                markdown.line("### " + text(name));
                markdown.line("");
              }
              markdown.comparison(comparison);
            });
    return VisibleText.escape(markdown.out.toString());
  }

  /**
   * GitHub's workflow commands, a line a rule that does not hold: {@code ::error} where it is
   * broken, {@code ::warning} where it is undecided or only warns.
   *
   * @return nothing where all hold
   */
  public static String annotations(GateReport report) {
    StringBuilder out = new StringBuilder();
    for (Rule rule : report.decision().rules()) {
      if (rule.result() != Rule.Result.PASSED) {
        String kind = rule.result() == Rule.Result.REJECTED ? "error" : "warning";
        out.append("::" + kind + " file=" + property(report.policy()) + ",title=Claimbench gate::")
            .append(data(rule.name() + ": " + rule.detail()))
            .append('\n');
      }
    }
    return out.toString();
  }

  private void rules(List<Rule> rules) {
    line("| | rule | |");
    line("|---|---|---|");
    for (Rule rule : rules) {
      String mark =
          switch (rule.result()) {
            case PASSED -> "✅";
            case REJECTED -> "❌";
            case CANNOT_TELL -> "❔";
            case WARNED -> "⚠";
          };
      line("| " + mark + " | " + text(rule.name()) + " | " + text(rule.detail()) + " |");
    }
    line("");
  }

  private void comparison(Comparison c) {
    for (PromptTokenMismatch prompts : PromptTokenMismatch.find(c.baseline(), c.candidate())) {
      line("**" + text(prompts.toText()) + ".**");
      line("");
    }
    line("| figure | baseline | candidate | difference | 95% interval | p (Holm) | verdict |");
    line("|---|---:|---:|---:|---|---:|---|");
    for (Difference d : c.differences()) {
      line(
          Text.format(
              "| %s | %.3f | %.3f | %+.3f | %s | %s | %s |",
              MarkdownText.code(d.metric()),
              d.baseline(),
              d.candidate(),
              d.value(),
              d.interval().map(i -> Text.format("%+.3f to %+.3f", i.low(), i.high())).orElse("–"),
              d.adjusted().isPresent() ? text(FigureText.p(d.adjusted().getAsDouble())) : "",
              d.decides() ? text(d.toText()) : "described"));
    }
    line("");
    FigureText.smallestDifferences(c)
        .ifPresent(
            sentence -> {
              line(text(sentence) + ".");
              line("");
            });
    flips("Lost", c.flips().lost());
    flips("Won", c.flips().won());
    if (!c.changes().isEmpty()) {
      line("<details><summary>What else differs</summary>");
      line("");
      c.changes()
          .forEach(x -> line("- " + text(x.what() + ": " + x.baseline() + " → " + x.candidate())));
      line("");
      line("</details>");
    }
  }

  private void flips(String title, List<Flip> flips) {
    if (flips.isEmpty()) {
      return;
    }
    line("<details><summary>" + title + ": " + flips.size() + " claims</summary>");
    line("");
    for (Flip flip : flips.stream().limit(FLIPS).toList()) {
      line(
          "- %s %s — gold %s, baseline %s, candidate %s%s"
              .formatted(
                  MarkdownText.code(flip.id()),
                  text(flip.text()),
                  text(flip.candidate().gold()),
                  text(flip.baseline().answered()),
                  text(flip.candidate().answered()),
                  flip.quote().isEmpty()
                      ? ""
                      : " “" + text(Text.shorten(flip.quote(), 160)) + "”"));
    }
    if (flips.size() > FLIPS) {
      line("- and " + (flips.size() - FLIPS) + " more");
    }
    line("");
    line("</details>");
    line("");
  }

  /** Nor may it call on a person: this summary is shown where that is possible. */
  private static String text(String raw) {
    return MarkdownText.escape(raw).replace("@", "\\@");
  }

  private static String data(String raw) {
    return VisibleText.line(raw)
        .replace("%", "%25")
        // Runners look for commands of their older kind anywhere in a line.
        .replace("::", ":\\u003a")
        .replace("##", "#\\u0023");
  }

  private static String property(String raw) {
    return data(raw).replace(":", "%3A").replace(",", "%2C");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
