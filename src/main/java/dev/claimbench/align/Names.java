package dev.claimbench.align;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The people, places, organisations and works that a text names, by their capital letters.
 *
 * @param certain names that stand as such: of two words, or capitalised within a sentence
 * @param all with single words at the beginning of a sentence, which may be no names
 * @param words every word of the text, plain
 */
record Names(List<List<String>> certain, List<List<String>> all, Set<String> words) {
  private static final Set<String> PARTICLES = Set.of("of", "de", "van", "von", "al", "la", "du");

  /** What follows a single name at the beginning of a sentence: "Moonshot is", "Solla missed". */
  private static final Set<String> VERBS =
      Set.of("is", "was", "has", "had", "will", "would", "did", "does", "can", "said", "says");

  /** Words that begin sentences or carry capitals without naming anything. */
  private static final Set<String> NO_NAMES =
      Set.of(
          "i",
          "he",
          "she",
          "it",
          "they",
          "we",
          "you",
          "no",
          "not",
          "nobody",
          "none",
          "nothing",
          "each",
          "every",
          "both",
          "such",
          "one",
          "police",
          "according",
          "however",
          "only",
          "also",
          "until",
          "since",
          "during",
          "within",
          "because",
          "although",
          "though");

  private static final int PREFIX = 4;

  /** So many names that are not in the other text are looked at: a text with more is no claim. */
  private static final int MOST_CHANGED = 30;

  static Names parse(String text) {
    List<Words.Word> words = Words.in(text);
    List<List<String>> certain = new ArrayList<>();
    List<List<String>> all = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      if (!part(words, i)) {
        i++;
        continue;
      }
      int end = end(text, words, i);
      List<String> name = name(words.subList(i, end));
      if (!name.isEmpty()) {
        all.add(name);
        if (end - i > 1 || !beginsSentence(text, words, i) || singular(words, i)) {
          certain.add(name);
        }
      }
      i = end;
    }
    return new Names(certain, all, new HashSet<>(Words.plain(text)));
  }

  /** A name on each side that the other side does not have. */
  static Optional<String> conflict(Names gold, Names predicted) {
    List<List<String>> golds = gold.without(predicted);
    List<List<String>> predictions = predicted.without(gold);
    if (golds.isEmpty() || predictions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "gold " + String.join(" ", golds.get(0)) + ", got " + String.join(" ", predictions.get(0)));
  }

  private List<List<String>> without(Names other) {
    return certain.stream()
        .filter(n -> !other.words.containsAll(n))
        .distinct()
        .limit(MOST_CHANGED)
        .filter(n -> other.all.stream().noneMatch(o -> same(n, o)))
        .toList();
  }

  private static boolean same(List<String> a, List<String> b) {
    return Speakers.alias(a, b) || sameRoot(a, b);
  }

  /** "China" and "Chinese", "Oxmoor" and "Oxmoor council". */
  private static boolean sameRoot(List<String> a, List<String> b) {
    if (a.size() > 1 && b.size() > 1) {
      return false;
    }
    List<String> one = a.size() == 1 ? a : b;
    List<String> many = a.size() == 1 ? b : a;
    String word = one.get(0);
    return word.length() >= PREFIX
        && many.stream()
            .anyMatch(w -> w.length() >= PREFIX && w.startsWith(word.substring(0, PREFIX)));
  }

  private static boolean part(List<Words.Word> words, int i) {
    Words.Word word = words.get(i);
    return word.capitalised()
        && !Words.FUNCTION_WORDS.contains(word.lower())
        && !NO_NAMES.contains(word.lower())
        && !Masking.isMasked(words, i);
  }

  private static int end(String text, List<Words.Word> words, int start) {
    int end = start + 1;
    while (end < words.size()) {
      if (adjoin(text, words, end) && part(words, end) && !isPossessive(words.get(end - 1))) {
        end++;
      } else if (end + 1 < words.size()
          && PARTICLES.contains(words.get(end).lower())
          && adjoin(text, words, end)
          && adjoin(text, words, end + 1)
          && part(words, end + 1)
          && end > start
          && !beginsSentence(text, words, end - 1)) {
        end += 2;
      } else {
        break;
      }
    }
    return end;
  }

  private static boolean isPossessive(Words.Word word) {
    return word.lower().endsWith("'s");
  }

  private static boolean adjoin(String text, List<Words.Word> words, int i) {
    String gap = text.substring(words.get(i - 1).end(), words.get(i).start());
    return gap.equals(" ")
        || gap.equals("-")
        || (gap.equals(". ") && words.get(i - 1).text().length() <= 2);
  }

  private static boolean beginsSentence(String text, List<Words.Word> words, int i) {
    if (i == 0) {
      return true;
    }
    String gap = text.substring(words.get(i - 1).end(), words.get(i).start());
    return gap.chars().anyMatch(c -> ".!?:".indexOf(c) >= 0);
  }

  /** A common noun in the singular has an article before it. */
  private static boolean singular(List<Words.Word> words, int i) {
    String word = words.get(i).lower();
    if (i + 1 >= words.size() || word.endsWith("s") || word.endsWith("ing")) {
      return false;
    }
    String next = words.get(i + 1).lower();
    return VERBS.contains(next) || (next.endsWith("ed") && next.length() > 4);
  }

  private static List<String> name(List<Words.Word> words) {
    List<String> name = new ArrayList<>();
    for (Words.Word word : words) {
      for (String plain : Words.plain(word.text())) {
        String bare = plain.endsWith("'s") ? plain.substring(0, plain.length() - 2) : plain;
        if (!Speakers.isTitle(bare) && !PARTICLES.contains(bare)) {
          name.add(bare);
        }
      }
    }
    return name;
  }
}
