package dev.claimbench.cli;

import dev.claimbench.cli.progress.PullProgress;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.http.Modelfile;
import dev.claimbench.model.http.OllamaServer;
import dev.claimbench.text.UserError;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code claimbench models} of an Ollama server. */
final class OllamaModels {
  private OllamaModels() {}

  /**
   * @param text e.g. {@code ollama/qwen3:8b} or {@code ollama/qwen3:8b@http://gpu1:11434}
   * @return the model with the digest that it has now
   * @throws UserError with exit code 5 where the server or the model is not there
   */
  static String pull(String text, Function<String, String> environment, PullProgress progress) {
    ModelSpec spec = ModelSpec.parse(text);
    OllamaServer server = new OllamaServer(spec.address(environment), environment);
    try {
      server.pull(
          spec.model(),
          far -> {
            // Before the manifest is there, nobody knows how much it will be.
            if (far.total() > 0) {
              progress.bytes(spec.text(), far.completed(), far.total());
            }
          });
      return spec.text() + "  " + server.model(spec.model()).digest();
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
  }

  /**
   * Creates a model from a GGUF file, with its adapter if it has one.
   *
   * @param modelfile made, which may mean a download, once the server has answered
   * @return the model with its digest
   * @throws UserError with exit code 5 where the server is not there or refuses it
   */
  static String create(
      String text, Supplier<Modelfile> modelfile, Function<String, String> environment) {
    ModelSpec spec = ModelSpec.parse(text);
    if (!spec.runtime().name().equals("ollama")) {
      throw new UserError("models create: expected ollama/NAME, got " + spec.text());
    }
    OllamaServer server = new OllamaServer(spec.address(environment), environment);
    try {
      var unused = server.version();
      server.create(spec.model(), modelfile.get(), far -> {});
      return spec.text() + "  " + server.model(spec.model()).digest();
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
  }
}
