package dev.claimbench.model;

import java.time.Duration;
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
 * @param models finds the files of models that run in this process
 * @param stall longest silence of a server in the middle of an answer
 */
public record ModelOptions(
    int context,
    int threads,
    Function<String, String> environment,
    LocalModels models,
    Duration stall) {

  /** Between two tokens of one answer; a loaded model on a busy machine needs a tenth of it. */
  public static final Duration USUAL_STALL = Duration.ofSeconds(60);

  /** With the usual patience for a server that falls silent. */
  public ModelOptions(
      int context, int threads, Function<String, String> environment, LocalModels models) {
    this(context, threads, environment, models, USUAL_STALL);
  }

  public ModelOptions {
    if (context < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "context and threads must be 1 or more, got " + context + " and " + threads);
    }
    Objects.requireNonNull(environment);
    Objects.requireNonNull(models);
    Objects.requireNonNull(stall);
  }
}
