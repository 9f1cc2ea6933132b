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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code eval/verify/<story>.yaml} and checks it against the story's articles. */
final class VerdictReader {

  private final Path file;
  private final Map<String, Article> articles;
  private final Set<String> others;

  /**
   * @param articles those whose verdicts are wanted, by id
   * @param others ids of all other articles that there are; a verdict for one that is neither is an
   *     error
   */
  VerdictReader(Path file, Map<String, Article> articles, Set<String> others) {
    this.file = file;
    this.articles = articles;
    this.others = others;
  }

  List<GoldVerdict> read() {
    JsonNode tree =
        YamlFiles.parseVersioned(file.toString(), TextFiles.read(file), GoldFolder.VERIFY);
    String story = Ids.ofName(tree.get("story").asText());
    String expected = YamlFiles.name(file);
    if (!story.equals(expected)) {
      throw new UserError(
          file + ": story: expected '" + expected + "' as in the file's name, got '" + story + "'");
    }
    boolean imported = tree.has("imported");
    Map<String, CheckClaim> claims = new LinkedHashMap<>();
    Map<String, Map<String, Verdict>> labels = new HashMap<>();
    List<GoldVerdict> verdicts = new ArrayList<>();
    int i = 0;
    for (JsonNode node : tree.get("claims")) {
      String where = file + ": claims[" + i++ + "]";
      CheckClaim claim = claim(where, story, node);
      if (claims.put(claim.id(), claim) != null) {
        throw new UserError(where + ".id: '" + claim.id() + "' is there twice");
      }
      Map<String, Verdict> row = labels.computeIfAbsent(claim.id(), id -> new HashMap<>());
      node.get("verdicts")
          .properties()
          .forEach(
              entry -> {
                GoldVerdict verdict =
                    verdict(where, claim, Ids.ofName(entry.getKey()), entry.getValue(), imported);
                row.put(verdict.article(), verdict.label());
                if (articles.containsKey(verdict.article())) {
                  verdicts.add(verdict);
                }
              });
    }
    claims.values().forEach(claim -> checkTwin(claim, claims, labels));
    return verdicts;
  }

  private CheckClaim claim(String where, String story, JsonNode node) {
    Optional<Change> change =
        Optional.ofNullable(node.get("change"))
            .filter(n -> !n.isNull())
            .map(n -> Json.PLAIN.convertValue(n, Change.class));
    Optional<String> twin =
        Optional.ofNullable(node.get("twin"))
            .filter(n -> !n.isNull())
            .map(n -> Ids.ofName(n.asText()));
    if (change.isPresent() != twin.isPresent()) {
      throw new UserError(where + ": change and twin go together, got only one of them");
    }
    try {
      return new CheckClaim(
          story,
          Ids.require(where + ".id", node.get("id").asText()),
          node.get("text").asText(),
          node.get("family").asText(),
          change,
          twin,
          Optional.ofNullable(node.get("error"))
              .map(n -> Json.PLAIN.convertValue(n, ModelError.class)));
    } catch (IllegalArgumentException e) {
      throw new UserError(where + ": " + e.getMessage());
    }
  }

  /**
   * @param imported labels of a public data set, which need not say where the evidence is
   */
  private GoldVerdict verdict(
      String where, CheckClaim claim, String id, JsonNode node, boolean imported) {
    String at = where + ".verdicts." + id;
    if (!articles.containsKey(id) && !others.contains(id)) {
      throw new UserError(
          at
              + ": no such article; expected one of "
              + Stream.concat(articles.keySet().stream(), others.stream())
                  .sorted()
                  .limit(12)
                  .collect(Collectors.joining(", ")));
    }
    Verdict label = Verdict.valueOf(node.get("label").asText());
    // Of an article that is not wanted, its text is not there either.
    Article article = articles.get(id);
    List<String> evidence =
        article == null
            ? List.of()
            : Passages.texts(at + ".evidence", node.path("evidence"), article);
    String why = node.path("why").asText("");
    boolean via = node.has("via");
    new VerdictRule(at, imported).check(label, node.path("evidence").size(), why, via);
    return new GoldVerdict(
        claim, id, label, via, evidence, why, node.path("disputed").asBoolean(false));
  }

  private void checkTwin(
      CheckClaim claim, Map<String, CheckClaim> claims, Map<String, Map<String, Verdict>> labels) {
    if (claim.twin().isEmpty()) {
      return;
    }
    String where = file + ": claim " + claim.id() + ": twin";
    CheckClaim twin = claims.get(claim.twin().get());
    if (twin == null) {
      throw new UserError(where + ": no claim '" + claim.twin().get() + "' in this file");
    }
    if (twin.id().equals(claim.id())) {
      throw new UserError(where + ": a claim cannot be its own twin");
    }
    if (!twin.family().equals(claim.family())) {
      throw new UserError(
          where + ": " + twin.id() + " is of family " + twin.family() + ", not " + claim.family());
    }
    if (claim.change().equals(Optional.of(Change.REWORDING))
        && !labels.get(claim.id()).equals(labels.get(twin.id()))) {
      throw new UserError(
          where + ": a rewording keeps every label of its twin " + twin.id() + ", but they differ");
    }
  }
}
