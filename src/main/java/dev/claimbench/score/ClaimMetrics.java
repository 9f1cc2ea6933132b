package dev.claimbench.score;

import dev.claimbench.align.Atomicity;
import dev.claimbench.align.Standalone;
import dev.claimbench.dataset.Claim;
import java.util.Optional;
import java.util.function.Predicate;

/** What a claim is worth by itself, without gold. */
final class ClaimMetrics {
  private ClaimMetrics() {}

  static Metric standalone() {
    return share(
        "extract.standalone",
        "share of claims that are understood without the article: no pronoun, role or day that"
            + " points outside, by rules",
        claim -> Standalone.unresolved(claim.text()).isEmpty());
  }

  static Metric atomic() {
    return share(
        "extract.atomic",
        "share of claims that say one fact: no second clause, by rules",
        claim -> Atomicity.joints(claim.text()).isEmpty());
  }

  private static Metric share(String name, String description, Predicate<Claim> part) {
    return SumMetric.share(
        SumMetric.Items.ARTICLES,
        name,
        description,
        "no claims",
        a ->
            Optional.of(
                new double[] {a.predicted().stream().filter(part).count(), a.predicted().size()}));
  }
}
