package dev.claimbench.model;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A way to run models: all that the rest of the program asks of {@code ollama/} or {@code gguf/} is
 * answered here. {@link Runtimes} finds the implementations, also those of other jars: public
 * classes with a public constructor without parameters, named in {@code
 * META-INF/services/dev.claimbench.model.ModelRuntime}. Such a class is loaded at every start, so
 * it must not need an optional dependency before {@link #open}.
 */
public interface ModelRuntime {
  /** Where the work is done. */
  enum Location {
    /** In this process, with its memory. */
    IN_PROCESS,
    /** On a server; a spec may name its address after an {@code @}. */
    SERVER,
    /** Nowhere: replies that were recorded are handed out again. */
    RECORDED
  }

  /** What a spec begins with, before the slash: lower-case letters, digits and hyphens. */
  String name();

  /** What a spec looks like, for messages, e.g. {@code gguf/path/to/model.gguf}. */
  String example();

  Location location();

  /**
   * The address of a spec that names none; empty where it must. For servers only.
   *
   * @param environment looks up a variable; null where it is not set
   * @throws dev.claimbench.text.UserError where a variable that should hold it does not
   */
  default Optional<URI> defaultEndpoint(Function<String, String> environment) {
    return Optional.empty();
  }

  /** Whether a text that begins with no runtime's name is a model of this one. */
  default boolean recognizes(String text) {
    return false;
  }

  /**
   * Reads what stands after the slash of a spec.
   *
   * @param text not blank
   * @throws dev.claimbench.text.UserError that repeats nothing that may be a password
   */
  default ModelSpec parse(String text) {
    return SpecText.parse(this, text);
  }

  /**
   * Opens a model, which keeps memory or connections until it is closed.
   *
   * @throws ModelException when the model is not there or its server does not answer
   */
  Model open(ModelSpec spec, ModelOptions options) throws ModelException;

  /**
   * Looks for a model that runs in this process without loading it; one of the catalogue is
   * downloaded. Its weights are not looked into.
   *
   * @return its file or folder; empty where it can only be opened
   * @throws ModelException where something of it is missing
   * @throws dev.claimbench.text.UserError where there is no such model
   */
  default Optional<Path> find(ModelSpec spec, ModelOptions options) throws ModelException {
    return Optional.empty();
  }

  /** Whether its models are files on the machine that runs them, with weights anybody can have. */
  default boolean hasWeights() {
    return false;
  }

  /** How many calls to have in flight at one of its servers, or in this process. */
  default Concurrency concurrency() {
    return Concurrency.ONE;
  }

  /**
   * Why it cannot be asked these tasks, as the end of a sentence that begins with the model: {@code
   * judges claims and cannot write any; give --task verify}.
   *
   * @param tasks names of tasks
   * @return empty where it can do all of them
   */
  default Optional<String> refusal(Set<String> tasks) {
    return Optional.empty();
  }

  /**
   * The Maven coordinates of what users of the library add for it, {@code group:artifact:version},
   * several with {@code and} between them; empty where nothing is missing.
   */
  default String dependency() {
    return "";
  }

  /**
   * What the server says of a model that it holds in memory.
   *
   * @param name the model's own name, as in {@link ModelInfo#name()}
   * @param environment looks up a variable, for address and proxy; null where it is not set
   * @return empty where it does not say, or does not hold the model
   * @throws ModelException where it does not answer
   */
  default Optional<LoadedModel> loaded(
      ModelSpec spec, String name, Function<String, String> environment) throws ModelException {
    return Optional.empty();
  }
}
