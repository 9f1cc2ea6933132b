package dev.claimbench.align;

import dev.claimbench.align.Alignment.MatchOutcome;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Assigns predictions to gold claims one to one, so that the total similarity of the masked texts
 * is greatest. Greedy matching would let the order of claims change recall.
 *
 * <p>Claims that are mostly of another script than Latin are paired with the same words only: of
 * others it cannot be read whether they agree.
 *
 * <p>Ties go to the most pairs, then to gold that must be found, then to the claims that are most
 * alike unmasked, then by content; never by position.
 */
public final class Aligner {
  /**
   * The similarity used unless another is asked for: of those that need no model at run time the
   * one that best tells a reworded claim's own gold claim from the article's others. {@code
   * docs/SIMILARITY.md}.
   */
  public static final Similarity DEFAULT_SIMILARITY = new WordVectorOverlap();

  /**
   * The least {@link #DEFAULT_SIMILARITY} of a pair: the greatest at which 95% of what says the
   * same in other words is paired, on development stories. Whether a pair agrees is for {@link
   * Match}; whether a claim is found in the others is for {@link Containment}, which asks for more.
   */
  public static final double DEFAULT_TAU = 0.45;

  private final Similarity similarity;
  private final double tau;
  private final double found;

  /**
   * @param tau the least similarity of a pair, in [0, 1]
   */
  public Aligner(Similarity similarity, double tau) {
    this(similarity, tau, Containment.FOUND);
  }

  /**
   * An aligner for measuring what {@link Containment#FOUND} does.
   *
   * @param found the least {@link Containment} at which a claim counts as found, in [0, 1]
   */
  public Aligner(Similarity similarity, double tau, double found) {
    if (!(tau >= 0 && tau <= 1)) {
      throw new IllegalArgumentException("τ lies in 0 to 1, got " + tau);
    }
    this.similarity = similarity;
    this.tau = tau;
    this.found = found;
  }

  public static Aligner standard() {
    return new Aligner(DEFAULT_SIMILARITY, DEFAULT_TAU);
  }

  /**
   * Aligns one article's claims.
   *
   * @param boilerplate whether the prediction at that place is quoted from text that is not part of
   *     the article; such a one enters no pair
   * @param published the article's day, for relative dates
   */
  public Alignment align(
      List<GoldClaim> gold,
      List<Claim> predicted,
      IntPredicate boilerplate,
      Optional<LocalDate> published) {
    MatchOutcome[] outcomes = new MatchOutcome[predicted.size()];
    List<Integer> rows =
        ClaimKey.order(gold.stream().map(GoldClaim::claim).toList(), i -> gold.get(i).required());
    List<Integer> columns = enter(predicted, boilerplate, outcomes);
    List<GoldClaim> golds = rows.stream().map(gold::get).toList();
    List<Claim> entering = columns.stream().map(predicted::get).toList();

    double[][] alike = alike(golds, entering);
    int[] assigned = assign(golds, entering, alike);
    List<ParsedClaim> goldReadings =
        golds.stream().map(g -> ParsedClaim.parse(g.claim(), published)).toList();
    List<ParsedClaim> readings =
        entering.stream().map(c -> ParsedClaim.parse(c, published)).toList();

    Pair[] goldPairs = new Pair[gold.size()];
    Pair[] pairs = new Pair[predicted.size()];
    for (int i = 0; i < golds.size(); i++) {
      int j = assigned[i];
      if (j >= 0) {
        Match match = Match.compare(goldReadings.get(i), readings.get(j));
        pairs[columns.get(j)] =
            goldPairs[rows.get(i)] = new Pair(golds.get(i), entering.get(j), alike[i][j], match);
      }
    }
    List<String> goldTexts = golds.stream().map(g -> g.claim().text()).toList();
    List<String> texts = entering.stream().map(Claim::text).toList();
    boolean[] covered = new boolean[gold.size()];
    boolean[] focused = new boolean[predicted.size()];
    double[] contained = Containment.compute(goldTexts, texts);
    for (int i = 0; i < golds.size(); i++) {
      covered[rows.get(i)] =
          contained[i] >= found && agrees(alike[i], goldReadings.get(i), readings);
    }
    contained = Containment.compute(texts, goldTexts);
    for (int j = 0; j < entering.size(); j++) {
      int column = j;
      double[] down = Arrays.stream(alike).mapToDouble(row -> row[column]).toArray();
      focused[columns.get(j)] =
          contained[j] >= found && agrees(down, readings.get(j), goldReadings);
    }
    return new Alignment(
        IntStream.range(0, gold.size())
            .mapToObj(
                g -> new Alignment.Gold(gold.get(g), Optional.ofNullable(goldPairs[g]), covered[g]))
            .toList(),
        IntStream.range(0, predicted.size())
            .mapToObj(
                p -> {
                  Optional<Pair> pair = Optional.ofNullable(pairs[p]);
                  MatchOutcome outcome = outcomes[p] != null ? outcomes[p] : outcome(pair);
                  return new Alignment.Predicted(predicted.get(p), outcome, pair, focused[p]);
                })
            .toList());
  }

  /** Whether one that is at least τ alike agrees. */
  private boolean agrees(double[] alike, ParsedClaim reading, List<ParsedClaim> others) {
    return IntStream.range(0, alike.length)
        .filter(k -> alike[k] >= tau)
        .anyMatch(k -> Match.compare(others.get(k), reading).agrees());
  }

  private double[][] alike(List<GoldClaim> golds, List<Claim> entering) {
    double[][] alike =
        similarity.matrix(
            golds.stream().map(g -> Masking.mask(g.claim().text())).toList(),
            entering.stream().map(c -> Masking.mask(c.text())).toList());
    for (int i = 0; i < golds.size(); i++) {
      for (int j = 0; j < entering.size(); j++) {
        if (WritingScript.cannotBeCompared(golds.get(i).claim().text(), entering.get(j).text())) {
          alike[i][j] = -1;
        }
      }
    }
    return alike;
  }

  private int[] assign(List<GoldClaim> golds, List<Claim> entering, double[][] alike) {
    boolean[] required = new boolean[golds.size()];
    for (int i = 0; i < required.length; i++) {
      required[i] = golds.get(i).required();
    }
    double[][] unmasked =
        DiceOverlap.matrix(
            golds.stream().map(GoldClaim::claim).toList(), entering, ClaimKey::elements);
    return Assignment.best(alike, tau, required, unmasked);
  }

  private static MatchOutcome outcome(Optional<Pair> pair) {
    if (pair.isEmpty()) {
      return MatchOutcome.MADE_UP;
    }
    if (pair.get().match().contrary()) {
      return MatchOutcome.CONTRARY;
    }
    return pair.get().gold().required() ? MatchOutcome.FOUND : MatchOutcome.OPTIONAL;
  }

  /** Those that take part, by content; the others' fates are filled in. */
  private static List<Integer> enter(
      List<Claim> predicted, IntPredicate boilerplate, MatchOutcome[] outcomes) {
    List<Integer> entering = new ArrayList<>();
    Set<ClaimKey> seen = new HashSet<>();
    for (int p : ClaimKey.order(predicted)) {
      if (!seen.add(ClaimKey.from(predicted.get(p)))) {
        outcomes[p] = MatchOutcome.DUPLICATE;
      } else if (boilerplate.test(p)) {
        outcomes[p] = MatchOutcome.BOILERPLATE;
      } else {
        entering.add(p);
      }
    }
    return entering;
  }
}
