package dev.claimbench.report;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.Part;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Estimate;
import dev.claimbench.stats.Interval;
import dev.claimbench.stats.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A model's accuracy beside what is had without reading the article, in words.
 *
 * @param kind which baseline
 * @param what the baseline does, e.g. {@code always answering REFUTED}
 * @param value the baseline's accuracy, 0 to 1
 * @param model the model's accuracy, 0 to 1
 * @param difference 95% interval of model − baseline on the same stories; empty where there are too
 *     few to draw one
 */
public record AgainstBaseline(
    Kind kind, String what, double value, double model, Optional<Interval> difference) {
  /** What is had without reading the article. */
  public enum Kind {
    CONSTANT("constant"),
    CLAIM_ALONE("claimOnly"),
    WITHOUT_ARTICLE("withoutArticle");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** In words, without the answer that the constant is. */
    public String toText() {
      return switch (this) {
        case CONSTANT -> "always giving one answer";
        case CLAIM_ALONE -> "guessing from the claim alone";
        case WITHOUT_ARTICLE -> "the same model without the article";
      };
    }
  }

  private static final String ACCURACY = "verify.accuracy";
  private static final int RESAMPLES = 2000;

  /**
   * Every baseline that the scorecard has, the constant answer first.
   *
   * @param seed of resampling: the same seed and scorecard give the same words
   */
  public static List<AgainstBaseline> compute(Scorecard card, long seed) {
    List<AgainstBaseline> list = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      String what =
          kind == Kind.CONSTANT ? "always answering " + mostFrequent(card) : kind.toText();
      compute(card, kind, what, seed).ifPresent(list::add);
    }
    return list;
  }

  private static Optional<AgainstBaseline> compute(
      Scorecard card, Kind kind, String what, long seed) {
    Optional<Figure> model = figure(card, ACCURACY);
    Optional<Figure> other = figure(card, "verify.baseline." + kind.key + ".accuracy");
    OptionalDouble a = value(model);
    OptionalDouble b = value(other);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AgainstBaseline(
            kind,
            what,
            b.getAsDouble(),
            a.getAsDouble(),
            difference(model.get(), other.get(), seed).map(e -> e.interval(ResamplingUnit.LEVEL))));
  }

  /**
   * Both figures' sums side by side in one row a cluster, so that each draw is the same for both.
   */
  private static Optional<Estimate> difference(Figure model, Figure baseline, long seed) {
    Metric first = Metrics.named(model.name()).orElseThrow();
    Metric second = Metrics.named(baseline.name()).orElseThrow();
    int split = model.parts().get(0).sums().size();
    int width = split + baseline.parts().get(0).sums().size();
    boolean stories = model.unit() == ResamplingUnit.STORIES;
    Map<String, double[]> rows = new TreeMap<>();
    add(rows, model.parts(), stories, 0, width);
    add(rows, baseline.parts(), stories, split, width);
    if (rows.size() < 2) {
      return Optional.empty();
    }
    return new Bootstrap(RESAMPLES, seed)
        .of(
            Clusters.of(List.copyOf(rows.values())),
            sums ->
                first.figure(Arrays.copyOfRange(sums, 0, split))
                    - second.figure(Arrays.copyOfRange(sums, split, width)),
            Range.SIGNED);
  }

  private static void add(
      Map<String, double[]> rows, List<Part> parts, boolean stories, int from, int width) {
    for (Part part : parts) {
      double[] row =
          rows.computeIfAbsent(stories ? part.story() : part.group(), k -> new double[width]);
      for (int i = 0; i < part.sums().size(); i++) {
        row[from + i] += part.sums().get(i);
      }
    }
  }

  /** The label that the gold has most often: the constant answer that is right most often. */
  private static Verdict mostFrequent(Scorecard card) {
    int best = 0;
    long most = -1;
    for (int label = 0; label < card.confusion().size(); label++) {
      long n = card.confusion().get(label).stream().mapToLong(Integer::longValue).sum();
      if (n > most) {
        most = n;
        best = label;
      }
    }
    return VerdictDetail.ORDER.get(best);
  }

  private static Optional<Figure> figure(Scorecard card, String name) {
    return card.figures().stream().filter(f -> f.name().equals(name)).findFirst();
  }

  private static OptionalDouble value(Optional<Figure> figure) {
    return figure.map(f -> f.score().figure()).orElse(OptionalDouble.empty());
  }

  /** The whole interval is above it. */
  public boolean better() {
    return difference.isPresent() && difference.get().low() > 0;
  }

  /** {@code no better than always answering REFUTED (34%)}. */
  public String toText() {
    String how;
    if (better()) {
      how = "better than ";
    } else if (model <= value) {
      how = "no better than ";
    } else {
      how = "too close to tell from ";
    }
    return how + what + " (" + FigureText.percent(value) + ")";
  }
}
