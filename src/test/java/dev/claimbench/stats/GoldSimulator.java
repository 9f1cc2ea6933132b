package dev.claimbench.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Made-up gold sets whose true figures are known: every story has its own difficulty, drawn from a
 * beta (Dirichlet) distribution, and 10 to 30 claims.
 */
final class GoldSimulator {
  private static final double[] CLASSES = {0.4, 0.2, 0.4};
  private static final double[][] CONFUSION = {
    {0.80, 0.05, 0.15}, {0.10, 0.60, 0.30}, {0.12, 0.08, 0.80}
  };

  private final Random random;

  GoldSimulator(long seed) {
    this.random = new Random(seed);
  }

  /** Rows {right, asked}; {@code icc} is the correlation of two claims of one story. */
  Clusters proportion(int stories, double p, double icc) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < stories; i++) {
      int n = claims();
      rows.add(new double[] {binomial(n, difficulty(p, icc)), n});
    }
    return Clusters.of(rows);
  }

  /** Rows {tp, fp, fn}; made-up claims vary between stories even more than missed ones. */
  Clusters extraction(int stories, double recall, double precision, double icc) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < stories; i++) {
      int n = claims();
      int tp = binomial(n, difficulty(recall, icc));
      double mean = n * recall * (1 - precision) / precision;
      rows.add(new double[] {tp, poisson(mean * gamma(2) / 2), n - tp});
    }
    return Clusters.of(rows);
  }

  /** What {@link #extraction}'s F1 is about: that of the expected counts. */
  static double trueF1(double recall, double precision) {
    return 2 * precision * recall / (precision + recall);
  }

  /**
   * Two models on the same stories and claims, rows of 3 × 3 confusion. The second gives the
   * first's answer, except with probability {@code other}, when it draws its own; and with
   * probability {@code guess} it guesses.
   */
  List<Clusters> verdicts(int stories, double spread, double other, double guess) {
    List<double[]> first = new ArrayList<>();
    List<double[]> second = new ArrayList<>();
    for (int i = 0; i < stories; i++) {
      double[] classes = dirichlet(CLASSES, 6);
      double[][] story = new double[3][];
      for (int k = 0; k < 3; k++) {
        story[k] = dirichlet(CONFUSION[k], spread);
      }
      double[] a = new double[9];
      double[] b = new double[9];
      int n = claims();
      for (int c = 0; c < n; c++) {
        int gold = draw(classes);
        int said = draw(story[gold]);
        double u = random.nextDouble();
        int saidB = u < guess ? random.nextInt(3) : u < guess + other ? draw(story[gold]) : said;
        a[gold * 3 + said]++;
        b[gold * 3 + saidB]++;
      }
      first.add(a);
      second.add(b);
    }
    return List.of(Clusters.of(first), Clusters.of(second));
  }

  /**
   * Two models, rows {right, asked}: the first has all right, the second loses an exponentially
   * distributed share of each story's 40 claims.
   */
  List<Clusters> skewedLoss(int stories, double mean) {
    List<double[]> first = new ArrayList<>();
    List<double[]> second = new ArrayList<>();
    for (int i = 0; i < stories; i++) {
      first.add(new double[] {40, 40});
      second.add(new double[] {40 - binomial(40, Math.min(1, mean * gamma(1))), 40});
    }
    return List.of(Clusters.of(first), Clusters.of(second));
  }

  /** The expected confusion of {@link #verdicts}, for a model that guesses that often. */
  static double[] trueConfusion(double guess) {
    double[] counts = new double[9];
    for (int i = 0; i < 9; i++) {
      counts[i] = CLASSES[i / 3] * ((1 - guess) * CONFUSION[i / 3][i % 3] + guess / 3);
    }
    return counts;
  }

  double gaussian() {
    return random.nextGaussian();
  }

  boolean coin(double p) {
    return random.nextDouble() < p;
  }

  private int claims() {
    return 10 + random.nextInt(21);
  }

  private double difficulty(double p, double icc) {
    double size = (1 - icc) / icc;
    double a = gamma(p * size);
    return a / (a + gamma((1 - p) * size));
  }

  private int binomial(int n, double p) {
    int k = 0;
    for (int i = 0; i < n; i++) {
      k += random.nextDouble() < p ? 1 : 0;
    }
    return k;
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int k = 0;
    while (product > limit) {
      product *= random.nextDouble();
      k++;
    }
    return k;
  }

  private int draw(double[] p) {
    double u = random.nextDouble();
    for (int i = 0; i < p.length - 1; i++) {
      u -= p[i];
      if (u < 0) {
        return i;
      }
    }
    return p.length - 1;
  }

  private double[] dirichlet(double[] mean, double size) {
    double[] x = new double[mean.length];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = gamma(mean[i] * size);
      sum += x[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] /= sum;
    }
    return x;
  }

  /** Marsaglia and Tsang (2000). */
  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      double u = random.nextDouble();
      if (v > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
