package dev.claimbench.model;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a model is opened with, apart from its name.
 *
 * @param context tokens that prompt and answer share, 1 or more; a model trained on fewer gets
 *     those
 * @param threads for models that run in this process, 1 or more
 * @param environment looks up an environment variable, null where it is not set; {@code
 *     System::getenv} outside tests
 * @param ggufFile finds the file of a {@code gguf/} model by its catalogue name or path; may throw
 *     a {@link dev.claimbench.claim.UserError}
 */
public record ModelOptions(
    int context,
    int threads,
    Function<String, String> environment,
    Function<String, Path> ggufFile) {
  public ModelOptions {
    if (context < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "context and threads must be 1 or more, got " + context + " and " + threads);
    }
    Objects.requireNonNull(environment);
    Objects.requireNonNull(ggufFile);
  }
}
