package dev.claimbench.model.djl;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * How the next token is taken out of the scores. The likeliest, or one drawn after temperature,
 * top-k and top-p (the nucleus of Holtzman et al. 2020, The Curious Case of Neural Text
 * Degeneration), in that order as llama.cpp and transformers have it but for temperature, which
 * comes first here as in transformers.
 */
public final class TokenChoice {
  private final double temperature;
  private final double topP;
  private final int topK;
  private final SplittableRandom random;

  /**
   * @param temperature 0 is greedy
   * @param topP in (0, 1]; 1 keeps all
   * @param topK 0 keeps all
   * @param seed the same seed draws the same tokens from the same scores
   */
  public TokenChoice(double temperature, double topP, int topK, long seed) {
    this.temperature = temperature;
    this.topP = topP;
    this.topK = topK;
    random = new SplittableRandom(seed);
  }

  /**
   * A token's id. Equal scores: the lowest id.
   *
   * @param scores a row of logits
   * @param allowed ids that may come, one at least, all below the row's length
   */
  int next(float[] scores, BitSet allowed) {
    int best = allowed.nextSetBit(0);
    for (int i = best; i >= 0; i = allowed.nextSetBit(i + 1)) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return temperature == 0 ? best : draw(scores, allowed, scores[best]);
  }

  private int draw(float[] scores, BitSet allowed, float best) {
    // What is e^-30 times less likely than the best is never drawn, and sorting it would be slow.
    double floor = best - 30 * temperature;
    Integer[] ids =
        allowed.stream().filter(i -> scores[i] >= floor).boxed().toArray(Integer[]::new);
    Arrays.sort(ids, Comparator.comparingDouble(i -> -scores[i]));
    int kept = topK > 0 ? Math.min(topK, ids.length) : ids.length;
    double[] weights = new double[kept];
    for (int i = 0; i < kept; i++) {
      weights[i] = Math.exp((scores[ids[i]] - best) / temperature);
    }
    double all = Arrays.stream(weights).sum();
    double within = 0;
    int nucleus = 0;
    while (nucleus < kept && (nucleus == 0 || within < topP * all)) {
      within += weights[nucleus++];
    }
    double at = random.nextDouble() * within;
    for (int i = 0; i < nucleus; i++) {
      at -= weights[i];
      if (at < 0) {
        return ids[i];
      }
    }
    return ids[nucleus - 1];
  }
}
