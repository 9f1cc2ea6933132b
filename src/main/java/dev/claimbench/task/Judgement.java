package dev.claimbench.task;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.Text;
import java.util.Map;
import java.util.Optional;

/**
 * A model's verdict on a claim.
 *
 * @param evidence what it quoted before deciding; empty where it found nothing
 * @param probabilities how probable the runtime held each verdict to be, adding up to 1; empty
 *     where it does not tell
 */
public record Judgement(
    Verdict verdict, Optional<String> evidence, Optional<Map<Verdict, Double>> probabilities) {
  public Judgement {
    evidence = evidence.map(Text::wellFormed);
  }

  public Judgement(Verdict verdict, Optional<String> evidence) {
    this(verdict, evidence, Optional.empty());
  }
}
