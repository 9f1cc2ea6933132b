package dev.claimbench.judge;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.imports.FeverFact;
import dev.claimbench.text.Internal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** FEVERFact's claims as a judge's exam asks about them. */
@Internal
public final class FeverFactClaims {
  /** The mean of the votes from 1 to 3 above which people hold a claim to be faithful. */
  private static final int FAITHFUL_VOTE = 2;

  private FeverFactClaims() {}

  /** FEVERFact's votes on single claims: does a claim follow from the text it was taken from? */
  public static List<LabelledClaim> faithful(FeverFact data) {
    return data.judged().stream()
        .map(
            row ->
                from(
                    row.sentence(),
                    "context",
                    row.context(),
                    row.claim(),
                    row.faithful() > FAITHFUL_VOTE))
        .toList();
  }

  /** FEVERFact's focus: does a generated claim follow from the gold claims? */
  public static List<LabelledClaim> focus(FeverFact data) {
    return found(data, FeverFact.Extraction::focus, true);
  }

  /** FEVERFact's coverage: does a gold claim follow from the generated ones? */
  public static List<LabelledClaim> coverage(FeverFact data) {
    return found(data, FeverFact.Extraction::coverage, false);
  }

  private static List<LabelledClaim> found(
      FeverFact data,
      Function<FeverFact.Extraction, Optional<List<Boolean>>> votes,
      boolean isFocus) {
    List<LabelledClaim> found = new ArrayList<>();
    for (FeverFact.Extraction row : data.extractions()) {
      List<String> claims = isFocus ? row.generated() : row.sentence().gold();
      List<String> others = isFocus ? row.sentence().gold() : row.generated();
      List<Boolean> said = votes.apply(row).orElse(List.of());
      for (int i = 0; i < said.size() && !others.isEmpty(); i++) {
        found.add(
            from(
                row.sentence().id(),
                row.system() + (isFocus ? "-gold" : "-generated"),
                Stream.concat(Stream.of(row.sentence().source()), others.stream()).toList(),
                claims.get(i),
                said.get(i)));
      }
    }
    return found;
  }

  /**
   * @param lines the title, then what the claim must follow from
   */
  private static LabelledClaim from(
      String sentence, String text, List<String> lines, String claim, boolean faithful) {
    String story = "feverfact-" + sentence;
    Article article =
        new Article(
            story + "-" + text,
            story,
            lines.get(0),
            "",
            Optional.empty(),
            String.join("\n", lines.subList(1, lines.size())));
    return new LabelledClaim(ArticleClaim.of(article, claim), faithful, List.of());
  }
}
