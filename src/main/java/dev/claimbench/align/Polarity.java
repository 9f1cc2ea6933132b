package dev.claimbench.align;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a text affirms and what it denies, as stems. A word is denied when it stands in a negation's
 * scope: the words after it up to the clause's end (as in NegEx: Chapman et al. 2001).
 *
 * @param words all content words; those that are both affirmed and denied are in neither set
 * @param denied with the words as they are written
 * @param stems all content words, sorted
 * @param cues how many words negate, those that only set a bound ("not before 2029") included
 */
record Polarity(
    List<String> words,
    Set<String> affirmed,
    SortedMap<String, String> denied,
    Set<String> stems,
    int cues) {
  /**
   * The least overlap of all words: "no boat sank" and "all boats stayed afloat" are too unlike to
   * tell.
   */
  private static final double ALIKE = 0.35;

  /** The share of one side's denied words that must be affirmed on the other. */
  private static final double SHARE = 0.5;

  private static final int SCOPE = 5;

  private static final int ROOT = 5;

  private static final int BOUND_SCOPE = 10;

  private static final Set<String> BOUNDS = Set.of("before", "until", "till");

  private static final Set<String> COMPARATIVES =
      Set.of("greater", "higher", "lower", "lesser", "smaller", "larger", "worse");

  /** Verbs that negate with the word after them. */
  private static final Set<String> PHRASES = Set.of("rul out", "turn down", "call off");

  /** Stems of verbs that deny what follows them. */
  private static final Set<String> DENIALS =
      Set.of(
          "refus", "declin", "fail", "deny", "reject", "drop", "scrap", "abandon", "miss", "lack",
          "avoid", "prevent");

  private static final Set<String> CLAUSE =
      Set.of(
          "but",
          "and",
          "because",
          "although",
          "though",
          "while",
          "which",
          "who",
          "until",
          "that",
          "when",
          "if",
          "as");

  static Polarity parse(String text) {
    List<Words.Word> words = Words.in(text);
    Set<String> stated = new TreeSet<>();
    Set<String> affirmed = new HashSet<>();
    SortedMap<String, String> denied = new TreeMap<>();
    int left = 0;
    int cues = 0;
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
        cues++;
        left = 0;
      } else if (denial || negates(words, i)) {
        cues++;
        left = bounded(words, i) || passive(words, i) ? 0 : SCOPE;
        afterDenial = denial;
        // Numbers and dates are compared on their own.
      } else if (!Words.FUNCTION_WORDS.contains(word)
          && !CLAUSE.contains(word)
          && !Masking.isMasked(words, i)) {
        String stem = Words.stem(word);
        stated.add(stem);
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
    return new Polarity(List.copyOf(stated), affirmed, denied, stated, cues);
  }

  /** Why the two cannot both be said, if so. */
  static Optional<String> conflict(Polarity gold, Polarity predicted) {
    if (DiceOverlap.dice(gold.words, predicted.words) < ALIKE) {
      return Optional.empty();
    }
    Optional<String> denies =
        deniedButAffirmed(gold, predicted).map(words -> "gold denies what is affirmed: " + words);
    Optional<String> affirms =
        deniedButAffirmed(predicted, gold).map(words -> "gold affirms what is denied: " + words);
    // "Nobody was hurt" and "caused no injuries" deny the same in other words: where both deny,
    // they
    // conflict if each denies what the other affirms ("the mass, not the diameter").
    if (gold.cues > 0 && gold.cues % 2 == predicted.cues % 2) {
      return denies.filter(x -> affirms.isPresent());
    }
    return denies
        .or(() -> affirms)
        .or(
            () ->
                gold.cues + predicted.cues == 0
                    ? Antonyms.conflict(gold.stems, predicted.stems)
                    : Optional.empty());
  }

  /** What only the first denies, where the other affirms most of it. */
  private static Optional<String> deniedButAffirmed(Polarity a, Polarity b) {
    SortedMap<String, String> only = new TreeMap<>(a.denied);
    only.keySet().removeAll(b.denied.keySet());
    if (only.keySet().stream().anyMatch(b::affirmsOpposite)) {
      return Optional.empty();
    }
    Set<String> roots =
        b.affirmed.stream()
            .filter(w -> w.length() >= ROOT)
            .map(w -> w.substring(0, ROOT))
            .collect(Collectors.toSet());
    long stated = only.keySet().stream().filter(stem -> b.affirms(stem, roots)).count();
    return !only.isEmpty() && stated >= SHARE * only.size()
        ? Optional.of(String.join(", ", only.values()))
        : Optional.empty();
  }

  /** "None will lose a job" and "all keep their posts", "not known" and "unknown" say the same. */
  private boolean affirmsOpposite(String stem) {
    return Antonyms.find(stem).stream().anyMatch(affirmed::contains)
        || affirmed.contains("un" + stem);
  }

  /** "Collided" affirms a collision. */
  private boolean affirms(String stem, Set<String> roots) {
    return affirmed.contains(stem)
        || (stem.length() >= ROOT && roots.contains(stem.substring(0, ROOT)));
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
    if (i + 1 < words.size()
        && PHRASES.contains(Words.stem(word) + " " + words.get(i + 1).lower())) {
      return true;
    }
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

  /** What "was turned down" denies stands before it. */
  private static boolean passive(List<Words.Word> words, int i) {
    return i > 0
        && Set.of("was", "were", "been", "is", "are").contains(words.get(i - 1).lower())
        && words.get(i).lower().endsWith("ed");
  }

  /** "Not before 2029", "no loan until May", "no better player" and "no greater risk" affirm. */
  private static boolean bounded(List<Words.Word> words, int i) {
    for (int k = i + 1; k < words.size() && k <= i + BOUND_SCOPE; k++) {
      String word = words.get(k).lower();
      boolean near = k == i + 1 || (k + 1 < words.size() && Masking.isMasked(words, k + 1));
      if ((BOUNDS.contains(word) && near)
          || (k <= i + 5 && word.equals("better"))
          || (k == i + 1 && COMPARATIVES.contains(word))) {
        return true;
      }
    }
    return false;
  }
}
