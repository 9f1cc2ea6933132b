package dev.claimbench.model.djl;

import dev.claimbench.model.FileDigest;
import dev.claimbench.model.ModelException;
import dev.claimbench.text.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the runtimes of ONNX exports have in common: identity, quantisation, why one cannot be used.
 */
public final class OnnxFiles {
  private static final Pattern QUANTIZATION =
      Pattern.compile(
          "(?<![a-z0-9])(q4f16|q4|bnb4|q?u?int[48]|q8|quantized|fp16|bf16|fp32)(?![a-z0-9])");

  private OnnxFiles() {}

  /** A model that could not be opened, with what to do. */
  static ModelException unusable(String spec, Throwable why) {
    String message =
        why instanceof LinkageError
            ? ": DJL's native libraries do not load on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + " ("
                + why.getMessage()
                + "); run the model on ollama/ or openai/ instead"
            : why instanceof IOException
                ? " cannot be read: " + why.getMessage()
                : ": " + why.getMessage();
    return new ModelException(ModelException.Cause.NO_MODEL, spec + message, why);
  }

  /**
   * Of the digests of all files.
   *
   * @param files the graph first; those beside it or below are told apart by where they lie there
   * @param settings what else decides the answers, a line each
   */
  public static String digest(List<Path> files, String... settings) throws IOException {
    Path place = files.get(0).toAbsolutePath().getParent();
    StringBuilder lines = new StringBuilder();
    for (Path file : files) {
      Path path = file.toAbsolutePath();
      Path name = path.startsWith(place) ? place.relativize(path) : path.getFileName();
      lines
          .append(FileDigest.compute(file))
          .append("  ")
          .append(name.toString().replace('\\', '/'))
          .append('\n');
    }
    for (String setting : settings) {
      lines.append(setting).append('\n');
    }
    return "sha256:" + Sha256.sha256(lines.toString());
  }

  /**
   * What the name of the graph or the folder says, such as {@code int4}; empty where neither does.
   */
  static String quantization(Path graph, Path folder) {
    for (Path named : new Path[] {graph, folder}) {
      Matcher says = QUANTIZATION.matcher(named.getFileName().toString().toLowerCase(Locale.ROOT));
      if (says.find()) {
        return says.group(1);
      }
    }
    return "";
  }
}
