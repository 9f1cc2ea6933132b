package dev.claimbench.run;

import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.text.Sha256;

/**
 * One request.
 *
 * @param sampling with this repeat's own seed
 * @param repeat how many times the same is asked with this one, 1 or more
 * @param promptHash SHA-256 of what the model sees and the form it must answer in
 * @param key SHA-256 of everything that decides the answer: model, prompt, schema, sampling, repeat
 */
public record Call(Prompt prompt, Sampling sampling, int repeat, String promptHash, String key) {
  /** Calls on one article follow each other, and differ in the claim. */
  private static final Sha256.SharedPrefix PROMPTS = new Sha256.SharedPrefix();

  /**
   * One of the times that the same is asked.
   *
   * @param sampling of the first time; each further one has the next seed
   */
  public static Call of(Prompt prompt, Sampling sampling, int repeat, ModelInfo model) {
    Sampling own = sampling.withSeed(sampling.seed() + repeat - 1);
    String promptHash = promptHash(prompt);
    return new Call(prompt, own, repeat, promptHash, key(prompt, promptHash, own, repeat, model));
  }

  private static String key(
      Prompt prompt, String promptHash, Sampling sampling, int repeat, ModelInfo model) {
    String identity =
        String.join(
            "\0",
            model.runtime(),
            model.name(),
            model.digest(),
            model.quantization(),
            Integer.toString(model.context()),
            promptHash,
            prompt.item(),
            Double.toString(sampling.temperature()),
            sampling.topP().map(String::valueOf).orElse(""),
            sampling.topK().map(String::valueOf).orElse(""),
            Integer.toString(sampling.seed()),
            Integer.toString(sampling.maxTokens()),
            sampling.think().map(think -> String.valueOf(think.toJson())).orElse(""));
    // Journals from before there were repeats go on.
    return Sha256.sha256(repeat == 1 ? identity : identity + "\0repeat " + repeat);
  }

  /** SHA-256 of what the model sees and the form it must answer in. */
  public static String promptHash(Prompt prompt) {
    return PROMPTS.sha256(prompt.system() + "\0" + prompt.user() + "\0" + prompt.schema());
  }
}
