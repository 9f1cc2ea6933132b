package dev.claimbench.model.http;

import dev.claimbench.model.Concurrency;
import dev.claimbench.model.Dependencies;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;

/** {@code openai/}: a model of any server with the OpenAI chat API. */
public final class OpenAiRuntime implements ModelRuntime {
  @Override
  public String name() {
    return "openai";
  }

  @Override
  public String example() {
    return "openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1";
  }

  @Override
  public Location location() {
    return Location.SERVER;
  }

  @Override
  public Model open(ModelSpec spec, ModelOptions options) throws ModelException {
    return new OpenAiModel(spec, options, options.stall());
  }

  /** Most of these servers work on what is in flight together. */
  @Override
  public Concurrency concurrency() {
    return new Concurrency(8, 128);
  }

  @Override
  public String dependency() {
    return Dependencies.find("openai");
  }
}
