package dev.claimbench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.text.NearestPassage;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Quotes, evidence and boilerplate of label files. Version 1 has the words, which must stand in the
 * article; version 2 has {@code {start, length, hash}} instead: code points of the article's text,
 * and the first eight hexadecimal digits of the SHA-256 of that passage. Labels of version 2 hold
 * nothing of a text that is not theirs to copy.
 */
public final class Passages {
  private static final int HASH_DIGITS = 8;

  private Passages() {}

  /**
   * The passages of a list.
   *
   * @param where file and field, for messages
   * @param list texts or {@code {start, length, hash}}; nothing, for a missing list
   * @throws UserError where one is not in the article
   */
  static List<Passage> read(String where, JsonNode list, Article article) {
    List<Passage> passages = new ArrayList<>();
    for (JsonNode node : list) {
      String at = where + "[" + passages.size() + "]";
      passages.add(node.isObject() ? byPlace(at, node, article) : byWords(at, node, article));
    }
    return List.copyOf(passages);
  }

  /** Their words alone. */
  public static List<String> texts(String where, JsonNode list, Article article) {
    return read(where, list, article).stream().map(Passage::text).toList();
  }

  private static Passage byWords(String at, JsonNode node, Article article) {
    String words = node.asText();
    if (!article.text().contains(words)) {
      throw new UserError(
          at
              + " is not in the article "
              + article.id()
              + ": \""
              + words
              + "\"; "
              + NearestPassage.passage(words, article.text()));
    }
    return Passage.anywhere(words);
  }

  private static Passage byPlace(String at, JsonNode node, Article article) {
    String text = article.text();
    int start = node.get("start").asInt();
    int length = node.get("length").asInt();
    int all = text.codePointCount(0, text.length());
    if (start > all - length) {
      throw new UserError(
          Text.format(
              "%s: code points %d to %d of article %s, which has %d; %s",
              at,
              start,
              (long) start + length,
              article.id(),
              all,
              "expected the text that was labelled"));
    }
    int from = text.offsetByCodePoints(0, start);
    String words = text.substring(from, text.offsetByCodePoints(from, length));
    if (!hash(words).equals(node.get("hash").asText())) {
      throw new UserError(
          at
              + ".hash: expected "
              + node.get("hash").asText()
              + ", got "
              + hash(words)
              + " at this place of article "
              + article.id()
              + ": \""
              + (words.length() > 120 ? words.substring(0, 120) + "…" : words)
              + "\"; the place is wrong or the text is not the one that was labelled");
    }
    return new Passage(words, OptionalInt.of(start));
  }

  private static String hash(String words) {
    return Sha256.sha256(words).substring(0, HASH_DIGITS);
  }

  /**
   * A claim or verdict of version 2 as one of version 1: words in place of passages.
   *
   * @param node is not changed; words in it are not looked up
   */
  public static ObjectNode inWords(String where, JsonNode node, Article article) {
    ObjectNode copy = node.deepCopy();
    for (String field : List.of("quotes", "evidence")) {
      if (copy.has(field)) {
        ArrayNode words = JsonNodeFactory.instance.arrayNode();
        for (JsonNode passage : copy.get(field)) {
          String at = where + "." + field + "[" + words.size() + "]";
          words.add(passage.isObject() ? byPlace(at, passage, article).text() : passage.asText());
        }
        copy.set(field, words);
      }
    }
    return copy;
  }

  /**
   * A passage as version 2 has it.
   *
   * @param known passages of version 2 that may be meant, where the words stand more than once
   * @throws UserError where the words are not in the article, or it is not known which are meant
   */
  public static String place(String where, String words, Article article, List<JsonNode> known) {
    int found = article.text().indexOf(words);
    if (found < 0) {
      throw new UserError(where + " is not in the article " + article.id() + ": \"" + words + "\"");
    }
    int start = article.text().codePointCount(0, found);
    int length = words.codePointCount(0, words.length());
    if (article.text().indexOf(words, found + 1) >= 0) {
      start = -1;
      for (JsonNode passage : known) {
        boolean same =
            passage.path("length").asInt() == length
                && passage.path("hash").asText().equals(hash(words));
        start = start < 0 && same ? passage.path("start").asInt() : start;
      }
      if (start < 0) {
        throw new UserError(
            where
                + " stands in the article "
                + article.id()
                + " more than once: \""
                + words
                + "\"; select a longer passage");
      }
    }
    return "{start: " + start + ", length: " + length + ", hash: \"" + hash(words) + "\"}";
  }
}
