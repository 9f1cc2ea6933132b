package dev.claimbench.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.dataset.Weight;
import dev.claimbench.model.ModelException;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.text.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Counted story by story, in another process each, a run has the figures that it has as a whole.
 */
class StorySumsTest {
  private final List<ExtractResult> extract = new ArrayList<>();
  private final List<VerifyResult> verify = new ArrayList<>();

  private void make(int stories) {
    Random chance = new Random(3);
    for (int s = 0; s < stories; s++) {
      // Those that sort otherwise than the ids that begin with them.
      String story = String.format(Locale.ROOT, s % 2 == 0 ? "s%04d" : "s%04d-b", s / 2);
      for (int k = 0; k < 2; k++) {
        Article article =
            new Article(story + "." + k, story, "", "", Optional.empty(), Samples.TEXT);
        var gold =
            new GoldArticle(
                article.id(),
                List.of(new GoldClaim(claim("g1"), Weight.MUST)),
                List.of(),
                Optional.of("Set " + chance.nextInt(9)));
        extract.add(
            new ExtractResult(
                article,
                Optional.of(gold).filter(g -> chance.nextInt(4) > 0),
                chance.nextInt(9) == 0 ? Samples.invalid() : Samples.parsed(List.of(claim("p1")))));
        for (int v = 0; v < 3; v++) {
          CheckClaim claim =
              new CheckClaim(
                  story,
                  "v" + v,
                  "Claim " + chance.nextInt(40) + " of " + chance.nextInt(4),
                  "f" + v / 2,
                  Optional.empty(),
                  Optional.empty());
          GoldVerdict label =
              new GoldVerdict(
                  claim,
                  article.id(),
                  List.of(Verdict.values()).get(chance.nextInt(3)),
                  false,
                  List.of("It cost 48 million crowns."),
                  "",
                  false);
          verify.add(new VerifyResult(article, label, answer(chance)));
        }
      }
    }
  }

  private static Claim claim(String id) {
    return new Claim(
        id,
        "The line cost 48 million crowns.",
        List.of("It cost 48 million crowns."),
        Optional.empty(),
        Kind.EVENT,
        Optional.empty(),
        Optional.empty(),
        Hedge.NONE);
  }

  private static Answer<Judgement> answer(Random chance) {
    return chance.nextInt(9) == 0
        ? new Answer.Truncated<>("cut off")
        : new Answer.Parsed<>(
            new Judgement(
                List.of(Verdict.values()).get(chance.nextInt(3)),
                Optional.of("cost " + "million crowns ".repeat(chance.nextInt(3))),
                probabilities(chance.nextInt(8) / 10.0, chance.nextInt(5))),
            List.of());
  }

  /** Most have some, as where a server answers from several machines; many are equally sure. */
  private static Optional<Map<Verdict, Double>> probabilities(double sure, int die) {
    return die == 0
        ? Optional.empty()
        : Optional.of(
            Map.of(
                Verdict.SUPPORTED, sure, Verdict.REFUTED, 1 - sure, Verdict.NOT_ENOUGH_INFO, 0.0));
  }

  private Scorecard whole() {
    return Scorecard.compute(
        new Results(extract, verify, List.of()), Samples.QUICK, Metrics.all(), GoldSet.empty());
  }

  private Scorecard summed(boolean isOfMany) throws JsonProcessingException {
    List<GoldVerdict> golds =
        verify.stream()
            .map(VerifyResult::gold)
            .sorted(Comparator.comparing(GoldVerdict::id))
            .toList();
    Map<String, Verdict> guesses = new HashMap<>();
    List<Verdict> all = StorySums.claimOnly(List.of(), golds);
    for (int i = 0; i < golds.size(); i++) {
      guesses.put(golds.get(i).id(), all.get(i));
    }
    List<StorySums> sums = new ArrayList<>();
    Map<String, List<ExtractResult>> extracted =
        extract.stream().collect(Collectors.groupingBy(r -> r.article().story()));
    Map<String, List<VerifyResult>> judged =
        verify.stream().collect(Collectors.groupingBy(r -> r.article().story()));
    for (String story : extracted.keySet()) {
      Results part = new Results(extracted.get(story), judged.get(story), List.of());
      StorySums counted =
          StorySums.count(story, part, Samples.QUICK, v -> guesses.get(v.id()), isOfMany).sums();
      // Between two processes they are JSON.
      sums.add(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(counted), StorySums.class));
    }
    Collections.shuffle(sums, new Random(1));
    return Scorecard.sum(sums.iterator(), Samples.QUICK, GoldSet.empty());
  }

  private void assertSame(boolean isOfMany) throws JsonProcessingException {
    Scorecard whole = whole();
    Scorecard summed = summed(isOfMany);
    assertThat(summed.figures()).isEqualTo(whole.figures());
    assertThat(summed.complete()).isEqualTo(whole.complete());
    assertThat(summed.reliability()).isEqualTo(whole.reliability()).isNotEmpty();
    assertThat(summed.riskCoverage()).isEqualTo(whole.riskCoverage()).isNotEmpty();
    assertThat(summed.confusion()).isEqualTo(whole.confusion());
    assertThat(summed.outcomes()).isEqualTo(whole.outcomes());
    assertThat(summed.extractDoubt()).isEqualTo(whole.extractDoubt());
    assertThat(summed.verifyDoubt()).isEqualTo(whole.verifyDoubt());
  }

  @Test
  void the_sums_of_few_stories_are_those_of_articles_and_families() throws Exception {
    make(4);
    assertSame(false);
    extract.clear();
    verify.clear();
    make(30);
    assertSame(false);
    assertThat(whole().figure("verify.evidence.f1").parts().size()).isGreaterThan(40);
    assertThat(whole().figure("extract.quoteF1").score().toString()).contains("Set ");
  }

  @Test
  void of_more_stories_than_are_drawn_they_are_those_of_stories() throws Exception {
    make(1_004);
    assertSame(true);
    assertThat(whole().figure("verify.evidence.f1").parts())
        .hasSize(1_004)
        .allMatch(Part::ofWholeStory);
  }

  @Test
  void a_run_with_a_failed_call_has_outcomes_only() throws Exception {
    make(6);
    var first = verify.get(0);
    verify.set(
        0,
        new VerifyResult(
            first.article(),
            first.gold(),
            new Answer.Failed<>(ModelException.Cause.TIMEOUT, "none")));
    assertSame(false);
    assertThat(whole().complete()).isFalse();
  }
}
