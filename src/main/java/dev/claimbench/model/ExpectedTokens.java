package dev.claimbench.model;

import java.util.Optional;

/**
 * How many tokens a server should count of each prompt: what its tokenizer says, where it has one
 * that can be asked, else an estimate from the two short prompts of {@link SystemMessageCheck}. A
 * server that reads only a part of a prompt then cannot hide it. Safe for use from several threads.
 */
public final class ExpectedTokens {
  /** A server's tokenizer. */
  public interface Tokenizer {
    /**
     * The tokens of the whole prompt, chat marks included; -1 where the server does not tell.
     *
     * @throws ModelException where it does not answer
     */
    int count(Prompt prompt) throws ModelException;
  }

  /** A model that is asked without looking at what it should count. */
  public interface ModelCall {
    Reply ask(Prompt prompt, Sampling sampling) throws ModelException;
  }

  private final Tokenizer tokenizer;
  private final ModelCall model;
  private volatile boolean exact;
  private volatile Optional<TokenEstimate> estimate = Optional.empty();
  private volatile boolean countsWhole;

  public ExpectedTokens(Tokenizer tokenizer, ModelCall model) {
    this.tokenizer = tokenizer;
    this.model = model;
  }

  /** Of a server without a tokenizer that can be asked. */
  public ExpectedTokens(ModelCall model) {
    this(prompt -> -1, model);
  }

  /** Learns from two prompts and what the server counted of them. */
  void learn(Prompt shorter, int fewer, Prompt longer, int more) {
    estimate = TokenEstimate.from(shorter, fewer, longer, more);
    exact = isClose(counted(shorter), fewer) && isClose(counted(longer), more);
  }

  /** Templates differ by some marks, such as those of thinking. */
  private static boolean isClose(int reported, int counted) {
    return reported >= 0 && Math.abs(reported - counted) <= 8 + counted / 20;
  }

  private int counted(Prompt prompt) {
    try {
      return tokenizer.count(prompt);
    } catch (ModelException e) {
      // What it would have told is an extra: the answer is there without it.
      return -1;
    }
  }

  /** The reply with what the prompt should have counted; as it is where nothing is known. */
  public Reply add(Prompt prompt, Sampling sampling, Reply reply) {
    if (reply.promptTokens() <= 0 || estimate.isEmpty()) {
      return reply;
    }
    int reported = exact ? counted(prompt) : -1;
    Reply expected =
        reply.withExpected(
            Optional.of(
                reported >= 0
                    ? new Reply.Expected(reported, false)
                    : new Reply.Expected(
                        estimate.map(e -> e.tokens(prompt)).orElse(reply.promptTokens()), true)));
    return expected.hasCutPrompt() && !countsWholePrompts(prompt, sampling, reply)
        ? reply
        : expected;
  }

  /**
   * Some old servers leave out of their count what they had read before: then the same prompt
   * counts less the next time, and nothing can be said of any.
   */
  private boolean countsWholePrompts(Prompt prompt, Sampling sampling, Reply reply) {
    if (!countsWhole) {
      try {
        countsWhole =
            model.ask(prompt, sampling.withMaxTokens(1)).promptTokens() == reply.promptTokens();
      } catch (ModelException e) {
        // Not shown this time; the next reply that is short asks again.
        return false;
      }
      if (!countsWhole) {
        estimate = Optional.empty();
      }
    }
    return countsWhole;
  }
}
