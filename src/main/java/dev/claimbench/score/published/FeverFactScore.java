package dev.claimbench.score.published;

import dev.claimbench.align.Aligner;
import dev.claimbench.align.Alignment;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.Weight;
import dev.claimbench.dataset.imports.FeverFact;
import dev.claimbench.dataset.imports.FeverFact.Extraction;
import dev.claimbench.score.Score;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Confusion;
import dev.claimbench.stats.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * FEVERFact's figures, three times: of the published entailment score, of people, and of our own
 * focus and coverage; and Cohen's kappa of both measures with people.
 *
 * <p>Focus is the mean over a system's claims for a sentence, and then over sentences and systems;
 * coverage the same over gold claims; F_fact is the harmonic mean of the two (Ullrich et al. 2025,
 * §4). The published score counts as "found" from 0.5 on where it is compared with people.
 */
public final class FeverFactScore {
  private static final double LEVEL = 0.95;
  private static final double PUBLISHED_FOUND = 0.5;
  private static final String NO_VOTES = "no votes of people in these files";

  /** What one measure says of the claims of one extraction; empty where it says nothing. */
  private record Measure(
      Function<Extraction, Optional<List<Double>>> focus,
      Function<Extraction, Optional<List<Double>>> coverage) {}

  private final List<Extraction> rows;
  private final java.util.IdentityHashMap<Extraction, List<Double>> focused =
      new java.util.IdentityHashMap<>();
  private final java.util.IdentityHashMap<Extraction, List<Double>> covered =
      new java.util.IdentityHashMap<>();
  private final Bootstrap bootstrap;

  /**
   * Decides for every claim.
   *
   * @param bootstrap over sentences
   */
  public FeverFactScore(FeverFact data, Aligner aligner, Bootstrap bootstrap) {
    this.rows = data.extractions();
    this.bootstrap = bootstrap;
    for (Extraction row : rows) {
      focused.put(row, shares(focused(row, aligner)));
      covered.put(row, shares(covered(row, aligner)));
    }
  }

  /**
   * Whether each generated claim is found in the gold claims. Each is looked at alone: that another
   * one says the same word for word takes nothing from it here.
   */
  public static List<Boolean> focused(Extraction row, Aligner aligner) {
    return found(row.generated(), row.sentence().gold(), aligner);
  }

  /** Whether each text, looked at alone, is found in the others taken together. */
  static List<Boolean> found(List<String> texts, List<String> others, Aligner aligner) {
    List<GoldClaim> gold = gold(others);
    return claims(texts).stream()
        .map(
            claim ->
                aligner
                    .align(gold, List.of(claim), place -> false, Optional.empty())
                    .predicted()
                    .get(0)
                    .focused())
        .toList();
  }

  /** Whether each gold claim is found in the generated ones taken together. */
  public static List<Boolean> covered(Extraction row, Aligner aligner) {
    return aligner
        .align(
            gold(row.sentence().gold()), claims(row.generated()), place -> false, Optional.empty())
        .gold()
        .stream()
        .map(Alignment.Gold::covered)
        .toList();
  }

  /** Claims that are texts alone. */
  public static List<Claim> claims(List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(
            i ->
                new Claim(
                    "p" + (i + 1),
                    texts.get(i),
                    List.of(),
                    Optional.empty(),
                    Kind.EVENT,
                    Optional.empty(),
                    Optional.empty(),
                    Hedge.NONE))
        .toList();
  }

  private static List<GoldClaim> gold(List<String> texts) {
    return claims(texts).stream().map(claim -> new GoldClaim(claim, Weight.MUST)).toList();
  }

