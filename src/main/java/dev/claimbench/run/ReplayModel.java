package dev.claimbench.run;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Answers from an earlier run's journal: the same prompt gets the same raw reply. */
public final class ReplayModel implements Model {
  private final ModelInfo info;
  private final Path folder;

  /** The run's own, and those that were asked without the article. */
  private final List<Map<Question, JournalEntry>> recorded;

  /**
   * @param folder a run folder with manifest and journal
   * @throws dev.claimbench.text.UserError where it is no run folder
   */
  public ReplayModel(Path folder) {
    this.folder = folder;
    this.info = Manifest.read(folder).model();
    this.recorded =
        Stream.of(folder, folder.resolve(RunPlan.WITHOUT_ARTICLE))
            .map(RunStore::byQuestion)
            .toList();
  }

  /** The recorded model's identity: whose answers they are, not who hands them out. */
  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    return ask(prompt, sampling, 1);
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    Question question = Question.of(prompt, repeat);
    JournalEntry entry =
        recorded.stream()
            .map(entries -> entries.get(question))
            .filter(e -> e != null && e.answers(prompt))
            .findFirst()
            .orElse(null);
    if (entry == null) {
      throw new ModelException(
          ModelException.Cause.NO_MODEL,
          folder
              + ": no recorded answer to "
              + prompt.task()
              + " "
              + prompt.item()
              + (repeat == 1
                  ? "; the article, the claim or the prompt has changed since"
                  : ", repeat " + repeat + "; it was not asked so often"));
    }
    if (entry.failure().isPresent()) {
      JournalEntry.Failure failure = entry.failure().get();
      throw new ModelException(failure.cause(), failure.message());
    }
    return entry.reply().orElseThrow();
  }

  @Override
  public void close() {}
}
