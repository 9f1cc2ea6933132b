package dev.claimbench.dataset;

import java.util.List;

/**
 * What annotators found in one article.
 *
 * @param article the article's id
 * @param claims in the order of the file
 * @param furniture parts of the text that are not the article: navigation, bylines, captions,
 *     follow buttons
 */
public record GoldArticle(String article, List<GoldClaim> claims, List<Passage> furniture) {
  public GoldArticle {
    claims = List.copyOf(claims);
    furniture = List.copyOf(furniture);
  }
}
