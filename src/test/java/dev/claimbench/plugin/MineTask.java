package dev.claimbench.plugin;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.model.Prompt;
import dev.claimbench.task.AnswerReader;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code --task mine}: article → how many claims it has; a task from outside. */
public final class MineTask implements Task<Integer> {
  @Override
  public PromptKind prompt() {
    return new PromptKind("mine", List.of(PromptKind.ARTICLE));
  }

  @Override
  public AnswerReader<Integer> reader() {
    return new AnswerReader<>(tree -> tree.path("claims").size());
  }

  @Override
  public Unit unit() {
    return Unit.ARTICLE;
  }

  @Override
  public Stream<Prompt> prompts(
      PromptTemplate template, List<Article> articles, List<GoldVerdict> verdicts) {
    return articles.stream().map(a -> template.renderer().prompt(a.id(), a, Optional.empty()));
  }

  @Override
  public boolean needsVerdicts() {
    return false;
  }

  @Override
  public String article(String item) {
    return item;
  }
}
