package dev.claimbench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Ids;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code eval/stories.yaml}: which stories may be used to choose things ({@code dev}) and which
 * only to score ({@code test}).
 *
 * @param version of the gold set, or empty
 * @param splits story → {@code dev} or {@code test}, in the order of the file
 * @param topics story → what kind of news it is
 */
public record Stories(String version, Map<String, String> splits, Map<String, String> topics) {

  public static final String FILE = "stories.yaml";

  /** The stories of a gold folder, where it tells them. */
  public static Optional<Stories> find(Path goldFolder) {
    Path file = goldFolder.resolve(FILE);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * Reads the file.
   *
   * @throws UserError where it is missing, not YAML, or names a split that there is not
   */
  public static Stories read(Path file) {
    if (!Files.exists(file)) {
      GoldFolder.requireFolder(file.resolveSibling(""));
    }
    JsonNode tree = YamlFiles.parse(file.toString(), TextFiles.read(file), "stories-1.schema.json");
    Map<String, String> splits = new LinkedHashMap<>();
    Map<String, String> topics = new LinkedHashMap<>();
    for (JsonNode story : tree.get("stories")) {
      String id = Ids.require(file + ": stories", story.get("id").asText());
      if (splits.put(id, story.get("split").asText()) != null) {
        throw new UserError(file + ": story '" + id + "' is there twice");
      }
      topics.put(id, story.get("topic").asText());
    }
    return new Stories(tree.path("gold_version").asText(""), splits, topics);
  }

  /**
   * The articles of a suite.
   *
   * @param suite {@code dev}, {@code test} or {@code all}
   */
  public List<Article> select(String suite, List<Article> articles) {
    if (!List.of("dev", "test", "all").contains(suite)) {
      throw new UserError("--suite: expected dev, test, all or real-news, got '" + suite + "'");
    }
    return ArticleFormat.collect(
        articles.stream().filter(a -> suite.equals("all") || suite.equals(splits.get(a.story()))),
        articles.size());
  }

  /**
   * The first {@code test} story of the file.
   *
   * @throws UserError where it has none
   */
  public String firstTest() {
    return splits.entrySet().stream()
        .filter(story -> story.getValue().equals("test"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () -> new UserError(FILE + ": no test story; say which articles: --seeds DIR"));
  }

  /**
   * The first article of each of the first {@code test} stories, in the order of the file: a rule
   * that looks at no result, and takes nothing that a model or threshold was chosen with.
   *
   * @param count at most so many; a story without an article is passed over
   */
  public List<Article> first(int count, List<Article> articles) {
    Map<String, Article> ofStories = new HashMap<>();
    articles.forEach(a -> ofStories.putIfAbsent(a.story(), a));
    return splits.entrySet().stream()
        .filter(story -> story.getValue().equals("test"))
        .map(story -> ofStories.get(story.getKey()))
        .filter(Objects::nonNull)
        .limit(count)
        .toList();
  }

  /**
   * Refuses articles of {@code test} stories: what chooses a threshold, a prompt or an example must
   * not have seen what it is scored on.
   */
  public void requireDev(String what, List<Article> articles) {
    articles.forEach(a -> requireDev(what, "article " + a.id(), a.story()));
  }

  /** Refuses pairs of {@code test} stories, for the same reason. */
  public void requireDevPairs(String what, List<ClaimPair> pairs) {
    pairs.forEach(p -> requireDev(what, "pair " + p.id(), p.story()));
  }

  private void requireDev(String what, String item, String story) {
    if ("test".equals(splits.get(story))) {
      throw new UserError(
          what
              + ": "
              + item
              + " is of the test story '"
              + story
              + "'; only dev stories may be used to choose");
    }
  }
}
