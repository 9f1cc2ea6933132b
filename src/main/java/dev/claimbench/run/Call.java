package dev.claimbench.run;

import dev.claimbench.claim.Hashing;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Sampling;
import dev.claimbench.prompt.Prompt;

/**
 * One request.
 *
 * @param key SHA-256 of everything that decides the answer: model, prompt, schema and sampling
 */
public record Call(Prompt prompt, Sampling sampling, String key) {

  public static Call of(Prompt prompt, Sampling sampling, ModelInfo model) {
    String identity =
        String.join(
            "\0",
            model.runtime(),
            model.name(),
            model.digest(),
            model.quantization(),
            Integer.toString(model.context()),
            promptHash(prompt),
            prompt.item(),
            Double.toString(sampling.temperature()),
            sampling.topP().map(String::valueOf).orElse(""),
            sampling.topK().map(String::valueOf).orElse(""),
            Integer.toString(sampling.seed()),
            Integer.toString(sampling.maxTokens()),
            sampling.think().map(String::valueOf).orElse(""));
    return new Call(prompt, sampling, Hashing.sha256(identity));
  }

  /** SHA-256 of what the model sees and the form it must answer in. */
  public static String promptHash(Prompt prompt) {
    return Hashing.sha256(String.join("\0", prompt.system(), prompt.user(), prompt.schema()));
  }
}
