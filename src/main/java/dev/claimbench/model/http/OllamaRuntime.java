package dev.claimbench.model.http;

import dev.claimbench.model.Concurrency;
import dev.claimbench.model.Dependencies;
import dev.claimbench.model.LoadedModel;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** {@code ollama/}: a model of an Ollama server. */
public final class OllamaRuntime implements ModelRuntime {
  @Override
  public String name() {
    return "ollama";
  }

  @Override
  public String example() {
    return "ollama/qwen3:8b or ollama/qwen3:8b@http://gpu1:11434";
  }

  @Override
  public Location location() {
    return Location.SERVER;
  }

  @Override
  public boolean hasWeights() {
    return true;
  }

  @Override
  public Optional<URI> defaultEndpoint(Function<String, String> environment) {
    return Optional.of(OllamaHost.address(environment));
  }

  @Override
  public Model open(ModelSpec spec, ModelOptions options) throws ModelException {
    return new OllamaModel(spec, options, options.stall());
  }

  /** How many it takes at a time is set where it is started; most often 1. */
  @Override
  public Concurrency concurrency() {
    return new Concurrency(1, 32);
  }

  @Override
  public String dependency() {
    return Dependencies.find("ollama");
  }

  @Override
  public Optional<LoadedModel> loaded(
      ModelSpec spec, String name, Function<String, String> environment) throws ModelException {
    return new OllamaServer(spec.address(environment), environment).loaded(name);
  }
}
