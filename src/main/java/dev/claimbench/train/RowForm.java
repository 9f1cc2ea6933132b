package dev.claimbench.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
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

  /**
   * A JSON line for each claim of the gold, which its quotes support; none where such rows are of
   * no use: a model that writes is asked for verdicts.
   */
  default List<String> claims(Article article, GoldArticle gold) {
    return List.of();
  }

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
          .map(v -> row(article, v.id(), v.claim().text(), v.label(), v.evidence()))
          .toList();
    }

    @Override
    public List<String> claims(Article article, GoldArticle gold) {
      return gold.claims().stream()
          .map(GoldClaim::claim)
          .map(
              c ->
                  row(
                      article,
                      article.id() + "#" + c.id(),
                      c.text(),
                      Verdict.SUPPORTED,
                      c.quotes()))
          .toList();
    }

    private static String row(
        Article article, String id, String claim, Verdict verdict, List<String> evidence) {
      ObjectNode row = Json.PLAIN.createObjectNode();
      row.put("id", id).put("group", article.id());
      row.put("article", article.text()).put("claim", claim);
      row.put("verdict", verdict.name());
      evidence.forEach(row.putArray("evidence")::add);
      return row.toString();
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
