package dev.claimbench.run;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import dev.claimbench.text.UserError;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Asks a model all calls that have no answer yet and keeps each reply as it comes. */
public final class Runner {
  private final Model model;
  private final ReplyStore store;
  private final RunListener listener;
  private final Clock clock;
  private final Retries retries;
  private final AdaptiveConcurrency limit;
  private final CircuitBreaker breaker = new CircuitBreaker();
  private final ReplyReuse memory;
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicReference<Throwable> trouble = new AtomicReference<>();

  /** Without a cache. */
  public Runner(
      Model model,
      ReplyStore store,
      RunListener listener,
      Clock clock,
      Retries retries,
      AdaptiveConcurrency limit) {
    this(model, store, listener, clock, retries, limit, ReplyReuse.NONE);
  }

  /**
   * @param memory what was answered in earlier runs
   */
  public Runner(
      Model model,
      ReplyStore store,
      RunListener listener,
      Clock clock,
      Retries retries,
      AdaptiveConcurrency limit,
      ReplyReuse memory) {
    this.memory = memory;
    this.model = model;
    this.store = store;
    this.listener = listener;
    this.clock = clock;
    this.retries = retries;
    this.limit = limit;
  }

  /**
   * Runs to the end, or until the model is plainly gone.
   *
   * @return true when every call has an answer on disk
   * @throws JournalException where a reply could not be kept
   */
  public boolean run(RunPlan plan) throws JournalException, InterruptedException {
    Iterable<Call> calls = plan.calls(model.info());
    // Making every prompt to see that none has an answer yet keeps a server waiting.
    return run(calls, store.isEmpty() ? plan.work() : counted(calls));
  }

  /**
   * As {@link #run(RunPlan)}.
   *
   * @param calls in the order asked; gone through twice, and best made while that is done, so that
   *     not all prompts of a long run are in memory
   */
  public boolean run(Iterable<Call> calls) throws JournalException, InterruptedException {
    return run(calls, counted(calls));
  }

  private List<Workload> counted(Iterable<Call> calls) {
    Map<String, Workload> work = new LinkedHashMap<>();
    for (Call call : calls) {
      work.merge(
          call.prompt().task(), Workload.of(call, store.answered(call.key())), Workload::plus);
    }
    return List.copyOf(work.values());
  }

  private boolean run(Iterable<Call> calls, List<Workload> work)
      throws JournalException, InterruptedException {
    listener.started(work);
    int open = work.stream().mapToInt(w -> w.calls() - w.done()).sum();
    Permits slots = new Permits(limit);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      // A run that has all its answers need not make every prompt anew to see it a second time.
      for (Call call : open == 0 ? List.<Call>of() : calls) {
        if (!store.answered(call.key()) && !remembered(call)) {
          slots.take();
          // Tells by itself when the server was given up, and takes no time then.
          threads.execute(() -> inSlot(slots, call));
        }
        if (breaker.givenUp()) {
          break;
        }
      }
      slots.awaitNone();
    } finally {
      threads.shutdownNow();
    }
    store.finish();
    rethrow();
    return answers.get() == open;
  }

  private boolean remembered(Call call) throws JournalException, InterruptedException {
    Optional<JournalEntry> known = memory.find(call, clock.instant());
    if (known.isPresent()) {
      store.append(known.get(), () -> record(call, known.get()));
    }
    return known.isPresent();
  }

  private void rethrow() throws JournalException {
    Throwable thrown = trouble.get();
    if (thrown instanceof JournalException full) {
      throw full;
    }
    if (thrown instanceof UserError mistake) {
      throw mistake;
    }
    if (thrown != null) {
      throw new IllegalStateException(thrown);
    }
  }

  private void inSlot(Permits slots, Call call) {
    try {
      one(call);
    } catch (InterruptedException e) {
      // The run is being stopped: this call stays unasked.
      Thread.currentThread().interrupt();
    } catch (JournalException | RuntimeException | Error e) {
      trouble.compareAndSet(null, e);
      breaker.giveUp();
    } finally {
      breaker.left(call);
      slots.release();
    }
  }

  private void one(Call call) throws JournalException, InterruptedException {
    Attempts tries = new Attempts();
    JournalEntry entry;
    try {
      Reply reply = Failsafe.with(retries.policy(call)).get(() -> ask(call, tries));
      breaker.answered();
      entry = entry(call, tries, Optional.of(reply), Optional.empty());
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException stopped) {
        throw stopped;
      }
      if (!(e.getCause() instanceof ModelException failure)) {
        throw e;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("stopped while asking");
      }
      breaker.failed(call, failure.reason());
      entry =
          entry(
              call,
              tries,
              Optional.empty(),
              Optional.of(new JournalEntry.Failure(failure.reason(), failure.getMessage())));
    }
    JournalEntry kept = entry;
    store.append(kept, () -> record(call, kept));
    memory.keep(call, kept);
  }

  private void record(Call call, JournalEntry entry) {
    if (entry.reply().isPresent()) {
      answers.incrementAndGet();
    }
    synchronized (listener) {
      listener.answered(call, entry);
    }
  }

  /** Of one call, by the threads that Failsafe asks it with, one after the other. */
  private static final class Attempts {
    private int number;
    private Duration lost = Duration.ZERO;

    synchronized int next() {
      return ++number;
    }

    synchronized int number() {
      return number;
    }

    synchronized void lose(Duration time) {
      // A clock that was set back tells nothing.
      lost = time.isNegative() ? lost : lost.plus(time);
    }

    synchronized Optional<Duration> lost() {
      return Optional.of(lost).filter(time -> !time.isZero());
    }
  }

  private Reply ask(Call call, Attempts tries) throws ModelException, InterruptedException {
    if (!breaker.enter(call)) {
      throw new InterruptedException("the server was given up");
    }
    if (tries.next() == 1) {
      synchronized (listener) {
        listener.asking(call);
      }
    }
    int at = limit.now();
    Instant sent = clock.instant();
    try {
      Reply reply = model.ask(call.prompt(), call.sampling(), call.repeat());
      limit.answered(at, reply.promptTokens(), reply.answerTokens(), reply.total());
      return reply;
    } catch (ModelException e) {
      tries.lose(Duration.between(sent, clock.instant()));
      failed(call, e, tries.number(), at);
      throw e;
    }
  }

  private void failed(Call call, ModelException e, int tried, int at) {
    if (e.reason() == ModelException.Cause.CONNECTION) {
      breaker.unreached();
    } else if (e.reason() != ModelException.Cause.TIMEOUT) {
      breaker.reached();
    }
    if (e.reason() == ModelException.Cause.RATE_LIMIT
        || e.reason() == ModelException.Cause.TIMEOUT) {
      limit.overloaded(at);
    }
    if (e.reason().retryable() && tried < retries.tries()) {
      synchronized (listener) {
        listener.retrying(call, e.getMessage() + retries.toText(call, tried, e));
      }
    }
  }

  private JournalEntry entry(
      Call call, Attempts tries, Optional<Reply> reply, Optional<JournalEntry.Failure> failure) {
    return new JournalEntry(
        call.key(),
        call.prompt().task(),
        call.prompt().item(),
        call.promptHash(),
        call.repeat(),
        tries.number(),
        clock.instant().toString(),
        reply,
        failure,
        Optional.empty(),
        tries.lost());
  }
}
