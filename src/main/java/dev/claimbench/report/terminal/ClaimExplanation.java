package dev.claimbench.report.terminal;

import dev.claimbench.align.Alignment;
import dev.claimbench.align.Alignment.MatchOutcome;
import dev.claimbench.align.Atomicity;
import dev.claimbench.align.Containment;
import dev.claimbench.align.FieldCheck;
import dev.claimbench.align.Grounding;
import dev.claimbench.align.Masking;
import dev.claimbench.align.Pair;
import dev.claimbench.align.Standalone;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.report.FigureText;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Scoring;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** How the score of one claim of an extraction came about, step by step. */
final class ClaimExplanation {
  private static final int CANDIDATES = 5;

  private record Candidate(String id, String text, double similarity) {}

  private final ArticleDetail article;
  private final Alignment alignment;
  private final Scoring scoring;
  private final List<String> lines = new ArrayList<>();

  private ClaimExplanation(ArticleDetail article, Alignment alignment, Scoring scoring) {
    this.article = article;
    this.alignment = alignment;
    this.scoring = scoring;
  }

  /**
   * Explains.
   *
   * @param claim {@code p03} for the model's third claim, or a gold claim's id
   * @throws UserError where there is no such claim, or the article was not scored
   */
  static List<String> explain(ArticleDetail article, String claim, Scoring scoring) {
    Alignment alignment =
        article
            .alignment()
            .orElseThrow(
                () ->
                    new UserError(
                        article.id()
                            + ": nothing was aligned: "
                            + (article.result().gold().isEmpty()
                                ? "the article has no gold"
                                : article.inOtherScript()
                                    ? "its gold is in another script than Latin, in which claims"
                                        + " are not compared"
                                    : FigureText.whyNot(article.result().answer()))));
    ClaimExplanation explanation = new ClaimExplanation(article, alignment, scoring);
    for (int p = 0; p < alignment.predicted().size(); p++) {
      if (alignment.predicted().get(p).claim().id().equals(claim)) {
        explanation.predicted(alignment.predicted().get(p), article.quotes().get(p));
        return explanation.lines;
      }
    }
    for (Alignment.Gold gold : alignment.gold()) {
      if (gold.claim().claim().id().equals(claim)) {
        explanation.gold(gold);
        return explanation.lines;
      }
    }
    throw new UserError(
        article.id()
            + " has no claim '"
            + claim
            + "'; the model's are "
            + ids(alignment.predicted().stream().map(Alignment.Predicted::claim).toList())
            + ", the gold's "
            + ids(alignment.gold().stream().map(g -> g.claim().claim()).toList()));
  }

  /** Words that keep it from standing alone, or at which a second fact begins. */
  private void found(String label, List<String> words) {
    if (!words.isEmpty()) {
      lines.add("   " + Text.cell(label, 10) + Text.shorten(String.join(", ", words), 80));
    }
  }

  private static String ids(List<Claim> claims) {
    return claims.isEmpty()
        ? "none"
        : claims.get(0).id() + " to " + claims.get(claims.size() - 1).id();
  }

  private void predicted(Alignment.Predicted predicted, List<Grounding> quotes) {
    Claim claim = predicted.claim();
    lines.add(article.id() + "#" + claim.id() + ", a claim of the model");
    fields(claim);
    for (Grounding quote : quotes) {
      lines.add(
          "   quote     "
              + Text.shorten(quote.quote(), 80)
              + " ("
              + lower(quote.quoteMatch())
              + (quote.boilerplate() ? ", not part of the article" : "")
              + ")");
    }
    found("points out", Standalone.unresolved(claim.text()));
    found("joints", Atomicity.joints(claim.text()));
    lines.add("1. Enters the assignment: " + enters(predicted.outcome()));
    masked(claim);
    List<Candidate> candidates =
        candidates(claim, alignment.gold().stream().map(g -> g.claim().claim()).toList());
    candidates("gold claims", candidates);
    pairing(predicted.pair(), candidates, "gold claim");
    lines.add("6. Comes to: " + lower(predicted.outcome()) + ". " + countsIn(predicted.outcome()));
    lines.add(
        "   focus: "
            + (predicted.outcome() == MatchOutcome.DUPLICATE
                    || predicted.outcome() == MatchOutcome.BOILERPLATE
                ? "not counted, it does not enter"
                : contained(
                    claim,
                    alignment.gold().stream().map(g -> g.claim().claim()).toList(),
                    predicted.focused(),
                    "gold claims")));
  }

  private void gold(Alignment.Gold gold) {
    Claim claim = gold.claim().claim();
    lines.add(
        article.id()
            + "#"
            + claim.id()
            + ", a gold claim that "
            + (gold.claim().required() ? "must" : "may")
            + " be found");
    fields(claim);
    claim.quotes().forEach(quote -> lines.add("   quote     " + Text.shorten(quote, 80)));
    lines.add("1. Enters the assignment: yes");
    masked(claim);
    List<Claim> entering =
        alignment.predicted().stream()
            .filter(
                p ->
                    p.outcome() != MatchOutcome.DUPLICATE
                        && p.outcome() != MatchOutcome.BOILERPLATE)
            .map(Alignment.Predicted::claim)
            .toList();
    List<Candidate> candidates = candidates(claim, entering);
    candidates("claims of the model", candidates);
    pairing(gold.pair(), candidates, "claim of the model");
    lines.add("6. Comes to: " + comesTo(gold));
    lines.add("   coverage: " + contained(claim, entering, gold.covered(), "claims of the model"));
  }

