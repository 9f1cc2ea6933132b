package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.Passages;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Verdicts that both annotators gave, and what becomes of them in the gold. */
record SettledVerdicts(Path gold, Annotator one, Annotator other, Map<String, Article> articles) {

  /**
   * A claim and an article that both judged.
   *
   * @param first as in the annotator's file
   * @param now the gold's verdict; missing where there is none
   * @param votes what settled it would say that they said
   */
  record Pair(
      String story,
      String claim,
      String article,
      String text,
      JsonNode first,
      JsonNode second,
      JsonNode now,
      Map<String, String> votes) {
    String key() {
      return story + "/" + Annotator.pair(claim, article);
    }

    boolean differ() {
      return !vote(first).equals(vote(second));
    }

    /** The gold says that it was settled between these very votes. */
    boolean settled() {
      return now.path("votes").equals(Json.PLAIN.valueToTree(votes));
    }

    /** Nobody's label stands against theirs: the gold has none, or a disputed one. */
    private boolean free() {
      return now.isMissingNode() || now.path("disputed").asBoolean();
    }

    /** To be looked at: they differ, or both say what the gold does not. */
    boolean shown() {
      return differ() || (!free() && !vote(now).equals(vote(first)));
    }

    /** Both say the same, and the gold says nothing yet. */
    boolean agreed() {
      return !differ() && free() && !settled();
    }

    void show(ObjectNode node) {
      node.put("kind", "verdict").put("key", key()).put("article", article);
      node.put("text", text).put("settled", settled());
      node.set("first", first);
      node.set("second", second);
      if (!now.isMissingNode()) {
        node.set("now", now);
      }
      Set<String> left = new LinkedHashSet<>();
      for (Verdict label : Verdict.values()) {
        left.add(label.name());
      }
      left.remove(first.path("label").asText());
      left.remove(second.path("label").asText());
      ArrayNode others = node.putArray("others");
      left.forEach(others::add);
    }
  }

  /** As in the files of votes: {@code SUPPORTED/speaker} for support by attribution alone. */
  private static String vote(JsonNode verdict) {
    return verdict.path("label").asText() + (verdict.has("via") ? "/speaker" : "");
  }

  List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    Set<String> stories = new LinkedHashSet<>();
    articles.values().forEach(a -> stories.add(a.story()));
    for (String story : stories) {
      if (!Files.exists(file(story))) {
        continue;
      }
      Map<String, JsonNode> ones = one.votes(story);
      Map<String, JsonNode> others = other.votes(story);
      String text = EditedFiles.read(file(story), "");
      for (JsonNode claim : YamlFiles.parse(file(story).toString(), text).path("claims")) {
        String id = claim.path("id").asText();
        for (Article article : articles.values()) {
          String pair = Annotator.pair(id, article.id());
          if (article.story().equals(story) && ones.containsKey(pair) && others.containsKey(pair)) {
            pairs.add(
                new Pair(
                    story,
                    id,
                    article.id(),
                    claim.path("text").asText(),
                    inWords(ones.get(pair), article),
                    inWords(others.get(pair), article),
                    inWords(claim.path("verdicts").path(article.id()), article),
                    votes(ones.get(pair), others.get(pair))));
          }
        }
      }
    }
    return pairs;
  }

  private static JsonNode inWords(JsonNode verdict, Article article) {
    return verdict.isObject() ? Passages.inWords(article.id(), verdict, article) : verdict;
  }

  private Map<String, String> votes(JsonNode first, JsonNode second) {
    Map<String, String> votes = new LinkedHashMap<>();
    votes.put(one.name(), vote(first));
    votes.put(other.name(), vote(second));
    return votes;
  }

  /**
   * Writes one into the gold's text.
   *
   * @param choice 1 or 2 for what that annotator said, 3 for something else
   * @param own what the something else is, as the page sends a verdict
   * @param texts files changed so far, by path
   */
  void settle(Pair pair, int choice, JsonNode own, Map<Path, String> texts) {
    JsonNode chosen = choice == 1 ? asSent(pair.first) : choice == 2 ? asSent(pair.second) : own;
    Path file = file(pair.story);
    String text = texts.containsKey(file) ? texts.get(file) : EditedFiles.read(file, "");
    boolean suggested = chosen.path("suggested").asBoolean();
    String key = Annotator.pair(pair.claim, pair.article);
    String flow =
        LabelText.verdict(
            chosen,
            suggested,
            pair.votes,
            LabelFormat.detect(file.toString(), text)
                .writer(
                    PageArticles.require(articles, pair.article),
                    one.votes(pair.story).get(key),
                    other.votes(pair.story).get(key)));
    String now = YamlEdit.verdict(file.toString(), text, pair.claim, pair.article, flow);
    YamlFiles.parseVersioned(file.getFileName().toString(), now, GoldFolder.VERIFY);
    LabelFiles.check(pair.claim, PageArticles.require(articles, pair.article), chosen);
    texts.put(file, now);
  }

  /** A verdict of a file, as the page would send it. */
  private static JsonNode asSent(JsonNode verdict) {
    if (!verdict.isObject()) {
      throw new UserError("no verdict to take over");
    }
    ObjectNode sent = verdict.deepCopy();
    return sent.put("via", verdict.has("via"));
  }

  private Path file(String story) {
    return new GoldPaths(gold).verdicts(story);
  }
}
