package dev.claimbench.run;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a model all calls that have no answer yet and keeps each reply as it comes. */
public final class Runner {
  private static final int MOST_FAILURES_IN_A_ROW = 3;

  private final Model model;
  private final RunStore store;
  private final RunListener listener;
  private final Clock clock;
  private final RetryPolicy<Reply> retries;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private volatile boolean stopped;

  /**
   * @param tries most tries a call, 1 or more
   * @param firstDelay wait before the second try; doubles with each further one
   */
  public Runner(
      Model model,
      RunStore store,
      RunListener listener,
      Clock clock,
      int tries,
      Duration firstDelay) {
    this.model = model;
    this.store = store;
    this.listener = listener;
    this.clock = clock;
    this.retries =
        RetryPolicy.<Reply>builder()
            .handleIf(e -> e instanceof ModelException m && m.reason().retryable())
            .withMaxAttempts(tries)
            .withBackoff(firstDelay, firstDelay.multipliedBy(64))
            .build();
  }

  /**
   * Runs to the end, or until the model is plainly gone.
   *
   * @param threads calls in flight at a time
   * @return true when every call has an answer
   * @throws JournalException where a reply could not be kept
   */
  public boolean run(List<Call> calls, int threads) throws JournalException, InterruptedException {
    stopped = false;
    List<Call> open = calls.stream().filter(c -> store.answered(c.key()).isEmpty()).toList();
    listener.started(calls.size(), calls.size() - open.size());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> futures = new ArrayList<>();
      for (Call call : open) {
        futures.add(
            pool.submit(
                () -> {
                  one(call);
                  return null;
                }));
      }
      for (Future<Void> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JournalException full) {
        throw full;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      stopped = true;
      pool.shutdownNow();
      // What is still in flight must not speak after the error that ended the run; a runtime that
      // cannot be interrupted is not waited for.
      var unused = pool.awaitTermination(5, TimeUnit.SECONDS);
    }
    return calls.stream().allMatch(c -> store.answered(c.key()).isPresent());
  }

  private void one(Call call) throws JournalException {
    if (stopped || failuresInARow.get() >= MOST_FAILURES_IN_A_ROW) {
      // A dead server or a full disk: the rest stays unasked, and the run can go on later.
      return;
    }
    synchronized (listener) {
      listener.asking(call);
    }
    AtomicInteger tries = new AtomicInteger();
    Entry entry;
    try {
      Reply reply =
          Failsafe.with(retries)
              .get(
                  () -> {
                    tries.incrementAndGet();
                    return ask(call);
                  });
      failuresInARow.set(0);
      entry = entry(call, tries.get(), Optional.of(reply), Optional.empty());
    } catch (FailsafeException e) {
      if (!(e.getCause() instanceof ModelException failure)) {
        throw e;
      }
      if (failure.reason() == ModelException.Cause.CONNECTION) {
        failuresInARow.incrementAndGet();
      }
      entry =
          entry(
              call,
              tries.get(),
              Optional.empty(),
              Optional.of(new Entry.Failure(failure.reason(), failure.getMessage())));
    }
    try {
      if (stopped) {
        return;
      }
      store.append(entry);
    } catch (JournalException e) {
      stopped = true;
      throw e;
    }
    synchronized (listener) {
      listener.answered(call, entry);
    }
  }

  private Reply ask(Call call) throws ModelException {
    try {
      return model.ask(call.prompt(), call.sampling());
    } catch (ModelException e) {
      if (e.reason().retryable() && !stopped) {
        synchronized (listener) {
          listener.retrying(call, e.getMessage());
        }
      }
      throw e;
    }
  }

  private Entry entry(
      Call call, int tries, Optional<Reply> reply, Optional<Entry.Failure> failure) {
    return new Entry(
        call.key(),
        call.prompt().task(),
        call.prompt().item(),
        Call.promptHash(call.prompt()),
        tries,
        clock.instant().toString(),
        reply,
        failure);
  }
}
