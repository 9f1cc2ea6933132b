package dev.claimbench.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.text.UserError;
import java.util.Map;

/** Articles as a page gets them. */
final class PageArticles {
  private PageArticles() {}

  static void article(ObjectNode node, Article article) {
    node.put("id", article.id()).put("story", article.story());
    node.put("title", article.title()).put("source", article.source());
    node.put("text", article.text());
  }

  /** What a page shows, but for the articles: it has them. */
  static ObjectNode part(ObjectNode all) {
    all.remove("articles");
    return all.put("part", true);
  }

  static Article require(Map<String, Article> articles, String id) {
    Article found = articles.get(id);
    if (found == null) {
      throw new UserError("no article '" + id + "'");
    }
    return found;
  }
}
