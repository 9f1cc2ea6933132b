package dev.claimbench.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Labelling a finite list in random order with a look after each label, and an error rate that
 * holds however often one looks and whenever one stops, where a judge has said beforehand of every
 * value of the list what it takes it for. Values and predictions are 1, 0 or -1.
 *
 * <p>Against "the mean is {@code limit} or less" a gambler starts with 1 and bets before each label
 * is seen. Of a finite list in random order it is known what the mean of the rest would then be, so
 * every bet is fair, and capital exceeds 1/α with probability α at most if the claim is true
 * (Ville's inequality), at any time and whatever the judge. The limits that cannot be rejected make
 * an interval that holds at all times at once, needs no assumption of independence (the order is
 * ours), and ends at the exact mean when everything is labelled.
 *
 * <p>What is bet on is the mean of the values still to be labelled, estimated as the mean of what
 * is expected of them by their predictions, plus how far the next value is from what was expected
 * of it: that is unbiased, since the order is random, whatever the judge. How often each prediction
 * is right is learned from the labels themselves, so that a judge that favours one side is
 * corrected, and one that is no use is soon no longer heard. Half of the capital does so and bets
 * what would grow fastest if all this was right, against the limit that decides; the other half
 * bets shares γ of itself spread over (0, 1) without regard to the judge, so that no judge can cost
 * more than a factor of 2 in evidence.
 *
 * <p>Sources: Ville (1939), <i>Étude critique de la notion de collectif</i>; bets on a list without
 * replacement: Waudby-Smith and Ramdas (2023), <i>Estimating means of bounded random variables by
 * betting</i>, J. R. Stat. Soc. B 86 (§5); the mixture over γ: Cover (1991), <i>Universal
 * portfolios</i>, and Orabona and Jun (2023), <i>Tight concentrations and confidence sequences from
 * the regret of universal portfolio</i>; the judge: Angelopoulos et al. (2023),
 * <i>Prediction-powered inference</i>, Science 382; with bets and without replacement: Shekhar et
 * al. (2023), <i>Risk-limiting financial audits via weighted sampling without replacement</i>, UAI;
 * the size of the bet: Kelly (1956), <i>A new interpretation of information rate</i>, Bell Syst.
 * Tech. J. 35.
 *
 * @param predictions of the whole list in the order of labelling; all 0 where there is no judge
 * @param alpha two-sided error; one side has half of it
 */
public record PredictionPoweredTest(List<Integer> predictions, double alpha) {
  private static final int KINDS = 3;

  /** What is known of a prediction before the first label: as much as five labels. */
  private static final double PRIOR = 5;

  private static final double PRIOR_RIGHT = 0.6;

  /** A bet of everything is lost for good. */
  private static final double MOST = 0.95;

  private static final int HALVINGS = 40;

  private static final int BETS = 32;

  /** No error rate asks for more, and products stay finite. */
  static final double ENOUGH = 1e200;

  public PredictionPoweredTest {
    predictions = List.copyOf(predictions);
    predictions.forEach(PredictionPoweredTest::check);
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("needs at least one value to label, got none");
    }
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be between 0 and 1, got " + alpha);
    }
  }

  /**
   * The interval of the mean of the whole list at level 1 - alpha: it holds at all times at once.
   *
   * @param low and {@code high} where it decides: which limits its ends should pass soonest, in
   *     [-1, 1]; chosen beforehand
   * @param values so far, in the order of labelling
   */
  public Interval interval(double low, double high, List<Integer> values) {
    double from = lower(new Bets(1, low, values));
    double to = -lower(new Bets(-1, -high, values));
    // Both ends are found by halving, so that at the end of the list they may cross by a hair.
    return new Interval(Math.min(from, to), to, 1 - alpha);
  }

  /** Whether the mean of the whole list is above a limit: the interval begins there or above. */
  public boolean isAbove(double limit, List<Integer> values) {
    return new Bets(1, limit, values).capital(limit) >= 2 / alpha;
  }

  /** Whether the mean of the whole list is below a limit: the interval ends there or below. */
  public boolean isBelow(double limit, List<Integer> values) {
    return new Bets(-1, -limit, values).capital(-limit) >= 2 / alpha;
  }

  /** The greatest limit that is rejected; capital falls as the limit rises. */
  private double lower(Bets bets) {
    double rejected = -1;
    double possible = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (rejected + possible) / 2;
      if (bets.capital(middle) >= 2 / alpha) {
        rejected = middle;
      } else {
        possible = middle;
      }
    }
    return rejected;
  }

  private static void check(int value) {
    if (value < -1 || value > 1) {
      throw new IllegalArgumentException("expected 1, 0 or -1, got " + value);
    }
  }

  /** What was bet against "the mean is some limit or less", label by label. */
  private final class Bets {
    private final int[] values;

    /** The estimate that each label made, and the least that it could have made. */
    private final double[] estimate;

    private final double[] least;

    /** Share of the capital for each unit of the estimate above the limit. */
    private final double[] bet;

    /**
     * @param side -1 turns the list around
     * @param decides the limit for which the bets are made
     */
    Bets(int side, double decides, List<Integer> labels) {
      int all = predictions.size();
      if (labels.size() > all) {
        throw new IllegalArgumentException(labels.size() + " labels for " + all + " values");
      }
      labels.forEach(PredictionPoweredTest::check);
      values = labels.stream().mapToInt(v -> side * v).toArray();
      estimate = new double[values.length];
      least = new double[values.length];
      bet = new double[values.length];
      double[][] seen = prior();
      int[] left = new int[KINDS];
      predictions.forEach(p -> left[side * p + 1]++);
      double sum = 0;
      for (int t = 0; t < values.length; t++) {
        int kind = side * predictions.get(t) + 1;
        double rest = all - (double) t;
        double[] expected = new double[KINDS];
        double mean = 0;
        for (int k = 0; k < KINDS; k++) {
          expected[k] = (seen[k][2] - seen[k][0]) / Arrays.stream(seen[k]).sum();
          mean += left[k] / rest * expected[k];
        }
        estimate[t] = mean + values[t] - expected[kind];
        double limit = (decides * all - sum) / rest;
        double[] chances = new double[KINDS * KINDS];
        double[] gains = new double[KINDS * KINDS];
        least[t] = Double.POSITIVE_INFINITY;
        for (int k = 0; k < KINDS; k++) {
          if (left[k] > 0) {
            least[t] = Math.min(least[t], mean - 1 - expected[k]);
            for (int v = 0; v < KINDS; v++) {
              chances[KINDS * k + v] = left[k] / rest * seen[k][v] / Arrays.stream(seen[k]).sum();
              gains[KINDS * k + v] = mean + (v - 1) - expected[k] - limit;
            }
          }
        }
        bet[t] = fastest(chances, gains, limit - least[t]);
        sum += values[t];
        seen[kind][values[t] + 1]++;
        left[kind]--;
      }
    }

    /** The most capital so far if the mean is {@code limit}; infinite where it cannot be. */
    double capital(double limit) {
      int all = predictions.size();
      double own = 1;
      double[] spread = stakes();
      double most = 1;
      double sum = 0;
      for (int t = 0; t < values.length && most < ENOUGH; t++) {
        double rest = (limit * all - sum) / (all - (double) t);
        double fair = rest + 1;
        if (fair < 0 || (fair == 0 && values[t] > -1)) {
          return Double.POSITIVE_INFINITY;
        }
        double room = rest - least[t];
        if (fair > 0) {
          // The same bet against every limit, so that capital falls as the limit rises.
          own *= 1 + Math.min(bet[t], MOST / room) * (estimate[t] - rest);
          double odds = (values[t] + 1) / Math.min(fair, 2);
          most = Math.max(most, (own + spread(spread, odds)) / 2);
        }
        sum += values[t];
      }
      boolean impossible =
          values.length < all
              ? (limit * all - sum) / (all - (double) values.length) < -1
              : sum / all > limit;
      return impossible ? Double.POSITIVE_INFINITY : most;
    }
  }

  /** What every spread bet begins with. */
  static double[] stakes() {
    double[] capital = new double[BETS];
    Arrays.fill(capital, 1);
    return capital;
  }

  /** Plays one round with every bet (j + 1/2)/32 of its capital and gives the mean capital. */
  static double spread(double[] capital, double odds) {
    double all = 0;
    for (int j = 0; j < BETS; j++) {
      double share = (j + 0.5) / BETS;
      capital[j] *= 1 - share + share * odds;
      all += capital[j];
    }
    return all / BETS;
  }

  /** Labels as good as seen: by prediction, then by value. */
  private static double[][] prior() {
    double[][] seen = new double[KINDS][KINDS];
    for (int k = 0; k < KINDS; k++) {
      Arrays.fill(seen[k], PRIOR * (1 - PRIOR_RIGHT) / (KINDS - 1));
      seen[k][k] = PRIOR * PRIOR_RIGHT;
    }
    // Of those that the judge gives to neither side, and of all without a judge, nothing is known.
    Arrays.fill(seen[1], PRIOR / KINDS);
    return seen;
  }

  /**
   * The bet that lets capital grow fastest, if the gains have these chances; 0 where none does.
   *
   * @param room the most that can be lost
   */
  private static double fastest(double[] chances, double[] gains, double room) {
    if (room <= 0 || slope(chances, gains, 0) <= 0) {
      return 0;
    }
    double low = 0;
    double high = MOST / room;
    for (int i = 0; i < HALVINGS / 2; i++) {
      double middle = (low + high) / 2;
      if (slope(chances, gains, middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double slope(double[] chances, double[] gains, double bet) {
    double slope = 0;
    for (int i = 0; i < gains.length; i++) {
      slope += chances[i] * gains[i] / (1 + bet * gains[i]);
    }
    return slope;
  }
}
