package dev.claimbench.study;

import java.util.List;
import java.util.Optional;

/**
 * One configuration of a study; has exactly one of {@code model}, {@code answers} and {@code run}.
 *
 * @param id also the name of its run folder
 * @param model as in {@code run --model}
 * @param answers file of another system's answers, as in {@code score --answers}
 * @param run folder of a run that was made elsewhere
 * @param prompts folder of prompts
 * @param adapt as in {@code run --adapt}, in that order
 * @param examples stories of few-shot examples; none for all of dev
 */
public record Arm(
    String id,
    Kind kind,
    Optional<String> model,
    Optional<String> answers,
    Optional<String> run,
    Optional<String> prompts,
    List<String> adapt,
    double temperature,
    List<String> examples) {

  /** What it stands for in the claims. */
  public enum Kind {
    OPEN("open, off the shelf"),
    ADAPTED("open, adapted"),
    PROPRIETARY("proprietary");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String toText() {
      return words;
    }
  }

  /** Where its answers come from, in words. */
  public String source() {
    String from = model.or(() -> answers).or(() -> run).orElseThrow();
    return adapt.isEmpty() ? from : from + " + " + String.join(" + ", adapt);
  }
}
