package dev.claimbench.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.NearestPassage;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.List;

/** Gold quotes are verbatim, always. */
final class Quotes {
  private Quotes() {}

  static List<String> list(JsonNode node) {
    List<String> quotes = new ArrayList<>();
    node.forEach(q -> quotes.add(q.asText()));
    return quotes;
  }

  static void check(String where, List<String> quotes, Article article) {
    for (int i = 0; i < quotes.size(); i++) {
      if (!article.text().contains(quotes.get(i))) {
        throw new UserError(
            where
                + "["
                + i
                + "] is not in the article "
                + article.id()
                + ": \""
                + quotes.get(i)
                + "\"; "
                + NearestPassage.passage(quotes.get(i), article.text()));
      }
    }
  }
}
