package dev.claimbench.compare;

import dev.claimbench.compare.SheetDecision.Advice;
import dev.claimbench.stats.Interval;
import dev.claimbench.text.Text;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the labels so far say of the claims that only one of two runs took: how many right ones less
 * wrong ones the candidate has more, per article. A wrong claim counts as much against a model as a
 * right one for it, so that many claims are no gain in themselves. With a margin it decides, by the
 * same rules and with the same error rates as a sheet of verdicts ({@link SheetDecision}).
 *
 * @param articles that both runs read
 * @param claims on the sheet
 * @param labelled from the top of the sheet
 * @param margin how much worse the candidate may be, in claims per article, above 0; empty where
 *     the sheet only describes
 * @param alpha error rate of each wrong decision, however often one looks
 */
public record LabelledClaims(
    int articles, int claims, List<Label> labelled, OptionalDouble margin, double alpha) {

  /**
   * A label.
   *
   * @param candidate whose claim it is
   * @param right whether it was labelled SUPPORTED
   */
  public record Label(boolean candidate, boolean right) {
    private int gain() {
      return candidate == right ? 1 : -1;
    }
  }

  public LabelledClaims {
    labelled = List.copyOf(labelled);
  }

  /** Right less wrong claims per article, candidate - baseline; exact when all are labelled. */
  public Interval interval() {
    return decision().interval();
  }

  /** What to do; empty where the sheet only describes. */
  public Optional<Advice> advice() {
    return margin.isPresent() ? Optional.of(decision().advice()) : Optional.empty();
  }

  private SheetDecision decision() {
    return new SheetDecision(
        articles,
        Collections.nCopies(claims, 0),
        labelled.stream().map(Label::gain).toList(),
        0,
        margin.orElse(0),
        alpha);
  }

  /** One line for the reader. */
  public String toText() {
    Interval interval = interval();
    return advice().map(advice -> advice.word() + ": ").orElse("")
        + Text.format(
            "claims that only one model took: %d, %d labelled; right and wrong: %s of the"
                + " candidate's, %s of the baseline's; candidate minus baseline in right less wrong"
                + " claims per article: %+.2f to %+.2f",
            claims, labelled.size(), count(true), count(false), interval.low(), interval.high())
        + (margin.isPresent() ? ", margin " + Text.number(margin.getAsDouble()) : "")
        + (advice().equals(Optional.of(Advice.GO_ON))
            ? "; label the next rows and run this again"
            : advice().isEmpty() ? "; --claims-margin N decides" : "");
  }

  private String count(boolean candidate) {
    List<Label> own = labelled.stream().filter(l -> l.candidate == candidate).toList();
    long right = own.stream().filter(Label::right).count();
    return right + " and " + (own.size() - right);
  }
}
