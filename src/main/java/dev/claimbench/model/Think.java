package dev.claimbench.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a model is to think before it answers, and how much. Levels are for models that know
 * them, gpt-oss first of all; a family has words of its own ({@link ThinkLevels}), and any word is
 * passed on.
 *
 * @param word {@code off}, {@code on}, or a level such as {@code low}, {@code high} or {@code max}
 */
public record Think(String word) {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

  public static final Think OFF = new Think("off");
  public static final Think ON = new Think("on");
  public static final Think NONE = new Think("none");
  public static final Think LOW = new Think("low");
  public static final Think MEDIUM = new Think("medium");
  public static final Think HIGH = new Think("high");
  public static final Think XHIGH = new Think("xhigh");
  public static final Think MAX = new Think("max");

  /** Those that some family is known to have. */
  private static final List<Think> KNOWN = List.of(OFF, ON, NONE, LOW, MEDIUM, HIGH, XHIGH, MAX);

  public Think {
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException("expected a word such as high, got '" + word + "'");
    }
  }

  /**
   * Tokens that thinking may take beside the answer: servers hold both against one limit, and an
   * answer's own is spent before a thought is finished.
   */
  public int room() {
    return switch (word) {
      case "off", "none" -> 0;
      case "low" -> 2048;
      case "on", "medium" -> 4096;
      case "xhigh", "max" -> 16384;
      default -> 8192;
    };
  }

  /** By its word in any case; empty where it can be none. */
  public static Optional<Think> named(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return WORD.matcher(lower).matches() ? Optional.of(new Think(lower)) : Optional.empty();
  }

  /**
   * As a file has it: {@code true} is on and {@code false} off, any other word is {@link #named}.
   */
  public static Optional<Think> ofFile(String word) {
    return switch (word) {
      case "true" -> Optional.of(ON);
      case "false" -> Optional.of(OFF);
      default -> named(word);
    };
  }

  /** Words that some family is known to have. */
  public static List<Think> known() {
    return KNOWN;
  }

  /** Whether it says how much, and not only whether. */
  public boolean isLevel() {
    return !equals(OFF) && !equals(ON);
  }

  /** Whether no thinking is wanted. */
  public boolean isOff() {
    return equals(OFF) || equals(NONE);
  }

  /**
   * Whether a model that runs in this process is to think. Left unset it is not: its answer is held
   * to the schema from the first token on, and there would be no room.
   *
   * @param can whether it is known to be able to
   * @throws ModelException with BAD_REQUEST where it is told to and cannot, or is given a level
   */
  public static boolean inProcess(ModelInfo info, Sampling sampling, boolean can)
      throws ModelException {
    Think wanted = sampling.think().orElse(OFF);
    if (!wanted.isOff() && (!can || wanted.isLevel())) {
      throw new ModelException(
          ModelException.Cause.BAD_REQUEST,
          info.spec()
              + (can
                  ? " knows thinking on and off and no levels; give --think or --no-think"
                  : " cannot be told to think: its chat template has no thinking; leave --think"
                      + " out"));
    }
    return wanted.equals(ON);
  }

  /** As servers and our own files have it: true, false, or a level's word. */
  @JsonValue
  public Object toJson() {
    return isLevel() ? word : (Object) equals(ON);
  }

  /**
   * @throws IllegalArgumentException for anything but true, false and a word
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Think parse(Object written) {
    if (written instanceof Boolean on) {
      return on ? ON : OFF;
    }
    return named(String.valueOf(written))
        .orElseThrow(
            () -> new IllegalArgumentException("expected true, false or a level, got " + written));
  }

  @Override
  public String toString() {
    return word;
  }
}
