package dev.claimbench.strategy;

import dev.claimbench.align.Similarity;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows a model the gold examples that are most like its question: for a verdict the most similar
 * claims, of each label in turn, for an extraction those most like the headline (or the first 300
 * characters). Liu et al. (2022), <i>What makes good in-context examples for GPT-3?</i>, DeeLIO.
 */
public final class FewShot extends AdaptedModel {
  private static final int HEAD = 300;

  private final List<Example> pool;
  private final int count;
  private final Similarity similarity;

  /**
   * @param pool of development stories only, which {@link Example#all} sees to
   * @param count shown with each question, 1 or more; fewer where the pool has not so many
   */
  public FewShot(Model inner, List<Example> pool, int count, Similarity similarity) {
    super(
        inner,
        "few-shot " + count,
        similarity.name()
            + pool.stream().map(e -> e.question() + e.answer()).collect(Collectors.joining("\0")),
        true);
    if (count < 1) {
      throw new IllegalArgumentException("few-shot needs 1 example or more, got " + count);
    }
    this.pool = List.copyOf(pool);
    this.count = count;
    this.similarity = similarity;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    return inner.ask(shown(prompt), sampling, repeat);
  }

  @Override
  public int countTokens(Prompt prompt) throws ModelException {
    return inner.countTokens(shown(prompt));
  }

  /** The prompt with its examples after the instructions. */
  Prompt shown(Prompt prompt) {
    List<Example> chosen = chosen(prompt);
    if (chosen.isEmpty()) {
      return prompt;
    }
    String examples =
        chosen.stream()
            .map(e -> "Example: " + e.question() + "\n" + e.answer())
            .collect(Collectors.joining("\n\n"));
    return new Prompt(
        prompt.task(),
        prompt.item(),
        (prompt.system() + "\n\n" + examples).strip(),
        prompt.user(),
        prompt.schema(),
        prompt.template(),
        prompt.article(),
        prompt.claim());
  }

  List<Example> chosen(Prompt prompt) {
    String question = question(prompt);
    List<Example> left =
        new ArrayList<>(
            pool.stream()
                .filter(e -> e.task().equals(prompt.task()))
                .filter(e -> !e.story().equals(prompt.article().story()))
                .sorted(
                    Comparator.comparingDouble((Example e) -> -similarity.of(question, e.like())))
                .toList());
    List<Example> chosen = new ArrayList<>();
    // Of each label in turn: three examples of one label would be taken for a hint.
    while (chosen.size() < count && !left.isEmpty()) {
      Set<String> kinds = new HashSet<>();
      for (Example example : List.copyOf(left)) {
        if (chosen.size() < count && (example.kind().isEmpty() || kinds.add(example.kind()))) {
          chosen.add(example);
          left.remove(example);
        }
      }
    }
    return chosen;
  }

  private static String question(Prompt prompt) {
    if (prompt.claim().isPresent()) {
      return prompt.claim().get().text();
    }
    String title = prompt.article().title();
    String text = prompt.article().text();
    return title.isBlank() ? text.substring(0, Math.min(HEAD, text.length())) : title;
  }
}
