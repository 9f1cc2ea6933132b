package dev.claimbench.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.Call;
import dev.claimbench.text.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What one executor asks in a row: the calls of one task about one article, whose prompts share a
 * prefix.
 */
record Unit(
    String id,
    String story,
    String title,
    String source,
    Optional<LocalDate> published,
    String text,
    List<Asked> questions) {

  /** A {@link Call} without its article. */
  record Asked(
      String task,
      String item,
      String system,
      String user,
      String schema,
      String template,
      Optional<CheckClaim> claim,
      Sampling sampling,
      int repeat,
      String promptHash,
      String key) {
    private static Asked of(Call call) {
      Prompt prompt = call.prompt();
      return new Asked(
          prompt.task(),
          prompt.item(),
          prompt.system(),
          prompt.user(),
          prompt.schema(),
          prompt.template(),
          prompt.claim(),
          call.sampling(),
          call.repeat(),
          call.promptHash(),
          call.key());
    }

    private Call call(Article article) {
      return new Call(
          new Prompt(task, item, system, user, schema, template, article, claim),
          sampling,
          repeat,
          promptHash,
          key);
    }
  }

  /**
   * @param calls of one task and article
   */
  static Unit of(List<Call> calls) {
    Article article = calls.get(0).prompt().article();
    return new Unit(
        article.id(),
        article.story(),
        article.title(),
        article.source(),
        article.published(),
        article.text(),
        calls.stream().map(Asked::of).toList());
  }

  static Unit parse(String json) {
    try {
      return Json.MAPPER.readValue(json, Unit.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a unit", e);
    }
  }

  String toJson() {
    try {
      return Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new AssertionError("our own records are always JSON", e);
    }
  }

  List<Call> calls() {
    Article article = new Article(id, story, title, source, published, text);
    return questions.stream().map(q -> q.call(article)).toList();
  }
}
