package dev.claimbench.run;

/** Counts the calls in flight against a limit that may move. */
final class Permits {
  private final AdaptiveConcurrency limit;
  private int taken;

  Permits(AdaptiveConcurrency limit) {
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
