package dev.claimbench.text;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds where a misquoted passage was probably meant to be, for the error message. */
public final class NearestPassage {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}%]+");

  private NearestPassage() {}

  /** {@code nearest at 1,204: "…"} with the code point offset, or that nothing is like it. */
  public static String passage(String quote, String text) {
    Set<String> wanted =
        new HashSet<>(
            Arrays.asList(
                WORD.matcher(quote)
                    .results()
                    .map(m -> m.group().toLowerCase(Locale.ROOT))
                    .toArray(String[]::new)));
    MatchResult[] words = WORD.matcher(text).results().toArray(MatchResult[]::new);
    int width = Math.max(1, Math.min(words.length, wanted.size()));
    int best = -1;
    int bestHits = 0;
    int[] before = new int[words.length + 1];
    for (int i = 0; i < words.length; i++) {
      before[i + 1] = before[i] + (isWanted(words[i], wanted) ? 1 : 0);
    }
    for (int i = 0; i < words.length; i++) {
      int hits = before[Math.min(words.length, i + width)] - before[i];
      if (before[i + 1] > before[i] && hits > bestHits) {
        bestHits = hits;
        best = i;
      }
    }
    if (best < 0) {
      return "nothing in it is like that";
    }
    int from = words[best].start();
    String shown = text.substring(from, words[Math.min(words.length, best + width) - 1].end());
    return Text.format(
        "nearest at %,d: \"%s\"",
        text.codePointCount(0, from), shown.length() > 120 ? shown.substring(0, 120) + "…" : shown);
  }

  private static boolean isWanted(MatchResult word, Set<String> wanted) {
    return wanted.contains(word.group().toLowerCase(Locale.ROOT));
  }
}
