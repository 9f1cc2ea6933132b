package dev.claimbench.align;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a text affirms and what it denies, as stems. A word is denied when it stands in a negation's
 * scope: the words after it up to the clause's end (as in NegEx: Chapman et al. 2001).
 */
record Polarity(Set<String> affirmed, Set<String> denied) {
  /** The share of one side's denied words that must be affirmed on the other. */
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

  /** Stems of verbs that deny what follows them. */
  private static final Set<String> DENIALS =
      Set.of("refus", "declin", "fail", "deny", "reject", "drop", "scrap", "abandon");

  private static final Set<String> CLAUSE =
      Set.of(
          "but", "and", "because", "although", "though", "while", "which", "who", "until", "that");

  private static final Set<String> EMPTY =
      Set.of(
          "a", "an", "the", "to", "of", "in", "on", "at", "by", "for", "from", "with", "any", "be",
          "is", "are", "was", "were", "been", "has", "have", "had", "do", "does", "did", "will",
          "would", "can", "could", "may", "might", "should", "it", "its", "their", "his", "her",
          "he", "she", "they", "this", "as", "so", "than", "or", "yet", "more", "one", "longer");

  static Polarity of(String text) {
    List<Words.Word> words = Words.in(text);
    Set<String> affirmed = new HashSet<>();
    Set<String> denied = new TreeSet<>();
    int left = 0;
    boolean afterDenial = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).lower();
      boolean denial = DENIALS.contains(Words.stem(word));
      if (endsClause(text, words, i) || (CLAUSE.contains(word) && !afterDenial)) {
        left = 0;
      }
      afterDenial = false;
      if (denial && left > 0) {
        // "did not deny" affirms.
        left = 0;
      } else if (denial || negates(words, i)) {
        left = SCOPE;
        afterDenial = denial;
        // Numbers and dates are compared on their own.
      } else if (!EMPTY.contains(word) && !CLAUSE.contains(word) && !Masking.isMasked(words, i)) {
        (left > 0 ? denied : affirmed).add(Words.stem(word));
        left = Math.max(0, left - 1);
      }
    }
    // "He did not sign, but she signed": of signing as such it says neither.
    Set<String> both = new HashSet<>(affirmed);
    both.retainAll(denied);
    affirmed.removeAll(both);
    denied.removeAll(both);
    return new Polarity(affirmed, denied);
  }

  /** Why the two cannot both be said, if so. */
  static Optional<String> conflict(Polarity gold, Polarity predicted) {
    Optional<Set<String>> denied = deniedButAffirmed(gold, predicted);
    if (denied.isPresent()) {
      return Optional.of("gold denies what is affirmed: " + String.join(", ", denied.get()));
    }
    return deniedButAffirmed(predicted, gold)
        .map(words -> "gold affirms what is denied: " + String.join(", ", words));
  }

  /** What only the first denies, where the other affirms most of it. */
  private static Optional<Set<String>> deniedButAffirmed(Polarity a, Polarity b) {
    Set<String> only = new TreeSet<>(a.denied);
    only.removeAll(b.denied);
    long said = only.stream().filter(b.affirmed::contains).count();
    return !only.isEmpty() && said >= SHARE * only.size() ? Optional.of(only) : Optional.empty();
  }

  private static boolean endsClause(String text, List<Words.Word> words, int i) {
    for (int k = i == 0 ? 0 : words.get(i - 1).end(); k < words.get(i).start(); k++) {
      if (",;:.!?()–—".indexOf(text.charAt(k)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean negates(List<Words.Word> words, int i) {
    String word = words.get(i).lower();
    Optional<Words.Word> next =
        i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty();
    String after = next.map(Words.Word::lower).orElse("");
    if (word.equals("no")) {
      // "no more than 40" bounds, "No. 5" names, "no longer" denies.
      boolean bound = Set.of("more", "less", "fewer", "later").contains(after);
      return !bound && !next.map(Words.Word::startsWithDigit).orElse(false);
    }
    if (word.equals("not") && after.equals("only")) {
      return false;
    }
    return NEGATORS.contains(word) || word.endsWith("n't");
  }
}
