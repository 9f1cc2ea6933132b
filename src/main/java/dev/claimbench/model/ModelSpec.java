package dev.claimbench.model;

import dev.claimbench.text.UserError;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model as the user names it: {@code runtime/model[@where]}.
 *
 * @param model its name or path for that runtime
 * @param endpoint where its server is, as the user says; empty where the user does not, and for a
 *     model without a server
 */
public record ModelSpec(ModelRuntime runtime, String model, Optional<URI> endpoint) {
  public ModelSpec {
    Objects.requireNonNull(runtime);
    Objects.requireNonNull(model);
    Objects.requireNonNull(endpoint);
  }

  /**
   * Reads a model's name. {@code gguf/qwen2.5-coder-0.5b}, a path that ends in {@code .gguf},
   * {@code djl/path/to/folder}, {@code djl-nli/path/to/folder}, {@code ollama/qwen3:8b}, {@code
   * ollama/qwen3:8b@http://gpu1:11434}, {@code openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1} and
   * {@code replay/runs/x} pass; {@code qwen3:8b}, {@code openai/x} (where?) and {@code
   * ollama/x@http://me:secret@gpu1} do not.
   *
   * @throws UserError with the nearest runtime where it is unknown; never repeats what may be a
   *     password
   */
  public static ModelSpec parse(String text) {
    return SpecText.parse(text.strip());
  }

  /** Without credentials; {@code parse(text())} gives the same spec again. */
  public String text() {
    return runtime.name() + "/" + model + endpoint.map(where -> "@" + where).orElse("");
  }

  /**
   * The same model at another address.
   *
   * @throws UserError where the address is not a URL, has credentials, or the model has no server
   */
  public ModelSpec at(String url) {
    return SpecText.at(this, url);
  }

  /**
   * Where its server is, by the runtime's own rule where the user does not say.
   *
   * @param environment looks up a variable; null where it is not set
   * @throws dev.claimbench.text.UserError where a variable that should hold it does not
   * @throws IllegalStateException for a model without one
   */
  public URI address(Function<String, String> environment) {
    return endpoint
        .or(() -> runtime.defaultEndpoint(environment))
        .orElseThrow(() -> new IllegalStateException(text() + " has no server"));
  }

  /** Whether it only hands out replies that were recorded. */
  public boolean isRecorded() {
    return runtime.location() == ModelRuntime.Location.RECORDED;
  }

  /** As {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }
}
