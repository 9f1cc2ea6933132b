package dev.claimbench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Ids;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code eval/gold/<article>.yaml} and checks it against the article. */
public final class GoldReader {

  private GoldReader() {}

  static GoldArticle read(Path file, Article article) {
    return parse(file, TextFiles.read(file), article);
  }

  /**
   * Reads a file's text, or what is to become it.
   *
   * @throws UserError that says where it is not as it must be
   */
  public static GoldArticle parse(Path file, String text, Article article) {
    JsonNode tree = YamlFiles.parseVersioned(file.toString(), text, "gold");
    if (!Ids.ofName(tree.get("article").asText()).equals(article.id())) {
      throw new UserError(
          file
              + ": article: expected '"
              + article.id()
              + "' as in the file's name, got '"
              + tree.get("article").asText()
              + "'");
    }
    requireEdition(file, tree, article);
    List<GoldClaim> claims = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int i = 0;
    for (JsonNode node : tree.get("claims")) {
      String where = file + ": claims[" + i++ + "]";
      GoldClaim claim;
      try {
        claim = claim(where, node, article);
      } catch (IllegalArgumentException e) {
        throw new UserError(where + ": " + e.getMessage());
      }
      if (!ids.add(claim.claim().id())) {
        throw new UserError(where + ".id: '" + claim.claim().id() + "' is there twice");
      }
      requireWeight(where, node, tree.path("weights").asText());
      claims.add(claim);
    }
    List<Passage> boilerplate =
        Passages.read(file + ": furniture", tree.path("furniture"), article);
    return new GoldArticle(article.id(), claims, boilerplate, YamlFiles.text(tree, "imported"));
  }

  /** Labels of version 2 hold for one text and no other. */
  private static void requireEdition(Path file, JsonNode tree, Article article) {
    String labelled = tree.path("article_sha256").asText();
    String got = Sha256.sha256(article.text());
    if (!labelled.isEmpty() && !labelled.equals(got)) {
      throw new UserError(
          file
              + ": article_sha256: the labels are of another edition of "
              + article.id()
              + "; expected "
              + labelled
              + ", got "
              + got
              + "; get the edition that was labelled");
    }
  }

  /** Where summaries say what must be found, {@code must} follows from their number. */
  private static void requireWeight(String where, JsonNode node, String weights) {
    if (node.has("summaries") != weights.equals("summaries")) {
      throw new UserError(
          where
              + ".summaries: expected a number in each claim where weights is summaries, and none"
              + " elsewhere; got "
              + (node.has("summaries") ? node.get("summaries") : "none"));
    }
    String weight = node.get("weight").asText();
    if (node.has("summaries") && (node.get("summaries").asInt() > 0) != weight.equals("must")) {
      throw new UserError(
          where
              + ".weight: expected must where summaries is above 0 and may elsewhere, got "
              + weight
              + " with "
              + node.get("summaries"));
    }
  }

  private static GoldClaim claim(String where, JsonNode node, Article article) {
    Optional<String> speaker = YamlFiles.text(node, "speaker");
    // Only imported claims may lack these (the schema says so), and theirs are not scored.
    Kind kind =
        node.has("kind") ? Json.PLAIN.convertValue(node.get("kind"), Kind.class) : Kind.EVENT;
    Hedge hedge =
        node.has("hedge") ? Json.PLAIN.convertValue(node.get("hedge"), Hedge.class) : Hedge.NONE;
    if (kind == Kind.STATEMENT && speaker.isEmpty()) {
      throw new UserError(where + ".speaker: a statement needs the one who made it, got none");
    }
    Claim claim =
        new Claim(
            Ids.require(where + ".id", node.get("id").asText()),
            node.get("text").asText(),
            Passages.texts(where + ".quotes", node.path("quotes"), article),
            speaker,
            kind,
            quantity(node.path("quantity")),
            YamlFiles.text(node, "date").map(date -> date(where, date)),
            hedge);
    return new GoldClaim(claim, Json.PLAIN.convertValue(node.get("weight"), Weight.class));
  }

  private static Optional<Quantity> quantity(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    String unit = node.get("unit").asText();
    return Optional.of(
        node.has("low")
            ? Quantity.range(node.get("low").asDouble(), node.get("high").asDouble(), unit)
            : Quantity.of(
                node.get("value").asDouble(),
                unit,
                Json.PLAIN.convertValue(node.get("bound"), Bound.class)));
  }

  /** The pattern is the schema's; a calendar knows that there is no 30 February. */
  private static String date(String where, String date) {
    try {
      LocalDate.parse(date + "0000-01-01".substring(date.length()));
      return date;
    } catch (DateTimeException e) {
      throw new UserError(
          where + ".date: expected a year, month or day such as 2026-03, got '" + date + "'");
    }
  }
}
