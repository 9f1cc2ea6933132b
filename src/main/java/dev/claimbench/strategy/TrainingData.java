package dev.claimbench.strategy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.model.Prompt;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gold as conversations to train on: {@code {"messages": [system, user, assistant]}}, the form
 * that TRL, Axolotl, Unsloth, LLaMA-Factory and OpenAI's API read. Questions are word for word what
 * a run asks.
 */
public final class TrainingData {

  private TrainingData() {}

  /**
   * Makes a line a question.
   *
   * @param templates by task
   * @throws dev.claimbench.text.UserError for an article of a test story: a model must not be
   *     trained on what it is scored on
   */
  public static List<String> lines(
      Stories stories,
      List<Article> articles,
      GoldSet gold,
      Map<String, PromptTemplate> templates) {
    stories.requireDev("corpus export", articles);
    Map<String, Article> byId = new HashMap<>();
    articles.forEach(a -> byId.put(a.id(), a));
    List<String> lines = new ArrayList<>();
    for (GoldArticle article : gold.articles()) {
      if (templates.containsKey(Tasks.EXTRACT.name())
          && article.claims().stream().anyMatch(c -> GoldAnswers.fits(c.claim()))) {
        Prompt prompt =
            Tasks.EXTRACT.prompt(templates.get(Tasks.EXTRACT.name()), byId.get(article.article()));
        lines.add(line(prompt, GoldAnswers.extract(article)));
      }
    }
    for (GoldVerdict verdict : gold.verdicts()) {
      if (templates.containsKey(Tasks.VERIFY.name()) && !verdict.disputed()) {
        Article article = byId.get(verdict.article());
        Prompt prompt =
            Tasks.VERIFY.prompt(templates.get(Tasks.VERIFY.name()), article, verdict.claim());
        lines.add(line(prompt, GoldAnswers.verdict(verdict)));
      }
    }
    return lines;
  }

  /**
   * The verdicts on one article, a line each with {@code id} and {@code group} before the messages:
   * the trainer reads an article once for all of them.
   *
   * @param verdicts all on this article
   */
  public static List<String> verdicts(
      Article article, List<GoldVerdict> verdicts, PromptTemplate template) {
    return verdicts.stream()
        .filter(v -> !v.disputed())
        .map(
            v -> {
              ObjectNode line = Json.PLAIN.createObjectNode();
              line.put("id", v.id()).put("group", article.id());
              Prompt prompt = Tasks.VERIFY.prompt(template, article, v.claim());
              return add(line, prompt, GoldAnswers.verdict(v)).toString();
            })
        .toList();
  }

  private static String line(Prompt prompt, String answer) {
    return add(Json.PLAIN.createObjectNode(), prompt, answer).toString();
  }

  private static ObjectNode add(ObjectNode line, Prompt prompt, String answer) {
    ArrayNode messages = line.putArray("messages");
    if (!prompt.system().isEmpty()) {
      messages.addObject().put("role", "system").put("content", prompt.system());
    }
    messages.addObject().put("role", "user").put("content", prompt.user());
    messages.addObject().put("role", "assistant").put("content", answer);
    return line;
  }
}
