package dev.claimbench.testing;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.compare.Comparer;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Difference;
import dev.claimbench.compare.DifferenceVerdict;
import dev.claimbench.compare.Flip;
import dev.claimbench.compare.Item;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.ScoresReader;
import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Score;
import dev.claimbench.stats.Estimate;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/**
 * Assertions on a run. Those that speak of a lower bound ask what is true of the next articles too;
 * those of an <i>observed</i> figure only what these articles showed. What the evidence is too thin
 * for aborts the test, or fails it under {@code -Dclaimbench.strict=true}.
 *
 * <p>Metrics are named as in {@code scores.json}, e.g. {@code extract.recall}.
 */
public class RunAssert extends AbstractAssert<RunAssert, RunFolder> {
  private static final double ONE_SIDED = 0.95;
  private static final long SEED = 7;

  private Consumer<String> undecided = InconclusiveTest::abort;
  private FailureMessage evidence;

  /** Made by {@link ClaimbenchAssertions#assertThat} and soft assertions. */
  protected RunAssert(RunFolder run) {
    super(run, RunAssert.class);
  }

  /** For soft assertions: an abort must not hide what has failed before. */
  final void whenUndecided(Consumer<String> what) {
    undecided = what;
  }

  /** Every call has an answer; a failed call is no answer, and no figure is given then. */
  public RunAssert isComplete() {
    return none("failed", Outcomes::failed);
  }

  /** Every answer is JSON of the schema. */
  public RunAssert hasNoInvalidAnswers() {
    return none("invalid", Outcomes::invalid);
  }

  /** No answer was cut off. */
  public RunAssert hasNoTruncatedAnswers() {
    return none("truncated", Outcomes::truncated);
  }

  /** No answer was refused. */
  public RunAssert hasNoRefusedAnswers() {
    return none("refused", Outcomes::refused);
  }

  /** {@code extract.recall}: the one-sided 95% lower bound is at or above this. */
  public RunAssert hasRecallAtLeast(double least) {
    return bound("extract.recall", least);
  }

  /** {@code extract.recall} of these articles is at or above this. */
  public RunAssert hasObservedRecallAtLeast(double least) {
    return observed("extract.recall", least, true);
  }

  /** {@code extract.precision}: the one-sided 95% lower bound is at or above this. */
  public RunAssert hasPrecisionAtLeast(double least) {
    return bound("extract.precision", least);
  }

  /** {@code extract.precision} of these articles is at or above this. */
  public RunAssert hasObservedPrecisionAtLeast(double least) {
    return observed("extract.precision", least, true);
  }

  /** {@code verify.accuracy}: the one-sided 95% lower bound is at or above this. */
  public RunAssert hasAccuracyAtLeast(double least) {
    return bound("verify.accuracy", least);
  }

  /** {@code verify.accuracy} of these articles is at or above this. */
  public RunAssert hasObservedAccuracyAtLeast(double least) {
    return observed("verify.accuracy", least, true);
  }

  /** The one-sided 95% lower bound of any metric is at or above this. */
  public RunAssert hasAtLeast(String metric, double least) {
    return bound(metric, least);
  }

  /** Any metric of these articles is at or above this. */
  public RunAssert hasObservedAtLeast(String metric, double least) {
    return observed(metric, least, true);
  }

  /** Any metric of these articles is at or below this. */
  public RunAssert hasObservedAtMost(String metric, double most) {
    return observed(metric, most, false);
  }

  /**
   * Not worse than another run of the same articles by more than a margin, over stories, with 5%
   * error: what {@code claimbench gate} calls better, same within margin or not worse. Fails where
   * it is worse for sure; aborts where that is undecided.
   *
   * @param margin {@code within(0.02)}
   */
  public RunAssert isNotWorseThan(RunFolder baseline, String metric, Offset<Double> margin) {
    return notWorse(Claimbench.scores(baseline), metric, margin);
  }

