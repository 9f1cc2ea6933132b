package dev.claimbench.model;

import java.net.URI;
import java.nio.file.Path;

/** A model as the user names it: {@code runtime/model[@where]}. */
public sealed interface ModelSpec {
  /** Without credentials; {@code parse(text())} gives the same spec again. */
  String text();

  /** A name of the catalogue or a path to a {@code .gguf} file, run in this process. */
  record Gguf(String model) implements ModelSpec {
    @Override
    public String text() {
      return "gguf/" + model;
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
