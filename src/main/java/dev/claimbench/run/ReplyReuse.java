package dev.claimbench.run;

import dev.claimbench.model.ModelInfo;
import dev.claimbench.text.UserError;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A cache as one run uses it.
 *
 * @param cache empty for a run that asks everything
 * @param model whom the run asks
 * @param run its folder, as the origin of what is kept
 * @param notes receives one line where nothing can be kept
 */
public record ReplyReuse(
    Optional<Cache> cache,
    ModelInfo model,
    String run,
    Consumer<String> notes,
    AtomicBoolean broken) {
  /** Remembers nothing. */
  static final ReplyReuse NONE =
      new ReplyReuse(Optional.empty(), null, "", note -> {}, new AtomicBoolean());

  /**
   * For a run.
   *
   * @param cache not used where the model has no digest, which is printed
   */
  public static ReplyReuse forRun(
      Optional<Cache> cache, ModelInfo model, String run, Consumer<String> notes) {
    if (cache.isPresent() && !Cache.accepts(model)) {
      notes.accept(
          model.spec()
              + ": tells no digest, so its answers are not cached; --revision NAME says which"
              + " weights it has");
      return NONE;
    }
    ReplyReuse memory = new ReplyReuse(cache, model, run, notes, new AtomicBoolean());
    memory.writeToCache(() -> cache.ifPresent(c -> c.remember(model)));
    return memory;
  }

  /** The entry of an earlier run's reply, marked as such. */
  Optional<JournalEntry> find(Call call, Instant now) {
    return cache
        .flatMap(c -> c.find(call, model, now))
        .map(
            kept ->
                new JournalEntry(
                    call.key(),
                    call.prompt().task(),
                    call.prompt().item(),
                    call.promptHash(),
                    call.repeat(),
                    1,
                    now.toString(),
                    Optional.of(kept.reply()),
                    Optional.empty(),
                    Optional.of(new JournalEntry.Origin(kept.key(), kept.run(), kept.at())),
                    Optional.empty()));
  }

  void keep(Call call, JournalEntry entry) {
    entry
        .reply()
        .ifPresent(
            reply ->
                writeToCache(
                    () -> cache.ifPresent(c -> c.keep(call, model, run, entry.at(), reply))));
  }

  /** The journal has the reply; that the cache has not is worth a word and no more. */
  private void writeToCache(Runnable writing) {
    if (broken.get()) {
      return;
    }
    try {
      writing.run();
    } catch (UserError e) {
      if (!broken.getAndSet(true)) {
        notes.accept("the cache is not written: " + e.getMessage());
      }
    }
  }
}
