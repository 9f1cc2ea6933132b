package dev.claimbench.spark;

import dev.claimbench.run.JournalException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Names each executor that loses work, once. */
final class LostWork extends SparkListener {
  /** Of a message of Spark's; what follows is a trace. */
  private static final int LINES = 4;

  private final Consumer<String> notes;
  private final Set<String> named = ConcurrentHashMap.newKeySet();
  private final Set<String> executors = ConcurrentHashMap.newKeySet();
  private volatile String lastReason = "";

  LostWork(Consumer<String> notes) {
    this.notes = notes;
  }

  /** Executors that were lost with calls in flight. */
  int executors() {
    return executors.size();
  }

  /** Why an executor gave work back, the last time, or else why Spark stopped. */
  String lastReason() {
    return lastReason;
  }

  /** Spark has stopped; what an executor said of it before says more. */
  void stopped(String message) {
    if (lastReason.isEmpty()) {
      lastReason = message.lines().limit(LINES).collect(Collectors.joining(" "));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    String executor =
        "executor " + end.taskInfo().executorId() + " on " + end.taskInfo().host() + ": ";
    if (end.reason() instanceof ExecutorLostFailure) {
      executors.add(end.taskInfo().executorId());
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
