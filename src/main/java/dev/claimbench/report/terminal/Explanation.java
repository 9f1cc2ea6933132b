package dev.claimbench.report.terminal;

import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.text.Ids;
import dev.claimbench.text.UserError;
import java.util.List;

/** How one claim's or one verdict's score came about, step by step. */
public final class Explanation {
  private Explanation() {}

  /**
   * Explains.
   *
   * @param named {@code article#p03} (the model's third claim), {@code article#c07} (a gold claim)
   *     or {@code story/v01@article} (a verdict)
   * @param scoring what the scorecard was made with
   * @return lines of text
   * @throws UserError where the run has nothing of that name
   */
  public static String explain(Scorecard scorecard, String named, Scoring scoring) {
    String id = Ids.ofName(named);
    int hash = id.lastIndexOf('#');
    List<String> lines =
        hash > 0
            ? ClaimExplanation.explain(
                article(scorecard, id.substring(0, hash)), id.substring(hash + 1), scoring)
            : VerdictExplanation.explain(verdict(scorecard, id), scorecard.verdicts());
    return String.join("\n", lines) + "\n";
  }

  private static ArticleDetail article(Scorecard scorecard, String id) {
    return scorecard.articles().stream()
        .filter(a -> a.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "--explain: the run has no article '"
                        + id
                        + "'"
                        + among(scorecard.articles().stream().map(ArticleDetail::id).toList())));
  }

  private static VerdictDetail verdict(Scorecard scorecard, String id) {
    return scorecard.verdicts().stream()
        .filter(v -> v.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "--explain: expected article#p03, article#c07 or story/v01@article, got '"
                        + id
                        + "', which is no verdict of this run"
                        + among(scorecard.verdicts().stream().map(VerdictDetail::id).toList())));
  }

  private static String among(List<String> ids) {
    return ids.isEmpty()
        ? ""
        : "; it has "
            + String.join(", ", ids.subList(0, Math.min(3, ids.size())))
            + (ids.size() > 3 ? " and " + (ids.size() - 3) + " more" : "");
  }
}
