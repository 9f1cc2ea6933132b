package dev.claimbench.dataset.imports;

import dev.claimbench.text.Sha256;
import java.util.Locale;

/** Ids of public data sets as names that our files can have: {@code a-z0-9-}. */
final class DatasetIds {
  private static final int LONGEST = 60;
  private static final int KEPT = 40;
  private static final int HASH = 8;

  private DatasetIds() {}

  /**
   * The same name each time. One that loses more than its case and underscores gets the beginning
   * of its hash behind it, so that two names stay two: {@code "Café (film)"} is {@code
   * caf-film-3d5f9c0e} or the like.
   */
  static String toSlug(String name) {
    String plain = name.replace('_', '-').toLowerCase(Locale.ROOT);
    if (plain.matches("[a-z0-9][a-z0-9-]*") && plain.length() <= LONGEST) {
      return plain;
    }
    String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-++|(?<!-)-++$", "");
    String kept = slug.substring(0, Math.min(KEPT, slug.length()));
    String hash = Sha256.sha256(name).substring(0, HASH);
    return kept.isEmpty() ? hash : kept + "-" + hash;
  }
}
