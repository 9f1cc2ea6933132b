package dev.claimbench.study;

import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Think;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Home;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.strategy.Adaptation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A study as its file says it, decisions included, before anything is asked.
 *
 * @param where the file, for messages
 * @param inputs what is asked, the same for each arm
 * @param repeats how often each arm is asked everything
 * @param settings how each arm is asked
 * @param baseline id of the arm that the others are compared with
 * @param measures figures of the report, the first is the headline
 * @param prices file of API prices
 * @param hardware file of machines
 */
public record Study(
    String where,
    String title,
    Inputs inputs,
    int repeats,
    Settings settings,
    List<Arm> arms,
    String baseline,
    List<String> measures,
    Optional<GainClaim> gain,
    Optional<CheaperClaim> cheaper,
    String prices,
    String hardware) {

  /**
   * How each arm is asked; what is empty is as {@code claimbench run} has it.
   *
   * @param context in tokens
   * @param timeout of one call, in seconds
   * @param concurrency calls in flight
   */
  public record Settings(
      Optional<Integer> context,
      Optional<Integer> timeout,
      Optional<Integer> seed,
      Optional<Integer> concurrency,
      Optional<Think> think) {}

  /**
   * "So much more accurate".
   *
   * @param relative 0.3 for 30% of the baseline's own figure
   * @param arms that it is claimed of
   */
  public record GainClaim(String measure, double relative, List<String> arms) {}

  /**
   * "Up to so much cheaper", by an arm that is as good.
   *
   * @param share 0.9 for 90%
   * @param margin by how much of the first measure an arm may be worse than what it replaces
   */
  public record CheaperClaim(double share, double margin, List<Cell> cells) {}

  /**
   * One way to compute the cost.
   *
   * @param machine of the hardware file
   * @param price {@code provider/model} of the price list
   */
  public record Cell(String arm, String machine, String price) {}

  public Study {
    arms = List.copyOf(arms);
    measures = List.copyOf(measures);
  }

  /** What an arm is asked about. */
  public Inputs inputs(Arm arm, Home home) {
    return arm.prompts().map(p -> inputs.withPrompts(home.find(p))).orElse(inputs);
  }

  /**
   * What an arm with a model asks of it.
   *
   * @throws dev.claimbench.text.UserError for a value out of range, and what is no model's name
   */
  public Experiment experiment(Arm arm, Home home, Path out) {
    ModelAccess usual = ModelAccess.standard();
    return new Experiment(
        ModelSpec.parse(arm.model().orElseThrow()),
        inputs(arm, home),
        new AskingMethod(
            arm.temperature(),
            false,
            settings.seed().orElse(AskingMethod.SEED),
            repeats,
            settings.think(),
            arm.adapt().stream().map(how -> Adaptation.parse("--adapt", how)).toList(),
            arm.examples()),
        new ModelAccess(
            settings.context().orElse(usual.context()),
            settings.timeout().map(Duration::ofSeconds).orElse(usual.timeout()),
            usual.stall(),
            usual.revision(),
            usual.endpoints()),
        arm.kind() == Arm.Kind.TRAINED,
        out);
  }

  /** The arm of that id. */
  public Optional<Arm> arm(String id) {
    return arms.stream().filter(a -> a.id().equals(id)).findFirst();
  }
}
