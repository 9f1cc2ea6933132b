package dev.claimbench.faults;

import java.util.SplittableRandom;

/** Which fault a call has; the same for the same call each time. */
final class Dice {
  private static final int PERCENT = 20;

  private Dice() {}

  static Fault fault(int call) {
    SplittableRandom random = new SplittableRandom(call * 31L + 20260607);
    int kinds = Fault.values().length - 1;
    return random.nextInt(100) < PERCENT ? Fault.values()[1 + random.nextInt(kinds)] : Fault.NONE;
  }

  /** Whether a fault that may pass does not. */
  static boolean stays(int call) {
    return new SplittableRandom(call * 37L + 4).nextInt(3) == 0;
  }
}
