package dev.claimbench.cli;

import dev.claimbench.claim.UserError;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.OllamaServer;

/** {@code claimbench models pull ollama/NAME}: the server downloads, we show how far it is. */
final class OllamaPull {
  private OllamaPull() {}

  /**
   * @param text e.g. {@code ollama/qwen3:8b} or {@code ollama/qwen3:8b@http://gpu1:11434}
   * @return the model with the digest that it has now
   * @throws UserError with exit code 5 where the server or the model is not there
   */
  static String pull(String text, PullProgress progress) {
    ModelSpec spec = ModelSpec.parse(text);
    OllamaServer server = new OllamaServer(spec.address());
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
}
