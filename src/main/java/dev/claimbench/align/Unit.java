package dev.claimbench.align;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A unit as somebody wrote it, taken apart.
 *
 * @param dimension what it measures ({@code length}, {@code percent}, {@code usd}); for a word that
 *     is no known unit the word's stem ({@code crown}); empty for a bare number
 * @param known whether the dimension is one of ours
 * @param factor how many of the dimension's basic unit one of it is
 * @param rate whether it is per some time ("a day")
 * @param times a number word within the unit ("million crowns")
 */
record Unit(String dimension, boolean known, double factor, boolean rate, double times) {

  /** How far two units can be compared. */
  enum Relation {
    /** The same dimension: convert and compare. */
    SAME,
    /** Not known to differ ("workers", "people", none): compare the bare numbers. */
    LOOSE,
    /** Known to measure different things. */
    DIFFERENT
  }

  private static final Map<String, Unit> KNOWN = new HashMap<>();
  private static final Map<String, Double> TIMES =
      Map.ofEntries(
          Map.entry("hundred", 1e2),
          Map.entry("thousand", 1e3),
          Map.entry("k", 1e3),
          Map.entry("million", 1e6),
          Map.entry("mn", 1e6),
          Map.entry("billion", 1e9),
          Map.entry("bn", 1e9),
          Map.entry("trillion", 1e12),
          Map.entry("tn", 1e12),
          Map.entry("dozen", 12.0));

  static {
    add("percent", 1, "% percent pct");
    add("percentage point", 1, "percentage pp");
    add("length", 0.001, "mm millimetre millimeter");
    add("length", 0.01, "cm centimetre centimeter");
    add("length", 0.0254, "inch inches");
    add("length", 0.3048, "ft foot feet");
    add("length", 0.9144, "yd yard");
    add("length", 1, "m metre meter");
    add("length", 1000, "km kilometre kilometer");
    add("length", 1609.344, "mile mi");
    add("area", 1e4, "hectare ha");
    add("area", 4046.8564, "acre");
    add("mass", 1e-9, "µg microgram");
    add("mass", 1e-6, "mg milligram");
    add("mass", 0.001, "g gram gramme");
    add("mass", 0.45359237, "lb lbs");
    add("mass", 1, "kg kilo kilogram kilogramme");
    add("mass", 1000, "t tonne ton");
    add("volume", 0.001, "ml millilitre milliliter");
    add("volume", 1, "l litre liter");
    add("volume", 3.785411784, "gallon");
    add("time", 1 / 3600.0, "second sec s");
    add("time", 1 / 60.0, "minute min");
    add("time", 1, "hour h hr");
    add("time", 24, "day");
    add("time", 24 * 7, "week");
    add("time", 24 * 365.25 / 12, "month");
    add("time", 24 * 365.25, "year");
    add("power", 1, "w watt");
    add("power", 1e3, "kw kilowatt");
    add("power", 1e6, "mw megawatt");
    add("power", 1e9, "gw gigawatt");
    add("energy", 1e3, "kj kilojoule");
    add("energy", 1e6, "mj megajoule");
    add("energy", 1e9, "gj gigajoule");
    add("energy", 3.6e6, "kwh");
    add("energy", 3.6e9, "mwh");
    add("energy", 3.6e12, "gwh");
    add("data", 1e6, "mb megabyte");
    add("data", 1e9, "gb gigabyte");
    add("data", 1e12, "tb terabyte");
    // A speed is a length a time, and the basic time is an hour.
    Unit knot = new Unit("length", true, 1852, true, 1);
    KNOWN.put("knot", knot);
    KNOWN.put("knots", knot);
    add("usd", 1, "$ dollar usd");
    add("eur", 1, "€ euro eur");
    add("gbp", 1, "£ pound gbp");
  }

  private static void add(String dimension, double factor, String names) {
    for (String name : names.split(" ", -1)) {
      KNOWN.put(name, new Unit(dimension, true, factor, false, 1));
      if (name.length() > 2) {
        KNOWN.put(name + "s", new Unit(dimension, true, factor, false, 1));
      }
    }
  }

  static boolean isKnown(String word) {
    return KNOWN.containsKey(word);
  }

  /** A number word's value ("million"), or 1. */
  static double times(String word) {
    String one =
        word.endsWith("s") && word.length() > 3 ? word.substring(0, word.length() - 1) : word;
    return TIMES.getOrDefault(one, 1.0);
  }

  /** Reads "million crowns a week", "%", "km/h", "" and the like. */
  static Unit parse(String written) {
    String text =
        written
            .toLowerCase(Locale.ROOT)
            .replace("per cent", "percent")
            .replace("mph", "miles per hour")
            .replace("kph", "km per hour")
            .replaceAll("[^\\p{L}\\p{N}%$€£/]+", " ")
            .replace("/", " per ")
            .replaceAll("kilowatt hours?", "kwh")
            .replaceAll("megawatt hours?", "mwh")
            .replaceAll("gigawatt hours?", "gwh")
            .strip();
    List<String> words =
        new ArrayList<>(text.isEmpty() ? List.of() : List.of(text.split(" +", -1)));
    Unit per = null;
    for (int i = 1; i + 1 < words.size(); i++) {
      Unit time = KNOWN.get(words.get(i + 1));
      if (List.of("a", "an", "per", "each", "every").contains(words.get(i))
          && time != null
          && time.dimension.equals("time")) {
        per = time;
        words = words.subList(0, i);
      }
    }
    double times = 1;
    Unit found = null;
    boolean square = false;
    String noun = "";
    for (String word : words) {
      double number = times(word);
      times *= number;
      square |= word.startsWith("square") || word.equals("sq");
      if (found == null) {
        found = KNOWN.get(word);
      }
      if (number == 1) {
        noun = Words.stem(word);
      }
    }
    boolean known = found != null;
    boolean rate = per != null || (known && found.rate);
    String dimension = known ? found.dimension : noun;
    double factor = known ? found.factor : 1;
    if (square && dimension.equals("length")) {
      dimension = "area";
      factor *= factor;
    }
    return new Unit(dimension, known, per == null ? factor : factor / per.factor, rate, times);
  }

  Relation to(Unit other) {
    if (dimension.equals(other.dimension)) {
      return rate == other.rate ? Relation.SAME : Relation.LOOSE;
    }
    boolean silent = dimension.isEmpty() || other.dimension.isEmpty();
    return silent || (!known && !other.known) ? Relation.LOOSE : Relation.DIFFERENT;
  }
}
