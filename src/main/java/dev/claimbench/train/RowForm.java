package dev.claimbench.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.strategy.TrainingData;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.Json;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** How a row says what it asks: to a model that writes, or to one that judges pairs of texts. */
public sealed interface RowForm {
  /**
   * A JSON line for each verdict on an article that is not disputed.
   *
   * @param verdicts all on this article
   */
  List<String> rows(Article article, List<GoldVerdict> verdicts);

  /** What a row looks like, for errors. */
  String expected();

  /** Whether a line of a user is such a row. */
  boolean fits(JsonNode row);

  /** The texts of a row that could be those of a test story. */
  List<String> texts(JsonNode row);

  /**
   * Conversations: {@code {"id", "group", "messages": [system, user, assistant]}}.
   *
   * @param template of the question
   */
  record Questions(PromptTemplate template) implements RowForm {
    @Override
    public List<String> rows(Article article, List<GoldVerdict> verdicts) {
      return TrainingData.verdicts(article, verdicts, template);
    }

    @Override
    public String expected() {
      return "{\"id\", \"group\", \"messages\": [… user …, … assistant …]}";
    }

    @Override
    public boolean fits(JsonNode row) {
      JsonNode messages = row.path("messages");
      return isNamed(row)
          && messages.size() >= 2
          && messages.path(messages.size() - 1).path("role").asText().equals("assistant");
    }

    @Override
    public List<String> texts(JsonNode row) {
      return StreamSupport.stream(row.path("messages").spliterator(), false)
          .map(message -> message.path("content").asText())
          .toList();
    }
  }

  /** Pairs: {@code {"id", "group", "article", "claim", "verdict", "evidence": [...]}}. */
  record Pairs() implements RowForm {
    @Override
    public List<String> rows(Article article, List<GoldVerdict> verdicts) {
      return verdicts.stream()
          .filter(v -> !v.disputed())
          .map(
              v -> {
                ObjectNode row = Json.PLAIN.createObjectNode();
                row.put("id", v.id()).put("group", article.id());
                row.put("article", article.text()).put("claim", v.claim().text());
                row.put("verdict", v.label().name());
                v.evidence().forEach(row.putArray("evidence")::add);
                return row.toString();
              })
          .toList();
    }

    @Override
    public String expected() {
      return "{\"id\", \"group\", \"article\", \"claim\", \"verdict\": "
          + String.join("|", Arrays.stream(Verdict.values()).map(Verdict::name).toList())
          + ", \"evidence\": []}";
    }

    @Override
    public boolean fits(JsonNode row) {
      return isNamed(row)
          && row.path("article").isTextual()
          && row.path("claim").isTextual()
          && Arrays.stream(Verdict.values())
              .anyMatch(v -> v.name().equals(row.path("verdict").asText()));
    }

    @Override
    public List<String> texts(JsonNode row) {
      return List.of(row.path("article").asText(), row.path("claim").asText());
    }
  }

  private static boolean isNamed(JsonNode row) {
    return row.path("id").isTextual() && row.path("group").isTextual();
  }
}