  /** All figures; those of kappa have intervals. */
  public List<PublishedFigure> figures() {
    Measure published = new Measure(Extraction::publishedFocus, Extraction::publishedCoverage);
    Measure people =
        new Measure(
            row -> row.focus().map(FeverFactScore::shares),
            row -> row.coverage().map(FeverFactScore::shares));
    Measure ours =
        new Measure(row -> Optional.of(focused.get(row)), row -> Optional.of(covered.get(row)));
    List<PublishedFigure> figures = new ArrayList<>();
    means("published", published, "no published scores in these files", figures);
    means("people", people, NO_VOTES, figures);
    means("ours", ours, "no claims in these files", figures);
    figures.add(kappa("focus.kappa", ours.focus, people.focus));
    figures.add(kappa("coverage.kappa", ours.coverage, people.coverage));
    figures.add(kappa("published.focus.kappa", published.focus, people.focus));
    figures.add(kappa("published.coverage.kappa", published.coverage, people.coverage));
    return figures;
  }

  /** Extractions that people judged. */
  public int judged() {
    return (int) rows.stream().filter(Extraction::judged).count();
  }

  /** The sentences of these: the independent units. */
  public int sentences() {
    return (int)
        rows.stream().filter(Extraction::judged).map(r -> r.sentence().id()).distinct().count();
  }

  private void means(String name, Measure measure, String why, List<PublishedFigure> figures) {
    List<Double> focus = means(measure.focus);
    List<Double> coverage = means(measure.coverage);
    double f = mean(focus);
    double c = mean(coverage);
    double both = f + c == 0 ? 0 : 2 * f * c / (f + c);
    figures.add(PublishedFigure.of(name + ".focus", f, focus.size(), why));
    figures.add(PublishedFigure.of(name + ".coverage", c, coverage.size(), why));
    figures.add(
        PublishedFigure.of(name + ".f_fact", both, Math.min(focus.size(), coverage.size()), why));
  }

  private List<Double> means(Function<Extraction, Optional<List<Double>>> of) {
    return rows.stream()
        .map(of)
        .flatMap(Optional::stream)
        .filter(list -> !list.isEmpty())
        .map(FeverFactScore::mean)
        .toList();
  }

  private PublishedFigure kappa(
      String name,
      Function<Extraction, Optional<List<Double>>> measure,
      Function<Extraction, Optional<List<Double>>> people) {
    Map<String, double[]> bySentence = new TreeMap<>();
    for (Extraction row : rows) {
      Optional<List<Double>> votes = people.apply(row);
      Optional<List<Double>> values = measure.apply(row);
      if (votes.isPresent() && values.isPresent()) {
        double[] cells = bySentence.computeIfAbsent(row.sentence().id(), k -> new double[4]);
        for (int i = 0; i < votes.get().size(); i++) {
          boolean yes = values.get().get(i) >= PUBLISHED_FOUND;
          cells[(votes.get().get(i) > 0 ? 0 : 2) + (yes ? 0 : 1)]++;
        }
      }
    }
    if (bySentence.isEmpty()) {
      return new PublishedFigure(name, new Score.Unscored(NO_VOTES));
    }
    return kappa(name, List.copyOf(bySentence.values()), bootstrap);
  }

  /**
   * Cohen's kappa with its interval over sentences.
   *
   * @param cells for each sentence: both yes, people only, measure only, neither
   */
  public static PublishedFigure kappa(String name, List<double[]> cells, Bootstrap bootstrap) {
    Clusters clusters = Clusters.of(cells);
    double[] total = clusters.total();
    double value = Confusion.of(2, total).kappa();
    if (Double.isNaN(value)) {
      return new PublishedFigure(name, new Score.Unscored("all votes and decisions are the same"));
    }
    return new PublishedFigure(
        name,
        new Score.Scored(
            value,
            bootstrap
                .of(clusters, sums -> Confusion.of(2, sums).kappa(), Range.SIGNED)
                .map(estimate -> estimate.interval(LEVEL)),
            (int) Confusion.of(2, total).total()));
  }

  private static List<Double> shares(List<Boolean> votes) {
    return votes.stream().map(vote -> vote ? 1.0 : 0.0).toList();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
