package dev.claimbench.strategy;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.task.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A question of the gold with its answer, as it can be shown in a prompt.
 *
 * @param task the task's name
 * @param story that it is from; never shown for another article of that story
 * @param like what a question is compared with
 * @param question in words
 * @param answer as the schema has it
 * @param kind of answer: the verdict; empty for an extraction
 */
public record Example(
    String task, String story, String like, String question, String answer, String kind) {

  /**
   * All that the gold of these articles has.
   *
   * @param stories tells development stories from test stories
   * @throws dev.claimbench.text.UserError for an article of a test story: a model must not be shown
   *     what it is scored on
   */
  public static List<Example> all(Stories stories, List<Article> articles, GoldSet gold) {
    stories.requireDev("few-shot examples", articles);
    Map<String, Article> byId = new HashMap<>();
    articles.forEach(a -> byId.put(a.id(), a));
    List<Example> examples = new ArrayList<>();
    gold.articles().stream()
        .filter(g -> byId.containsKey(g.article()))
        .forEach(
            g ->
                g.claims().stream()
                    .filter(GoldClaim::required)
                    .map(GoldClaim::claim)
                    .filter(GoldAnswers::fits)
                    .forEach(c -> examples.add(extract(byId.get(g.article()).story(), c))));
    gold.verdicts().stream()
        .filter(v -> byId.containsKey(v.article()) && !v.disputed())
        .forEach(v -> examples.add(verify(byId.get(v.article()), v)));
    return examples;
  }

  private static Example extract(String story, Claim claim) {
    String quote = claim.quotes().get(0);
    return new Example(
        Tasks.EXTRACT.name(),
        story,
        claim.text(),
        "for the words \"%s\":".formatted(quote),
        GoldAnswers.extract(List.of(claim)),
        "");
  }

  private static Example verify(Article article, GoldVerdict verdict) {
    String claim = verdict.claim().text();
    String question =
        verdict.evidence().isEmpty()
            ? "an article says nothing that decides the claim \"%s\":".formatted(claim)
            : "an article says \"%s\" and the claim is \"%s\":"
                .formatted(verdict.evidence().get(0), claim);
    return new Example(
        Tasks.VERIFY.name(),
        article.story(),
        claim,
        question,
        GoldAnswers.verdict(verdict),
        verdict.label().name());
  }
}
