package dev.claimbench.spark;

import dev.claimbench.run.JournalException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Names each executor that loses work, once. */
final class LostWork extends SparkListener {
  private final Consumer<String> notes;
  private final Set<String> named = ConcurrentHashMap.newKeySet();
  private final AtomicInteger tasks = new AtomicInteger();
  private volatile String lastReason = "";

  LostWork(Consumer<String> notes) {
    this.notes = notes;
  }

  /** Tasks of executors that were lost, with calls in flight. */
  int tasks() {
    return tasks.get();
  }

  /** Why an executor gave work back, the last time; empty where none did. */
  String lastReason() {
    return lastReason;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    String executor =
        "executor " + end.taskInfo().executorId() + " on " + end.taskInfo().host() + ": ";
    if (end.reason() instanceof ExecutorLostFailure) {
      tasks.incrementAndGet();
      note(executor, "lost; its work goes to others");
    } else if (end.reason() instanceof ExceptionFailure failure
        && Set.of(ServerGoneException.class.getName(), JournalException.class.getName())
            .contains(failure.className())) {
      lastReason = failure.description().lines().findFirst().orElse("");
      note(executor, lastReason + "; its work goes to others");
    }
  }

  private void note(String executor, String what) {
    if (named.add(executor + what)) {
      notes.accept(executor + what);
    }
  }
}
