package dev.claimbench.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The sampling that a model's makers advise, by family and version; from their model cards. A
 * version that is not known here has no advice: Qwen3.5 is not Qwen3, and a card of another version
 * says nothing about it.
 */
public final class Families {
  /**
   * @param topK 0 where the makers do not name one
   */
  private record Values(double temperature, double topP, int topK) {}

  /**
   * @param thinking where the makers advise something else for a model that thinks, else the same
   */
  private record Advice(FamilyName family, Values usual, Values thinking) {
    Advice(FamilyName family, double temperature, double topP, int topK) {
      this(family, new Values(temperature, topP, topK), new Values(temperature, topP, topK));
    }
  }

  private static final Values QWEN = new Values(0.7, 0.8, 20);

  private static final List<Advice> ADVICE =
      List.of(
          new Advice(FamilyName.of("deepseek-?r", "1"), 0.6, 0.95, 0),
          // Greedy, its thinking may never end.
          new Advice(
              FamilyName.of("qwen", "3").without("vl|omni|embedding|reranker|guard|asr|tts"),
              QWEN,
              new Values(0.6, 0.95, 20)),
          new Advice(FamilyName.of("qwen", "3.8"), QWEN, new Values(1.0, 0.95, 20)),
          new Advice(FamilyName.of("deepseek-?v", "4"), 1.0, 1.0, 0),
          new Advice(FamilyName.of("qwen", "2.5").without("vl|omni|math"), QWEN, QWEN),
          new Advice(FamilyName.of("gemma", "3"), 1.0, 0.95, 64),
          new Advice(FamilyName.of("gemma-?3n"), 1.0, 0.95, 64),
          new Advice(FamilyName.of("gpt-?oss").without("safeguard"), 1.0, 1.0, 0),
          new Advice(
              FamilyName.of("llama", "3", "3.1", "3.2", "3.3", "4").without("nemotron"),
              0.6,
              0.9,
              0),
          new Advice(FamilyName.of("magistral"), 0.7, 0.95, 0),
          new Advice(
              FamilyName.of("mistral-small", "3", "3.1", "3.2", "2501", "2503", "2506"),
              0.15,
              1.0,
              0),
          // Only Small 3 has this size.
          new Advice(FamilyName.of("mistral-small[-_:]24b"), 0.15, 1.0, 0),
          new Advice(FamilyName.of("kimi-k2-thinking"), 1.0, 1.0, 0),
          new Advice(FamilyName.of("kimi-k", "2"), 0.6, 1.0, 0),
          new Advice(FamilyName.of("glm", "5.2"), 1.0, 0.95, 0),
          new Advice(FamilyName.of("nemotron", "3").without("omni|8b"), 1.0, 1.0, 0),
          new Advice(FamilyName.of("smollm", "2"), 0.2, 0.9, 0));

  private Families() {}

  /** All that have advice. */
  static List<FamilyName> known() {
    return ADVICE.stream().map(Advice::family).toList();
  }

  /** The advice for a model's name, or empty for a family or version that is not known here. */
  public static Optional<Sampling> advised(String modelName, Sampling base) {
    return ADVICE.stream()
        .filter(a -> a.family().matches(modelName))
        .findFirst()
        .map(a -> thinks(modelName, base) ? a.thinking() : a.usual())
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
    return base.think()
        .map(think -> !think.isOff())
        .orElse(!name.toLowerCase(Locale.ROOT).contains("instruct"));
  }
}
