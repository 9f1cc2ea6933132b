package dev.claimbench.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The names that someone may have meant. */
public final class Nearest {
  private static final int MOST = 3;

  private Nearest() {}

  /**
   * At most three of the names, nearest first by edit distance, ties by name; only those that
   * contain what was typed or differ from it in at most half of its letters. {@code of("olama",
   * ["gguf", "ollama"])} is {@code [ollama]}; {@code of("xyz", …)} is empty.
   */
  public static List<String> of(String typed, Collection<String> names) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    Comparator<String> byDistance = Comparator.comparingInt(name -> distance(wanted, name));
    return names.stream()
        .filter(
            name ->
                distance(wanted, name) <= Math.max(1, wanted.length() / 2)
                    || (wanted.length() > 2 && name.toLowerCase(Locale.ROOT).contains(wanted)))
        .sorted(byDistance.thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  private static int distance(String wanted, String name) {
    return LevenshteinDistance.getDefaultInstance().apply(wanted, name.toLowerCase(Locale.ROOT));
  }
}
