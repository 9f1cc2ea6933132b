package dev.claimbench.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The names that someone may have meant, by edit distance without regard to case. */
public final class NearestNames {
  private static final int MOST = 3;

  private NearestNames() {}

  /**
   * At most three of the names, nearest first, ties by name; only those that contain what was typed
   * or differ from it in at most half of its letters. {@code find("olama", ["gguf", "ollama"])} is
   * {@code [ollama]}; {@code find("xyz", …)} is empty.
   */
  public static List<String> find(String typed, Collection<String> names) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(
            name ->
                distance(wanted, name) <= Math.max(1, wanted.length() / 2)
                    || (wanted.length() > 2 && name.toLowerCase(Locale.ROOT).contains(wanted)))
        .sorted(byDistance(wanted))
        .limit(MOST)
        .toList();
  }

  /** The nearest of the names however far it is, ties by name; empty if there is no name. */
  public static Optional<String> closest(String typed, Collection<String> names) {
    return names.stream().min(byDistance(typed.toLowerCase(Locale.ROOT)));
  }

  private static Comparator<String> byDistance(String wanted) {
    return Comparator.comparingInt((String name) -> distance(wanted, name))
        .thenComparing(Comparator.naturalOrder());
  }

  private static int distance(String wanted, String name) {
    return LevenshteinDistance.getDefaultInstance().apply(wanted, name.toLowerCase(Locale.ROOT));
  }
}
