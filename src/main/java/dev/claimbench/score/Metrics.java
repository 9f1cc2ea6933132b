package dev.claimbench.score;

import dev.claimbench.align.Alignment.MatchOutcome;
import dev.claimbench.align.QuoteMatch;
import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.plugin.Plugins;
import dev.claimbench.score.AttributeMetrics.Field;
import dev.claimbench.stats.Confusion;
import dev.claimbench.stats.Counts;
import dev.claimbench.task.Answer;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Optional;

/**
 * Every metric, in the scorecard's order; a new one is a line here. Another jar adds its own as
 * public classes with a public constructor without parameters, named in {@code
 * META-INF/services/dev.claimbench.score.Metric}; they come last.
 */
public final class Metrics {
  private static List<Metric> all = List.of();

  private Metrics() {}

  /**
   * All of them.
   *
   * @throws UserError where another jar's cannot be loaded, has the name of one that is there, or a
   *     name that does not begin with its task
   */
  public static synchronized List<Metric> all() {
    // Not in a static initialiser, from which the user's mistake would come out as a crash.
    if (all.isEmpty()) {
      List<Metric> found = Plugins.load(Metric.class, Metric::name, builtIn());
      found.forEach(Metrics::requireTask);
      all = found;
    }
    return all;
  }

  static void requireTask(Metric metric) {
    String start = metric.task().name() + ".";
    if (!metric.name().startsWith(start)) {
      throw new UserError(
          "the metric '%s' of %s: its name must begin with its task, %s"
              .formatted(metric.name(), metric.getClass().getName(), start));
    }
  }

