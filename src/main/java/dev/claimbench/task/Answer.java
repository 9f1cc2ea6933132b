package dev.claimbench.task;

import dev.claimbench.model.ModelException;
import java.util.List;

/**
 * How one call ended.
 *
 * @param <T> what a valid answer holds: a list of claims, or a judgement
 */
public sealed interface Answer<T> {

  /**
   * A valid answer.
   *
   * @param wrapping what was taken off around the JSON ({@code fence}, {@code think}); usually
   *     empty
   */
  record Parsed<T>(T value, List<String> wrapping) implements Answer<T> {
    public Parsed {
      wrapping = List.copyOf(wrapping);
    }
  }

  /**
   * Not JSON, or not as the schema says.
   *
   * @param path JSON pointer of what is wrong, empty for the whole
   * @param problem expected and got
   */
  record Invalid<T>(String path, String problem) implements Answer<T> {}

  /** Cut off by a limit of tokens or of the context, or the prompt was cut by the server. */
  record Truncated<T>(String why) implements Answer<T> {}

  /** The model or the server declined to answer. */
  record Refused<T>(String why) implements Answer<T> {}

  /** No answer came, retries included; the run is incomplete. */
  record Failed<T>(ModelException.Cause cause, String why) implements Answer<T> {}

  /**
   * The outcome's name: {@code Parsed}, {@code Invalid}, {@code Truncated}, {@code Refused} or
   * {@code Failed}.
   */
  default String outcome() {
    return getClass().getSimpleName();
  }
}
