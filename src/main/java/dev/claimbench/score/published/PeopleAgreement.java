package dev.claimbench.score.published;

import dev.claimbench.align.Aligner;
import dev.claimbench.align.Atomicity;
import dev.claimbench.align.Containment;
import dev.claimbench.align.Masking;
import dev.claimbench.align.Match;
import dev.claimbench.align.Similarity;
import dev.claimbench.align.Standalone;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.imports.FeverFact;
import dev.claimbench.dataset.imports.FeverFact.Extraction;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Confusion;
import dev.claimbench.stats.Kappa;
import dev.claimbench.stats.RankedScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How well a measure agrees with people about what is found in a list of claims (FEVERFact), where
 * its threshold is chosen without the sentence that is judged: Cohen's kappa of all held-out
 * decisions together, with an interval over sentences.
 */
public final class PeopleAgreement {
  private static final int STEPS = 100;

  /** How far each text is found in others, in [0, 1]. */
  @FunctionalInterface
  public interface Measure {
    double[] found(List<String> texts, List<String> others);
  }

  private PeopleAgreement() {}

  /** What {@code extract.focus} and {@code extract.coverage} rest on, 0 where nothing agrees. */
  public static Measure containment(Similarity similarity, double tau) {
    Aligner any = new Aligner(similarity, tau, 0);
    return (texts, others) -> {
      double[] found = Containment.compute(texts, others);
      List<Boolean> agrees = FeverFactScore.found(texts, others, any);
      for (int i = 0; i < found.length; i++) {
        found[i] = agrees.get(i) ? found[i] : 0;
      }
      return found;
    };
  }

  /** The greatest similarity to one of the others that agrees. */
  public static Measure mostAlike(Similarity similarity) {
    return (texts, others) -> {
      double[][] alike =
          similarity.matrix(
              texts.stream().map(Masking::mask).toList(),
              others.stream().map(Masking::mask).toList());
      List<Claim> claims = FeverFactScore.claims(texts);
      List<Claim> against = FeverFactScore.claims(others);
      double[] most = new double[texts.size()];
      for (int i = 0; i < most.length; i++) {
        for (int j = 0; j < against.size(); j++) {
          if (alike[i][j] > most[i]
              && Match.compare(against.get(j), claims.get(i), Optional.empty()).agrees()) {
            most[i] = alike[i][j];
          }
        }
      }
      return most;
    };
  }

  /** Of generated claims in the gold claims. */
  public static PublishedFigure focus(FeverFact data, Measure measure, Bootstrap bootstrap) {
    Map<String, double[][]> cells = new TreeMap<>();
    for (Extraction row : data.extractions()) {
      row.focus()
          .ifPresent(
              votes ->
                  add(row, votes, measure.found(row.generated(), row.sentence().gold()), cells));
    }
    return crossValidated("focus.kappa", cells, bootstrap);
  }

  /** Of gold claims in the generated ones. */
  public static PublishedFigure coverage(FeverFact data, Measure measure, Bootstrap bootstrap) {
    Map<String, double[][]> cells = new TreeMap<>();
    for (Extraction row : data.extractions()) {
      row.coverage()
          .ifPresent(
              votes ->
                  add(row, votes, measure.found(row.sentence().gold(), row.generated()), cells));
    }
    return crossValidated("coverage.kappa", cells, bootstrap);
  }

  /** Adds to the sentence's confusion at each threshold. */
  private static void add(
      Extraction row, List<Boolean> votes, double[] values, Map<String, double[][]> cells) {
    double[][] at = cells.computeIfAbsent(row.sentence().id(), k -> new double[STEPS][4]);
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < values.length; i++) {
        boolean yes = values[i] >= (step + 1) / (double) STEPS;
        at[step][(votes.get(i) ? 0 : 2) + (yes ? 0 : 1)]++;
      }
    }
  }

  private static PublishedFigure crossValidated(
      String name, Map<String, double[][]> cells, Bootstrap bootstrap) {
    List<double[]> heldOut = new ArrayList<>();
    for (String sentence : cells.keySet()) {
      heldOut.add(cells.get(sentence)[best(cells, sentence)]);
    }
    return FeverFactScore.kappa(name, heldOut, bootstrap);
  }

  /** The least threshold with the greatest kappa on the other sentences. */
  private static int best(Map<String, double[][]> cells, String without) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int step = 0; step < STEPS; step++) {
      double[] sum = new double[4];
      for (Map.Entry<String, double[][]> entry : cells.entrySet()) {
        for (int c = 0; c < sum.length && !entry.getKey().equals(without); c++) {
          sum[c] += entry.getValue()[step][c];
        }
      }
      double kappa = Confusion.of(2, sum).kappa();
      if (kappa > most) {
        most = kappa;
        best = step;
      }
    }
    return best;
  }

  /**
   * How well a measure of single claims goes with what people said of them.
   *
   * @param yes how many of them people said yes to (more than half of the scale)
   * @param auc probability that a claim with yes is valued above one without; NaN where all are
   *     alike
   * @param kappa Cohen's, at the measure's own threshold; NaN where it is not defined
   */
  public record SingleClaimAgreement(String name, int n, int yes, double auc, double kappa) {}

  /**
   * What is scored without gold, beside people: standing alone, one fact, following from the text.
   */
  public static List<SingleClaimAgreement> singleClaims(List<FeverFact.JudgedClaim> claims) {
    return List.of(
        singleClaims(
            "standalone",
            claims,
            c -> c.standalone() > 0.5,
            c -> Standalone.unresolved(c.claim()).isEmpty() ? 1 : 0,
            1),
        singleClaims(
            "atomic",
            claims,
            c -> c.atomic() > 0.5,
            c -> Atomicity.joints(c.claim()).isEmpty() ? 1 : 0,
            1),
        singleClaims(
            "faithful, found in the text",
            claims,
            c -> c.faithful() > 2,
            c -> Containment.compute(List.of(c.claim()), c.context())[0],
            Containment.FOUND));
  }

  private static SingleClaimAgreement singleClaims(
      String name,
      List<FeverFact.JudgedClaim> claims,
      Predicate<FeverFact.JudgedClaim> people,
      ToDoubleFunction<FeverFact.JudgedClaim> measure,
      double threshold) {
    double[] values = claims.stream().mapToDouble(measure).toArray();
    boolean[] yes = new boolean[values.length];
    List<Boolean> positive = new ArrayList<>();
    List<Boolean> scored = new ArrayList<>();
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      yes[i] = people.test(claims.get(i));
      n += yes[i] ? 1 : 0;
      positive.add(yes[i]);
      scored.add(values[i] >= threshold);
    }
    double auc = n == 0 || n == values.length ? Double.NaN : RankedScores.sort(values, yes).auroc();
    return new SingleClaimAgreement(name, values.length, n, auc, Kappa.cohen(positive, scored));
  }
}
