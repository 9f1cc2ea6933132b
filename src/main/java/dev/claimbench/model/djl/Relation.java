package dev.claimbench.model.djl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a premise stands to a hypothesis, in the words of natural language inference. */
public enum Relation {
  /** A reader who accepts the premise must accept the hypothesis. */
  ENTAILMENT("entailment entails entailed supported supports support consistent grounded faithful"),
  /** Both cannot be true. */
  CONTRADICTION("contradiction contradicts contradicted contradictory refuted refutes"),
  /** Neither; models with two labels have it for all that is not entailed. */
  NEUTRAL(
      "neutral notentailment notentailed nonentailment notsupported unsupported inconsistent"
          + " notgrounded ungrounded unfaithful hallucinated hallucination notenoughinfo"
          + " notenoughinformation nei");

  /** Lower-case letters only, a space around each. */
  private final String names;

  Relation(String names) {
    this.names = " " + names + " ";
  }

  /** By what a model's config calls it, such as {@code not_entailment}; empty for another word. */
  static Optional<Relation> named(String label) {
    String letters = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return Arrays.stream(values()).filter(r -> r.names.contains(" " + letters + " ")).findFirst();
  }
}
