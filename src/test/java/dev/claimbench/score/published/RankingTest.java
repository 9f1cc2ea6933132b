package dev.claimbench.score.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.Shared;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.dataset.imports.Wice.Label;
import dev.claimbench.dataset.imports.WiceFiles;
import dev.claimbench.stats.KendallTau;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Do our measures rank models as the published ones do? */
class RankingTest {
  private static final List<String> MODELS =
      List.of("gpt-3.5-turbo-0613", "gpt-4-0613", "t5-3b-anli", "t5-3b-anli-wice");

  @Test
  void balanced_accuracy_ranks_the_recorded_wice_models_as_published_and_macro_f1_nearly() {
    Map<String, Label> labels = WiceFiles.gold(Shared.file("data/wice/test_claims.jsonl"));
    double[] f1 = new double[MODELS.size()];
    double[] auroc = new double[MODELS.size()];
    double[] macroF1 = new double[MODELS.size()];
    double[] balanced = new double[MODELS.size()];
    for (int i = 0; i < MODELS.size(); i++) {
      List<WiceScore> scores = WiceScoreTest.recorded(MODELS.get(i));
      WiceScore headline = scores.get(scores.size() - 1);
      assertThat(headline.comparison()).isEqualTo(WiceScore.HEADLINE);
      f1[i] = headline.f1();
      auroc[i] = headline.auroc();
      List<PublishedFigure> ours = ours(MODELS.get(i), labels, headline.threshold());
      macroF1[i] = Figures.value(ours, "macro_f1");
      balanced[i] = Figures.value(ours, "balanced_accuracy");
    }
    // Published F1 of supported: 0.393, 0.610, 0.618, 0.778; AUROC: 0.569, 0.802, 0.913, 0.947.
    assertThat(f1).containsExactly(roundly(0.393, 0.610, 0.618, 0.778), within(5e-4));
    assertThat(auroc).containsExactly(roundly(0.569, 0.802, 0.913, 0.947), within(5e-4));
    // Ours: balanced accuracy ranks the same four.
    assertThat(balanced).containsExactly(roundly(0.564, 0.787, 0.817, 0.907), within(5e-4));
    assertThat(KendallTau.b(balanced, f1)).isCloseTo(1, within(1e-12));
    assertThat(KendallTau.b(balanced, auroc)).isCloseTo(1, within(1e-12));
    // Macro-F1 swaps the two in the middle, which differ by 0.008 in F1: 5 of 6 pairs agree, so
    // (5 - 1) / 6. It also rewards what GPT-4 does not call supported, which F1 does not see.
    assertThat(macroF1).containsExactly(roundly(0.310, 0.724, 0.710, 0.848), within(5e-4));
    assertThat(KendallTau.b(macroF1, f1)).isCloseTo(4.0 / 6, within(1e-12));
  }

  private static double[] roundly(double... values) {
    return values;
  }

  /** As our verdicts: above the threshold SUPPORTED, else not, on the claims that were scored. */
  private static List<PublishedFigure> ours(
      String model, Map<String, Label> labels, double threshold) {
    Map<String, Double> scores =
        WiceFiles.scores(Shared.file("data/wice/scores/" + model + ".test.entailment_score.json"))
            .byId();
    LabelScore score = new LabelScore(2);
    scores.forEach(
        (id, value) ->
            score.add(
                labels.get(id) == Label.SUPPORTED ? Verdict.SUPPORTED : Verdict.NOT_ENOUGH_INFO,
                Optional.of(value > threshold ? Verdict.SUPPORTED : Verdict.NOT_ENOUGH_INFO)));
    return score.figures();
  }
}
