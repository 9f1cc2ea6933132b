package dev.claimbench.align;

import dev.claimbench.claim.Bound;
import dev.claimbench.claim.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the quantities that a sentence names, in digits or in words; dates are none. */
final class NumbersInText {
  private static final Map<String, Integer> SMALL =
      Map.ofEntries(
          Map.entry("zero", 0),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("seventeen", 17),
          Map.entry("eighteen", 18),
          Map.entry("nineteen", 19),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("seventy", 70),
          Map.entry("eighty", 80),
          Map.entry("ninety", 90));

  private static final Pattern ABOUT =
      Pattern.compile("(about|around|roughly|some|nearly|almost|approximately|circa)$");
  private static final Pattern AT_MOST =
      Pattern.compile(
          "(up to|at most|(no|not) more than|(less|fewer) than|under|below|as much as|as many as"
              + "|a maximum of)$");
  private static final Pattern AT_LEAST =
      Pattern.compile(
          "(at least|(no|not) (less|fewer) than|more than|over|above|upwards of|a minimum of)$");
  private static final Pattern TO = Pattern.compile("\\s*(to|and|or|-|–|—)\\s*");
  private static final Pattern NO_UNIT =
      Pattern.compile(
          "and|or|to|of|in|on|at|by|for|from|the|a|an|as|is|are|was|were|more|less|fewer|with|that"
              + "|than|but|this|last|next|had|have|has|will|per");
  private static final Set<String> RATE = Set.of("a", "an", "per", "each", "every");

  /** A number with where it starts and ends among the words. */
  private record Numeral(double value, int first, int next, boolean multiplied) {}

  private final String text;
  private final List<Words.Word> words;

  private NumbersInText(String text) {
    this.text = text;
    this.words = Words.in(text);
  }

  static List<Quantity> in(String text) {
    return new NumbersInText(DatesInText.blank(text)).find();
  }

  private List<Quantity> find() {
    List<Quantity> found = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      Optional<Numeral> first = number(i);
      if (first.isEmpty()) {
        i++;
        continue;
      }
      Numeral a = first.get();
      String before = before(a.first);
      Optional<Numeral> second =
          a.next < words.size() && TO.matcher(gapAfter(a)).matches()
              ? number(a.next)
              : Optional.empty();
      int word = a.next;
      if (second.isEmpty() && a.next + 1 < words.size() && joins(a.next, before)) {
        second = number(a.next + 1);
      }
      if (second.isPresent()) {
        Numeral b = second.get();
        double scale = b.multiplied && !a.multiplied ? b.value / digits(b) : 1;
        if (a.value * scale <= b.value) {
          found.add(Quantity.range(a.value * scale, b.value, unit(b)));
          i = b.next;
          continue;
        }
      }
      found.add(Quantity.of(a.value, unit(a), bound(before)));
      i = word;
    }
    return found;
  }

  private boolean joins(int word, String before) {
    String w = words.get(word).lower();
    return w.equals("to") || (w.equals("and") && before.endsWith("between"));
  }

  private String gapAfter(Numeral n) {
    return text.substring(words.get(n.next - 1).end(), words.get(n.next).start());
  }

  private double digits(Numeral n) {
    return literal(words.get(n.first)).orElse(1.0);
  }

  private String before(int first) {
    StringBuilder b = new StringBuilder();
    for (int i = Math.max(0, first - 4); i < first; i++) {
      b.append(i == 0 || b.isEmpty() ? "" : " ").append(words.get(i).lower());
    }
    return b.toString();
  }

  private static Bound bound(String before) {
    if (AT_MOST.matcher(before).find()) {
      return Bound.AT_MOST;
    }
    if (AT_LEAST.matcher(before).find()) {
      return Bound.AT_LEAST;
    }
    return ABOUT.matcher(before).find() ? Bound.ABOUT : Bound.EXACTLY;
  }

  private Optional<Numeral> number(int i) {
    Words.Word word = words.get(i);
    Optional<Double> literal = literal(word);
    double value;
    int next = i + 1;
    boolean multiplied = false;
    if (literal.isPresent()) {
      value = literal.get();
      double suffix = suffix(word);
      multiplied = suffix != 1;
      value *= suffix;
    } else if (SMALL.containsKey(word.lower())) {
      value = SMALL.get(word.lower());
      if (value >= 20 && next < words.size()) {
        Integer unit = SMALL.get(words.get(next).lower());
        if (unit != null && unit > 0 && unit < 10) {
          value += unit;
          next++;
        }
      }
    } else if (word.lower().equals("a")
        && next < words.size()
        && Unit.times(words.get(next).lower()) > 1) {
      value = 1;
    } else {
      return Optional.empty();
    }
    while (next < words.size() && Unit.times(words.get(next).lower()) > 1 && adjoining(next)) {
      value *= Unit.times(words.get(next).lower());
      multiplied = true;
      next++;
    }
    // "one of the first", "one day": no figure unless it counts something measurable.
    boolean bareOne = word.lower().equals("one") && !multiplied;
    if (bareOne && !(next < words.size() && Unit.isKnown(words.get(next).lower()))) {
      return Optional.empty();
    }
    return Optional.of(new Numeral(value, i, next, multiplied));
  }

  private boolean adjoining(int word) {
    String gap = text.substring(words.get(word - 1).end(), words.get(word).start());
    return gap.isBlank() || gap.equals("-");
  }

  /** Digits at the start of a word; ordinals ("22nd") and clock times ("6:10") are no figures. */
  private static Optional<Double> literal(Words.Word word) {
    String digits = word.text().replaceAll("[\\p{L}\\p{M}]+$", "");
    String rest = word.text().substring(digits.length());
    if (!digits.matches("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?|[0-9]+(\\.[0-9]+)?")
        || rest.matches("st|nd|rd|th")) {
      return Optional.empty();
    }
    return Optional.of(Double.parseDouble(digits.replace(",", "")));
  }

  private double suffix(Words.Word word) {
    String rest = word.lower().replaceAll("^[0-9.,]+", "");
    if (rest.equals("m")) {
      // "$48m" and "48m crowns" are millions, "100m" is a distance.
      boolean counted = currencyBefore(word) != 0 || words.indexOf(word) + 1 < words.size();
      return counted ? 1e6 : 1;
    }
    return Unit.times(rest);
  }

  private char currencyBefore(Words.Word word) {
    char c = word.start() > 0 ? text.charAt(word.start() - 1) : ' ';
    return "$€£".indexOf(c) >= 0 ? c : 0;
  }

  private String unit(Numeral n) {
    Words.Word last = words.get(n.next - 1);
    char currency = currencyBefore(words.get(n.first));
    if (currency != 0) {
      return String.valueOf(currency);
    }
    if (last.end() < text.length() && "%".indexOf(text.charAt(last.end())) >= 0) {
      return "%";
    }
    String own = last.startsWithDigit() ? last.lower().replaceAll("^[0-9.,]+", "") : "";
    if (Unit.isKnown(own) && suffix(last) == 1) {
      return own;
    }
    if (n.next >= words.size() || !adjoining(n.next)) {
      return "";
    }
    String noun = words.get(n.next).lower();
    if (noun.equals("per")
        && n.next + 1 < words.size()
        && words.get(n.next + 1).lower().equals("cent")) {
      return "percent";
    }
    if (NO_UNIT.matcher(noun).matches()) {
      return "";
    }
    boolean rate = n.next + 2 < words.size() && RATE.contains(words.get(n.next + 1).lower());
    return rate ? noun + " per " + words.get(n.next + 2).lower() : noun;
  }
}
