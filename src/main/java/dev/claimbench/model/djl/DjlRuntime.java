package dev.claimbench.model.djl;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import java.nio.file.Path;

/**
 * {@code djl/}: a name of the catalogue or a path to a folder with an ONNX decoder, run by DJL and
 * ONNX Runtime.
 */
public final class DjlRuntime extends OnnxRuntime {
  @Override
  public String name() {
    return "djl";
  }

  @Override
  public Model open(ModelSpec spec, ModelOptions options) throws ModelException {
    return new DjlModel(spec, options);
  }

  @Override
  Path check(Path folder) throws ModelFolderException {
    return DecoderFolder.read(folder).folder();
  }
}
