package dev.claimbench.model.djl;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * {@code djl-nli/}: a name of the catalogue or a path to a folder with an ONNX cross-encoder for
 * natural language inference, run by DJL and ONNX Runtime.
 */
public final class NliRuntime extends OnnxRuntime {
  @Override
  public String name() {
    return "djl-nli";
  }

  @Override
  public Model open(ModelSpec spec, ModelOptions options) throws ModelException {
    return new NliModel(spec, options);
  }

  @Override
  Path check(Path folder) throws ModelFolderException {
    return EncoderFolder.read(folder).folder();
  }

  @Override
  public Optional<String> refusal(Set<String> tasks) {
    return tasks.equals(Set.of("verify"))
        ? Optional.empty()
        : Optional.of("judges claims and cannot write any; give --task verify");
  }
}
