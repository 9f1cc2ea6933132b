package dev.claimbench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
  private static final JsonMapper JSON = JsonMapper.builder().build();

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
    JsonNode tree = YamlFiles.parse(file.toString(), text, "gold-1.schema.json");
    if (!tree.get("article").asText().equals(article.id())) {
      throw new UserError(
          file
              + ": article: expected '"
              + article.id()
              + "' as in the file's name, got '"
              + tree.get("article").asText()
              + "'");
    }
    List<GoldClaim> claims = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int i = 0;
    for (JsonNode node : tree.get("claims")) {
      String where = file + ": claims[" + i++ + "]";
      GoldClaim claim;
      try {
        claim = claim(where, node);
      } catch (IllegalArgumentException e) {
        throw new UserError(where + ": " + e.getMessage());
      }
      if (!ids.add(claim.claim().id())) {
        throw new UserError(where + ".id: '" + claim.claim().id() + "' is there twice");
      }
      Quotes.check(where + ".quotes", claim.claim().quotes(), article);
      claims.add(claim);
    }
    List<String> furniture = Quotes.list(tree.path("furniture"));
    Quotes.check(file + ": furniture", furniture, article);
    return new GoldArticle(article.id(), claims, furniture);
  }

  private static GoldClaim claim(String where, JsonNode node) {
    Optional<String> speaker = text(node, "speaker");
    Kind kind = JSON.convertValue(node.get("kind"), Kind.class);
    if (kind == Kind.STATEMENT && speaker.isEmpty()) {
      throw new UserError(where + ".speaker: a statement needs the one who made it, got none");
    }
    Claim claim =
        new Claim(
            node.get("id").asText(),
            node.get("text").asText(),
            Quotes.list(node.get("quotes")),
            speaker,
            kind,
            quantity(node.path("quantity")),
            text(node, "date").map(date -> date(where, date)),
            JSON.convertValue(node.get("hedge"), Hedge.class));
    return new GoldClaim(claim, JSON.convertValue(node.get("weight"), Weight.class));
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
                JSON.convertValue(node.get("bound"), Bound.class)));
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

  private static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }
}
