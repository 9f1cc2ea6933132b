package dev.claimbench.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The sampling that a model's makers advise, by family and version; from their model cards. A
 * version that is not known here has no advice: Qwen3.5 is not Qwen3, and a card of another version
 * says nothing about it.
 */
public final class Families {
  /**
   * @param name what is found in a model's name in small letters, whatever stands around it
   * @param topK 0 where the makers do not name one
   */
  private record Advice(Pattern name, double temperature, double topP, int topK) {
    Advice(String name, double temperature, double topP, int topK) {
      this(Pattern.compile(name), temperature, topP, topK);
    }
  }

  private static final Advice QWEN3 = new Advice("qwen-?3(?![._]?\\d|-?(?:vl|omni))", 0.7, 0.8, 20);

  /** Qwen3 wants another temperature when it thinks; greedy, its thinking may never end. */
  private static final Advice QWEN3_THINKING = new Advice("", 0.6, 0.95, 20);

  private static final List<Advice> ADVICE =
      List.of(
          new Advice("deepseek-r1", 0.6, 0.95, 0),
          QWEN3,
          new Advice("qwen-?3[._]8(?!\\d)", 1.0, 0.95, 20),
          new Advice("deepseek-?v4", 1.0, 1.0, 0),
          new Advice("qwen2\\.5", 0.7, 0.8, 20),
          new Advice("gemma-?3(?![._]?\\d)", 1.0, 0.95, 64),
          new Advice("gpt-oss", 1.0, 1.0, 0),
          new Advice("llama-?[34](?!.*nemotron)", 0.6, 0.9, 0),
          new Advice("magistral", 0.7, 0.95, 0),
          new Advice("mistral-?small(?!-?(4|.*26\\d\\d))", 0.15, 1.0, 0),
          new Advice("kimi-k2-thinking", 1.0, 1.0, 0),
          new Advice("kimi-k2(?![._p]?\\d|-\\d\\b)", 0.6, 1.0, 0),
          new Advice("smollm2", 0.2, 0.9, 0));

  private Families() {}

  /** The advice for a model's name, or empty for a family or version that is not known here. */
  public static Optional<Sampling> advised(String modelName, Sampling base) {
    String name = modelName.toLowerCase(Locale.ROOT);
    return ADVICE.stream()
        .filter(a -> a.name().matcher(name).find())
        .findFirst()
        .map(a -> a.equals(QWEN3) && thinks(name, base) ? QWEN3_THINKING : a)
        .map(
            a ->
                new Sampling(
                    a.temperature(),
                    Optional.of(a.topP()),
                    a.topK() == 0 ? Optional.empty() : Optional.of(a.topK()),
                    base.seed(),
                    base.maxTokens(),
                    base.timeout(),
                    base.think()));
  }

  /** Unless it is told not to, but for those that were made without. */
  private static boolean thinks(String name, Sampling base) {
    return base.think().map(think -> !think.isOff()).orElse(!name.contains("instruct"));
  }
}
