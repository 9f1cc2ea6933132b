package dev.claimbench.align;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes numbers, dates and negations out of a claim's text before its similarity is measured: what
 * is scored after pairing must not decide the pairing. "The line did not open on 12 March" and "The
 * line opened on 13 March" both become "The line … open(ed) on".
 *
 * <p>They are left out and not replaced by a sign, because a shared sign would make any two claims
 * with a number alike.
 */
public final class Masking {
  private static final Set<String> NUMBER_WORDS =
      Stream.of(
              Numeral.TO_TWENTY,
              Numeral.TENS.keySet(),
              List.of(
                  "hundred",
                  "hundreds",
                  "thousand",
                  "thousands",
                  "million",
                  "millions",
                  "billion",
                  "billions",
                  "trillion",
                  "trillions",
                  "dozen",
                  "dozens",
                  "half",
                  "bn",
                  "mn"))
          .flatMap(Collection::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** Without May, which is mostly a verb. */
  static final Set<String> CALENDAR =
      Set.of(
          "january",
          "february",
          "march",
          "april",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday");

  private static final Set<String> DAYS = Set.of("today", "yesterday", "tomorrow", "tonight");

  static final Set<String> NEGATIONS =
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
          "hardly",
          "scarcely");

  private static final Set<String> BEFORE_MAY =
      Set.of("in", "on", "of", "by", "since", "until", "till", "last", "next", "this", "early");

  private Masking() {}

  /** The text without numbers, dates and negations; words keep their order and case. */
  public static String mask(String text) {
    List<Words.Word> words = Words.in(text);
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < words.size(); i++) {
      if (!isMasked(words, i)) {
        kept.append(kept.isEmpty() ? "" : " ").append(withoutNot(words.get(i).text()));
      }
    }
    return kept.toString();
  }

  /** Whether the word is (part of) a number, a date or a negation. */
  static boolean isMasked(List<Words.Word> words, int i) {
    Words.Word word = words.get(i);
    String lower = word.lower();
    return word.startsWithDigit()
        || NUMBER_WORDS.contains(lower)
        || DAYS.contains(lower)
        || (word.capitalised() && CALENDAR.contains(lower))
        || isMonthOfMay(words, i)
        || NEGATIONS.contains(lower);
  }

  /** "May" is a month beside a number or after "in May"; else it is the verb. */
  static boolean isMonthOfMay(List<Words.Word> words, int i) {
    if (!words.get(i).text().equals("May")) {
      return false;
    }
    boolean after = i > 0 && BEFORE_MAY.contains(words.get(i - 1).lower());
    boolean beside =
        (i > 0 && words.get(i - 1).startsWithDigit())
            || (i + 1 < words.size() && words.get(i + 1).startsWithDigit());
    return after || beside;
  }

  private static String withoutNot(String word) {
    String lower = word.toLowerCase(Locale.ROOT).replace('’', '\'');
    return switch (lower) {
      case "cannot", "can't" -> "can";
      case "won't" -> "will";
      case "shan't" -> "shall";
      default -> lower.endsWith("n't") ? word.substring(0, word.length() - 3) : word;
    };
  }
}
