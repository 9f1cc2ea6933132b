package dev.claimbench.align;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number in digits or in words.
 *
 * @param value multiplied out: 61,000,000 for "61 million"
 * @param times what it was multiplied by: 1,000,000
 * @param suffix letters glued to the digits that are no number: "km" of "6km", "th" of "118th"
 * @param first its first word's place
 * @param next the place after its last word
 */
record Numeral(double value, double times, String suffix, int first, int next) {
  static final List<String> TO_TWENTY =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  static final Map<String, Integer> TENS =
      Map.of(
          "twenty", 20, "thirty", 30, "forty", 40, "fifty", 50, "sixty", 60, "seventy", 70,
          "eighty", 80, "ninety", 90);

  /** Whatever is multiplied or converted stays far from infinity. */
  static final double LARGEST = 1e200;

  private static final Pattern DIGITS =
      Pattern.compile(
          "([0-9]{1,3}(?:,[0-9]{3})++(?:\\.[0-9]++)?+|[0-9]++(?:\\.[0-9]++)?+)(\\p{L}*+)");
  private static final Pattern CLOCK = Pattern.compile("\\A([0-9]++):([0-5][0-9](?:\\.[0-9]++)?+)");

  /** The number that begins at word {@code i}, if one does. */
  static Optional<Numeral> at(String text, List<Words.Word> words, int i) {
    String word = words.get(i).lower();
    Numeral start;
    Matcher digits = DIGITS.matcher(word);
    if (words.get(i).startsWithDigit() && digits.matches()) {
      double value = Double.parseDouble(digits.group(1).replace(",", ""));
      start = suffixed(value, digits.group(2), text, words, i);
    } else {
      OptionalDouble value = parseWords(text, words, i);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      start =
          new Numeral(value.getAsDouble(), 1, "", i, i + wordsOf(words, i, value.getAsDouble()));
    }
    Numeral whole = start;
    while (whole.next < words.size() && adjoining(text, words, whole.next)) {
      double times = Unit.times(words.get(whole.next).lower());
      if (times == 1) {
        break;
      }
      whole =
          new Numeral(whole.value * times, whole.times * times, "", whole.first, whole.next + 1);
    }
    // A value that no double holds is no quantity; nor is one that a unit's factor would take
    // there.
    if (!(Math.abs(whole.value) < LARGEST)) {
      return Optional.empty();
    }
    boolean article = word.equals("a") || word.equals("half");
    return article && whole.times == 1 ? Optional.empty() : Optional.of(whole);
  }

  /** "$48m" and "48m crowns" are millions, "a 100m race" has a distance. */
  private static Numeral suffixed(
      double value, String suffix, String text, List<Words.Word> words, int i) {
    boolean money =
        words.get(i).start() > 0 && "$€£".indexOf(text.charAt(words.get(i).start() - 1)) >= 0;
    double times = suffix.equals("m") && money ? 1e6 : Unit.times(suffix);
    return new Numeral(value * times, times, times == 1 ? suffix : "", i, i + 1);
  }

  private static OptionalDouble parseWords(String text, List<Words.Word> words, int i) {
    String word = words.get(i).lower();
    Matcher clock = CLOCK.matcher(word);
    if (words.get(i).startsWithDigit() && clock.matches()) {
      double minutes = Double.parseDouble(clock.group(1));
      return OptionalDouble.of(minutes * 60 + Double.parseDouble(clock.group(2)));
    }
    if (TO_TWENTY.contains(word)) {
      return OptionalDouble.of(TO_TWENTY.indexOf(word));
    }
    if (TENS.containsKey(word)) {
      int unit = i + 1 < words.size() ? TO_TWENTY.indexOf(words.get(i + 1).lower()) : -1;
      boolean joined = unit > 0 && unit < 10 && adjoining(text, words, i + 1);
      return OptionalDouble.of(TENS.get(word) + (joined ? unit : 0));
    }
    if (word.equals("a") && follows(words, i, "quarter", "of", "a")) {
      return OptionalDouble.of(0.25);
    }
    // "a million", "half a dozen"; alone they are no numbers.
    return switch (word) {
      case "a" -> OptionalDouble.of(1);
      case "half" ->
          i + 1 < words.size() && words.get(i + 1).lower().equals("a")
              ? OptionalDouble.of(0.5)
              : OptionalDouble.empty();
      default -> OptionalDouble.empty();
    };
  }

  private static boolean follows(List<Words.Word> words, int i, String... expected) {
    for (int k = 0; k < expected.length; k++) {
      if (i + 1 + k >= words.size() || !words.get(i + 1 + k).lower().equals(expected[k])) {
        return false;
      }
    }
    return true;
  }

  /** How many words were read before any "hundred" or "million". */
  private static int wordsOf(List<Words.Word> words, int i, double value) {
    String word = words.get(i).lower();
    if (value == 0.25) {
      return 4;
    }
    boolean two = word.equals("half") || (TENS.containsKey(word) && value % 10 != 0);
    return two ? 2 : 1;
  }

  static boolean adjoining(String text, List<Words.Word> words, int word) {
    String gap = text.substring(words.get(word - 1).end(), words.get(word).start());
    return gap.isBlank() || gap.equals("-");
  }
}
