package dev.claimbench.model;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks a model nothing before it was seen that a system message reaches it, and whether a level of
 * thinking changes anything.
 */
public final class SystemMessageGuard extends DelegatingModel {
  /** Enough for a short question; what is cut off shows nothing. */
  private static final int MOST_TOKENS = 1024;

  private final Consumer<String> notes;
  private boolean proven;

  /**
   * @param notes receives a note where it cannot be seen
   */
  public SystemMessageGuard(Model inner, Consumer<String> notes) {
    super(inner);
    this.notes = notes;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    checkOnce(sampling);
    return inner.ask(prompt, sampling, repeat);
  }

  /** The first call does so while the others wait; where nobody answers, the next one tries. */
  private synchronized void checkOnce(Sampling sampling) throws ModelException {
    if (!proven) {
      ThinkLevels.require(info().spec(), sampling.think());
      inner.requireSystemMessage(sampling).ifPresent(notes);
      compareLevels(inner, sampling).ifPresent(notes);
      proven = true;
    }
  }

  /**
   * Whether a level of thinking changes how much the model thinks: asks one short question with it
   * and without. Servers and chat templates that do not know a level mostly ignore it, and a run
   * would be called by what never was.
   *
   * @return a line where both thought the same number of tokens; empty without a level
   * @throws ModelException where the model cannot be reached; what it refuses is no comparison
   */
  private static Optional<String> compareLevels(Model model, Sampling sampling)
      throws ModelException {
    Optional<Think> level = sampling.think().filter(Think::isLevel).filter(t -> !t.isOff());
    if (level.isEmpty()) {
      return Optional.empty();
    }
    Sampling asked = sampling.withMaxTokens(Math.min(sampling.maxTokens(), MOST_TOKENS));
    try {
      int with = thought(model.ask(SystemMessageCheck.question(), asked));
      int without =
          thought(model.ask(SystemMessageCheck.question(), asked.withThink(Optional.empty())));
      return with < 0 || with != without
          ? Optional.empty()
          : Optional.of(
              model.info().spec()
                  + ": told to think \""
                  + level.get().word()
                  + "\", it thought "
                  + with
                  + " tokens on a short question, as many as when nothing is told: the level may"
                  + " not reach the model");
    } catch (ModelException e) {
      if (e.reason().retryable()) {
        throw e;
      }
      // The first question of the run says the same, and better.
      return Optional.empty();
    }
  }

  /** Tokens of thinking; -1 where they are not known, or were cut off. */
  private static int thought(Reply reply) {
    return reply.stop() == Reply.Stop.LENGTH
        ? -1
        : reply.thought().map(ThinkingUsage::tokens).orElse(0);
  }
}
