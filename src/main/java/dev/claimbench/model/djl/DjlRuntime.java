package dev.claimbench.model.djl;

import dev.claimbench.model.Dependencies;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code djl/}: a name of the catalogue or a path to a folder with an ONNX decoder, run by DJL and
 * ONNX Runtime.
 */
public final class DjlRuntime implements ModelRuntime {
  @Override
  public String name() {
    return "djl";
  }

  @Override
  public String example() {
    return "djl/path/to/folder";
  }

  @Override
  public Location location() {
    return Location.IN_PROCESS;
  }

  @Override
  public Model open(ModelSpec spec, ModelOptions options) throws ModelException {
    return new DjlModel(spec, options);
  }

  @Override
  public Optional<Path> find(ModelSpec spec, ModelOptions options) throws ModelException {
    try {
      return Optional.of(DecoderFolder.read(options.models().folder(spec.model())).folder());
    } catch (ModelFolderException e) {
      throw OnnxFiles.unusable(spec.text(), e);
    }
  }

  @Override
  public String dependency() {
    return Dependencies.find("djl");
  }
}
