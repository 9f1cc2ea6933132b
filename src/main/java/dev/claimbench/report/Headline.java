package dev.claimbench.report;

import dev.claimbench.task.Tasks;
import java.util.List;

/** The figures that a reader sees first, in groups; all others are in the Markdown report. */
public record Headline(String title, String task, List<Line> lines) {

  /**
   * A figure by its short name for the reader.
   *
   * @param figure a metric's name
   * @param always whether it says why where there is no figure
   */
  public record Line(String figure, String label, boolean always) {
    Line(String figure, String label) {
      this(figure, label, true);
    }

    /** Shown only where a run has the figure. */
    static Line optional(String figure, String label) {
      return new Line(figure, label, false);
    }
  }

  public static final List<Headline> ALL =
      List.of(
          new Headline(
              "Extraction",
              Tasks.EXTRACT.name(),
              List.of(
                  new Line("extract.f1", "F1"),
                  new Line("extract.precision", "precision"),
                  new Line("extract.recall", "recall of what must be found"),
                  new Line("extract.f1.macro", "F1, mean of articles"),
                  new Line("extract.contrary", "contrary to the gold"),
                  new Line("extract.madeUp", "no gold claim like it"),
                  new Line("extract.grounded", "quotes copied from the article"),
                  new Line("extract.attribute.speaker", "speaker right"),
                  new Line("extract.attribute.quantity", "quantity right"),
                  new Line("extract.attribute.date", "date right"),
                  new Line("extract.valid", "valid answers"))),
          new Headline(
              "Verdicts",
              Tasks.VERIFY.name(),
              List.of(
                  new Line("verify.macroF1", "macro-F1"),
                  new Line("verify.baseline.constant.macroF1", "  best constant answer"),
                  new Line("verify.baseline.claimOnly.macroF1", "  claim alone, no article"),
                  Line.optional(
                      "verify.baseline.withoutArticle.macroF1", "  the model without the article"),
                  new Line("verify.accuracy", "accuracy"),
                  new Line("verify.baseline.constant.accuracy", "  best constant answer"),
                  new Line("verify.baseline.claimOnly.accuracy", "  claim alone, no article"),
                  Line.optional(
                      "verify.baseline.withoutArticle.accuracy", "  the model without the article"),
                  Line.optional("verify.accuracy.everyRepeat", "right in every repeat"),
                  new Line("verify.balancedAccuracy", "balanced accuracy"),
                  new Line("verify.macroF1.strict", "macro-F1, no speaker trusted"),
                  new Line("verify.twins", "twins, both right"),
                  Line.optional("verify.brier", "Brier score, less is better"),
                  Line.optional("verify.ece", "calibration error (ECE)"),
                  Line.optional("verify.aurc", "risk, the surest first (AURC)"),
                  new Line("verify.evidence.grounded", "evidence copied from the article"),
                  new Line("verify.valid", "valid answers"))));
}
