package dev.claimbench.score;

import static dev.claimbench.align.Claims.claim;
import static dev.claimbench.align.Claims.must;
import static dev.claimbench.score.Samples.extract;
import static dev.claimbench.score.Samples.ofExtract;
import static dev.claimbench.score.Samples.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ScorecardProperties {
  /** Gold claims unlike one another: each has words of its own. */
  private static final List<String> FACTS =
      List.of(
          "Trams reached Harrow Point",
          "Stelvo Rail delivered vehicles",
          "Councillors closed the library",
          "A storm flooded the cellar",
          "The bakery recalled its loaves",
          "Astronomers saw water vapour");

  private static List<GoldClaim> gold(int n) {
    return FACTS.subList(0, n).stream().map(f -> must(f)).toList();
  }

  /** Some of the facts, some made up. */
  private static List<Claim> answer(int n, long seed) {
    Random random = new Random(seed);
    List<Claim> answer = new ArrayList<>();
    for (String fact : FACTS.subList(0, n)) {
      if (random.nextBoolean()) {
        answer.add(claim(fact));
      }
      if (random.nextInt(3) == 0) {
        answer.add(claim("Zebras juggle xylophones " + random.nextInt(3)));
      }
    }
    return answer;
  }

  private static double score(String name, List<GoldClaim> gold, List<Claim> answer) {
    return ofExtract(extract("a", gold, parsed(answer))).score(name).figure().orElse(-1);
  }

  @Property(tries = 30)
  void a_perfect_answer_scores_one(@ForAll @IntRange(min = 1, max = 6) int n) {
    List<Claim> answer = FACTS.subList(0, n).stream().map(f -> claim(f)).toList();
    for (String name : List.of("extract.f1", "extract.precision", "extract.f1.macro")) {
      assertThat(score(name, gold(n), answer)).isEqualTo(1);
    }
  }

  @Property(tries = 50)
  void an_added_duplicate_never_raises_f1(
      @ForAll @IntRange(min = 1, max = 6) int n, @ForAll long seed) {
    List<Claim> answer = answer(n, seed);
    if (answer.isEmpty()) {
      return;
    }
    List<Claim> more = new ArrayList<>(answer);
    more.add(answer.get(new Random(seed).nextInt(answer.size())));
    for (String name : List.of("extract.f1", "extract.precision", "extract.recall")) {
      assertThat(score(name, gold(n), more)).isLessThanOrEqualTo(score(name, gold(n), answer));
    }
  }

  @Property(tries = 50)
  void an_added_made_up_claim_never_raises_precision(
      @ForAll @IntRange(min = 1, max = 6) int n, @ForAll long seed) {
    List<Claim> answer = answer(n, seed);
    List<Claim> more = new ArrayList<>(answer);
    more.add(claim("Quokkas vex jumpy wizards"));
    double before = score("extract.precision", gold(n), answer);
    assertThat(score("extract.precision", gold(n), more))
        .isLessThanOrEqualTo(before < 0 ? 0 : before);
  }

  @Property(tries = 50)
  void a_dropped_claim_never_raises_recall(
      @ForAll @IntRange(min = 1, max = 6) int n, @ForAll long seed) {
    List<Claim> answer = answer(n, seed);
    if (answer.isEmpty()) {
      return;
    }
    List<Claim> fewer = new ArrayList<>(answer);
    fewer.remove(new Random(seed).nextInt(fewer.size()));
    assertThat(score("extract.recall", gold(n), fewer))
        .isLessThanOrEqualTo(score("extract.recall", gold(n), answer));
  }
}
