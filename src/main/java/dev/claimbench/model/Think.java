package dev.claimbench.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a model is to think before it answers, and how much. Levels are for models that know
 * them, gpt-oss first of all; such a model cannot be switched off.
 */
public enum Think {
  OFF(0),
  ON(4096),
  LOW(2048),
  MEDIUM(4096),
  HIGH(8192);

  private final int room;

  Think(int room) {
    this.room = room;
  }

  /**
   * Tokens that thinking may take beside the answer: servers hold both against one limit, and an
   * answer's own is spent before a thought is finished.
   */
  public int room() {
    return room;
  }

  /** {@code off}, {@code on}, {@code low}, {@code medium} or {@code high}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its {@link #word()}; empty for another. */
  public static Optional<Think> named(String word) {
    return Arrays.stream(values()).filter(think -> think.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Think::word).toList();
  }

  /** Whether it says how much, and not only whether. */
  public boolean isLevel() {
    return this != OFF && this != ON;
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
    if (wanted != OFF && (!can || wanted.isLevel())) {
      throw new ModelException(
          ModelException.Cause.BAD_REQUEST,
          info.spec()
              + (can
                  ? " knows thinking on and off and no levels; give --think or --no-think"
                  : " cannot be told to think: its chat template has no thinking; leave --think"
                      + " out"));
    }
    return wanted == ON;
  }

  /** As servers and our own files have it: true, false, or a level's word. */
  @JsonValue
  public Object written() {
    return isLevel() ? word() : (Object) (this == ON);
  }

  /**
   * @throws IllegalArgumentException for anything but true, false and a level's word
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
}
