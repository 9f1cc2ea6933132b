package dev.claimbench.score.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.Shared;
import dev.claimbench.dataset.imports.Wice.Label;
import dev.claimbench.dataset.imports.WiceFiles;
import dev.claimbench.stats.RankedScores;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiceScoreTest {
  private static final String DATA = "data/wice/";

  @ParameterizedTest
  @ValueSource(strings = {"gpt-3.5-turbo-0613", "gpt-4-0613", "t5-3b-anli", "t5-3b-anli-wice"})
  void the_published_figures_of_the_recorded_models_come_out_to_the_last_digit(String model)
      throws IOException {
    JsonNode expected =
        Json.PLAIN.readTree(
            Shared.file(DATA + "expected/" + model + ".test.entailment_score.evaluation.json")
                .toFile());
    List<WiceScore> scores = recorded(model);
    assertThat(scores)
        .extracting(WiceScore::comparison)
        .containsExactly("0_vs_1", "1_vs_2", "0_vs_2", "0_vs_1,2");
    for (WiceScore score : scores) {
      String c = score.comparison();
      assertThat(score.auroc()).as(c).isEqualTo(expected.at("/roc/" + c + "/roc").asDouble());
      JsonNode f1 = expected.at("/f1/" + c);
      assertThat(score.f1()).as(c).isEqualTo(f1.get("f1").asDouble());
      assertThat(score.precision()).as(c).isEqualTo(f1.get("precision").asDouble());
      assertThat(score.recall()).as(c).isEqualTo(f1.get("recall").asDouble());
      assertThat(score.threshold()).as(c).isEqualTo(f1.get("threshold").asDouble());
      assertThat(score.accuracy())
          .as(c)
          .isEqualTo(expected.at("/accuracy/" + c + "/accuracy").asDouble());
      assertThat(score.balancedAccuracy())
          .as(c)
          .isEqualTo(expected.at("/balanced_accuracy/" + c + "/balanced_accuracy").asDouble());
      List<Double> scan = new ArrayList<>();
      f1.at("/dev/scores").forEach(v -> scan.add(v.asDouble()));
      assertThat(score.scan()).as(c).isEqualTo(scan);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-3.5-turbo-0613", "gpt-4-0613"})
  void raw_answers_give_the_recorded_scores(String model) {
    WiceFiles.Scores raw =
        WiceFiles.scores(Shared.file(DATA + "raw_responses/" + model + ".jsonl"));
    WiceFiles.Scores recorded =
        WiceFiles.scores(Shared.file(DATA + "scores/" + model + ".test.entailment_score.json"));
    assertThat(raw).isEqualTo(recorded);
  }

  static List<WiceScore> recorded(String model) {
    String scores = DATA + "scores/" + model;
    WiceScore.Split test =
        new WiceScore.Split(
            WiceFiles.gold(Shared.file(DATA + "test_claims.jsonl")),
            WiceFiles.scores(Shared.file(scores + ".test.entailment_score.json")).byId());
    // The published script chose the GPTs' thresholds on the test claims.
    WiceScore.Split dev =
        model.startsWith("gpt")
            ? test
            : new WiceScore.Split(
                WiceFiles.gold(Shared.file(DATA + "dev_gold_labels.json")),
                WiceFiles.scores(Shared.file(scores + ".dev.entailment_score.json")).byId());
    return WiceScore.all(dev, test);
  }

  @Test
  void the_threshold_is_the_first_that_is_best_on_the_development_claims() {
    WiceScore.Split dev =
        split(Map.of("a", Label.SUPPORTED, "b", Label.NOT_SUPPORTED), Map.of("a", 0.5, "b", 0.205));
    WiceScore.Split test =
        split(
            Map.of("c", Label.SUPPORTED, "d", Label.PARTIALLY_SUPPORTED, "e", Label.SUPPORTED),
            Map.of("c", 0.9, "d", 0.3, "e", 0.2));
    WiceScore headline = WiceScore.all(dev, test).get(1);
    // Dev: up to 0.20 both are positive (F1 2/3), from 0.21 to 0.49 only a (F1 1).
    // Test above 0.21: c right, d wrong, e missed: precision 1/2, recall 1/2.
    assertThat(headline.comparison()).isEqualTo(WiceScore.HEADLINE);
    assertThat(headline.threshold()).isEqualTo(0.21);
    assertThat(headline.f1()).isEqualTo(0.5);
    assertThat(headline.accuracy()).isEqualTo(1.0 / 3);
    assertThat(headline.balancedAccuracy()).isEqualTo(0.25);
    // Pairs: c above d, e below d.
    assertThat(headline.auroc()).isEqualTo(0.5);
  }

  @Test
  void a_score_for_a_claim_without_gold_is_refused() {
    assertThatThrownBy(() -> split(Map.of("a", Label.SUPPORTED), Map.of("x", 0.5)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no gold label for the scored claim 'x'");
  }

  @Property
  void trapezoids_and_pair_counts_are_the_same_area(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(max = 1) Double> positive,
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(max = 1) Double> negative) {
    double[] all = new double[positive.size() + negative.size()];
    boolean[] labels = new boolean[all.length];
    for (int i = 0; i < all.length; i++) {
      labels[i] = i < positive.size();
      all[i] = labels[i] ? positive.get(i) : negative.get(i - positive.size());
    }
    double area =
        Roc.compute(
                positive.stream().mapToDouble(d -> d).toArray(),
                negative.stream().mapToDouble(d -> d).toArray())
            .area();
    assertThat(area).isCloseTo(RankedScores.sort(all, labels).auroc(), within(1e-12));
  }

  private static WiceScore.Split split(Map<String, Label> labels, Map<String, Double> scores) {
    return new WiceScore.Split(labels, scores);
  }
}
