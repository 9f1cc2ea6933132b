package dev.claimbench.run;

import dev.claimbench.model.ModelSpec;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What is asked of which model, and how.
 *
 * @param withoutArticle asks every verdict once more with the article left out of the prompt
 * @param out the run's folder; one of a stopped run is resumed
 */
public record Experiment(
    ModelSpec model,
    Inputs inputs,
    AskingMethod method,
    ModelAccess access,
    boolean withoutArticle,
    Path out) {
  /** How many verdicts are asked for where nothing says so. */
  public static final int VERDICTS = 50;

  /** Everything once, greedily. */
  public static Experiment of(ModelSpec model, Inputs inputs, Path out) {
    return new Experiment(model, inputs, AskingMethod.greedy(), ModelAccess.standard(), false, out);
  }

  public Experiment withInputs(Inputs other) {
    return new Experiment(model, other, method, access, withoutArticle, out);
  }

  public Experiment withMethod(AskingMethod other) {
    return new Experiment(model, inputs, other, access, withoutArticle, out);
  }

  public Experiment withAccess(ModelAccess other) {
    return new Experiment(model, inputs, method, other, withoutArticle, out);
  }

  public Experiment withOut(Path folder) {
    return new Experiment(model, inputs, method, access, withoutArticle, folder);
  }

  public Experiment withoutArticle(boolean other) {
    return new Experiment(model, inputs, method, access, other, out);
  }

  /** The same asked of another model. */
  public Experiment of(ModelSpec other) {
    return new Experiment(other, inputs, method, access, withoutArticle, out);
  }

  /**
   * Reads everything and decides what is asked.
   *
   * @throws UserError for anything wrong with the inputs
   */
  public RunPlan plan(Home home, Consumer<String> notes) {
    RunPlan plan =
        inputs
            .plan(home, method.sampling(access.timeout()), VERDICTS, notes)
            .repeated(method.repeats());
    if (withoutArticle
        && (plan.verdicts().isEmpty() || !plan.templates().containsKey(Tasks.VERIFY.name()))) {
      throw new UserError("--without-article: it asks for verdicts, and none are asked for");
    }
    return plan;
  }
}
