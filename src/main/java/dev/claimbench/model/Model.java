package dev.claimbench.model;

import java.util.List;
import java.util.Optional;

/** A language model that answers one prompt at a time. Safe for use from several threads. */
public interface Model extends AutoCloseable {
  /** What is known of the model before it is asked: identity for the manifest. */
  ModelInfo info();

  /**
   * Asks once; never retries.
   *
   * @return the raw answer, also when it was cut off or is not JSON
   * @throws ModelException when there is no answer: time-out, connection, server error, or a prompt
   *     that does not fit the context
   */
  Reply ask(Prompt prompt, Sampling sampling) throws ModelException;

  /**
   * Asks for the n-th time. Only who hands out recorded answers cares which: a model that thinks
   * sees another seed.
   *
   * @param repeat 1 or more
   */
  default Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    return ask(prompt, sampling);
  }

  /** How many tokens the prompt has for this model, or -1 where the runtime cannot count. */
  default int countTokens(Prompt prompt) throws ModelException {
    return -1;
  }

  /**
   * Proves that a system message reaches the model, which costs two short calls where it is on a
   * server.
   *
   * @param sampling as the model will be asked, but for its most tokens
   * @return why it cannot be proven, a line; empty where it arrives, and for what has no such
   *     message
   * @throws ModelException where the model cannot be reached
   * @throws dev.claimbench.text.UserError where it does not arrive, with what to do
   */
  default Optional<String> requireSystemMessage(Sampling sampling) throws ModelException {
    return Optional.empty();
  }

  /** The servers that share the work, as specs; empty where there is one, or none. */
  default List<String> endpoints() {
    return List.of();
  }

  @Override
  void close();
}
