package dev.claimbench.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a training tells while it runs. */
public sealed interface TrainingEvent {
  /**
   * What is to be done.
   *
   * @param parameters all, those that are trained among them
   * @param trained those of the adapter, or the verifier's but for its embeddings
   * @param device {@code cpu} or {@code cuda}
   */
  record Plan(int steps, int questions, long tokens, long parameters, long trained, String device)
      implements TrainingEvent {}

  /** It resumes from a checkpoint. */
  record Resumed(int step) implements TrainingEvent {}

  /**
   * A step is done.
   *
   * @param secondsLeft an estimate
   */
  record Step(int step, int steps, double loss, double secondsLeft) implements TrainingEvent {}

  /** Questions that were held back were asked. */
  record Judged(int step, int right, int asked) implements TrainingEvent {}

  /** Reads an event; empty for one that people need not see. */
  static Optional<TrainingEvent> from(JsonNode e) {
    return switch (e.path("event").asText()) {
      case "plan" ->
          Optional.of(
              new Plan(
                  e.path("steps").asInt(),
                  e.path("questions").asInt(),
                  e.path("tokens").asLong(),
                  e.path("parameters").asLong(),
                  e.path("trained").asLong(),
                  e.path("device").asText()));
      case "resumed" -> Optional.of(new Resumed(e.path("step").asInt()));
      case "step" ->
          Optional.of(
              new Step(
                  e.path("step").asInt(),
                  e.path("of").asInt(),
                  e.path("loss").asDouble(),
                  e.path("left").asDouble()));
      case "judged" ->
          Optional.of(
              new Judged(e.path("step").asInt(), e.path("right").asInt(), e.path("asked").asInt()));
      default -> Optional.empty();
    };
  }
}
