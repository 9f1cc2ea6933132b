package dev.claimbench.cli;

/** Says something when the process is told to stop (Ctrl-C) until it is removed. */
final class StopHook {
  private final Thread thread;

  StopHook(Runnable saying) {
    thread = new Thread(saying, "stop");
    Runtime.getRuntime().addShutdownHook(thread);
  }

  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The process is stopping already, and this thread has a moment left: the hook speaks.
    }
  }
}
