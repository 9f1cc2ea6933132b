package dev.claimbench.dataset;

import dev.claimbench.text.PackedList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hand-labelled answers for a list of articles.
 *
 * @param articles gold claims, at most one entry an article; may leave articles out
 * @param verdicts claim × article labels; may be empty
 * @param hash SHA-256 over the gold files used, in hex; the same content gives the same hash
 * @param version what its makers call it, such as {@code 1.0}; empty where they gave none
 */
public record GoldSet(
    List<GoldArticle> articles, List<GoldVerdict> verdicts, String hash, String version) {
  public GoldSet {
    articles = List.copyOf(articles);
    // One that is packed cannot be changed, and a copy would unpack it.
    verdicts = verdicts instanceof PackedList ? verdicts : List.copyOf(verdicts);
  }

  public static GoldSet empty() {
    return new GoldSet(List.of(), List.of(), "", "");
  }

  public Optional<GoldArticle> article(String id) {
    return articles.stream().filter(a -> a.article().equals(id)).findFirst();
  }

  /** Verdicts by {@link GoldVerdict#id()}, in the order of the files. */
  public Map<String, GoldVerdict> verdictsById() {
    Map<String, GoldVerdict> map = new LinkedHashMap<>();
    verdicts.forEach(v -> map.put(v.id(), v));
    return map;
  }
}
