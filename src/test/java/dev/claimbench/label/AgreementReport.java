package dev.claimbench.label;

import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.dataset.Votes;
import dev.claimbench.text.VisibleText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code eval/AGREEMENT.md}: how far the two passes agree, and every item on which they do not. */
public final class AgreementReport {
  /** What people wrote on the passes, in the gold folder's {@code votes}. */
  public static final String NOTES = "NOTES.md";

  private static final String HEADING =
      """
      # Agreement of the two labelling passes

      Made from `votes/` by `AgreementReportTest`; not to be edited.
      """;
  private static final String MEASURES =
      """

      *Agreed* is the share of items with the same label in both passes, *kappa* is Cohen's: agreement beyond what
      the two passes' own shares of labels give by chance. Rows for one label are that label against all others; the dash
      is for what is not defined.
      """;

  private final AnnotationPasses passes;
  private final Stories stories;
  private final StringBuilder out = new StringBuilder(HEADING);

  private AgreementReport(AnnotationPasses passes, Stories stories) {
    this.passes = passes;
    this.stories = stories;
  }

  /**
   * The report as Markdown; the same input gives the same bytes.
   *
   * @param notes how the passes were made, in Markdown; may be empty
   * @throws dev.claimbench.text.UserError where a pass does not cover the gold, or covers more
   */
  public static String markdown(
      GoldSet gold, Stories stories, Votes first, Votes second, String notes) {
    AgreementReport report = new AgreementReport(AnnotationPasses.of(gold, first, second), stories);
    if (!notes.isBlank()) {
      report.out.append('\n').append(notes.strip()).append('\n');
    }
    report.out.append(MEASURES);
    report.verdicts();
    report.attributes();
    report.adjudication();
    report.verdictDisagreements();
    report.overruled();
    report.attributeDisagreements();
    return VisibleText.escape(report.out.toString());
  }

  private void verdicts() {
    heading("Verdicts", "over", "items", "agreed", "kappa");
    List<AnnotationPasses.VerdictVotes> all = passes.verdicts();
    row("all", labels(all, Votes.Label::verdict));
    row("all, support by attribution alone a label of its own", labels(all, Function.identity()));
    for (Verdict label : Verdict.values()) {
      row(label.name(), oneLabel(all, label));
    }
    for (String split : new TreeSet<>(stories.splits().values())) {
      row(
          split + " stories",
          verdicts(v -> split.equals(stories.splits().get(v.gold().claim().story()))));
    }
    row("first claims of a family", verdicts(v -> v.gold().claim().change().isEmpty()));
    for (Change change : Change.values()) {
      row(
          "change: " + change.name().toLowerCase(Locale.ROOT),
          verdicts(v -> v.gold().claim().change().filter(c -> c == change).isPresent()));
    }
    String[] columns = Arrays.stream(Verdict.values()).map(Enum::name).toArray(String[]::new);
    out.append("\nFirst pass down, second across:\n\n| | ").append(String.join(" | ", columns));
    out.append(" |\n|---|---:|---:|---:|\n");
    for (Verdict down : Verdict.values()) {
      cells(
          down.name(),
          Arrays.stream(Verdict.values())
              .map(
                  across ->
                      count(v -> v.first().verdict() == down && v.second().verdict() == across))
              .map(String::valueOf)
              .toArray(String[]::new));
    }
  }

  private void attributes() {
    heading("Attributes of claims", "attribute", "items", "agreed", "kappa");
    for (Attribute attribute : Attribute.values()) {
      List<String> first = compared(attribute, AnnotationPasses.ClaimVotes::first);
      List<String> second = compared(attribute, AnnotationPasses.ClaimVotes::second);
      row(attribute.label(), AgreementRate.compute(first, second));
      if (attribute == Attribute.SPEAKER) {
        row(
            "speaker: there is one",
            AgreementRate.compute(first, second, s -> !s.equals("(none)")));
      } else if (attribute != Attribute.WEIGHT) {
        for (String value : new TreeSet<>(first)) {
          row(
              attribute.label() + ": " + value,
              AgreementRate.compute(first, second, value::equals));
        }
      }
    }
    out.append("\nSpeakers' names are compared in lower case and without their article.\n");
  }

