package dev.claimbench.spark;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.Call;
import dev.claimbench.spark.Labels.Label;
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

  /**
   * A {@link Call} without its article, and what it is scored with.
   *
   * @param label a {@link Label} as JSON: executors that ask pass it on
   */
  record Asked(
      String task,
      String item,
      String system,
      String user,
      String schema,
      String template,
      Optional<CheckClaim> claim,
      String label,
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
          OwnJson.write(label),
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
    return OwnJson.read(json, Unit.class);
  }

  String toJson() {
    return OwnJson.write(this);
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
