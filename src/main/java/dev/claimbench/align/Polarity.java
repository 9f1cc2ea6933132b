package dev.claimbench.align;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a text affirms and what it denies, as stems. A word is denied when it stands in a negation's
 * scope: the words after it up to the clause's end (as in NegEx: Chapman et al. 2001).
 *
 * @param words all content words; those that are both affirmed and denied are in neither set
 * @param denied with the words as they are written
 */
record Polarity(List<String> words, Set<String> affirmed, SortedMap<String, String> denied) {
  /**
   * The least overlap of all words: "no boat sank" and "all boats stayed afloat" are too unlike to
   * tell.
   */
  private static final double ALIKE = 0.6;

  /** The share of one side's denied words that must be affirmed on the other. */
  private static final double SHARE = 0.6;

  private static final int SCOPE = 5;

  /** Stems of verbs that deny what follows them. */
  private static final Set<String> DENIALS =
      Set.of("refus", "declin", "fail", "deny", "reject", "drop", "scrap", "abandon");

  private static final Set<String> CLAUSE =
      Set.of(
          "but", "and", "because", "although", "though", "while", "which", "who", "until", "that");

  static Polarity of(String text) {
    List<Words.Word> words = Words.in(text);
    Set<String> said = new TreeSet<>();
    Set<String> affirmed = new HashSet<>();
    SortedMap<String, String> denied = new TreeMap<>();
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
      } else if (!Words.FUNCTION_WORDS.contains(word)
          && !CLAUSE.contains(word)
          && !Masking.isMasked(words, i)) {
        String stem = Words.stem(word);
        said.add(stem);
        if (left > 0) {
          denied.put(stem, words.get(i).text());
        } else {
          affirmed.add(stem);
        }
        left = Math.max(0, left - 1);
      }
    }
    // "He did not sign, but she signed": of signing as such it says neither.
    Set<String> both = new HashSet<>(affirmed);
    both.retainAll(denied.keySet());
    affirmed.removeAll(both);
    denied.keySet().removeAll(both);
    return new Polarity(List.copyOf(said), affirmed, denied);
  }

  /** Why the two cannot both be said, if so. */
  static Optional<String> conflict(Polarity gold, Polarity predicted) {
    if (Bags.dice(gold.words, predicted.words) < ALIKE) {
      return Optional.empty();
    }
    return deniedButAffirmed(gold, predicted)
        .map(words -> "gold denies what is affirmed: " + words)
        .or(
            () ->
                deniedButAffirmed(predicted, gold)
                    .map(words -> "gold affirms what is denied: " + words));
  }

  /** What only the first denies, where the other affirms most of it. */
  private static Optional<String> deniedButAffirmed(Polarity a, Polarity b) {
    SortedMap<String, String> only = new TreeMap<>(a.denied);
    only.keySet().removeAll(b.denied.keySet());
    long said = only.keySet().stream().filter(b.affirmed::contains).count();
    return !only.isEmpty() && said >= SHARE * only.size()
        ? Optional.of(String.join(", ", only.values()))
        : Optional.empty();
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
    return Masking.NEGATIONS.contains(word) || word.equals("cannot") || word.endsWith("n't");
  }
}
