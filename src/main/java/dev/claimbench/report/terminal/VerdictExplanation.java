package dev.claimbench.report.terminal;

import static java.util.Locale.ROOT;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.report.FigureText;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the score of one verdict came about, step by step. */
final class VerdictExplanation {
  private VerdictExplanation() {}

  /**
   * Explains.
   *
   * @param all the run's verdicts, to find the twins
   */
  static List<String> explain(VerdictDetail verdict, List<VerdictDetail> all) {
    List<String> lines = new ArrayList<>();
    lines.add(verdict.id() + ", a verdict");
    lines.add("   claim     " + verdict.claim().text());
    lines.add(
        "1. Gold: "
            + verdict.gold().label()
            + (verdict.gold().viaSpeaker()
                ? ", via a speaker: strictly " + verdict.gold().strictLabel()
                : "")
            + (verdict.gold().disputed() ? ", disputed among the annotators" : ""));
    verdict.gold().evidence().forEach(e -> lines.add("   evidence  " + Text.shorten(e, 100)));
    if (!verdict.gold().why().isEmpty()) {
      lines.add("   why       " + verdict.gold().why());
    }
    lines.add("2. Answer: " + answer(verdict));
    lines.add("3. Evidence: " + evidence(verdict));
    List<VerdictDetail> twins = all.stream().filter(v -> twins(v, verdict)).toList();
    lines.add("4. Twins judged against this article: " + (twins.isEmpty() ? "none" : twins.size()));
    twins.forEach(twin -> lines.addAll(twin(twin, verdict)));
    lines.add("5. Comes to: " + comesTo(verdict));
    lines.addAll(countsIn(verdict));
    return lines;
  }

  private static boolean twins(VerdictDetail a, VerdictDetail b) {
    return a.claim().story().equals(b.claim().story())
        && a.gold().article().equals(b.gold().article())
        && (a.claim().twin().equals(Optional.of(b.claim().id()))
            || b.claim().twin().equals(Optional.of(a.claim().id())));
  }

  private static List<String> twin(VerdictDetail twin, VerdictDetail verdict) {
    boolean made = verdict.claim().twin().equals(Optional.of(twin.claim().id()));
    String change =
        (made ? verdict : twin).claim().change().map(c -> c.name()).orElse("").toLowerCase(ROOT);
    boolean differ = twin.gold().label() != verdict.gold().label();
    String counts =
        differ
            ? "labels differ; verify.twins: "
                + (twin.right() && verdict.right() ? "both right" : "not both right")
            : "same label, not in verify.twins";
    return List.of(
        "   "
            + twin.id()
            + ", "
            + (made ? "which it was made from" : "made from it")
            + ": "
            + change,
        "     " + Text.shorten(twin.claim().text(), 100),
        "     gold " + twin.gold().label() + ", answer " + answer(twin) + "; " + counts);
  }

  private static String comesTo(VerdictDetail verdict) {
    if (verdict.failed()) {
      return "no answer came. The run is incomplete and has no headline figures.";
    }
    if (!verdict.parsed()) {
      return "no valid answer. Wrong for its gold class, in no predicted class.";
    }
    return verdict.right() ? "right." : "wrong.";
  }

  private static List<String> countsIn(VerdictDetail verdict) {
    if (verdict.failed()) {
      return List.of();
    }
    if (verdict.gold().disputed()) {
      return List.of("   counts in verify.disputed only");
    }
    List<String> lines = new ArrayList<>();
    Verdict gold = verdict.gold().label();
    String cell =
        verdict
            .predicted()
            .map(
                p ->
                    p == gold
                        ? "a true positive of " + gold
                        : "a false negative of " + gold + " and a false positive of " + p)
            .orElse("a false negative of " + gold);
    lines.add("   counts in verify.macroF1, accuracy and balancedAccuracy as " + cell);
    if (verdict.gold().viaSpeaker()) {
      lines.add(
          "   where nobody's word is enough (.strict): "
              + (verdict.rightStrictly() ? "right" : "wrong"));
    }
    verdict
        .claim()
        .change()
        .ifPresent(
            c -> lines.add("   counts among claims with a changed " + c.name().toLowerCase(ROOT)));
    lines.add("   who sees the claim only would say " + verdict.claimOnly());
    verdict.probabilities().ifPresent(p -> lines.add("   the runtime's probabilities: " + p));
    return lines;
  }

  private static String answer(VerdictDetail verdict) {
    return verdict
        .predicted()
        .map(Verdict::name)
        .orElseGet(
            () ->
                "none ("
                    + verdict.result().answer().outcome().toString().toLowerCase(ROOT)
                    + ": "
                    + FigureText.whyNot(verdict.result().answer())
                    + ")");
  }

  private static String evidence(VerdictDetail verdict) {
    Optional<String> quoted =
        verdict.result().answer() instanceof Answer.Parsed<Judgement> parsed
            ? parsed.value().evidence()
            : Optional.empty();
    return verdict
        .evidence()
        .map(
            g ->
                String.format(
                    ROOT,
                    "%s (similarity %.2f) %s",
                    g.quoteMatch().name().toLowerCase(ROOT),
                    g.similarity(),
                    Text.shorten(quoted.orElse(g.quote()), 100)))
        .orElse("none quoted");
  }
}
