package dev.claimbench.model;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What every model that runs in this process is: asked one call at a time, and not once it is
 * closed, as its memory is not Java's.
 */
public final class SerialCalls {
  private final String spec;
  private final String engine;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private boolean closed;

  /** One call. */
  public interface ModelCall {
    public Reply ask() throws ModelException;
  }

  /**
   * @param engine what fails when a call does, e.g. {@code llama.cpp}
   */
  public SerialCalls(String spec, String engine) {
    this.spec = spec;
    this.engine = engine;
  }

  /**
   * Asks when it is this call's turn.
   *
   * @throws ModelException with SERVER where the engine fails, which throws what it likes
   */
  public Reply ask(Prompt prompt, ModelCall call) throws ModelException {
    oneAtATime.lock();
    try {
      if (closed) {
        throw new ModelException(ModelException.Cause.BAD_REQUEST, spec + " is closed");
      }
      return call.ask();
    } catch (RuntimeException e) {
      throw new ModelException(
          ModelException.Cause.SERVER,
          spec + ": " + engine + " failed on " + prompt.item() + ": " + e.getMessage(),
          e);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Counts when no call is under way. */
  public int count(IntSupplier counting) {
    oneAtATime.lock();
    try {
      if (closed) {
        throw new IllegalStateException(spec + " is closed");
      }
      return counting.getAsInt();
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Lets go of the memory, the first time. */
  public void close(Runnable closing) {
    oneAtATime.lock();
    try {
      if (!closed) {
        closed = true;
        closing.run();
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * An answer that was given up.
   *
   * @param why may be null
   */
  public static ModelException late(
      String spec, boolean interrupted, Duration after, @Nullable Throwable why) {
    return new ModelException(
        ModelException.Cause.TIMEOUT,
        spec
            + (interrupted ? ": interrupted after " : ": no complete answer after ")
            + after.toSeconds()
            + " s"
            + (interrupted ? "" : "; give --timeout more, or fewer threads to other work"),
        why);
  }
}