  private void adjudication() {
    out.append("\n## Adjudication\n\n");
    out.append(
        String.format(
            Locale.ROOT,
            """
            Of %,d verdicts the passes differ on %,d labels, and on %,d more in whether the support is by attribution
            alone. Against the first pass, adjudication changed %,d labels and %,d marks of attribution; %,d verdicts stay
            disputed and are reported apart. Attributes of claims that it changed: %s.
            """,
            passes.verdicts().size(),
            count(v -> v.first().verdict() != v.second().verdict()),
            count(v -> v.differ() && v.first().verdict() == v.second().verdict()),
            count(v -> v.first().verdict() != v.gold().label()),
            count(
                v -> v.first().verdict() == v.gold().label() && !v.first().equals(v.adjudicated())),
            count(v -> v.gold().disputed()),
            Arrays.stream(Attribute.values())
                .map(
                    a ->
                        a.label()
                            + " "
                            + passes.claims().stream()
                                .filter(c -> !a.of(c.first()).equals(a.of(c.adjudicated())))
                                .count())
                .collect(Collectors.joining(", "))));
  }

  private void verdictDisagreements() {
    heading(
        "Verdicts on which the passes differ",
        "story",
        "claim",
        "article",
        "first",
        "second",
        "adjudicated");
    for (AnnotationPasses.VerdictVotes v : passes.verdicts()) {
      if (v.differ()) {
        cells(
            v.gold().claim().story(),
            v.gold().claim().id() + ": " + escaped(v.gold().claim().text()),
            v.gold().article(),
            v.first().toString(),
            v.second().toString(),
            v.adjudicated() + (v.gold().disputed() ? ", disputed" : ""));
      }
    }
  }

  /** Both passes can be wrong in the same way: what a later reading changed is shown too. */
  private void overruled() {
    heading(
        "Verdicts on which the passes agree and a later reading did not",
        "story",
        "claim",
        "article",
        "both passes",
        "now",
        "why");
    for (AnnotationPasses.VerdictVotes v : passes.verdicts()) {
      if (!v.differ() && !v.adjudicated().equals(v.first())) {
        cells(
            v.gold().claim().story(),
            v.gold().claim().id() + ": " + escaped(v.gold().claim().text()),
            v.gold().article(),
            v.first().toString(),
            v.adjudicated().toString(),
            v.first().verdict() == v.gold().label()
                ? "an announcement of one's own plans"
                : escaped(v.gold().why()));
      }
    }
  }

  private void attributeDisagreements() {
    heading(
        "Attributes on which the passes differ",
        "article",
        "claim",
        "attribute",
        "first",
        "second",
        "adjudicated");
    for (AnnotationPasses.ClaimVotes c : passes.claims()) {
      for (Attribute attribute : Attribute.values()) {
        if (attribute.differ(c)) {
          cells(
              c.article(),
              c.gold().claim().id() + ": " + escaped(c.gold().claim().text()),
              attribute.label(),
              escaped(attribute.of(c.first())),
              escaped(attribute.of(c.second())),
              escaped(attribute.of(c.adjudicated())));
        }
      }
    }
  }

  private AgreementRate verdicts(Predicate<AnnotationPasses.VerdictVotes> which) {
    return labels(passes.verdicts().stream().filter(which).toList(), Votes.Label::verdict);
  }

  private static <T> AgreementRate labels(
      List<AnnotationPasses.VerdictVotes> votes, Function<Votes.Label, T> label) {
    return AgreementRate.compute(
        votes.stream().map(v -> label.apply(v.first())).toList(),
        votes.stream().map(v -> label.apply(v.second())).toList());
  }

  private static AgreementRate oneLabel(List<AnnotationPasses.VerdictVotes> votes, Verdict label) {
    return labels(votes, vote -> vote.verdict() == label);
  }

  private List<String> compared(
      Attribute attribute, Function<AnnotationPasses.ClaimVotes, Votes.Attributes> pass) {
    return passes.claims().stream().map(c -> attribute.compared(pass.apply(c))).toList();
  }

  private long count(Predicate<AnnotationPasses.VerdictVotes> which) {
    return passes.verdicts().stream().filter(which).count();
  }

  private void heading(String title, String... columns) {
    out.append("\n## ").append(title).append("\n\n| ").append(String.join(" | ", columns));
    out.append(" |\n|").append("---|".repeat(columns.length)).append('\n');
  }

  private void row(String name, AgreementRate rate) {
    cells(
        name,
        String.valueOf(rate.items()),
        AgreementRate.text(rate.share()),
        AgreementRate.text(rate.kappa()));
  }

  private void cells(String first, String... rest) {
    out.append("| ").append(first);
    for (String cell : rest) {
      out.append(" | ").append(cell);
    }
    out.append(" |\n");
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}
