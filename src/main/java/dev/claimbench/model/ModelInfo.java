package dev.claimbench.model;

import java.util.Map;
import java.util.Objects;

/**
 * The identity of a model: what must be equal for two runs to have asked the same one.
 *
 * @param spec as the user named it, e.g. {@code ollama/qwen3:8b}; without credentials
 * @param runtime {@code gguf}, {@code djl}, {@code djl-nli}, {@code ollama}, {@code openai} or
 *     {@code replay}
 * @param name the model's own name
 * @param digest content hash ({@code sha256:…}); empty where the server does not tell
 * @param quantization e.g. {@code Q4_K_M}; empty where unknown
 * @param context tokens that prompt and answer share; 0 where there is no limit or it is unknown
 * @param versions versions of server and libraries, by name; {@link #WEIGHTS} and {@link #ADAPTER}
 *     where they are known
 */
public record ModelInfo(
    String spec,
    String runtime,
    String name,
    String digest,
    String quantization,
    int context,
    Map<String, String> versions) {
  /**
   * The name in {@code versions} of the content hash of the file that the weights came from, where
   * that is not the digest: a graph that was converted, a model that was created from it.
   */
  public static final String WEIGHTS = "weights";

  /** The name in {@code versions} of the name and hash of the adapter that was merged into it. */
  public static final String ADAPTER = "adapter";

  public ModelInfo {
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(quantization, "quantization");
    versions = Map.copyOf(versions);
  }
}