  /** Made anew each time, so that a test sees a metric as its class now is. */
  static List<Metric> builtIn() {
    return List.of(
        // Extraction
        ExtractionMetrics.micro("extract.f1", "F1 of extraction over all claims", Counts::f1, true),
        ExtractionMetrics.micro(
            "extract.precision",
            "share of predictions that agree with gold",
            Counts::precision,
            false),
        ExtractionMetrics.micro(
            "extract.recall", "share of the gold claims that must be found", Counts::recall, true),
        ExtractionMetrics.macro("extract.f1.macro", "mean F1 of articles", Counts::f1),
        ExtractionMetrics.macro(
            "extract.precision.macro",
            "mean precision of articles with predictions",
            Counts::precision),
        ExtractionMetrics.macro(
            "extract.recall.macro", "mean recall of articles with gold", Counts::recall),
        ExtractionMetrics.parsedOnly(
            "extract.f1.parsed", "F1 among valid answers only", Counts::f1, true),
        ExtractionMetrics.parsedOnly(
            "extract.recall.parsed", "recall among valid answers only", Counts::recall, true),
        ExtractionMetrics.first(
            "extract.f1.first10", "F1 of the model's first 10 claims", Counts::f1, true),
        ExtractionMetrics.ofGold(
            "extract.recall.all",
            "recall of all gold claims, the optional ones too",
            g -> true,
            g -> g.found()),
        ExtractionMetrics.ofGold(
            "extract.paired",
            "share of the gold claims that must be found that have a pair, agreeing or not",
            g -> g.claim().required(),
            g -> g.pair().isPresent()),
        ExtractionMetrics.ofGold(
            "extract.coverage",
            "share of the gold claims that must be found that the predictions, taken together, say",
            g -> g.claim().required(),
            g -> g.covered()),
        ExtractionMetrics.ofPredicted(
            "extract.focus",
            "share of predictions that the gold claims, taken together, say",
            p -> p.focused()),
        ExtractionMetrics.contrary(),
        ExtractionMetrics.ofPredicted(
                "extract.madeUp",
                "share of predictions without a pair",
                p -> p.outcome() == MatchOutcome.MADE_UP)
            .with(Better.LESS),
        ExtractionMetrics.ofPredicted(
                "extract.duplicates",
                "share of predictions that repeat another word for word",
                p -> p.outcome() == MatchOutcome.DUPLICATE)
            .with(Better.LESS),
        ExtractionMetrics.ofPredicted(
                "extract.furniture",
                "share of predictions taken from text that is not the article",
                p -> p.outcome() == MatchOutcome.BOILERPLATE)
            .with(Better.LESS),
        ExtractionMetrics.claimsPer100Words(),
        ExtractionMetrics.standalone(),
        ExtractionMetrics.atomic(),
        AttributeMetrics.accuracy(Field.SPEAKER),
        AttributeMetrics.accuracy(Field.KIND),
        AttributeMetrics.accuracy(Field.QUANTITY),
        AttributeMetrics.accuracy(Field.DATE),
        AttributeMetrics.accuracy(Field.HEDGE),
        AttributeMetrics.amongAgreeing(Field.SPEAKER),
        AttributeMetrics.amongAgreeing(Field.KIND),
        AttributeMetrics.amongAgreeing(Field.QUANTITY),
        AttributeMetrics.amongAgreeing(Field.DATE),
        AttributeMetrics.amongAgreeing(Field.HEDGE),
        AttributeMetrics.hedgeDistance(),
        AttributeMetrics.hedgeKappa(),
        QuoteMetrics.grounded(),
        QuoteMetrics.quoteMatch(
            QuoteMatch.EXACT, "in the article character for character", Better.MORE),
        QuoteMetrics.quoteMatch(
            QuoteMatch.NORMALISED, "in the article but for typography", Better.NEITHER),
        QuoteMetrics.quoteMatch(
            QuoteMatch.FUZZY, "in the article but for a tenth of their characters", Better.NEITHER),
        QuoteMetrics.quoteMatch(QuoteMatch.ABSENT, "nowhere in the article", Better.LESS),
        QuoteMetrics.quoteF1(),
        OutcomeMetrics.extract("valid", Answer.Parsed.class, "are valid", Better.MORE),
        OutcomeMetrics.extract(
            "invalid", Answer.Invalid.class, "are not as the schema says", Better.LESS),
        OutcomeMetrics.extract("truncated", Answer.Truncated.class, "were cut off", Better.LESS),
        OutcomeMetrics.extract("refused", Answer.Refused.class, "were declined", Better.LESS),
        // Verdicts
        VerdictMetrics.trusting(
            "verify.macroF1", "mean of the three verdicts' F1", Confusion::macroF1),
        VerdictMetrics.trusting(
            "verify.accuracy", "share of verdicts that are right", Confusion::accuracy),
        VerdictMetrics.trusting(
            "verify.balancedAccuracy",
            "mean of the three verdicts' recall",
            Confusion::balancedAccuracy),
        new EveryRepeatMetric(),
        VerdictMetrics.f1("supported", Verdict.SUPPORTED),
        VerdictMetrics.f1("refuted", Verdict.REFUTED),
        VerdictMetrics.f1("notEnoughInfo", Verdict.NOT_ENOUGH_INFO),
        VerdictMetrics.constant(
            "verify.baseline.constant.macroF1",
            "macro-F1 of the best answer that is always the same",
            Confusion::macroF1),
        VerdictMetrics.constant(
            "verify.baseline.constant.accuracy",
            "accuracy of the best answer that is always the same",
            Confusion::accuracy),
        VerdictMetrics.claimOnly(
            "verify.baseline.claimOnly.macroF1",
            "macro-F1 of a word classifier that never sees the article",
            Confusion::macroF1),
        VerdictMetrics.claimOnly(
            "verify.baseline.claimOnly.accuracy",
            "accuracy of a word classifier that never sees the article",
            Confusion::accuracy),
        VerdictMetrics.withoutArticle(
            "verify.baseline.withoutArticle.macroF1",
            "macro-F1 of the same model with the article left out of the prompt",
            Confusion::macroF1),
        VerdictMetrics.withoutArticle(
            "verify.baseline.withoutArticle.accuracy",
            "accuracy of the same model with the article left out of the prompt",
            Confusion::accuracy),
        VerdictMetrics.strict(
            "verify.macroF1.strict",
            "macro-F1 where support by attribution alone is not enough",
            Confusion::macroF1),
        VerdictMetrics.strict(
            "verify.accuracy.strict",
            "accuracy where support by attribution alone is not enough",
            Confusion::accuracy),
        VerdictMetrics.strict(
            "verify.balancedAccuracy.strict",
            "balanced accuracy where support by attribution alone is not enough",
            Confusion::balancedAccuracy),
        VerdictMetrics.parsedOnly(
            "verify.macroF1.parsed", "macro-F1 among valid answers only", Confusion::macroF1),
        VerdictMetrics.parsedOnly(
            "verify.accuracy.parsed", "accuracy among valid answers only", Confusion::accuracy),
        Calibration.brier(),
        Calibration.ece(),
        new SelectiveMetric(),
        TwinMetric.consistency(),
        TwinMetric.rewordings(),
        VerdictMetrics.change(Change.NUMBER),
        VerdictMetrics.change(Change.ENTITY),
        VerdictMetrics.change(Change.NEGATION),
        VerdictMetrics.change(Change.SPEAKER),
        VerdictMetrics.change(Change.HEDGE),
        VerdictMetrics.change(Change.DATE),
        VerdictMetrics.change(Change.UNIT),
        VerdictMetrics.change(Change.SCOPE),
        VerdictMetrics.change(Change.REWORDING),
        VerdictMetrics.disputed(),
        QuoteMetrics.evidenceGrounded(),
        QuoteMetrics.evidenceF1(),
        OutcomeMetrics.verify("valid", Answer.Parsed.class, "are valid", Better.MORE),
        OutcomeMetrics.verify(
            "invalid", Answer.Invalid.class, "are not as the schema says", Better.LESS),
        OutcomeMetrics.verify("truncated", Answer.Truncated.class, "were cut off", Better.LESS),
        OutcomeMetrics.verify("refused", Answer.Refused.class, "were declined", Better.LESS));
  }

  /** The metric of that name. */
  public static Optional<Metric> named(String name) {
    return all().stream().filter(m -> m.name().equals(name)).findFirst();
  }
}