  /** How far a claim is found in others, and what that comes to. */
  private static String contained(Claim claim, List<Claim> others, boolean counted, String what) {
    double found =
        Containment.compute(List.of(claim.text()), others.stream().map(Claim::text).toList())[0];
    String enough =
        Text.format(
            "%.3f found in the %s taken together (%s %.2f)",
            found, what, found >= Containment.FOUND ? "at least" : "less than", Containment.FOUND);
    if (counted) {
      return "counted, " + enough + ", and one at τ or above agrees";
    }
    return "not counted, "
        + enough
        + (found >= Containment.FOUND ? ", but none at τ or above agrees" : "");
  }

  private void fields(Claim claim) {
    lines.add("   text      " + claim.text());
    lines.add(
        "   fields    kind "
            + lower(claim.kind())
            + ", hedge "
            + lower(claim.hedge())
            + claim.speaker().map(s -> ", speaker " + s).orElse("")
            + claim.date().map(d -> ", date " + d).orElse("")
            + claim.quantity().map(q -> ", quantity " + quantity(q)).orElse(""));
  }

  private static String quantity(dev.claimbench.dataset.Quantity q) {
    String value = q.low() == q.high() ? "" + q.low() : q.low() + " to " + q.high();
    return (lower(q.bound()) + " " + value + " " + q.unit()).strip();
  }

  private void masked(Claim claim) {
    lines.add("2. Without numbers, dates and negations: " + Masking.mask(claim.text()));
  }

  private List<Candidate> candidates(Claim claim, List<Claim> others) {
    double[][] alike =
        scoring
            .similarity()
            .matrix(
                List.of(Masking.mask(claim.text())),
                others.stream().map(o -> Masking.mask(o.text())).toList());
    return IntStream.range(0, others.size())
        .mapToObj(i -> new Candidate(others.get(i).id(), others.get(i).text(), alike[0][i]))
        .sorted(Comparator.comparingDouble(Candidate::similarity).reversed())
        .toList();
  }

  private void candidates(String what, List<Candidate> candidates) {
    lines.add(
        Text.format(
            "3. Most alike among %d %s (%s, τ %.2f):",
            candidates.size(), what, scoring.similarity().name(), scoring.tau()));
    for (Candidate c : candidates.subList(0, Math.min(CANDIDATES, candidates.size()))) {
      lines.add(
          Text.format(
              "   %.3f %s %s  %s",
              c.similarity,
              c.similarity >= scoring.tau() ? "  " : "< ",
              c.id,
              Text.shorten(c.text, 90)));
    }
  }

  private void pairing(Optional<Pair> pair, List<Candidate> candidates, String what) {
    if (pair.isEmpty()) {
      boolean any = candidates.stream().anyMatch(c -> c.similarity >= scoring.tau());
      lines.add(
          "4. Paired with no "
              + what
              + (any
                  ? ": those that reach τ bring the article more similarity elsewhere"
                  : ": none reaches τ"));
      lines.add("5. Nothing to check");
      return;
    }
    GoldClaim gold = pair.get().gold();
    Claim predicted = pair.get().predicted();
    lines.add(
        Text.format(
            "4. Paired: gold %s with %s, similarity %.3f",
            gold.claim().id(), predicted.id(), pair.get().similarity()));
    lines.add("5. Checked, gold against model:");
    for (FieldCheck check :
        FieldCheck.compare(gold.claim(), predicted, article.result().article().published())) {
      lines.add(
          Text.format(
              "   %-9s %s | %s: %s",
              lower(check.field()),
              check.gold(),
              check.predicted(),
              check.conflict().map(why -> "CONFLICT, " + why).orElse("no conflict")));
    }
  }

  private static String enters(MatchOutcome outcome) {
    return switch (outcome) {
      case DUPLICATE -> "no, it repeats another claim of the model";
      case BOILERPLATE -> "no, it is quoted from text that is not part of the article";
      default -> "yes";
    };
  }

  private static String countsIn(MatchOutcome outcome) {
    return switch (outcome) {
      case FOUND -> "A true positive in precision, recall and F1.";
      case OPTIONAL ->
          "It agrees with a gold claim that may be found: in no denominator of precision or"
              + " recall.";
      case CONTRARY ->
          "A false positive in precision and F1, and in extract.contrary; its gold claim is missed"
              + " where it must be found.";
      case MADE_UP -> "A false positive in precision and F1, and in extract.madeUp.";
      case DUPLICATE -> "A false positive in precision and F1, and in extract.duplicates.";
      case BOILERPLATE -> "A false positive in precision and F1, and in extract.furniture.";
    };
  }

  private static String comesTo(Alignment.Gold gold) {
    boolean required = gold.claim().required();
    if (gold.found()) {
      return required
          ? "found. A true positive in precision, recall and F1."
          : "found. Optional: in extract.recall.all only.";
    }
    String how = gold.pair().isPresent() ? "contradicted" : "missed";
    return required
        ? how + ". A false negative in recall and F1."
        : how + ". Optional: nothing is lost but in extract.recall.all.";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
