package dev.claimbench.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.ModelException;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A large run is scored from packed answers: nothing of its scorecard may differ. */
class PackedResultsTest {
  private final Map<String, Article> articles = new HashMap<>();
  private final List<VerifyResult> results = new ArrayList<>();
  private final List<Usage> usage = new ArrayList<>();

  private void make(int stories, boolean failed) {
    Random chance = new Random(7);
    for (int s = 0; s < stories; s++) {
      String story = String.format(Locale.ROOT, "s%04d", s);
      for (int k = 0; k < 4; k++) {
        String id = story + "-" + k;
        articles.put(
            id, new Article(id, story, "", "", Optional.empty(), Samples.TEXT + " Town " + s));
        CheckClaim first = claim(story, "v" + k, "f" + k / 2, chance, Optional.empty());
        CheckClaim twin =
            claim(
                story,
                "w" + k,
                "f" + k / 2,
                chance,
                Optional.of(List.of(Change.values()).get(chance.nextInt(9))));
        for (CheckClaim claim : List.of(first, twin)) {
          GoldVerdict gold =
              gold(claim, id, List.of(Verdict.values()).get(chance.nextInt(3)), chance);
          results.add(
              new VerifyResult(articles.get(id), gold, answer(chance, failed && s == 3 && k == 0)));
          usage.add(
              new Usage(
                  "verify",
                  gold.id(),
                  "Parsed",
                  chance.nextInt(900) - 1,
                  chance.nextInt(90) - 1,
                  Optional.of(Duration.ofNanos(chance.nextInt())).filter(d -> !d.isNegative()),
                  Optional.empty(),
                  Duration.ofMillis(chance.nextInt(5_000)),
                  1 + chance.nextInt(3),
                  chance.nextInt(5) == 0,
                  chance.nextInt(3) - 1,
                  Optional.of(Duration.ofSeconds(2)).filter(d -> chance.nextBoolean())));
        }
      }
    }
    results.sort(Comparator.comparing(r -> r.gold().id()));
  }

  private static CheckClaim claim(
      String story, String id, String family, Random chance, Optional<Change> change) {
    return new CheckClaim(
        story,
        id,
        "Claim " + chance.nextInt(50) + " of " + chance.nextInt(5),
        family,
        change,
        change.map(c -> "v" + id.substring(1)));
  }

  private static GoldVerdict gold(CheckClaim claim, String article, Verdict label, Random chance) {
    return new GoldVerdict(
        claim,
        article,
        label,
        label == Verdict.SUPPORTED && chance.nextBoolean(),
        label == Verdict.NOT_ENOUGH_INFO ? List.of() : List.of("It cost 48 million crowns."),
        "why 東",
        chance.nextInt(20) == 0);
  }

  private static Answer<Judgement> answer(Random chance, boolean failed) {
    if (failed) {
      return new Answer.Failed<>(ModelException.Cause.TIMEOUT, "no answer");
    }
    return switch (chance.nextInt(12)) {
      case 0 -> new Answer.Invalid<>("/verdict", "expected one of three");
      case 1 -> new Answer.Truncated<>("cut off");
      case 2 -> new Answer.Refused<>("I'm sorry");
      default -> {
        Map<Verdict, Double> p = new EnumMap<>(Verdict.class);
        double sure = chance.nextInt(11) / 10.0;
        p.put(Verdict.SUPPORTED, sure);
        p.put(Verdict.REFUTED, (1 - sure) / 2);
        p.put(Verdict.NOT_ENOUGH_INFO, (1 - sure) / 2);
        yield new Answer.Parsed<>(
            new Judgement(
                List.of(Verdict.values()).get(chance.nextInt(3)),
                Optional.of("The line opened … 48 million crowns")
                    .filter(q -> chance.nextBoolean()),
                Optional.of(p).filter(q -> chance.nextInt(4) > 0)),
            chance.nextBoolean() ? List.of() : List.of("fence"));
      }
    };
  }

  private Scorecard plain() {
    return scored(new Results(List.of(), results, usage));
  }

  private Scorecard packed() {
    Results.Packing packing =
        new Results.Packing(articles, results.stream().map(VerifyResult::gold).toList());
    results.forEach(packing::add);
    usage.forEach(packing::add);
    return scored(packing.build(List.of(), List.of(), List.of()));
  }

  private static Scorecard scored(Results results) {
    return Scorecard.compute(results, Samples.QUICK, Metrics.builtIn(), GoldSet.empty());
  }

  @Test
  void a_packed_run_has_the_scorecard_of_a_plain_one() {
    make(300, false);
    Scorecard plain = plain();
    assertThat(packed()).isEqualTo(plain);
    assertThat(plain.verdicts()).hasSize(2_400);
    assertThat(plain.reliability()).isNotEmpty();
    assertThat(plain.figure("verify.twins").parts()).hasSizeGreaterThan(300);
  }

  @Test
  void an_incomplete_one_too() {
    make(20, true);
    Scorecard plain = plain();
    assertThat(packed()).isEqualTo(plain);
    assertThat(plain.complete()).isFalse();
  }

  @Test
  void of_more_than_a_thousand_stories_there_are_sums_of_stories() {
    make(1_001, false);
    Scorecard plain = plain();
    Scorecard packed = packed();
    assertThat(packed).isEqualTo(plain);
    Figure accuracy = packed.figure("verify.accuracy");
    assertThat(accuracy.parts()).hasSize(1_001).allMatch(Part::ofWholeStory);
    // Rows of gold × answered, of eight verdicts a story less the disputed ones.
    assertThat(accuracy.parts().get(0).sums().stream().mapToDouble(x -> x).sum())
        .isBetween(1.0, 8.0);
    long undisputed = results.stream().filter(r -> !r.gold().disputed()).count();
    long right = packed.verdicts().stream().filter(v -> !v.gold().disputed() && v.right()).count();
    assertThat(accuracy.score().figure().orElseThrow()).isEqualTo((double) right / undisputed);
  }
}
