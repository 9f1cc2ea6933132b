package dev.claimbench.align;

import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the quantities that a sentence names, in digits or in words; dates are none. */
final class NumbersInText {
  private static final Pattern ABOUT =
      Pattern.compile("\\b(about|around|roughly|some|nearly|almost|approximately|circa)$");
  private static final Pattern AT_MOST =
      Pattern.compile(
          "\\b(up to|at most|(no|not) more than|(?<!no |not )(less|fewer) than|under|below"
              + "|as much as|as many as|a maximum of)$");
  private static final Pattern AT_LEAST =
      Pattern.compile(
          "\\b(at least|(no|not) (less|fewer) than|(?<!no |not )more than|over|above|upwards of"
              + "|a minimum of)$");
  private static final Set<String> RANGE_GAPS = Set.of("-", "–", "—");
  private static final Set<String> RATE = Set.of("a", "an", "per", "each", "every");
  private static final Set<String> NO_UNIT =
      Set.of(
          "and", "or", "to", "of", "in", "on", "at", "by", "for", "from", "the", "a", "an", "as",
          "is", "are", "was", "were", "more", "less", "fewer", "with", "that", "than", "but",
          "this", "last", "next", "had", "have", "has", "will", "per");

  private final String text;
  private final List<Words.Word> words;

  private NumbersInText(String text) {
    this.text = text;
    this.words = Words.in(text);
  }

  /** The quantities of a text from which the dates were taken out before. */
  static List<Quantity> besidesDates(String text) {
    return text.isBlank() ? List.of() : new NumbersInText(text).find();
  }

  private List<Quantity> find() {
    List<Quantity> found = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      Optional<Numeral> number = Numeral.at(text, words, i).filter(n -> !bareOne(n));
      if (number.isEmpty()) {
        i++;
        continue;
      }
      Numeral low = number.get();
      Optional<Numeral> high = upperEnd(low);
      if (high.isPresent()) {
        // "45 to 55 million" begins at 45 million.
        double start = low.value() * (low.times() == 1 ? high.get().times() : 1);
        found.add(Quantity.range(start, high.get().value(), unit(high.get())));
        i = high.get().next();
      } else {
        found.add(Quantity.of(low.value(), unit(low), bound(before(low))));
        i = low.next();
      }
    }
    return found;
  }

  /** "one of the first", "one day": no figure unless it counts something measurable. */
  private boolean bareOne(Numeral n) {
    boolean one = words.get(n.first()).lower().equals("one") && n.times() == 1;
    return one && !(n.next() < words.size() && Unit.isKnown(words.get(n.next()).lower()));
  }

  /** Of "3 to 5", "3-5" and "between 3 and 5". */
  private Optional<Numeral> upperEnd(Numeral low) {
    if (low.next() >= words.size()) {
      return Optional.empty();
    }
    String gap =
        text.substring(words.get(low.next() - 1).end(), words.get(low.next()).start()).strip();
    String join = words.get(low.next()).lower();
    Optional<Numeral> high = Optional.empty();
    if (RANGE_GAPS.contains(gap)) {
      high = Numeral.at(text, words, low.next());
    } else if (low.next() + 1 < words.size()
        && (join.equals("to") || (join.equals("and") && before(low).endsWith("between")))) {
      high = Numeral.at(text, words, low.next() + 1);
    }
    return high.filter(h -> low.value() * (low.times() == 1 ? h.times() : 1) <= h.value());
  }

  private String before(Numeral n) {
    return String.join(
        " ",
        words.subList(Math.max(0, n.first() - 4), n.first()).stream()
            .map(Words.Word::lower)
            .toList());
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

  private String unit(Numeral n) {
    int before = words.get(n.first()).start() - 1;
    if (before >= 0 && "$€£".indexOf(text.charAt(before)) >= 0) {
      return text.substring(before, before + 1);
    }
    int after = words.get(n.next() - 1).end();
    if (after < text.length() && text.charAt(after) == '%') {
      return "%";
    }
    if (Unit.isKnown(n.suffix())) {
      return n.suffix();
    }
    if (n.next() >= words.size() || !Numeral.adjoining(text, words, n.next())) {
      return "";
    }
    String noun = words.get(n.next()).lower();
    String second = wordAfter(n.next());
    if (noun.equals("per") && second.equals("cent")) {
      return "percent";
    }
    if (NO_UNIT.contains(noun)) {
      return "";
    }
    if (second.startsWith("hour") && noun.endsWith("watt")) {
      return noun + " " + second;
    }
    int end = words.get(n.next()).end();
    if (end < text.length() && text.charAt(end) == '/' && n.next() + 1 < words.size()) {
      return noun + " per " + words.get(n.next() + 1).lower();
    }
    return RATE.contains(second) ? noun + " per " + wordAfter(n.next() + 1) : noun;
  }

  /** The next word, unless something other than a blank or hyphen stands between. */
  private String wordAfter(int i) {
    return i + 1 < words.size() && Numeral.adjoining(text, words, i + 1)
        ? words.get(i + 1).lower()
        : "";
  }
}
