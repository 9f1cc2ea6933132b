package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.align.Aligner;
import dev.claimbench.align.Alignment;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldReader;
import dev.claimbench.dataset.Passages;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Claims that two annotators took from articles, paired, and what becomes of them in the gold. */
record SettledClaims(Path gold, Annotator one, Annotator other, Map<String, Article> articles) {

  /**
   * A claim of one of them, or two that say the same.
   *
   * @param first as in the annotator's file; missing where only the second has it
   * @param differ names of the fields in which they differ
   * @param settled the gold has it, or says that it was left out
   */
  record Item(
      String article,
      JsonNode first,
      JsonNode second,
      List<String> differ,
      boolean settled,
      Map<String, String> from) {
    String key() {
      return article + " " + from;
    }

    /** Both have it and mean the same. */
    private boolean same() {
      return first.isObject() && second.isObject() && differ.isEmpty();
    }

    boolean shown() {
      return !same();
    }

    /** Both have it, mean the same, and the gold has neither's. */
    boolean agreed() {
      return same() && !settled;
    }

    void show(ObjectNode node) {
      node.put("kind", "claim").put("key", key()).put("article", article);
      node.put("settled", settled);
      ArrayNode fields = node.putArray("differ");
      differ.forEach(fields::add);
      if (first.isObject()) {
        node.set("first", first);
      }
      if (second.isObject()) {
        node.set("second", second);
      }
    }
  }

  List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (Article article : articles.values()) {
      if (!Files.exists(one.claims(article.id())) || !Files.exists(other.claims(article.id()))) {
        // Half of it is no disagreement yet.
        continue;
      }
      Map<String, JsonNode> ones = nodes(one, article);
      Map<String, JsonNode> others = nodes(other, article);
      JsonNode settled = tree(file(article), empty(article));
      List<Claim> predicted = claims(other, article).stream().map(GoldClaim::claim).toList();
      Alignment alignment =
          Aligner.standard()
              .align(claims(one, article), predicted, place -> false, article.published());
      for (Alignment.Gold g : alignment.gold()) {
        JsonNode first = ones.get(g.claim().claim().id());
        JsonNode second =
            g.pair().map(p -> others.get(p.predicted().id())).orElse(Json.PLAIN.missingNode());
        items.add(item(article.id(), first, second, settled));
      }
      for (Alignment.Predicted p : alignment.predicted()) {
        if (p.pair().isEmpty()) {
          JsonNode second = others.get(p.claim().id());
          items.add(item(article.id(), Json.PLAIN.missingNode(), second, settled));
        }
      }
    }
    return items;
  }

  private Item item(String article, JsonNode first, JsonNode second, JsonNode settled) {
    Map<String, String> from = new LinkedHashMap<>();
    if (first.isObject()) {
      from.put(one.name(), first.path("id").asText());
    }
    if (second.isObject()) {
      from.put(other.name(), second.path("id").asText());
    }
    List<String> differ = new ArrayList<>();
    if (from.size() == 2) {
      for (String field : List.of("speaker", "kind", "quantity", "date", "hedge", "weight")) {
        if (!field(first, field).equals(field(second, field))) {
          differ.add(field);
        }
      }
    }
    return new Item(article, first, second, differ, settled(settled, from), from);
  }

  /** A field as two people can share it: nothing is null, a name goes without its case. */
  private static String field(JsonNode claim, String field) {
    JsonNode value = claim.path(field);
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isTextual() ? value.asText().toLowerCase(Locale.ROOT) : value.toString();
  }

  private static boolean settled(JsonNode gold, Map<String, String> from) {
    for (Map.Entry<String, String> e : from.entrySet()) {
      for (JsonNode claim : gold.path("claims")) {
        if (claim.path("from").path(e.getKey()).asText().equals(e.getValue())) {
          return true;
        }
      }
      for (JsonNode left : gold.path("left_out")) {
        if (left.asText().equals(e.getKey() + "/" + e.getValue())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Writes one into the gold's text.
   *
   * @param choice 1 or 2 for that annotator's claim, 3 to leave it out
   * @param texts files changed so far, by path
   */
  void settle(Item item, int choice, Map<Path, String> texts) {
    if (item.settled) {
      throw new UserError("settled already; undo it, or change it where the gold is labelled");
    }
    Article article = PageArticles.require(articles, item.article);
    Path file = file(article);
    String text =
        texts.containsKey(file) ? texts.get(file) : EditedFiles.read(file, empty(article));
    String now = choice == 3 ? leftOut(file, text, item) : withClaims(file, text, item, choice);
    GoldReader.parse(file.getFileName(), now, article);
    texts.put(file, now);
  }

  private String leftOut(Path file, String text, Item item) {
    String now = text;
    for (Map.Entry<String, String> e : item.from.entrySet()) {
      String word = LabelText.quoted(e.getKey() + "/" + e.getValue());
      now = YamlEdit.listed(file.toString(), now, "left_out", word);
    }
    return now;
  }

  private String withClaims(Path file, String text, Item item, int choice) {
    JsonNode claim = choice == 1 ? item.first : item.second;
    if (!claim.isObject()) {
      throw new UserError(
          (choice == 1 ? one : other).name() + " has no such claim; 3 leaves it out");
    }
    Article article = PageArticles.require(articles, item.article);
    List<String> fields =
        LabelText.fields(
            claim,
            LabelFormat.detect(file.toString(), text)
                .writer(
                    article,
                    tree(one.claims(article.id()), empty(article)),
                    tree(other.claims(article.id()), empty(article))));
    if (claim.path("suggested").asBoolean()) {
      fields.add("suggested: true");
    }
    fields.add("from: " + LabelText.mapping(item.from));
    return YamlEdit.claim(file.toString(), text, free(file, text), fields);
  }

  private static String free(Path file, String text) {
    int most = 0;
    for (JsonNode claim : YamlFiles.parse(file.toString(), text).path("claims")) {
      String id = claim.path("id").asText();
      most = Math.max(most, id.matches("c[0-9]{1,6}") ? Integer.parseInt(id.substring(1)) : 0);
    }
    return Text.format("c%02d", most + 1);
  }

  private String empty(Article article) {
    return LabelFormat.detect(gold, article).emptyGold(article);
  }

  private List<GoldClaim> claims(Annotator annotator, Article article) {
    Path file = annotator.claims(article.id());
    String text = EditedFiles.read(file, empty(article));
    return GoldReader.parse(file, text, article).claims();
  }

  private Map<String, JsonNode> nodes(Annotator annotator, Article article) {
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    JsonNode tree = tree(annotator.claims(article.id()), empty(article));
    tree.path("claims")
        .forEach(
            c ->
                nodes.put(
                    c.path("id").asText(),
                    Passages.inWords(article.id() + " " + c.path("id"), c, article)));
    return nodes;
  }

  private static JsonNode tree(Path file, String absent) {
    return YamlFiles.parse(file.toString(), EditedFiles.read(file, absent));
  }

  private Path file(Article article) {
    return new GoldPaths(gold).claims(article.id());
  }
}
