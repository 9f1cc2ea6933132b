package dev.claimbench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code eval/votes/<pass>/<story>.yaml}. */
public final class VotesReader {
  private static final String VIA = "/speaker";

  private VotesReader() {}

  /**
   * All stories of one pass.
   *
   * @param folder such as {@code eval/votes/first}; its last name is the pass's
   * @throws UserError where there is no such folder or a file is not of this story or pass
   */
  public static Votes read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError(folder + ": no such folder; expected one file of votes a story in it");
    }
    String pass = folder.getFileName().toString();
    Map<String, Votes.Label> verdicts = new HashMap<>();
    Map<String, Votes.Attributes> claims = new HashMap<>();
    for (Path file : YamlFiles.in(folder)) {
      JsonNode tree = YamlFiles.parse(file.toString(), TextFiles.read(file), "votes-1.schema.json");
      String story = expect(file, tree, "story", YamlFiles.name(file));
      expect(file, tree, "pass", pass);
      for (Map.Entry<String, JsonNode> claim : tree.get("verify").properties()) {
        for (Map.Entry<String, JsonNode> vote : claim.getValue().properties()) {
          verdicts.put(
              story + "/" + claim.getKey() + "@" + vote.getKey(), label(vote.getValue().asText()));
        }
      }
      for (Map.Entry<String, JsonNode> article : tree.get("extract").properties()) {
        for (Map.Entry<String, JsonNode> vote : article.getValue().properties()) {
          claims.put(article.getKey() + "/" + vote.getKey(), attributes(vote.getValue()));
        }
      }
    }
    return new Votes(pass, verdicts, claims);
  }

  private static String expect(Path file, JsonNode tree, String field, String expected) {
    String got = tree.get(field).asText();
    if (!got.equals(expected)) {
      throw new UserError(
          file + ": " + field + ": expected '" + expected + "' as in the path, got '" + got + "'");
    }
    return got;
  }

  private static Votes.Label label(String text) {
    return new Votes.Label(Verdict.valueOf(text.replace(VIA, "")), text.endsWith(VIA));
  }

  private static Votes.Attributes attributes(JsonNode node) {
    JsonNode speaker = node.get("speaker");
    return new Votes.Attributes(
        Json.PLAIN.convertValue(node.get("kind"), Kind.class),
        Json.PLAIN.convertValue(node.get("hedge"), Hedge.class),
        Json.PLAIN.convertValue(node.get("weight"), Weight.class),
        speaker.isNull() ? Optional.empty() : Optional.of(speaker.asText()));
  }
}
