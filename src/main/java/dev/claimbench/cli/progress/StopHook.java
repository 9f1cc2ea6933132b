package dev.claimbench.cli.progress;

/** Says something when the process is told to stop (Ctrl-C) until it is removed. */
public final class StopHook {
  private final Thread thread;

  public StopHook(Runnable saying) {
    thread = new Thread(saying, "stop");
    Runtime.getRuntime().addShutdownHook(thread);
  }

  public void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The process is stopping already, and this thread has a moment left: the hook speaks.
    }
  }
}
