package dev.claimbench.model;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model's raw answer with what the runtime counted and timed.
 *
 * @param text the answer as it came
 * @param thinking reasoning that the server sent apart from the answer; may be empty
 * @param stop why it ended
 * @param promptTokens as the runtime reports it; -1 where unknown
 * @param answerTokens as the runtime reports it; -1 where unknown
 * @param load time to load the model; empty where not reported
 * @param prompt time to read the prompt; empty where not reported
 * @param answer time to write the answer; empty where not reported
 * @param total wall time of the call, by our own clock
 * @param raw the runtime's last chunk as it came (JSON), or empty
 * @param labels the probability of each label that the answer could have had where it has one, such
 *     as {@code {SUPPORTED=0.7, REFUTED=0.2, NOT_ENOUGH_INFO=0.1}}: normalised over these labels,
 *     each in [0, 1]; empty where the runtime does not tell
 * @param thought tokens and time of thinking, which {@code answerTokens} and {@code answer}
 *     include; empty where nothing was thought or the runtime cannot tell
 * @param expected what {@code promptTokens} should be; empty where nobody knows
 */
public record Reply(
    String text,
    String thinking,
    Stop stop,
    int promptTokens,
    int answerTokens,
    Optional<Duration> load,
    Optional<Duration> prompt,
    Optional<Duration> answer,
    Duration total,
    String raw,
    Optional<Map<String, Double>> labels,
    Optional<ThinkingUsage> thought,
    Optional<Expected> expected) {

  /**
   * Tokens that the whole prompt has, the marks of the chat included.
   *
   * @param tokens 0 or more
   * @param estimated from other prompts; else counted by the model's own tokenizer
   */
  public record Expected(int tokens, boolean estimated) {
    public Expected {
      tokens = Math.max(0, tokens);
    }

    /** Fewer than these are a part of the prompt. */
    double least() {
      // An estimate is low already; chat templates differ by some marks between two ways of asking.
      return estimated ? 0.9 * tokens : 0.95 * tokens - 8;
    }
  }

  /** Why an answer ended. */
  public enum Stop {
    /** The model ended it. */
    END,
    /** It ran into the limit of tokens or of the context. */
    LENGTH,
    /** The server refused to answer (content filter). */
    REFUSAL
  }

  public Reply {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(stop, "stop");
    Objects.requireNonNull(total, "total");
    thinking = Objects.requireNonNullElse(thinking, "");
    raw = Objects.requireNonNullElse(raw, "");
    // Also of journals from before this was looked at: the answer is worth keeping.
    promptTokens = ServerNumbers.count(promptTokens);
    answerTokens = ServerNumbers.count(answerTokens);
    load = load.filter(ServerNumbers::isPlausible);
    prompt = prompt.filter(ServerNumbers::isPlausible);
    answer = answer.filter(ServerNumbers::isPlausible);
    total = ServerNumbers.isPlausible(total) ? total : Duration.ZERO;
    thought = thought.map(Reply::plausible);
    labels.ifPresent(Reply::requireProbabilities);
    // Sorted, so that the same reply gives the same bytes.
    labels = labels.map(map -> Collections.unmodifiableMap(new TreeMap<>(map)));
    expected = Objects.requireNonNullElse(expected, Optional.empty());
  }

  /** Whether the model was shown only a part of the prompt, by what was counted. */
  public boolean hasCutPrompt() {
    return promptTokens > 0 && expected.isPresent() && promptTokens < expected.get().least();
  }

  private static ThinkingUsage plausible(ThinkingUsage reported) {
    return new ThinkingUsage(
        ServerNumbers.count(reported.tokens()),
        ServerNumbers.isPlausible(reported.time()) ? reported.time() : Duration.ZERO);
  }

  /** Of a runtime that tells no probabilities and no thinking. */
  public Reply(
      String text,
      String thinking,
      Stop stop,
      int promptTokens,
      int answerTokens,
      Optional<Duration> load,
      Optional<Duration> prompt,
      Optional<Duration> answer,
      Duration total,
      String raw) {
    this(
        text,
        thinking,
        stop,
        promptTokens,
        answerTokens,
        load,
        prompt,
        answer,
        total,
        raw,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A whole answer of which nothing else is known: no tokens and no times. */
  public static Reply of(String text) {
    return new Reply(
        text,
        "",
        Stop.END,
        -1,
        -1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        "");
  }

  /** The same reply with the probabilities of its labels. */
  public Reply withLabels(Optional<Map<String, Double>> other) {
    return with(other, thought, expected);
  }

  /** The same reply with what was thought. */
  public Reply withThought(Optional<ThinkingUsage> other) {
    return with(labels, other, expected);
  }

  /** The same reply with what its prompt should count. */
  public Reply withExpected(Optional<Expected> other) {
    return with(labels, thought, other);
  }

  private Reply with(
      Optional<Map<String, Double>> labels,
      Optional<ThinkingUsage> thought,
      Optional<Expected> expected) {
    return new Reply(
        text,
        thinking,
        stop,
        promptTokens,
        answerTokens,
        load,
        prompt,
        answer,
        total,
        raw,
        labels,
        thought,
        expected);
  }

  /**
   * Checks that they lie in [0, 1] and add up to 1.
   *
   * @throws IllegalArgumentException where they do not
   */
  public static void requireProbabilities(Map<String, Double> labels) {
    double sum = 0;
    for (double p : labels.values()) {
      sum += p >= 0 && p <= 1 ? p : Double.NaN;
    }
    if (!(Math.abs(sum - 1) < 1e-6)) {
      throw new IllegalArgumentException(
          "expected probabilities of labels that add up to 1, got " + labels);
    }
  }
}
