package dev.claimbench.model;

import dev.claimbench.claim.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A model as the user names it: {@code runtime/model[@where]}. */
public sealed interface ModelSpec {
  /** Without credentials; {@code parse(text())} gives the same spec again. */
  String text();

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
  static ModelSpec parse(String text) {
    return SpecText.parse(text.strip());
  }

  /**
   * The same model at another address.
   *
   * @throws UserError where the address is not a URL, has credentials, or the model runs in this
   *     process
   */
  default ModelSpec at(String endpoint) {
    return SpecText.at(this, endpoint);
  }

  /** The runtimes, as names begin with them. */
  static List<String> runtimes() {
    return List.of("gguf", "djl", "djl-nli", "ollama", "openai", "replay");
  }

  /** A name of the catalogue or a path to a {@code .gguf} file, run in this process. */
  record Gguf(String model) implements ModelSpec {
    @Override
    public String text() {
      return "gguf/" + model;
    }
  }

  /** A name of the catalogue or a path to a folder with an ONNX decoder, run in this process. */
  record Djl(String model) implements ModelSpec {
    @Override
    public String text() {
      return "djl/" + model;
    }
  }

  /**
   * A name of the catalogue or a path to a folder with an ONNX cross-encoder for natural language
   * inference, run in this process; judges claims, and writes none.
   */
  record DjlNli(String model) implements ModelSpec {
    @Override
    public String text() {
      return "djl-nli/" + model;
    }
  }

  record Ollama(String model, URI endpoint) implements ModelSpec {
    public static final URI DEFAULT = URI.create("http://127.0.0.1:11434");

    @Override
    public String text() {
      return "ollama/" + model + (endpoint.equals(DEFAULT) ? "" : "@" + endpoint);
    }
  }

  record OpenAi(String model, URI endpoint) implements ModelSpec {
    @Override
    public String text() {
      return "openai/" + model + "@" + endpoint;
    }
  }

  /** The journal of an earlier run. */
  record Replay(Path run) implements ModelSpec {
    @Override
    public String text() {
      return "replay/" + run;
    }
  }
}
