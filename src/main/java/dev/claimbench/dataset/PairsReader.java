package dev.claimbench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Ids;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a folder of {@code <story>.yaml} files with labelled pairs of claims. */
public final class PairsReader {

  private PairsReader() {}

  /**
   * Every pair, by file, in the order of the files' names.
   *
   * @param folder such as {@code eval/pairs}
   * @param stories those that there are
   * @throws UserError where a file is not as it should be, its story is unknown or not its name, an
   *     id or the same two texts are there twice, or a contrary pair does not say what was changed
   */
  public static List<ClaimPair> read(Path folder, Set<String> stories) {
    List<Path> files = YamlFiles.in(folder);
    if (files.isEmpty()) {
      throw new UserError(folder + ": no labelled pairs; expected files such as <story>.yaml");
    }
    List<ClaimPair> pairs = new ArrayList<>();
    files.forEach(file -> pairs.addAll(readFile(file, stories)));
    return pairs;
  }

  private static List<ClaimPair> readFile(Path file, Set<String> stories) {
    JsonNode tree = YamlFiles.parse(file.toString(), TextFiles.read(file), "pairs-1.schema.json");
    String story = tree.get("story").asText();
    if (!file.getFileName().toString().equals(story + ".yaml")) {
      throw new UserError(
          file + ": story: expected the file's name without .yaml, got '" + story + "'");
    }
    if (!stories.contains(story)) {
      throw new UserError(file + ": story '" + story + "' is not in stories.yaml; add it there");
    }
    List<ClaimPair> pairs = new ArrayList<>();
    Map<String, String> ids = new HashMap<>();
    Map<Set<String>, String> texts = new HashMap<>();
    int i = 0;
    for (JsonNode node : tree.get("pairs")) {
      String where = file + ": pairs[" + i++ + "]";
      ClaimPair pair = pair(where, story, node);
      if (ids.put(pair.id(), where) != null) {
        throw new UserError(where + ".id: '" + pair.id() + "' is there twice");
      }
      String before = texts.put(Set.of(pair.a(), pair.b()), pair.id());
      if (before != null) {
        throw new UserError(where + ": has the same two texts as " + before);
      }
      pairs.add(pair);
    }
    return pairs;
  }

  private static ClaimPair pair(String where, String story, JsonNode node) {
    PairLabel label = Json.PLAIN.convertValue(node.get("label"), PairLabel.class);
    Optional<Change> change =
        Optional.ofNullable(node.get("change")).map(n -> Json.PLAIN.convertValue(n, Change.class));
    if ((label == PairLabel.CONTRARY) != change.isPresent()) {
      throw new UserError(
          where
              + ".change: contrary pairs say what was changed, the others nothing; got "
              + node.get("label").asText()
              + (change.isPresent() ? " with a change" : " without a change"));
    }
    String a = node.get("a").asText();
    String b = node.get("b").asText();
    if (a.equals(b)) {
      throw new UserError(where + ".b: is the very text of a; expected another claim");
    }
    return new ClaimPair(
        story, Ids.require(where + ".id", node.get("id").asText()), a, b, label, change);
  }
}