  /**
   * The same against what was blessed.
   *
   * @param baseline a file of {@code claimbench bless}, a {@code scores.json} or a run folder
   */
  public RunAssert isNotWorseThan(Path baseline, String metric, Offset<Double> margin) {
    return notWorse(
        Files.isDirectory(baseline)
            ? Claimbench.scores(RunFolder.read(baseline, Optional.empty(), Optional.empty()))
            : ScoresReader.read(baseline),
        metric,
        margin);
  }

  private FailureMessage evidence() {
    isNotNull();
    if (evidence == null) {
      evidence = new FailureMessage(actual);
    }
    return evidence;
  }

  private RunAssert none(String how, ToIntFunction<Outcomes> count) {
    FailureMessage e = evidence();
    int n = e.card().outcomes().values().stream().mapToInt(count).sum();
    if (n > 0) {
      int all = e.card().outcomes().values().stream().mapToInt(Outcomes::calls).sum();
      List<Item> items =
          e.scores().items().stream()
              .filter(i -> i.answered().equalsIgnoreCase(how) || i.severity() == 2)
              .toList();
      fail(e, n + " of " + all + " answers are " + how + ", expected none", e.list(how, items));
    }
    return this;
  }

  private RunAssert bound(String metric, double least) {
    FailureMessage e = evidence();
    scored(e, metric);
    Optional<Estimate> estimate = e.estimate(metric);
    String expected = Text.format("%s of %.3f or more", metric, least);
    if (estimate.isEmpty()) {
      undecided.accept(
          e.where()
              + ": cannot tell whether "
              + expected
              + ": "
              + e.value(metric)
              + "; use the assertion on the observed figure, or more articles");
      return this;
    }
    double lower = estimate.get().lower(ONE_SIDED);
    if (lower < least) {
      fail(
          e,
          Text.format(
              "expected %s, got %.3f (one-sided 95%% lower bound): %s",
              expected, lower, e.value(metric)),
          e.worst(metric));
    }
    return this;
  }

  private RunAssert observed(String metric, double limit, boolean least) {
    FailureMessage e = evidence();
    double value = scored(e, metric);
    if (least ? value < limit : value > limit) {
      fail(
          e,
          Text.format(
              "expected an observed %s of %.3f or %s, got %.3f: %s",
              metric, limit, least ? "more" : "less", value, e.value(metric)),
          e.worst(metric));
    }
    return this;
  }

  /** What cannot be scored is a mistake of the test, and no evidence for anything. */
  private double scored(FailureMessage e, String metric) {
    if (e.figure(metric).score() instanceof Score.Scored scored) {
      return scored.value();
    }
    fail(e, metric + " has " + e.value(metric), "");
    return Double.NaN;
  }

  private RunAssert notWorse(Scores baseline, String metric, Offset<Double> margin) {
    FailureMessage e = evidence();
    Comparison comparison =
        new Comparer(Policy.of(metric, margin.value), SEED).compare(baseline, e.scores());
    if (comparison.differences().isEmpty()) {
      fail(e, metric + ": " + comparison.missing().get(metric), "");
    }
    Difference d = comparison.differences().get(0);
    String figures =
        Text.format(
            "%s %.3f against %.3f of %s, difference %+.3f (%s), margin %.3f, %d stories: %s",
            metric,
            d.candidate(),
            d.baseline(),
            baseline.name(),
            d.value(),
            d.interval()
                .map(i -> Text.format("95%% interval %+.3f to %+.3f", i.low(), i.high()))
                .orElse("no interval"),
            margin.value,
            e.scores().stories().size(),
            d.toText());
    if (d.finding() == DifferenceVerdict.WORSE) {
      String task = metric.replaceFirst("\\..*", "");
      List<Item> lost =
          comparison.flips().lost().stream()
              .map(Flip::candidate)
              .filter(i -> i.task().equals(task))
              .toList();
      fail(e, "expected not to be worse: " + figures, e.list("lost", lost));
    } else if (!d.finding().acceptable()) {
      undecided.accept(e.where() + ": " + figures);
    }
    return this;
  }

  private void fail(FailureMessage e, String what, String worst) {
    failWithMessage("%s", VisibleText.escape(e.where() + ":\n  " + what + worst));
  }
}
