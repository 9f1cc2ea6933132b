package dev.claimbench.model.djl;

/** An answer was given up before its end. */
public final class GenerationStoppedException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean interrupted;

  GenerationStoppedException(boolean interrupted) {
    super(interrupted ? "interrupted" : "out of time");
    this.interrupted = interrupted;
  }

  /** By an interrupt, not by the deadline. */
  public boolean interrupted() {
    return interrupted;
  }
}
