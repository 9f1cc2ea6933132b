package dev.claimbench.score.published;

import dev.claimbench.align.Assignment;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.imports.Averitec;
import dev.claimbench.corpus.imports.Averitec.Checked;
import dev.claimbench.corpus.imports.Row;
import dev.claimbench.stats.Confusion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The AVeriTeC score: the share of claims whose label is right and whose predicted evidence is,
 * strictly, more than 0.25 like the gold evidence. Alike is Hungarian METEOR: each gold question
 * with its answer is paired with at most one of the first ten predicted ones so that the total
 * METEOR is greatest, and the total is divided by the number of gold ones. Added up row by row.
 *
 * <p>Sources: Schlichtkrull, Guo and Vlachos (2023), <i>AVeriTeC</i>, NeurIPS Datasets and
 * Benchmarks, §5; eval.py at github.com/MichSchli/AVeriTeC. How far this METEOR is nltk's is in
 * docs/IMPORT.md.
 */
public final class AveritecScore {
  /** Likeness of evidence above which a label counts; the paper's is the third. */
  private static final double[] LEVELS = {0.1, 0.2, 0.25, 0.3, 0.4, 0.5};

  private static final int MOST_PREDICTED = 10;

  /** METEOR in steps of 2⁻⁵²: more than its own rounding. */
  private static final int STEP_BITS = 52;

  private final Meteor meteor;
  private final double[] rightAbove = new double[LEVELS.length];
  private final double[] counts = new double[Averitec.LABELS.size() * Averitec.LABELS.size()];
  private double questionsOnly;
  private double questionsAndAnswers;
  private long rows;

  private AveritecScore(Meteor meteor) {
    this.meteor = meteor;
  }

  /**
   * Begins with nothing.
   *
   * @throws UserError where the optional WordNet is not on the class path
   */
  public static AveritecScore create() {
    return new AveritecScore(new Meteor(WordNet.open()::synonyms));
  }

  /**
   * Adds all rows of two files that belong together row by row, as the published scorer has it.
   *
   * @throws UserError where one is longer, or two rows are of different claims
   */
  public AveritecScore addAll(Iterator<Row> gold, Iterator<Row> predictions) {
    JoinedRows.forEach(
        gold, predictions, "row by row", (g, p) -> add(Averitec.gold(g), Averitec.prediction(p)));
    return this;
  }

  void add(Checked gold, Checked predicted) {
    checkSame(gold, predicted);
    if (gold.label().isEmpty() || gold.questions().isEmpty()) {
      throw new UserError(
          gold.where() + ": expected a label and questions, got a row without; is it unlabelled?");
    }
    rows++;
    List<String> asked =
        predicted.questions().isEmpty() ? predicted.evidence() : predicted.questions();
    questionsOnly += likeness(asked, gold.questions());
    double likeness = likeness(predicted.evidence(), gold.evidence());
    questionsAndAnswers += likeness;
    int goldLabel = Averitec.LABELS.indexOf(gold.label().get());
    int label = Averitec.LABELS.indexOf(predicted.label().orElseThrow());
    counts[goldLabel * Averitec.LABELS.size() + label]++;
    for (int i = 0; i < LEVELS.length; i++) {
      rightAbove[i] += goldLabel == label && likeness > LEVELS[i] ? 1 : 0;
    }
  }

  private static void checkSame(Checked gold, Checked predicted) {
    boolean both = gold.id().isPresent() && predicted.id().isPresent();
    boolean claims = !gold.claim().isEmpty() && !predicted.claim().isEmpty();
    boolean same =
        both
            ? gold.id().equals(predicted.id())
            : !claims || gold.claim().strip().equals(predicted.claim().strip());
    if (!same) {
      throw new UserError(
          predicted.where()
              + ": another claim than in "
              + gold.where()
              + "; put the predictions into the order of the gold");
    }
  }

  /** Greatest total METEOR of a one-to-one pairing, by the number of gold texts; in [0, 1]. */
  double likeness(List<String> predicted, List<String> gold) {
    List<String> first = predicted.subList(0, Math.min(MOST_PREDICTED, predicted.size()));
    if (first.isEmpty()) {
      return 0;
    }
    double[][] scores = new double[first.size()][gold.size()];
    long[][] weights = new long[first.size()][gold.size()];
    for (int i = 0; i < first.size(); i++) {
      for (int j = 0; j < gold.size(); j++) {
        scores[i][j] = meteor.of(first.get(i), gold.get(j));
        weights[i][j] = Math.round(Math.scalb(scores[i][j], STEP_BITS));
      }
    }
    int[] column = Assignment.greatest(weights);
    double total = 0;
    for (int i = 0; i < column.length; i++) {
      total += column[i] < 0 ? 0 : scores[i][column[i]];
    }
    return total / gold.size();
  }

  /** The figures of the published output. */
  public List<PublishedFigure> figures() {
    Confusion confusion = Confusion.of(Averitec.LABELS.size(), counts);
    List<PublishedFigure> figures = new ArrayList<>();
    figures.add(figure("question_only_hu_meteor", questionsOnly / rows));
    figures.add(figure("question_answer_hu_meteor", questionsAndAnswers / rows));
    figures.add(figure("veracity.accuracy", confusion.accuracy()));
    for (int k = 0; k < Averitec.LABELS.size(); k++) {
      figures.add(figure("veracity.f1." + Averitec.LABELS.get(k), f1(confusion, k)));
    }
    figures.add(figure("veracity.f1.macro", macroF1(confusion)));
    for (int i = 0; i < LEVELS.length; i++) {
      figures.add(figure("averitec_score@" + LEVELS[i], rightAbove[i] / rows));
    }
    return figures;
  }

  /** As published: the mean over all four labels, 0 for one that neither file has. */
  private static double macroF1(Confusion confusion) {
    double sum = 0;
    for (int k = 0; k < Averitec.LABELS.size(); k++) {
      sum += f1(confusion, k);
    }
    return sum / Averitec.LABELS.size();
  }

  private static double f1(Confusion confusion, int label) {
    double both = confusion.gold(label) + confusion.predicted(label);
    return both == 0 ? 0 : 2 * confusion.count(label, label) / both;
  }

  private PublishedFigure figure(String name, double value) {
    return PublishedFigure.of(name, value, rows, "no rows");
  }
}
