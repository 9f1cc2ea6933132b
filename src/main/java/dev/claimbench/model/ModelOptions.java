package dev.claimbench.model;

import java.nio.file.Path;
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
 * @param ggufFile finds the file of a {@code gguf/} model by its catalogue name or path; may throw
 *     a {@link dev.claimbench.claim.UserError}
 * @param onnxFolder finds the folder of a {@code djl/} or {@code djl-nli/} model by its catalogue
 *     name or path; may throw a {@link dev.claimbench.claim.UserError}
 * @param stall longest silence of a server in the middle of an answer
 */
public record ModelOptions(
    int context,
    int threads,
    Function<String, String> environment,
    Function<String, Path> ggufFile,
    Function<String, Path> onnxFolder,
    Duration stall) {

  /** Between two tokens of one answer; a loaded model on a busy machine needs a tenth of it. */
  public static final Duration USUAL_STALL = Duration.ofSeconds(60);

  /** With the usual patience for a server that falls silent. */
  public ModelOptions(
      int context,
      int threads,
      Function<String, String> environment,
      Function<String, Path> ggufFile) {
    this(context, threads, environment, ggufFile, USUAL_STALL);
  }

  /** For models that are named by their path, where they are ONNX folders. */
  public ModelOptions(
      int context,
      int threads,
      Function<String, String> environment,
      Function<String, Path> ggufFile,
      Duration stall) {
    this(context, threads, environment, ggufFile, Path::of, stall);
  }

  public ModelOptions {
    if (context < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "context and threads must be 1 or more, got " + context + " and " + threads);
    }
    Objects.requireNonNull(environment);
    Objects.requireNonNull(ggufFile);
    Objects.requireNonNull(onnxFolder);
    Objects.requireNonNull(stall);
  }
}
