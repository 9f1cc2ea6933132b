package dev.claimbench.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What a mistyped name was probably meant to be. */
final class NearestKey {
  private NearestKey() {}

  /** {@code nearest valid: 'margin'}. */
  static String of(String typed, List<String> valid) {
    return valid.stream()
        .min(Comparator.comparingInt((String v) -> distance(typed, v)).thenComparing(v -> v))
        .map(v -> "nearest valid: '" + v + "'")
        .orElse("nothing is allowed there");
  }

  private static int distance(String typed, String valid) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(typed.toLowerCase(Locale.ROOT), valid.toLowerCase(Locale.ROOT));
  }
}
