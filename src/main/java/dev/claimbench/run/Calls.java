package dev.claimbench.run;

import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Sampling;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.prompt.PromptTemplate;
import dev.claimbench.task.Tasks;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The calls of a plan, each made when it is taken. No stream of streams: its iterator makes all of
 * an inner one before it gives the first away, and with it every prompt of a task.
 */
final class Calls implements Iterator<Call> {
  private final RunPlan plan;
  private final ModelInfo model;
  private int repeat;
  private Sampling sampling;
  private Iterator<Map.Entry<String, PromptTemplate>> tasks = Collections.emptyIterator();
  private Iterator<Prompt> prompts = Collections.emptyIterator();

  Calls(RunPlan plan, ModelInfo model) {
    this.plan = plan;
    this.model = model;
  }

  @Override
  public boolean hasNext() {
    while (!prompts.hasNext()) {
      if (tasks.hasNext()) {
        Map.Entry<String, PromptTemplate> task = tasks.next();
        sampling = plan.bounded(task.getValue().maxTokens());
        prompts =
            Tasks.named(task.getKey())
                .prompts(task.getValue(), plan.articles(), plan.verdicts())
                .iterator();
      } else if (repeat < plan.repeats()) {
        repeat++;
        tasks = plan.templates().entrySet().iterator();
      } else {
        return false;
      }
    }
    return true;
  }

  @Override
  public Call next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more calls");
    }
    return Call.of(prompts.next(), sampling, repeat, model);
  }
}
