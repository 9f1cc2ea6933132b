package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.align.Aligner;
import dev.claimbench.align.ContentNgrams;
import dev.claimbench.align.Similarity;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.PairsReader;
import dev.claimbench.dataset.Stories;
import dev.claimbench.score.ExtractResult;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Results;
import dev.claimbench.score.Rewordings;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model that says the gold claims in other words must not lose to one that copies them. */
class RewordingsTest {
  private static Stories stories;
  private static List<Article> articles;
  private static GoldSet gold;
  private static List<ClaimPair> pairs;

  @BeforeAll
  static void read() {
    stories = Stories.read(Path.of("eval/stories.yaml"));
    articles = ArticleReader.read(Path.of("seeds"));
    gold = GoldFolder.read(Path.of("eval"), Path.of("seeds"), articles);
    pairs = PairsReader.read(Path.of("eval/pairs"), stories.splits().keySet());
  }

  private static Scores scores(String name, List<ExtractResult> results, Scoring scoring) {
    Scorecard card =
        Scorecard.compute(new Results(results, List.of(), List.of()), scoring.withoutIntervals());
    Map<String, String> texts = new TreeMap<>();
    results.forEach(r -> texts.put(r.article().id(), "hash"));
    Map<String, Measure> measures = new TreeMap<>();
    for (Figure figure : card.figures()) {
      measures.put(figure.name(), Measure.from(figure));
    }
    return new Scores(
        name, name, Map.of(), "gold", true, texts, card.outcomes(), measures, List.of());
  }

  private static Difference f1(Similarity similarity, double tau) {
    Scoring scoring = new Scoring(similarity, tau, 1, 0);
    return new Comparer(Policy.of("extract.f1", 0.07), 7)
        .compare(
            scores("copied", Rewordings.copying(articles, gold, pairs), scoring),
            scores("reworded", Rewordings.rewording(articles, gold, pairs), scoring))
        .differences()
        .get(0);
  }

  @Test
  void compare_does_not_call_a_perfect_extractor_worse_for_its_wording() {
    Difference difference = f1(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU);
    assertThat(difference.finding()).isNotEqualTo(DifferenceVerdict.WORSE);
    assertThat(difference.candidate()).isGreaterThan(0.85 * difference.baseline());
    // The measure of scoring version 1 does call it worse: the comparison can fail.
    assertThat(f1(new ContentNgrams(3), 0.48).finding()).isEqualTo(DifferenceVerdict.WORSE);
  }

  @Test
  void wording_alone_costs_no_more_than_is_documented() {
    List<Article> dev = stories.select("dev", articles);
    Rewordings found =
        Rewordings.compute(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU, dev, gold, pairs);
    assertThat(found.claims()).isEqualTo(100);
    assertThat(found.copied()).isCloseTo(0.341, within(0.0005));
    assertThat(found.ratio()).isGreaterThan(0.9);
    assertThat(found.precision()).isCloseTo(0.921, within(0.0005));
  }
}
