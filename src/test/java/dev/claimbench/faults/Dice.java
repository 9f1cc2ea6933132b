package dev.claimbench.faults;

import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/** Which fault a call has; the same for the same call each time. */
final class Dice {
  private static final int PERCENT = 20;
  private static final List<Fault> FAULTS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.NONE)));

  private Dice() {}

  static Fault fault(int call) {
    SplittableRandom random = new SplittableRandom(call * 31L + 20260607);
    return random.nextInt(100) < PERCENT ? FAULTS.get(random.nextInt(FAULTS.size())) : Fault.NONE;
  }

  /** Whether a fault that may pass does not. */
  static boolean stays(int call) {
    return new SplittableRandom(call * 37L + 4).nextInt(3) == 0;
  }
}
