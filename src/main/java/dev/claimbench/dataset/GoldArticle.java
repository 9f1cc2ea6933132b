package dev.claimbench.dataset;

import java.util.List;
import java.util.Optional;

/**
 * What annotators found in one article.
 *
 * @param article the article's id
 * @param claims in the order of the file
 * @param boilerplate parts of the text that are not the article: navigation, bylines, captions,
 *     follow buttons
 * @param imported the public data set that the claims come from, whose claims are texts alone:
 *     quotes, kind, hedge and the other fields say nothing
 */
public record GoldArticle(
    String article, List<GoldClaim> claims, List<Passage> boilerplate, Optional<String> imported) {
  public GoldArticle {
    claims = List.copyOf(claims);
    boilerplate = List.copyOf(boilerplate);
  }

  /** Labelled with all fields. */
  public GoldArticle(String article, List<GoldClaim> claims, List<Passage> boilerplate) {
    this(article, claims, boilerplate, Optional.empty());
  }
}
