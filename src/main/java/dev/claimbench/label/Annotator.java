package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One annotator's own labels: {@code annotators/NAME/} in the gold folder, with {@code gold/} and
 * {@code verify/} like those of the gold itself.
 *
 * @param gold the folder in which {@code annotators/} is
 * @param name letters, digits, {@code -} and {@code _}
 */
public record Annotator(Path gold, String name) {
  private static final String FOLDER = "annotators";
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,39}";

  public Annotator {
    // It becomes a folder's name, and a key in YAML.
    if (!name.matches(NAME)) {
      throw new UserError(
          "annotator: expected a name of letters, digits, '-' and '_', got '" + name + "'");
    }
  }

  /** Everybody who has a folder, by name. */
  static List<Annotator> all(Path gold) {
    Path folder = gold.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(Files::isDirectory)
          .map(f -> f.getFileName().toString())
          .filter(name -> name.matches(NAME))
          .sorted()
          .map(name -> new Annotator(gold, name))
          .toList();
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  /** A gold folder by itself: it can be given to {@code --gold}. */
  public Path folder() {
    return gold.resolve(FOLDER).resolve(name);
  }

  Path claims(String article) {
    return new GoldPaths(gold, folder()).claims(article);
  }

  Path verdicts(String story) {
    return new GoldPaths(gold, folder()).verdicts(story);
  }

  /** What has been judged of a story so far: a verdict as in the file by {@code claim@article}. */
  Map<String, JsonNode> votes(String story) {
    Map<String, JsonNode> judged = new LinkedHashMap<>();
    Path file = verdicts(story);
    if (Files.exists(file)) {
      JsonNode tree =
          YamlFiles.parseVersioned(file.toString(), EditedFiles.read(file, ""), GoldFolder.VERIFY);
      for (JsonNode claim : tree.path("claims")) {
        claim
            .path("verdicts")
            .properties()
            .forEach(e -> judged.put(pair(claim.path("id").asText(), e.getKey()), e.getValue()));
      }
    }
    return judged;
  }

  static String pair(String claim, String article) {
    return claim + "@" + article;
  }
}
