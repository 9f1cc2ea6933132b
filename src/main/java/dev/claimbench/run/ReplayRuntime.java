package dev.claimbench.run;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import java.nio.file.Path;
import java.util.Optional;

/** {@code replay/}: the journal of an earlier run. */
public final class ReplayRuntime implements ModelRuntime {
  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String example() {
    return "replay/runs/<id>";
  }

  @Override
  public Location location() {
    return Location.RECORDED;
  }

  /** One spelling for each folder: {@code runs/x/} is {@code runs/x}. */
  @Override
  public ModelSpec parse(String text) {
    return new ModelSpec(this, Path.of(text).toString(), Optional.empty());
  }

  @Override
  public Model open(ModelSpec spec, ModelOptions options) {
    return new ReplayModel(Path.of(spec.model()));
  }
}
