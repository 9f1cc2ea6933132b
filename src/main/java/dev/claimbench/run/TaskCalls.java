package dev.claimbench.run;

/**
 * How much is asked of one task.
 *
 * @param calls all of them
 * @param articles how many different ones these are about; the first call about an article reads
 *     it, the others find it read
 */
public record TaskCalls(String task, long calls, long articles) {
  /** What is left of this when another part is asked already. */
  public TaskCalls minus(TaskCalls asked) {
    return new TaskCalls(task, calls - asked.calls, articles - asked.articles);
  }
}
