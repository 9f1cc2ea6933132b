package dev.claimbench.judge;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.Answer;
import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.PromptTemplate;

/**
 * A model that is asked to judge claims.
 *
 * @param <Q> what it is asked about
 * @param <A> what a valid answer says
 */
public abstract sealed class ClaimJudge<Q extends JudgeQuestion, A>
    permits PairJudge, FaithfulnessJudge {
  private final Model model;
  private final PromptTemplate template;
  private final Sampling sampling;
  private final AnswerReader<A> reader;

  ClaimJudge(Model model, PromptTemplate template, Sampling sampling, AnswerReader<A> reader) {
    this.model = model;
    this.template = template;
    this.sampling = sampling.withMaxTokens(template.maxTokens());
    this.reader = reader;
  }

  /**
   * Asks once.
   *
   * @param swapped whether the second text is shown first
   * @throws ModelException where no answer comes
   */
  public Answer<A> ask(Q question, boolean swapped) throws ModelException {
    Prompt prompt = prompt(template.renderer(), question, swapped);
    return reader.read(prompt, model.ask(prompt, sampling));
  }

  abstract Prompt prompt(PromptTemplate.Renderer renderer, Q question, boolean swapped);
}
