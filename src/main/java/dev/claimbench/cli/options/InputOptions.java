package dev.claimbench.cli.options;

import dev.claimbench.run.Inputs;
import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is asked about: articles, gold, prompts, and how much of them. */
public final class InputOptions {
  @Option(
      names = {"--seeds", "--articles"},
      paramLabel = "DIR",
      description =
          "Folder of articles (.md, .txt). Default: one article of each of the first "
              + Inputs.FIRST_STORIES
              + " test stories of eval/stories.yaml, with claims of "
              + Inputs.FIRST_EXTRACTED)
  private Optional<Path> seeds = Optional.empty();

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description =
          "dev, test or all: the articles of those stories of eval/stories.yaml; or real-news:"
              + " those that `import gum` wrote, with the labels of eval/real-news")
  private Optional<String> suite = Optional.empty();

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      description = "Folder with gold/ and verify/. Default: eval")
  private Optional<Path> gold = Optional.empty();

  @Option(
      names = "--prompts",
      paramLabel = "DIR",
      description =
          "Folder with each task's prompt, such as extract.md, and its schema. Default: prompts")
  private Optional<Path> prompts = Optional.empty();

  /** Without those of other jars: help must not fail because one of them cannot be loaded. */
  private static final class TaskNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Tasks.BUILT_IN.stream().<String>map(Task::name).iterator();
    }
  }

  @Option(
      names = "--task",
      paramLabel = "NAME",
      completionCandidates = TaskNames.class,
      description =
          "${COMPLETION-CANDIDATES}; or one that a plugin adds. Default: extract and verify")
  private List<String> tasks = Tasks.usual();

  @Option(
      names = "--verdicts",
      paramLabel = "N",
      description =
          "How many verdicts to ask for: a fixed choice, from all stories in turn. Default: 50;"
              + " with --answers, all")
  private Optional<Integer> verdicts = Optional.empty();

  @Option(names = "--all", description = "Every verdict of the gold")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "Only the first N articles")
  private Optional<Integer> limit = Optional.empty();

  public Optional<Path> seedsGiven() {
    return seeds;
  }

  public Optional<Path> goldGiven() {
    return gold;
  }

  /**
   * What the options say.
   *
   * @throws dev.claimbench.text.UserError for a value out of range
   */
  public Inputs inputs() {
    return new Inputs(
        seeds, suite, gold, prompts, tasks, all ? Optional.of(Inputs.EVERY) : verdicts, limit);
  }
}
