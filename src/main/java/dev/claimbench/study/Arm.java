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
 * @param seeds ids of the arms that differ from this one in the training's seed alone
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
    List<String> examples,
    List<String> seeds) {

  /** What it stands for in the claims. */
  public enum Kind {
    OPEN("open, off the shelf"),
    LEADING("open, leading, off the shelf"),
    ADAPTED("open, adapted"),
    /** Also asked without the article. */
    TRAINED("open, trained in house"),
    PROPRIETARY("proprietary");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String toText() {
      return words;
    }
  }

  /** It is taken as it was published. */
  public boolean offTheShelf() {
    return kind == Kind.OPEN || kind == Kind.LEADING;
  }

  /** Where its answers come from, in words. */
  public String source() {
    String from = model.or(() -> answers).or(() -> run).orElseThrow();
    return adapt.isEmpty() ? from : from + " + " + String.join(" + ", adapt);
  }
}
