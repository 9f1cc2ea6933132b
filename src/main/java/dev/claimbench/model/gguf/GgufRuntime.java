package dev.claimbench.model.gguf;

import dev.claimbench.model.Dependencies;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import java.nio.file.Path;
import java.util.Optional;

/** {@code gguf/}: a name of the catalogue or a path to a {@code .gguf} file, run by llama.cpp. */
public final class GgufRuntime implements ModelRuntime {
  @Override
  public String name() {
    return "gguf";
  }

  @Override
  public String example() {
    return "gguf/qwen2.5-coder-0.5b or gguf/path/to/model.gguf";
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
  public boolean recognizes(String text) {
    return text.endsWith(".gguf");
  }

  @Override
  public Model open(ModelSpec spec, ModelOptions options) throws ModelException {
    return new GgufModel(spec, options);
  }

  @Override
  public Optional<Path> find(ModelSpec spec, ModelOptions options) {
    return Optional.of(options.models().file(spec.model()));
  }

  @Override
  public String dependency() {
    return Dependencies.find("gguf");
  }
}
