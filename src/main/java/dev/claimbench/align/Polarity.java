package dev.claimbench.align;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds where one text denies what the other says: what stands in a negation's scope in one (the
 * words after it up to the clause's end, as in NegEx: Chapman et al. 2001) is said outright in the
 * other.
 */
final class Polarity {
  /** The share of a negation's words that must be said outright on the other side. */
  private static final double SHARE = 0.6;

  private static final int SCOPE = 5;

  private static final Set<String> NEGATORS =
      Set.of(
          "not",
          "no",
          "never",
          "none",
          "nobody",
          "nothing",
          "neither",
          "nor",
          "nowhere",
          "without",
          "cannot",
          "hardly",
          "scarcely");

  /** Verbs that deny the verb or noun after them. */
  private static final Set<String> DENIALS =
      Set.of(
          "refused",
          "refuses",
          "declined",
          "declines",
          "failed",
          "fails",
          "denied",
          "denies",
          "rejected",
          "rejects",
          "dropped",
          "scrapped",
          "abandoned");

  private static final Set<String> STOPS =
      Set.of(
          "but", "and", "because", "although", "though", "while", "which", "who", "until", "that");

  private static final Set<String> EMPTY =
      Set.of(
          "a", "an", "the", "to", "of", "in", "on", "at", "by", "for", "from", "with", "any", "be",
          "is", "are", "was", "were", "been", "has", "have", "had", "do", "does", "did", "will",
          "would", "can", "could", "may", "might", "should", "it", "its", "their", "his", "her",
          "he", "she", "they", "this", "as", "so", "than", "or", "yet", "more", "one");

  private record Scopes(Set<String> negated, Set<String> affirmed) {}

  private Polarity() {}

  static Optional<String> conflict(String gold, String predicted) {
    Scopes g = scopes(gold);
    Scopes p = scopes(predicted);
    if (denies(g, p)) {
      return Optional.of("gold denies " + g.negated + ", got it affirmed");
    }
    if (denies(p, g)) {
      return Optional.of("gold affirms what is denied: " + p.negated);
    }
    return Optional.empty();
  }

  private static boolean denies(Scopes a, Scopes b) {
    if (a.negated.isEmpty()) {
      return false;
    }
    long said = a.negated.stream().filter(b.affirmed::contains).count();
    boolean alsoDenied = a.negated.stream().anyMatch(b.negated::contains);
    return !alsoDenied && said >= SHARE * a.negated.size();
  }

  private static Scopes scopes(String text) {
    List<Words.Word> words = Words.in(text);
    Set<String> negated = new TreeSet<>();
    Set<String> affirmed = new HashSet<>();
    int left = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).lower();
      boolean clauseEnds =
          i > 0
              && text.substring(words.get(i - 1).end(), words.get(i).start())
                  .matches("(?s).*[,;:.!?()–—].*");
      if (clauseEnds || STOPS.contains(word)) {
        left = 0;
      }
      if (negates(words, i)) {
        left = SCOPE;
      } else if (!EMPTY.contains(word) && !STOPS.contains(word) && content(words.get(i))) {
        (left > 0 ? negated : affirmed).add(Words.stem(word));
        left = Math.max(0, left - 1);
      }
    }
    affirmed.removeAll(negated);
    return new Scopes(negated, affirmed);
  }

  /** Numbers and dates are compared on their own. */
  private static boolean content(Words.Word word) {
    return !Masking.mask(word.text()).isEmpty();
  }

  private static boolean negates(List<Words.Word> words, int i) {
    String word = words.get(i).lower();
    if (word.equals("no")) {
      // "no more than 40" bounds, "No. 5" names.
      return i + 1 == words.size()
          || (!Set.of("more", "less", "fewer", "later", "longer").contains(words.get(i + 1).lower())
              && !words.get(i + 1).startsWithDigit());
    }
    if (word.equals("not") && i + 1 < words.size() && words.get(i + 1).lower().equals("only")) {
      return false;
    }
    return NEGATORS.contains(word) || DENIALS.contains(word) || word.endsWith("n't");
  }
}
