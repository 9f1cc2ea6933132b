package dev.claimbench.score;

import dev.claimbench.align.Alignment;
import dev.claimbench.align.Grounding;
import dev.claimbench.align.Pair;
import dev.claimbench.align.QuoteMatch;
import dev.claimbench.align.TokenF1;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether what is quoted stands in the article, and whether it is to the point. */
final class QuoteMetrics {
  private static final TokenF1 TOKEN_F1 = new TokenF1();

  private QuoteMetrics() {}

  /** Share of quotes that are found so, and no better. */
  static Metric quoteMatch(QuoteMatch quoteMatch, String what, Better better) {
    return SumMetric.share(
            SumMetric.Items.ARTICLES,
            "extract.quotes." + quoteMatch.name().toLowerCase(Locale.ROOT),
            "share of quotes that are " + what,
            "no quotes",
            a -> {
              List<Grounding> all = a.quotes().stream().flatMap(List::stream).toList();
              return Optional.of(
                  new double[] {
                    all.stream().filter(q -> q.quoteMatch() == quoteMatch).count(), all.size()
                  });
            })
        .with(better);
  }

  static Metric grounded() {
    return SumMetric.share(
        SumMetric.Items.ARTICLES,
        "extract.grounded",
        "share of claims all of whose quotes are in the article, typography aside",
        "no claims",
        a ->
            Optional.of(
                new double[] {
                  a.quotes().stream().filter(QuoteMetrics::copied).count(), a.quotes().size()
                }));
  }

  private static boolean copied(List<Grounding> quotes) {
    return !quotes.isEmpty() && quotes.stream().allMatch(q -> q.quoteMatch().atLeastNormalised());
  }

  /** Copying is not relevance: the words quoted against those the gold claim is quoted from. */
  static Metric quoteF1() {
    return new LabelledFields(
        SumMetric.share(
            SumMetric.Items.ARTICLES,
            "extract.quoteF1",
            "mean token F1 of a paired claim's quotes against its gold claim's",
            "no pairs",
            a ->
                a.alignment()
                    .map(Alignment::pairs)
                    .map(
                        pairs ->
                            new double[] {
                              pairs.stream().mapToDouble(QuoteMetrics::quoteF1).sum(), pairs.size()
                            })),
        "quotes");
  }

  private static double quoteF1(Pair pair) {
    return TOKEN_F1.of(
        String.join(" ", pair.gold().claim().quotes()),
        String.join(" ", pair.predicted().quotes()));
  }

  static Metric evidenceGrounded() {
    return VerdictMetrics.share(
        "verify.evidence.grounded",
        "share of evidence quotes that are in the article, typography aside",
        "no evidence was quoted",
        v -> v.evidence().isPresent(),
        v -> v.evidence().get().quoteMatch().atLeastNormalised() ? 1 : 0);
  }

  static Metric evidenceF1() {
    return VerdictMetrics.share(
        "verify.evidence.f1",
        "mean of the best token F1 of the evidence against a gold evidence quote, where both quote",
        "no evidence to compare",
        v -> v.evidence().isPresent() && !v.gold().evidence().isEmpty(),
        v ->
            v.gold().evidence().stream()
                .mapToDouble(gold -> TOKEN_F1.of(gold, v.evidence().get().quote()))
                .max()
                .orElse(0));
  }
}
