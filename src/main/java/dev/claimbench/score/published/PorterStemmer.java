package dev.claimbench.score.published;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * English stems as nltk's default stemmer gives them, on which published METEOR scores rest: Porter
 * (1980), <i>An algorithm for suffix stripping</i>, Program 14(3), with the changes of Porter's own
 * later versions (bli, logi) and nltk's (a short list of words, -ies and -ied of four letters, y
 * after a consonant, alli, fulli, words of two letters).
 */
final class PorterStemmer {
  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("sky", "sky"),
          Map.entry("skies", "sky"),
          Map.entry("dying", "die"),
          Map.entry("lying", "lie"),
          Map.entry("tying", "tie"),
          Map.entry("news", "news"),
          Map.entry("innings", "inning"),
          Map.entry("inning", "inning"),
          Map.entry("outings", "outing"),
          Map.entry("outing", "outing"),
          Map.entry("cannings", "canning"),
          Map.entry("canning", "canning"),
          Map.entry("howe", "howe"),
          Map.entry("proceed", "proceed"),
          Map.entry("exceed", "exceed"),
          Map.entry("succeed", "succeed"));

  private record Rule(String suffix, String replacement, Predicate<String> stemMust) {}

  private static final Predicate<String> SOME = stem -> measure(stem) > 0;
  private static final Predicate<String> LONG = stem -> measure(stem) > 1;

  private static final List<Rule> STEP_2 =
      List.of(
          new Rule("ational", "ate", SOME),
          new Rule("tional", "tion", SOME),
          new Rule("enci", "ence", SOME),
          new Rule("anci", "ance", SOME),
          new Rule("izer", "ize", SOME),
          new Rule("bli", "ble", SOME),
          new Rule("alli", "al", SOME),
          new Rule("entli", "ent", SOME),
          new Rule("eli", "e", SOME),
          new Rule("ousli", "ous", SOME),
          new Rule("ization", "ize", SOME),
          new Rule("ation", "ate", SOME),
          new Rule("ator", "ate", SOME),
          new Rule("alism", "al", SOME),
          new Rule("iveness", "ive", SOME),
          new Rule("fulness", "ful", SOME),
          new Rule("ousness", "ous", SOME),
          new Rule("aliti", "al", SOME),
          new Rule("iviti", "ive", SOME),
          new Rule("biliti", "ble", SOME),
          new Rule("fulli", "ful", SOME),
          // The l counts with the stem: geo-, theo- and the like are short.
          new Rule("logi", "log", stem -> measure(stem + "l") > 0));

  private static final List<Rule> STEP_3 =
      List.of(
          new Rule("icate", "ic", SOME),
          new Rule("ative", "", SOME),
          new Rule("alize", "al", SOME),
          new Rule("iciti", "ic", SOME),
          new Rule("ical", "ic", SOME),
          new Rule("ful", "", SOME),
          new Rule("ness", "", SOME));

  private static final List<Rule> STEP_4 =
      List.of(
          new Rule("al", "", LONG),
          new Rule("ance", "", LONG),
          new Rule("ence", "", LONG),
          new Rule("er", "", LONG),
          new Rule("ic", "", LONG),
          new Rule("able", "", LONG),
          new Rule("ible", "", LONG),
          new Rule("ant", "", LONG),
          new Rule("ement", "", LONG),
          new Rule("ment", "", LONG),
          new Rule("ent", "", LONG),
          new Rule("ion", "", LONG.and(stem -> stem.endsWith("s") || stem.endsWith("t"))),
          new Rule("ou", "", LONG),
          new Rule("ism", "", LONG),
          new Rule("ate", "", LONG),
          new Rule("iti", "", LONG),
          new Rule("ous", "", LONG),
          new Rule("ive", "", LONG),
          new Rule("ize", "", LONG));

  private PorterStemmer() {}

  /**
   * The stem.
   *
   * @param word in lower case
   */
  static String stem(String word) {
    String irregular = IRREGULAR.get(word);
    if (irregular != null) {
      return irregular;
    }
    if (word.length() <= 2) {
      return word;
    }
    String stem = pastAndGerund(plural(word));
    stem = finalY(stem);
    stem = suffixes(stem);
    stem = first(STEP_3, stem);
    stem = first(STEP_4, stem);
    return finalE(stem);
  }

  private static String plural(String word) {
    if (word.endsWith("ies") && word.length() == 4) {
      return cut(word, 1);
    }
    if (word.endsWith("sses") || word.endsWith("ies")) {
      return cut(word, 2);
    }
    return word.endsWith("s") && !word.endsWith("ss") ? cut(word, 1) : word;
  }

  private static String pastAndGerund(String word) {
    if (word.endsWith("ied")) {
      return cut(word, word.length() == 4 ? 1 : 2);
    }
    if (word.endsWith("eed")) {
      return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
    }
    String stem = word;
    for (String suffix : List.of("ed", "ing")) {
      if (word.endsWith(suffix) && hasVowel(cut(word, suffix.length()))) {
        stem = cut(word, suffix.length());
        break;
      }
    }
    if (stem.length() == word.length()) {
      return word;
    }
    if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
      return stem + "e";
    }
    int last = stem.length() - 1;
    if (last > 0 && stem.charAt(last) == stem.charAt(last - 1) && consonant(stem, last)) {
      return "lsz".indexOf(stem.charAt(last)) < 0 ? cut(stem, 1) : stem;
    }
    return measure(stem) == 1 && endsShort(stem) ? stem + "e" : stem;
  }

  private static String finalY(String word) {
    boolean turns = word.endsWith("y") && word.length() > 2 && consonant(word, word.length() - 2);
    return turns ? cut(word, 1) + "i" : word;
  }

  private static String suffixes(String word) {
    if (word.endsWith("alli") && measure(cut(word, 4)) > 0) {
      return suffixes(cut(word, 2));
    }
    return first(STEP_2, word);
  }

  /** The first rule whose suffix fits decides, whether its condition holds or not. */
  private static String first(List<Rule> rules, String word) {
    for (Rule rule : rules) {
      if (word.endsWith(rule.suffix())) {
        String stem = cut(word, rule.suffix().length());
        return rule.stemMust().test(stem) ? stem + rule.replacement() : word;
      }
    }
    return word;
  }

  private static String finalE(String word) {
    String stem = word;
    if (word.endsWith("e")) {
      String before = cut(word, 1);
      int m = measure(before);
      stem = m > 1 || (m == 1 && !endsShort(before)) ? before : word;
    }
    return stem.endsWith("ll") && measure(cut(stem, 1)) > 1 ? cut(stem, 1) : stem;
  }

  private static boolean consonant(String word, int i) {
    return switch (word.charAt(i)) {
      case 'a', 'e', 'i', 'o', 'u' -> false;
      case 'y' -> i == 0 || !consonant(word, i - 1);
      default -> true;
    };
  }

  /** How often a vowel is followed by a consonant: Porter's m. */
  private static int measure(String stem) {
    int m = 0;
    for (int i = 1; i < stem.length(); i++) {
      m += !consonant(stem, i - 1) && consonant(stem, i) ? 1 : 0;
    }
    return m;
  }

  private static boolean hasVowel(String stem) {
    for (int i = 0; i < stem.length(); i++) {
      if (!consonant(stem, i)) {
        return true;
      }
    }
    return false;
  }

  /** Consonant, vowel, consonant other than w, x, y; or a word of vowel and consonant. */
  private static boolean endsShort(String word) {
    int last = word.length() - 1;
    if (last == 1) {
      return !consonant(word, 0) && consonant(word, 1);
    }
    return last >= 2
        && consonant(word, last - 2)
        && !consonant(word, last - 1)
        && consonant(word, last)
        && "wxy".indexOf(word.charAt(last)) < 0;
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
