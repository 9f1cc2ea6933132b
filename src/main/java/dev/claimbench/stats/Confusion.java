package dev.claimbench.stats;

/**
 * A confusion matrix: gold classes down, predictions across. There may be more predicted columns
 * than gold classes (a fourth column for "no answer"): those are wrong for every class.
 *
 * <p>Classes are numbered from 0. Where a figure is not defined it is NaN.
 *
 * <p>{@code Confusion.of(2, new double[] {18, 4, 19, 59})} has 18 of 22 of class 0 right and 59 of
 * 78 of class 1. Seven numbers for two classes are refused.
 */
public final class Confusion {
  private final int classes;
  private final int columns;
  private final double[] counts;

  private Confusion(int classes, int columns, double[] counts) {
    this.classes = classes;
    this.columns = columns;
    this.counts = counts;
  }

  /**
   * A matrix over the given array.
   *
   * @param classes how many gold classes, 1 or more
   * @param counts row by row, {@code classes} rows of equal length of at least {@code classes}; is
   *     not copied (this is called once a resample) and must not be changed while in use
   */
  public static Confusion of(int classes, double[] counts) {
    if (classes < 1 || counts.length % classes != 0 || counts.length / classes < classes) {
      throw new IllegalArgumentException(
          counts.length + " counts do not make " + classes + " rows of " + classes + " or more");
    }
    return new Confusion(classes, counts.length / classes, counts);
  }

  public double count(int gold, int predicted) {
    return counts[gold * columns + predicted];
  }

  /** All items. */
  public double total() {
    double sum = 0;
    for (double c : counts) {
      sum += c;
    }
    return sum;
  }

  /** Items whose gold label is this class. */
  public double gold(int k) {
    double sum = 0;
    for (int j = 0; j < columns; j++) {
      sum += count(k, j);
    }
    return sum;
  }

  /** Items that were predicted to be in this column. */
  public double predicted(int column) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += count(i, column);
    }
    return sum;
  }

  /** One class against all others. */
  public Counts counts(int k) {
    double tp = count(k, k);
    return new Counts(tp, predicted(k) - tp, gold(k) - tp);
  }

  /** Share of items on the diagonal, in [0, 1]. */
  public double accuracy() {
    return diagonal() / total();
  }

  /**
   * Mean recall over the classes that have gold items, in [0, 1]. Source: Brodersen et al. (2010),
   * <i>The balanced accuracy and its posterior distribution</i>, ICPR.
   */
  public double balancedAccuracy() {
    double sum = 0;
    int n = 0;
    for (int k = 0; k < classes; k++) {
      double gold = gold(k);
      if (gold > 0) {
        sum += count(k, k) / gold;
        n++;
      }
    }
    return sum / n;
  }

  /**
   * Mean F1 over the classes that occur in gold or in predictions, in [0, 1]; the mean of F1s, not
   * the F1 of means. Source: Opitz and Burst (2019), <i>Macro F1 and Macro F1</i>, arXiv
   * 1911.03347.
   */
  public double macroF1() {
    double sum = 0;
    int n = 0;
    for (int k = 0; k < classes; k++) {
      double both = gold(k) + predicted(k);
      if (both > 0) {
        sum += 2 * count(k, k) / both;
        n++;
      }
    }
    return sum / n;
  }

  /**
   * Cohen's kappa, in [-1, 1]: agreement beyond what the margins give by chance; NaN where chance
   * alone agrees always. Source: Cohen (1960), <i>A coefficient of agreement for nominal
   * scales</i>.
   */
  public double kappa() {
    double n = total();
    double observed = diagonal() / n;
    double chance = chance() / (n * n);
    return (observed - chance) / (1 - chance);
  }

  private double diagonal() {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += count(k, k);
    }
    return sum;
  }

  private double chance() {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += gold(k) * predicted(k);
    }
    return sum;
  }
}
