package dev.claimbench.model.djl;

import dev.claimbench.model.Dependencies;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import java.nio.file.Path;
import java.util.Optional;

/** What runs a folder of the catalogue or of the user in this process, by DJL and ONNX Runtime. */
abstract class OnnxRuntime implements ModelRuntime {
  /**
   * Looks whether all but the weights of a folder can be read.
   *
   * @return where its files are
   */
  abstract Path check(Path folder) throws ModelFolderException;

  @Override
  public String example() {
    return name() + "/path/to/folder";
  }

  @Override
  public Location location() {
    return Location.IN_PROCESS;
  }

  @Override
  public boolean hasWeights() {
    return true;
  }

  @Override
  public Optional<Path> find(ModelSpec spec, ModelOptions options) throws ModelException {
    try {
      return Optional.of(check(options.models().folder(spec.model())));
    } catch (ModelFolderException e) {
      throw OnnxFiles.unusable(spec.text(), e);
    }
  }

  @Override
  public String dependency() {
    return Dependencies.find("djl");
  }
}
