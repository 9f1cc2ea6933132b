package dev.claimbench.score.published;

import dev.claimbench.dataset.imports.Row;
import dev.claimbench.dataset.imports.SciFact;
import dev.claimbench.text.UserError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SciFact's figures at the level of abstracts and of sentences, micro-averaged over all claims that
 * have a prediction row.
 *
 * <p>An abstract is right <i>label-only</i> when its predicted label is the gold one, and
 * <i>rationalised</i> when also one whole gold rationale is among its first three predicted
 * sentences. A sentence is right by <i>selection</i> when all of one gold rationale that holds it
 * is predicted, and by <i>label</i> when also the label of its abstract is the gold one. Precision
 * is over what is predicted, recall over all gold evidence of the scored claims. Source: Wadden et
 * al. (2020), <i>Fact or Fiction: Verifying Scientific Claims</i>, EMNLP, §4; doc/evaluation.md at
 * github.com/allenai/scifact.
 */
public final class SciFactScore {
  /** How many predicted sentences of an abstract count at the level of abstracts. */
  public static final int FIRST_SENTENCES = 3;

  private final Map<String, SciFact.Claim> gold = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private long goldAbstracts;
  private long predictedAbstracts;
  private long rightLabel;
  private long rationalised;
  private long goldSentences;
  private long predictedSentences;
  private long selected;
  private long selectedAndLabelled;

  /** Takes the gold claims (a few hundred, held in memory: predictions name them by id). */
  public SciFactScore(Iterator<Row> claims) {
    claims.forEachRemaining(
        row -> {
          SciFact.Claim claim = SciFact.claim(row);
          if (!row.node().has("evidence")) {
            throw row.error("evidence", "gold evidence; this is an unlabelled split");
          }
          gold.put(claim.id(), claim);
        });
  }

  /**
   * Adds all predictions.
   *
   * @throws UserError for a claim that the gold does not have, or one that comes twice
   */
  public SciFactScore addAll(Iterator<Row> predictions) {
    predictions.forEachRemaining(row -> add(SciFact.prediction(row)));
    return this;
  }

  private void add(SciFact.Prediction prediction) {
    SciFact.Claim claim = gold.get(prediction.id());
    if (claim == null) {
      throw new UserError(
          prediction.where() + ": id: no gold claim " + prediction.id() + "; is it this split?");
    }
    if (!seen.add(prediction.id())) {
      throw new UserError(
          prediction.where() + ": id: a second prediction for claim " + prediction.id());
    }
    goldAbstracts += claim.evidence().size();
    claim.evidence().values().forEach(e -> e.rationales().forEach(r -> goldSentences += r.size()));
    prediction.evidence().forEach((id, p) -> add(claim.evidence().get(id), p));
  }

  private void add(SciFact.Evidence evidence, SciFact.Predicted predicted) {
    predictedAbstracts++;
    predictedSentences += predicted.sentences().size();
    if (evidence == null) {
      return;
    }
    boolean label = evidence.label() == predicted.label();
    int first = Math.min(FIRST_SENTENCES, predicted.sentences().size());
    Set<Integer> considered = new HashSet<>(predicted.sentences().subList(0, first));
    rightLabel += label ? 1 : 0;
    rationalised +=
        label && evidence.rationales().stream().anyMatch(considered::containsAll) ? 1 : 0;
    Set<Integer> all = new HashSet<>(predicted.sentences());
    long right =
        all.stream()
            .filter(
                s ->
                    evidence.rationales().stream()
                        .anyMatch(r -> r.contains(s) && all.containsAll(r)))
            .count();
    selected += right;
    selectedAndLabelled += label ? right : 0;
  }

  /** Claims of the gold that had no prediction row; their evidence is not in the recall. */
  public int withoutPrediction() {
    return gold.size() - seen.size();
  }

  /** Precision, recall and F1, four times, named as the published output. */
  public List<PublishedFigure> figures() {
    return List.of(
            ratio("abstract_label_only", rightLabel, predictedAbstracts, goldAbstracts),
            ratio("abstract_rationalized", rationalised, predictedAbstracts, goldAbstracts),
            ratio("sentence_selection", selected, predictedSentences, goldSentences),
            ratio("sentence_label", selectedAndLabelled, predictedSentences, goldSentences))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<PublishedFigure> ratio(String name, long right, long predicted, long gold) {
    double p = (double) right / predicted;
    double r = (double) right / gold;
    return List.of(
        PublishedFigure.of(name + ".precision", p, predicted, "nothing is predicted"),
        PublishedFigure.of(name + ".recall", r, gold, "no gold evidence"),
        PublishedFigure.of(
            name + ".f1",
            2 * p * r / (p + r),
            predicted + gold,
            "precision and recall are both 0"));
  }
}
