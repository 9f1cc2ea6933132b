package dev.claimbench.score;

import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A share of the pairs of a claim and the one it was made from, both judged against one article.
 * Who is right on one and wrong on the other did not read the difference.
 *
 * @param among which pairs count
 * @param holds of which pairs
 */
record TwinMetric(
    String name,
    String description,
    BiPredicate<VerdictDetail, VerdictDetail> among,
    BiPredicate<VerdictDetail, VerdictDetail> holds)
    implements Metric {

  /** Twins that differ in label: right on both. */
  static Metric consistency() {
    return new TwinMetric(
        "verify.twins",
        "share of twins with different labels that are both right",
        (made, twin) -> made.gold().label() != twin.gold().label(),
        (made, twin) -> made.right() && twin.right());
  }

  /** Rewordings: the same answer to both, right or wrong; no answer is never the same. */
  static Metric rewordings() {
    return new TwinMetric(
        "verify.rewordings",
        "share of rewordings that get the same verdict as their twin",
        (made, twin) -> made.claim().change().equals(Optional.of(Change.REWORDING)),
        (made, twin) -> made.parsed() && made.predicted().equals(twin.predicted()));
  }

  private static String key(CheckClaim claim, String id, String article) {
    return claim.story() + "/" + id + "@" + article;
  }

  @Override
  public Task<?> task() {
    return Tasks.VERIFY;
  }

  @Override
  public void count(Details details, MetricSums sums) {
    Map<String, VerdictDetail> byId = new HashMap<>();
    details.verdicts().forEach(v -> byId.put(v.id(), v));
    for (VerdictDetail made : details.verdicts()) {
      CheckClaim claim = made.claim();
      VerdictDetail twin =
          claim.twin().map(id -> byId.get(key(claim, id, made.gold().article()))).orElse(null);
      if (twin != null
          && !made.gold().disputed()
          && !twin.gold().disputed()
          && among.test(made, twin)) {
        sums.add(claim.story(), claim.family(), holds.test(made, twin) ? 1 : 0, 1);
      }
    }
  }

  @Override
  public boolean storyByStory() {
    return true;
  }

  @Override
  public String whyUnscored() {
    return "no such twins";
  }
}
