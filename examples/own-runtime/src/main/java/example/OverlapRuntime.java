package example;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.text.UserError;



/**
 * {@code overlap/0.6}: no language model, but the baseline that one should beat. The number is the
 * share of a claim's words that a sentence must have to support it.
 */
public final class OverlapRuntime implements ModelRuntime {
  @Override
  public String name() {
    return "overlap";
  }

  @Override
  public String example() {
    return "overlap/0.6";
  }

  @Override
  public Location location() {
    return Location.IN_PROCESS;
  }

  @Override
  public Model open(ModelSpec spec, ModelOptions options) {
    double share;
    try {
      share = Double.parseDouble(spec.model());
    } catch (NumberFormatException e) {
      share = Double.NaN;
    }
    if (!(share >= 0 && share <= 1)) {
      throw new UserError(
          spec.text() + ": expected a share of words from 0 to 1, such as " + example());
    }
    return new OverlapModel(spec.text(), share);
  }
}
