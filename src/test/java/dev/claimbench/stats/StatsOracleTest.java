package dev.claimbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.Shared;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What numpy, scipy, scikit-learn and statsmodels say of 100 WiCE claims and four models, to 1e-9.
 */
class StatsOracleTest {

  private static JsonNode oracle;
  private static boolean[] supported;
  private static final Map<String, double[]> SCORES = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    oracle = Json.PLAIN.readTree(Shared.file("oracles/stats_oracle.json").toFile());
    Map<String, String> labels = new HashMap<>();
    for (String line : Files.readAllLines(Shared.file("data/wice/test_claims.jsonl"))) {
      JsonNode claim = Json.PLAIN.readTree(line);
      labels.put(claim.at("/meta/id").asText(), claim.get("label").asText());
    }
    List<String> ids = new ArrayList<>();
    scores("gpt-4-0613").fieldNames().forEachRemaining(ids::add);
    supported = new boolean[ids.size()];
    for (int i = 0; i < supported.length; i++) {
      supported[i] = labels.get(ids.get(i)).equals("supported");
    }
    for (String model : models()) {
      JsonNode scores = scores(model);
      SCORES.put(model, ids.stream().mapToDouble(id -> scores.get(id).asDouble()).toArray());
    }
  }

  @Test
  void every_figure_of_every_model_agrees() {
    SoftAssertions softly = new SoftAssertions();
    for (String model : models()) {
      JsonNode expected = oracle.get("per_model").get(model);
      double[] scores = SCORES.get(model);
      Confusion table = confusion(model);
      Counts counts = table.counts(0);
      Map<String, Double> ours = new HashMap<>();
      ours.put("tp", table.count(0, 0));
      ours.put("fp", table.count(1, 0));
      ours.put("fn", table.count(0, 1));
      ours.put("tn", table.count(1, 1));
      ours.put("accuracy", table.accuracy());
      ours.put("balanced_accuracy", table.balancedAccuracy());
      ours.put("precision", counts.precision());
      ours.put("recall", counts.recall());
      ours.put("f1", counts.f1());
      ours.put("macro_f1", table.macroF1());
      ours.put("kappa", table.kappa());
      ours.put("auroc", RankedScores.sort(scores, supported).auroc());
      ours.put("brier", brier(scores));
      ours.put("ece_10_equal_width", ece(scores));
      assertAgrees(softly, model, expected, ours);
    }
    softly.assertAll();
  }

  @Test
  void every_test_of_every_pair_agrees() {
    SoftAssertions softly = new SoftAssertions();
    JsonNode pairs = oracle.get("pairs");
    double[] exact = new double[pairs.size()];
    List<Map<String, Double>> all = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      boolean[] a = correct(pairs.get(i).get("a").asText());
      boolean[] b = correct(pairs.get(i).get("b").asText());
      McNemar mcNemar = mcNemar(a, b);
      exact[i] = mcNemar.exactP();
      Map<String, Double> ours = new HashMap<>();
      ours.put("mcnemar_exact_p", exact[i]);
      all.add(ours);
      JsonNode table = pairs.get(i).get("table");
      softly.assertThat(table.get(0).get(1).asInt()).isEqualTo(mcNemar.onlyFirst());
      softly.assertThat(table.get(1).get(0).asInt()).isEqualTo(mcNemar.onlySecond());
    }
    double[] holm = Holm.adjust(exact);
    for (int i = 0; i < pairs.size(); i++) {
      all.get(i).put("holm_p", holm[i]);
      assertAgrees(softly, "pair " + i, pairs.get(i), all.get(i));
    }
    softly.assertAll();
  }

  @Test
  void kappa_of_label_lists_is_that_of_the_table() {
    for (String model : models()) {
      boolean[] right = correct(model);
      List<Boolean> gold = new ArrayList<>();
      List<Boolean> said = new ArrayList<>();
      for (int i = 0; i < right.length; i++) {
        gold.add(supported[i]);
        said.add(supported[i] == right[i]);
      }
      double expected = oracle.at("/per_model/" + model + "/kappa").asDouble();
      assertThat(Kappa.cohen(gold, said)).isCloseTo(expected, within(1e-9));
    }
  }

  // Names of what is compared, and figures that no command has.
  private static final List<String> NOT_OURS =
      List.of(
          "a",
          "b",
          "table",
          "wilson95",
          "clopper_pearson95",
          "mcc",
          "average_precision",
          "se_clt",
          "mean_diff",
          "mcnemar_chi2_cc_p",
          "mcnemar_chi2_nocc_p",
          "paired_se",
          "unpaired_se",
          "paired_t_p",
          "wilcoxon_p",
          "bh_p");

  /** The oracle's is that of one of two outcomes: half of the sum over both. */
  private static double brier(double[] scores) {
    double[][] both =
        Arrays.stream(scores).mapToObj(p -> new double[] {1 - p, p}).toArray(double[][]::new);
    int[] gold = IntStream.range(0, scores.length).map(i -> supported[i] ? 1 : 0).toArray();
    return Brier.compute(both, gold) / 2;
  }

  private static double ece(double[] scores) {
    return Ece.bins(scores, supported, 10).stream()
            .filter(bin -> bin.items() > 0)
            .mapToDouble(bin -> bin.items() * Math.abs(bin.predicted() - bin.observed()))
            .sum()
        / scores.length;
  }

  private static McNemar mcNemar(boolean[] a, boolean[] b) {
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < a.length; i++) {
      onlyFirst += a[i] && !b[i] ? 1 : 0;
      onlySecond += !a[i] && b[i] ? 1 : 0;
    }
    return new McNemar(onlyFirst, onlySecond);
  }

  /** Every key of the oracle is one of ours, or known not to be. */
  private static void assertAgrees(
      SoftAssertions softly, String what, JsonNode expected, Map<String, Double> ours) {
    expected
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (NOT_OURS.contains(key)) {
                return;
              }
              softly.assertThat(ours).as(what).containsKey(key);
              double theirs = expected.get(key).asDouble();
              softly
                  .assertThat(ours.getOrDefault(key, Double.NaN))
                  .as(what + " " + key)
                  .isCloseTo(theirs, within(1e-9));
            });
  }

  private static List<String> models() {
    List<String> names = new ArrayList<>();
    oracle.get("thresholds").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode scores(String model) throws IOException {
    String name = "data/wice/scores/" + model + ".test.entailment_score.json";
    return Json.PLAIN.readTree(Shared.file(name).toFile());
  }

  /** Whether the model's score is on the right side of the threshold chosen on dev. */
  private static boolean[] correct(String model) {
    double threshold = oracle.get("thresholds").get(model).asDouble();
    double[] scores = SCORES.get(model);
    boolean[] correct = new boolean[scores.length];
    for (int i = 0; i < correct.length; i++) {
      correct[i] = (scores[i] > threshold) == supported[i];
    }
    return correct;
  }

  private static Confusion confusion(String model) {
    boolean[] right = correct(model);
    double[] counts = new double[4];
    for (int i = 0; i < right.length; i++) {
      int gold = supported[i] ? 0 : 1;
      counts[gold * 2 + (right[i] ? gold : 1 - gold)]++;
    }
    return Confusion.of(2, counts);
  }
}
