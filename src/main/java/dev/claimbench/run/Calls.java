package dev.claimbench.run;

import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.PromptTemplate;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a plan, each made when it is taken. No stream of streams: its iterator makes all of
 * an inner one before it gives the first away, and with it every prompt of a task.
 */
final class Calls implements Iterator<Call> {
  private final RunPlan plan;
  private final ModelInfo model;
  private final Iterator<Map.Entry<String, PromptTemplate>> tasks;
  private Iterator<Prompt> prompts = Collections.emptyIterator();
  private @Nullable Sampling sampling;
  private @Nullable Prompt prompt;
  private int repeat;

  Calls(RunPlan plan, ModelInfo model) {
    this.plan = plan;
    this.model = model;
    tasks = plan.templates().entrySet().iterator();
    repeat = plan.repeats();
  }

  @Override
  public boolean hasNext() {
    while (repeat == plan.repeats() && !prompts.hasNext() && tasks.hasNext()) {
      Map.Entry<String, PromptTemplate> task = tasks.next();
      sampling = plan.bounded(task.getValue().maxTokens());
      prompts = plan.prompts(task).iterator();
    }
    return repeat < plan.repeats() || prompts.hasNext();
  }

  @Override
  public Call next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more calls");
    }
    if (repeat == plan.repeats()) {
      prompt = prompts.next();
      repeat = 0;
    }
    repeat++;
    Call call = Call.of(prompt, sampling, repeat, model);
    if (repeat == plan.repeats()) {
      prompt = null; // held by the call alone
    }
    return call;
  }
}
