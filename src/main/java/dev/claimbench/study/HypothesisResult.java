package dev.claimbench.study;

import dev.claimbench.compare.RelativeGain;
import dev.claimbench.cost.Saving;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * What a study says of a claim that was written down beforehand.
 *
 * @param why the figures that it follows from
 */
public record HypothesisResult(Conclusion conclusion, String why) {
  /** What it says. */
  public enum Conclusion {
    SUPPORTED("supported"),
    REFUTED("refuted"),
    NOT_DECIDED("not decided"),
    IMPOSSIBLE("impossible"),
    NOT_TESTED("not tested");

    private final String text;

    Conclusion(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  static HypothesisResult notTested(String why) {
    return new HypothesisResult(Conclusion.NOT_TESTED, why);
  }

  /**
   * "So much more accurate": supported where the interval's lower end reaches it, refuted where the
   * upper end does not; impossible where the baseline is so good that it would be more than 1 (for
   * 30% above 1/1.3 = 0.769).
   *
   * @param gain of a figure that is 1 at most; empty where a run has no such figure
   */
  public static HypothesisResult gain(double relative, Optional<RelativeGain> gain) {
    if (gain.isEmpty()) {
      return new HypothesisResult(Conclusion.NOT_DECIDED, "one of the two has no such figure");
    }
    RelativeGain g = gain.get();
    if (g.baseline() > 1 / (1 + relative)) {
      return new HypothesisResult(
          Conclusion.IMPOSSIBLE,
          Text.format(
              "the baseline's %.3f is above %.3f: %.0f%% more would be more than 1",
              g.baseline(), 1 / (1 + relative), 100 * relative));
    }
    if (g.value().isEmpty()) {
      return new HypothesisResult(
          Conclusion.NOT_DECIDED, "the baseline's figure is 0: nothing is a share of it");
    }
    String figures =
        Text.format("%.3f → %.3f, %+.1f%%", g.baseline(), g.candidate(), 100 * g.value().get())
            + (g.seeds() > 1 ? " (mean of " + g.seeds() + " seeds)" : "");
    if (g.interval().isEmpty() || g.unit() != ResamplingUnit.STORIES) {
      return new HypothesisResult(
          Conclusion.NOT_DECIDED,
          figures + "; needs " + ResamplingUnit.FEWEST_STORIES + " stories or more");
    }
    double low = g.interval().get().low();
    double high = g.interval().get().high();
    String interval = Text.format(" (%+.1f%% to %+.1f%%)", 100 * low, 100 * high);
    return new HypothesisResult(
        low >= relative
            ? Conclusion.SUPPORTED
            : high < relative ? Conclusion.REFUTED : Conclusion.NOT_DECIDED,
        figures + interval);
  }

  /** Not decided, for a reason besides its figures. */
  HypothesisResult undecided(String reason) {
    return new HypothesisResult(Conclusion.NOT_DECIDED, why + "; " + reason);
  }

  /** "So much cheaper", of one cell. */
  public static HypothesisResult cheaper(double share, Optional<Saving> saving) {
    if (saving.isEmpty()) {
      return new HypothesisResult(Conclusion.NOT_DECIDED, "no time or no tokens are known");
    }
    Saving s = saving.get();
    String figures =
        Text.format(
            "%s instead of %s an article, %.1f%% %s",
            s.here().text(),
            s.there().text(),
            100 * Math.abs(s.value()),
            s.value() >= 0 ? "cheaper" : "dearer");
    if (s.interval().isEmpty()) {
      return new HypothesisResult(
          Conclusion.NOT_DECIDED,
          figures + "; needs " + Saving.FEWEST_STORIES + " stories or more");
    }
    double low = s.interval().get().low();
    double high = s.interval().get().high();
    return new HypothesisResult(
        low >= share
            ? Conclusion.SUPPORTED
            : high < share ? Conclusion.REFUTED : Conclusion.NOT_DECIDED,
        figures + Text.format(" (cheaper by %.1f%% to %.1f%%)", 100 * low, 100 * high));
  }

  /**
   * Of several, of which one is enough ("up to"): supported where one is; refuted or impossible
   * only where all that there are say so; a part that was not tested leaves it open.
   */
  public static Conclusion any(List<HypothesisResult> rulings) {
    for (Conclusion word : List.of(Conclusion.SUPPORTED, Conclusion.NOT_DECIDED)) {
      if (rulings.stream().anyMatch(r -> r.conclusion() == word)) {
        return word;
      }
    }
    boolean untested = rulings.stream().anyMatch(r -> r.conclusion() == Conclusion.NOT_TESTED);
    boolean tested = rulings.stream().anyMatch(r -> r.conclusion() != Conclusion.NOT_TESTED);
    if (untested) {
      return tested ? Conclusion.NOT_DECIDED : Conclusion.NOT_TESTED;
    }
    return rulings.stream().allMatch(r -> r.conclusion() == Conclusion.IMPOSSIBLE)
        ? Conclusion.IMPOSSIBLE
        : Conclusion.REFUTED;
  }
}
