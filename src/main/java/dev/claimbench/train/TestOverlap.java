package dev.claimbench.train;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.text.UserError;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what test stories have in common with training text: {@value #WORDS} words in a row, as in
 * the appendix on contamination of Brown et al. (2020), or a whole claim.
 */
final class TestOverlap {
  static final int WORDS = 13;
  private static final int SHORTEST_CLAIM = 5;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Map<String, String> runs = new HashMap<>();
  private final Map<String, String> claims = new HashMap<>();

  TestOverlap(List<Article> articles, List<GoldVerdict> verdicts) {
    for (Article article : articles) {
      each(article.text(), run -> runs.putIfAbsent(run, "article " + article.id()));
    }
    for (GoldVerdict verdict : verdicts) {
      String claim = normalized(verdict.claim().text());
      if (claim.split(" ", -1).length >= SHORTEST_CLAIM) {
        claims.putIfAbsent(claim, "verdict " + verdict.id());
      }
    }
  }

  /**
   * Refuses a text that has something of a test story.
   *
   * @param where the text is, for the message
   * @throws UserError that names the words
   */
  void refuse(String where, String text) {
    find(text)
        .ifPresent(
            found -> {
              throw new UserError(
                  where
                      + ": has words of a test story ("
                      + found
                      + "); a model must not be trained on what it is scored on");
            });
  }

  Optional<String> find(String text) {
    String[] found = new String[1];
    each(
        text,
        run -> {
          if (found[0] == null && runs.containsKey(run)) {
            found[0] = runs.get(run) + ": \"" + run + "\"";
          }
        });
    if (found[0] == null) {
      text.lines()
          .map(line -> normalized(line.replaceFirst("^Claim: ", "")))
          .filter(claims::containsKey)
          .findFirst()
          .ifPresent(claim -> found[0] = claims.get(claim) + ": \"" + claim + "\"");
    }
    return Optional.ofNullable(found[0]);
  }

  private static void each(String text, java.util.function.Consumer<String> use) {
    String[] words = normalized(text).split(" ", -1);
    for (int i = 0; i + WORDS <= words.length; i++) {
      use.accept(String.join(" ", List.of(words).subList(i, i + WORDS)));
    }
  }

  private static String normalized(String text) {
    return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
