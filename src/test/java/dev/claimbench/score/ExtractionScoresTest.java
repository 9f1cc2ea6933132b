package dev.claimbench.score;

import static dev.claimbench.align.Claims.claim;
import static dev.claimbench.align.Claims.may;
import static dev.claimbench.align.Claims.must;
import static dev.claimbench.score.Samples.extract;
import static dev.claimbench.score.Samples.failed;
import static dev.claimbench.score.Samples.invalid;
import static dev.claimbench.score.Samples.ofExtract;
import static dev.claimbench.score.Samples.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.align.Claims;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtractionScoresTest {
  private static final String OPENED = "The tram line to Harrow Point opened.";
  private static final String COST = "Building it cost 48 million crowns.";
  private static final String RAIL = "Stelvo Rail delivered the vehicles late.";
  private static final String PENGUINS = "Penguins swim around icebergs.";

  private static void assertScore(Scorecard card, String name, double value, int n) {
    assertThat(card.score(name)).isInstanceOf(Score.Scored.class);
    Score.Scored score = (Score.Scored) card.score(name);
    assertThat(score.value()).as(name).isCloseTo(value, within(1e-12));
    assertThat(score.n()).as(name).isEqualTo(n);
  }

  @Test
  void claims_of_another_script_are_not_compared_rather_than_found_to_agree() {
    // Three years in the gold, five from the model: read as English they would be the same.
    ExtractResult chinese =
        extract("b", List.of(must("这座桥关闭了三年。")), parsed(List.of(claim("这座桥关闭了五年。"))));
    Scorecard card = ofExtract(chinese);
    for (String figure : List.of("extract.precision", "extract.recall", "extract.f1")) {
      assertThat(card.score(figure)).isInstanceOf(Score.Unscored.class);
      assertThat(((Score.Unscored) card.score(figure)).why())
          .endsWith(" (claims in another script than Latin are not compared)");
    }
    // Beside it an English one counts as if it were alone.
    ExtractResult english = extract("a", List.of(must(OPENED)), parsed(List.of(claim(OPENED))));
    assertScore(ofExtract(chinese, english), "extract.recall", 1.0, 1);
  }

  @Test
  void precision_recall_and_f1_by_hand() {
    // found 1 of 3 gold; 4 predictions, of which one made up, one contrary, one duplicate
    Scorecard card =
        ofExtract(
            extract(
                "a",
                List.of(must(OPENED), must(COST), must(RAIL)),
                parsed(
                    List.of(
                        claim(OPENED),
                        claim(COST.replace("48", "61")),
                        claim(PENGUINS),
                        claim(OPENED)))));
    assertScore(card, "extract.precision", 1 / 4.0, 4);
    assertScore(card, "extract.recall", 1 / 3.0, 3);
    assertScore(card, "extract.f1", 2 / 7.0, 3);
    assertScore(card, "extract.contrary", 1 / 2.0, 2);
    assertScore(card, "extract.madeUp", 1 / 4.0, 4);
    assertScore(card, "extract.duplicates", 1 / 4.0, 4);
    assertScore(card, "extract.paired", 2 / 3.0, 3);
    // 4 claims on 10 words
    assertScore(card, "extract.claimsPer100Words", 40, 1);
  }

  @Test
  void optional_gold_leaves_precision_and_never_enters_recall() {
    // precision 1 / (2 - 1); recall 1 / 1
    Scorecard card =
        ofExtract(
            extract(
                "a",
                List.of(must(OPENED), may(COST), may(RAIL)),
                parsed(List.of(claim(OPENED), claim(COST)))));
    assertScore(card, "extract.precision", 1, 1);
    assertScore(card, "extract.recall", 1, 1);
    assertScore(card, "extract.f1", 1, 1);
    assertScore(card, "extract.recall.all", 2 / 3.0, 3);
  }

  @Test
  void an_invalid_answer_found_nothing_and_both_readings_are_given() {
    Scorecard card =
        ofExtract(
            extract("a", List.of(must(OPENED)), parsed(List.of(claim(OPENED)))),
            extract("b", List.of(must(COST)), invalid()));
    assertThat(card.complete()).isTrue();
    assertScore(card, "extract.recall", 1 / 2.0, 2);
    assertScore(card, "extract.recall.parsed", 1, 1);
    // 2 · 1 / (1 + 2)
    assertScore(card, "extract.f1", 2 / 3.0, 2);
    assertScore(card, "extract.f1.parsed", 1, 1);
    assertScore(card, "extract.f1.macro", 1 / 2.0, 2);
    assertScore(card, "extract.valid", 1 / 2.0, 2);
    assertScore(card, "extract.invalid", 1 / 2.0, 2);
    assertThat(card.outcomes().get("extract")).isEqualTo(new Outcomes(1, 1, 0, 0, 0, 0));
  }

  @Test
  void a_failed_call_makes_the_run_incomplete_and_no_figure_is_made_up() {
    Scorecard card =
        ofExtract(
            extract("a", List.of(must(OPENED)), parsed(List.of(claim(OPENED)))),
            extract("b", List.of(must(COST)), failed()));
    assertThat(card.complete()).isFalse();
    assertThat(card.score("extract.f1"))
        .isEqualTo(new Score.Unscored("run is incomplete: 1 of 2 calls failed"));
    assertScore(card, "extract.valid", 1, 1);
    assertThat(card.articles().get(1).alignment()).isEmpty();
  }

  @Test
  void a_zero_denominator_is_unscored_never_a_zero() {
    Scorecard card = ofExtract(extract("a", List.of(), parsed(List.of())));
    assertThat(card.score("extract.recall")).isEqualTo(new Score.Unscored("no gold claims"));
    assertThat(card.score("extract.precision"))
        .isEqualTo(new Score.Unscored("nothing was extracted where there is gold"));
    assertThat(card.score("extract.f1")).isInstanceOf(Score.Unscored.class);
    assertThat(card.score("extract.grounded")).isEqualTo(new Score.Unscored("no claims"));
    assertThat(card.score("verify.macroF1")).isInstanceOf(Score.Unscored.class);
    // Gold there is, nothing was extracted: recall and F1 are truly 0, precision is not.
    Scorecard none = ofExtract(extract("a", List.of(must(COST)), parsed(List.of())));
    assertScore(none, "extract.recall", 0, 1);
    assertScore(none, "extract.f1", 0, 1);
    assertThat(none.score("extract.precision")).isInstanceOf(Score.Unscored.class);
  }

  @Test
  void an_article_without_gold_has_what_needs_no_gold() {
    Claim grounded = claim(OPENED, "The line opened", "cost 48 million");
    Claim half = claim(COST, "It cost 48 million crowns", "never written");
    Claim bare = claim(RAIL);
    Scorecard card =
        ofExtract(
            new ExtractResult(
                Samples.article("a"), Optional.empty(), parsed(List.of(grounded, half, bare))));
    assertScore(card, "extract.grounded", 1 / 3.0, 3);
    assertScore(card, "extract.quotes.exact", 3 / 4.0, 4);
    assertScore(card, "extract.quotes.absent", 1 / 4.0, 4);
    assertThat(card.score("extract.f1")).isEqualTo(new Score.Unscored("no gold claims"));
  }

  @Test
  void boilerplate_is_a_false_positive_of_its_own() {
    Scorecard card =
        ofExtract(
            new ExtractResult(
                Samples.article("a"),
                Optional.of(
                    new GoldArticle(
                        "a",
                        List.of(must(OPENED)),
                        List.of(Passage.anywhere("It cost 48 million")))),
                parsed(List.of(claim(OPENED, "line opened"), claim(COST, "48 million")))));
    assertScore(card, "extract.furniture", 1 / 2.0, 2);
    assertScore(card, "extract.precision", 1 / 2.0, 2);
  }

  @Test
  void only_the_first_ten_claims_count_for_the_first_ten() {
    List<Claim> claims =
        IntStream.range(0, 10)
            .mapToObj(i -> claim(PENGUINS + " " + "abcdefghij".charAt(i)))
            .collect(Collectors.toCollection(ArrayList::new));
    claims.add(claim(OPENED));
    Scorecard card = ofExtract(extract("a", List.of(must(OPENED)), parsed(claims)));
    // 2 · 1 / (11 + 1)
    assertScore(card, "extract.f1", 2 / 12.0, 1);
    assertScore(card, "extract.f1.first10", 0, 1);
  }

  @Test
  void attributes_are_scored_over_all_pairs_and_over_agreeing_ones() {
    Claim gold = Claims.hedged(Hedge.PLANNED, OPENED);
    Claim wrong = Claims.statement("Ada Voss", COST);
    Scorecard card =
        ofExtract(
            extract(
                "a",
                List.of(must(gold), must(wrong)),
                parsed(List.of(claim(OPENED), Claims.statement("Bram Oduya", COST)))));
    // The second pair has another speaker and is contrary.
    assertScore(card, "extract.attribute.speaker", 1 / 2.0, 2);
    assertScore(card, "extract.attribute.speaker.agreeing", 1, 1);
    assertScore(card, "extract.attribute.hedge", 1 / 2.0, 2);
    assertScore(card, "extract.attribute.hedge.agreeing", 0, 1);
    assertScore(card, "extract.attribute.kind", 1, 2);
    // planned is three steps from none: (3 + 0) / 2
    assertScore(card, "extract.hedge.distance", 1.5, 2);
  }

  @Test
  void hedge_kappa_of_an_articles_pairs() {
    List<Hedge> golds = List.of(Hedge.NONE, Hedge.NONE, Hedge.PLANNED, Hedge.PLANNED);
    List<Hedge> answers = List.of(Hedge.NONE, Hedge.REPORTED, Hedge.PLANNED, Hedge.NONE);
    List<String> facts =
        List.of("Trams reached Harrow", "Bakers recalled loaves", "A storm hit Ilva", "Boats sank");
    Scorecard card =
        ofExtract(
            extract(
                "a",
                IntStream.range(0, 4)
                    .mapToObj(i -> must(Claims.hedged(golds.get(i), facts.get(i))))
                    .toList(),
                parsed(
                    IntStream.range(0, 4)
                        .mapToObj(i -> Claims.hedged(answers.get(i), facts.get(i)))
                        .toList())));
    // As below: 1 - 4 / 6, of four pairs.
    assertScore(card, "extract.hedge.kappa", 1 / 3.0, 4);
    // (0 + 1 + 0 + 3) / 4
    assertScore(card, "extract.hedge.distance", 1, 4);
  }

  @Test
  void hedge_kappa_by_hand() {
    // gold none, none, planned, planned; predicted none, reported, planned, none:
    // observed steps 0 + 1 + 0 + 3 = 4; by chance, gold (2,0,0,2) × predicted (2,1,0,1) / 4 =
    // none: 0 · 1 + 1 · 0.5 + 3 · 0.5 = 2; planned: 3 · 1 + 2 · 0.5 + 0 · 0.5 = 4; 1 - 4 / 6
    double[] cells = new double[16];
    cells[0] = 1;
    cells[1] = 1;
    cells[15] = 1;
    cells[12] = 1;
    assertThat(AttributeMetrics.kappa(cells)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(
            AttributeMetrics.kappa(new double[] {4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
        .isNaN();
  }

  @Test
  void quotes_are_compared_with_those_of_the_matched_gold_claim() {
    Scorecard card =
        ofExtract(
            extract(
                "a",
                List.of(must(claim(COST, "It cost 48 million crowns"))),
                parsed(List.of(claim(COST, "cost 48 million")))));
    // 3 shared of 5 and 3: 2 · 3 / 8
    assertScore(card, "extract.quoteF1", 0.75, 1);
  }

  @Test
  void few_stories_are_drawn_by_article_and_marked() {
    Scorecard card =
        ofExtract(
            extract("s-a", List.of(must(OPENED)), parsed(List.of(claim(OPENED)))),
            extract("s-b", List.of(must(COST)), parsed(List.of())));
    assertThat(card.extractDoubt()).isEqualTo(ResamplingUnit.ARTICLES);
    assertThat(card.extractDoubt().mark()).isEqualTo("within this story only");
    assertThat(((Score.Scored) card.score("extract.recall")).interval()).isPresent();
    assertThat(card.figure("extract.recall").parts())
        .containsExactly(
            new Part("s", "s/s-a", List.of(1.0, 0.0, 0.0)),
            new Part("s", "s/s-b", List.of(0.0, 0.0, 1.0)));
  }

  @Test
  void five_stories_are_drawn_as_stories() {
    ExtractResult[] results = new ExtractResult[10];
    for (int i = 0; i < 10; i++) {
      results[i] =
          extract(
              "s" + i / 2 + "-" + i,
              List.of(must(OPENED)),
              parsed(i % 3 == 0 ? List.of() : List.of(claim(OPENED))));
    }
    Scorecard card = ofExtract(results);
    assertThat(card.extractDoubt()).isEqualTo(ResamplingUnit.STORIES);
    Score.Scored recall = (Score.Scored) card.score("extract.recall");
    assertThat(recall.value()).isCloseTo(0.6, within(1e-12));
    assertThat(recall.interval().get().contains(0.6)).isTrue();
  }
}
