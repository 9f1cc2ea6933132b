package dev.claimbench.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.Call;
import dev.claimbench.spark.Labels.Label;
import dev.claimbench.text.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

  /** A {@link Call} without its article, and what it is scored with. */
  record Asked(
      String task,
      String item,
      String system,
      String user,
      String schema,
      String template,
      Optional<CheckClaim> claim,
      Label label,
      Sampling sampling,
      int repeat,
      String promptHash,
      String key) {
    private static Asked of(Call call, Label label) {
      Prompt prompt = call.prompt();
      return new Asked(
          prompt.task(),
          prompt.item(),
          prompt.system(),
          prompt.user(),
          prompt.schema(),
          prompt.template(),
          prompt.claim(),
          label,
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
   * @param labels of each
   */
  static Unit of(List<Call> calls, Function<Call, Label> labels) {
    Article article = calls.get(0).prompt().article();
    return new Unit(
        article.id(),
        article.story(),
        article.title(),
        article.source(),
        article.published(),
        article.text(),
        calls.stream().map(c -> Asked.of(c, labels.apply(c))).toList());
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
    Article article = article();
    return questions.stream().map(q -> q.call(article)).toList();
  }

  Article article() {
    return new Article(id, story, title, source, published, text);
  }

  /** Its article alone. */
  Unit withoutQuestions() {
    return new Unit(id, story, title, source, published, text, List.of());
  }
}
