package dev.claimbench.run;

import dev.claimbench.model.Families;
import dev.claimbench.model.Model;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import dev.claimbench.strategy.Adaptation;
import dev.claimbench.strategy.SelfConsistency;
import dev.claimbench.text.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a model is asked: all that decides its answers beside the prompts.
 *
 * @param temperature 0 to 2; 0 is greedy
 * @param advised takes what the model's makers advise instead
 * @param seed of the first repeat; each further one has the next
 * @param repeats how many times everything is asked, 1 or more
 * @param think empty leaves it to the model
 * @param adaptations the first is nearest to the model
 * @param examples stories that few-shot examples are from; none takes all development stories
 */
public record AskingMethod(
    double temperature,
    boolean advised,
    int seed,
    int repeats,
    Optional<Think> think,
    List<Adaptation> adaptations,
    List<String> examples) {
  public static final int SEED = 7;

  /** Nobody asks as often; a damaged number would be gone through one by one. */
  static final int MOST_REPEATS = 10_000;

  /**
   * @throws UserError for a value out of range
   */
  public AskingMethod {
    adaptations = List.copyOf(adaptations);
    examples = List.copyOf(examples);
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new UserError("--temperature: expected 0 to 2, got " + temperature);
    }
    if (repeats < 1) {
      throw new UserError("--repeat: expected 1 or more, got " + repeats);
    }
    if (repeats > MOST_REPEATS) {
      throw new UserError("--repeat: expected at most " + MOST_REPEATS + ", got " + repeats);
    }
    if (adaptations.stream().anyMatch(a -> a instanceof Adaptation.Samples)) {
      // What a model's makers advise is never 0.
      SelfConsistency.requireTemperature("--adapt", advised ? 1 : temperature);
    }
  }

  /** Once, at temperature 0, as it is. */
  public static AskingMethod greedy() {
    return new AskingMethod(0, false, SEED, 1, Optional.empty(), List.of(), List.of());
  }

  public AskingMethod withThink(Think level) {
    return new AskingMethod(
        temperature, advised, seed, repeats, Optional.of(level), adaptations, examples);
  }

  /** As it stands here; most tokens come from each prompt. */
  public Sampling sampling(Duration timeout) {
    return new Sampling(temperature, Optional.empty(), Optional.empty(), seed, 1, timeout, think);
  }

  /**
   * For one model.
   *
   * @throws UserError where its makers' advice is wanted and not known
   */
  public Sampling sampling(Model model, Duration timeout) {
    Sampling own = sampling(timeout);
    return advised
        ? Families.advised(model.info().name(), own)
            .orElseThrow(
                () ->
                    new UserError(
                        "--sampling family: nothing is known of '"
                            + model.info().name()
                            + "'; give --temperature"))
        : own;
  }
}
