package dev.claimbench.run;

import dev.claimbench.model.Prompt;

/**
 * What a reply is the answer to, whichever model was asked: a run asks each once.
 *
 * @param task the task's name
 * @param item what is asked about, as the task names it
 * @param repeat how many times the same is asked with this one, 1 or more
 */
public record Question(String task, String item, int repeat) {
  public static Question of(Prompt prompt, int repeat) {
    return new Question(prompt.task(), prompt.item(), repeat);
  }
}
