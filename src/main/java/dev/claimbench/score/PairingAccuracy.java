package dev.claimbench.score;

import dev.claimbench.align.Masking;
import dev.claimbench.align.Similarity;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.GoldArticle;
import java.util.ArrayList;
import java.util.List;

/**
 * What a similarity does where it is used: for every labelled pair that may be paired and one side
 * of which is a gold claim, the other side stands alone against all gold claims of the article,
 * once with its own among them and once without. Labelled different pairs say how close a
 * similarity can be led astray, this says how often it is.
 */
public final class PairingAccuracy {
  private static final int STEPS = 100;

  /** Similarity to its own gold claim, and the greatest to another of the article. */
  private record Place(double own, double other) {}

  private final List<Place> places;

  private PairingAccuracy(List<Place> places) {
    this.places = places;
  }

  /**
   * Measures.
   *
   * @param pairs those that may not be paired are left out
   * @param articles the gold of the pairs' stories
   */
  public static PairingAccuracy compute(
      Similarity similarity, List<ClaimPair> pairs, List<GoldArticle> articles) {
    List<Place> places = new ArrayList<>();
    for (GoldArticle article : articles) {
      List<String> gold = article.claims().stream().map(g -> g.claim().text()).toList();
      List<String> masked = gold.stream().map(Masking::mask).toList();
      for (ClaimPair pair : pairs) {
        if (pair.label().pairable()) {
          place(similarity, gold, masked, pair.a(), pair.b(), places);
          place(similarity, gold, masked, pair.b(), pair.a(), places);
        }
      }
    }
    if (places.isEmpty()) {
      throw new IllegalArgumentException("no pair has a gold claim in it");
    }
    return new PairingAccuracy(places);
  }

  private static void place(
      Similarity similarity,
      List<String> gold,
      List<String> masked,
      String own,
      String lone,
      List<Place> places) {
    int at = gold.indexOf(own);
    if (at < 0 || gold.contains(lone)) {
      return;
    }
    double[] alike = similarity.matrix(List.of(Masking.mask(lone)), masked)[0];
    double other = 0;
    for (int i = 0; i < alike.length; i++) {
      other = i == at ? other : Math.max(other, alike[i]);
    }
    places.add(new Place(alike[at], other));
  }

  /** How many claims stood alone. */
  public int count() {
    return places.size();
  }

  /** Share paired with their own gold claim: at τ or above, and the most alike of all. */
  public double paired(double tau) {
    return share(places.stream().filter(p -> p.own >= tau && p.own > p.other).count());
  }

  /** Share left alone where their own gold claim is taken away: no other reaches τ. */
  public double leftAlone(double tau) {
    return share(places.stream().filter(p -> p.other < tau).count());
  }

  /** Mean of both. */
  public double right(double tau) {
    return (paired(tau) + leftAlone(tau)) / 2;
  }

  /** The τ of two digits at which most comes out right, the smallest of equals. */
  public double bestTau() {
    double best = 0;
    for (int step = 1; step <= STEPS; step++) {
      double tau = step / (double) STEPS;
      if (right(tau) > right(best)) {
        best = tau;
      }
    }
    return best;
  }

  private double share(long some) {
    return some / (double) places.size();
  }
}
