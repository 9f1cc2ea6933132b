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

/** {@code ollama/}: a model of an Ollama server. */
public final class OllamaRuntime implements ModelRuntime {
  private static final URI HERE = URI.create("http://127.0.0.1:11434");

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
  public Optional<URI> defaultEndpoint() {
    return Optional.of(HERE);
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
    return Dependencies.of("ollama");
  }

  @Override
  public Optional<LoadedModel> loaded(ModelSpec spec, String name) throws ModelException {
    return new OllamaServer(spec.address()).loaded(name);
  }
}
