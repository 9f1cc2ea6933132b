package dev.claimbench.run;

/** Counts the calls in flight against a limit that may move. */
final class Slots {
  private final Limit limit;
  private int taken;

  Slots(Limit limit) {
    this.limit = limit;
  }

  synchronized void take() throws InterruptedException {
    while (taken >= limit.now()) {
      wait();
    }
    taken++;
  }

  synchronized void release() {
    taken--;
    notifyAll();
  }

  /** Waits until none is taken. */
  synchronized void awaitNone() throws InterruptedException {
    while (taken > 0) {
      wait();
    }
  }
}
