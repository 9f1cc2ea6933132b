package dev.claimbench.run;

import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.ServerNumbers;
import java.time.Duration;
import java.util.Optional;

/**
 * What the journal keeps of one call: the raw reply, or why there was none.
 *
 * @param key {@link Call#key()}
 * @param prompt {@link Call#promptHash}
 * @param repeat {@link Call#repeat()}; 1 where the journal does not say
 * @param tries how often it was asked; more than 1 after failures
 * @param at when it ended, ISO-8601
 * @param cached where the reply was taken from; empty where the model was asked
 * @param lost time in tries that failed, without the waits between them; empty where none did
 */
public record JournalEntry(
    String key,
    String task,
    String item,
    String prompt,
    int repeat,
    int tries,
    String at,
    Optional<Reply> reply,
    Optional<Failure> failure,
    Optional<Origin> cached,
    Optional<Duration> lost) {

  /**
   * The run that asked for a reply.
   *
   * @param key name of the file in the cache
   * @param run its folder
   * @param at when it asked, ISO-8601
   */
  public record Origin(String key, String run, String at) {}

  /** Why there is no reply. */
  public record Failure(ModelException.Cause cause, String message) {}

  /** What it is the answer to. */
  public Question question() {
    return new Question(task, item, repeat);
  }

  /** Whether the question was put as this prompt puts it. */
  public boolean answers(Prompt asked) {
    return prompt.equals(Call.promptHash(asked));
  }

  /** The first time that it was asked. */
  public JournalEntry(
      String key,
      String task,
      String item,
      String prompt,
      int tries,
      String at,
      Optional<Reply> reply,
      Optional<Failure> failure) {
    this(key, task, item, prompt, 1, tries, at, reply, failure, Optional.empty(), Optional.empty());
  }

  /** The same call in a later session, after this one of an earlier; what failed took time, too. */
  JournalEntry after(JournalEntry earlier) {
    if (earlier.reply.isPresent() || earlier.lost.isEmpty()) {
      return this;
    }
    Duration all = earlier.lost.get().plus(lost.orElse(Duration.ZERO));
    return new JournalEntry(
        key, task, item, prompt, repeat, tries, at, reply, failure, cached, Optional.of(all));
  }

  public JournalEntry {
    repeat = Math.max(1, repeat);
    lost = lost.filter(ServerNumbers::isPlausible);
    if (reply.isPresent() == failure.isPresent()) {
      throw new IllegalArgumentException("an entry has a reply or a failure: " + item);
    }
  }
}
