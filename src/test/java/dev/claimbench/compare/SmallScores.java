package dev.claimbench.compare;

import dev.claimbench.score.Outcomes;
import dev.claimbench.score.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Scores by hand: so many verdicts right in each story, all of them with the gold SUPPORTED. */
final class SmallScores {
  private SmallScores() {}

  /** Ten verdicts a story, of which the first {@code right[i]} of story i are right. */
  static Scores of(String model, int... right) {
    List<Part> parts = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    Map<String, String> articles = new TreeMap<>();
    int sum = 0;
    for (int i = 0; i < right.length; i++) {
      String story = "story" + i;
      articles.put("article" + i, "hash" + i);
      // Confusion, gold SUPPORTED: answered SUPPORTED, REFUTED, NOT_ENOUGH_INFO, none.
      List<Double> row = new ArrayList<>(java.util.Collections.nCopies(12, 0.0));
      row.set(0, (double) right[i]);
      row.set(1, 10.0 - right[i]);
      parts.add(new Part(story, story + "/f1", row));
      for (int k = 0; k < 10; k++) {
        boolean ok = k < right[i];
        items.add(
            new Item(
                "verify " + story + "/v" + k + "@article" + i,
                "verify",
                story,
                "claim " + k + " of " + story,
                "SUPPORTED",
                ok ? "SUPPORTED" : "REFUTED",
                ok,
                "a quote"));
      }
      sum += right[i];
    }
    double value = sum / (10.0 * right.length);
    return new Scores(
        model + ".json",
        model,
        Map.of("model", model, Scores.GOLD_VERSION, "1.0"),
        "gold",
        true,
        articles,
        Map.of("verify", new Outcomes(10 * right.length, 0, 0, 0, 0, 0)),
        Map.of(
            "verify.accuracy", new Measure("verify.accuracy", OptionalDouble.of(value), "", parts)),
        items);
  }

  static Scores incomplete(Scores s) {
    return new Scores(
        s.name(),
        s.model(),
        s.made(),
        s.goldHash(),
        false,
        s.articles(),
        Map.of("verify", new Outcomes(58, 0, 0, 0, 2, 0)),
        s.measures(),
        s.items());
  }

  static Scores withGold(Scores s, String hash) {
    return new Scores(
        s.name(),
        s.model(),
        s.made(),
        hash,
        s.complete(),
        s.articles(),
        s.outcomes(),
        s.measures(),
        s.items());
  }

  /** A policy with one deciding figure. */
  static Policy policy(double margin) {
    return PolicyReader.parse(
        "gate.yaml", "version: 1\nprimary:\n  verify.accuracy: {margin: " + margin + "}\n");
  }
}
