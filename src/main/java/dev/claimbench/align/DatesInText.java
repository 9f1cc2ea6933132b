package dev.claimbench.align;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the dates that a text names; relative ones need the day of publication. */
final class DatesInText {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final String MONTH =
      "(January|February|March|April|May|June|July|August|September|October|November|December"
          + "|Jan\\.?|Feb\\.?|Apr\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?)";
  private static final String YEAR = "((?:1[6-9]|20|21)\\d\\d)";
  private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?";

  private static final Pattern ISO =
      Pattern.compile("\\b" + YEAR + "-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\\d|3[01]))?\\b");
  private static final Pattern DAY_MONTH =
      Pattern.compile(
          // "10 to 15 August" is read as its end.
          "\\b(?:\\d{1,2} ?(?:to|and|-|–) ?)?"
              + DAY
              + " (?:of )?"
              + MONTH
              + "\\b(?:,? "
              + YEAR
              + "\\b)?");
  private static final Pattern MONTH_DAY =
      Pattern.compile("\\b" + MONTH + " " + DAY + "\\b(?!\\d)(?:,? " + YEAR + "\\b)?");
  private static final Pattern MONTH_YEAR =
      Pattern.compile("\\b" + MONTH + ",? (?:of )?" + YEAR + "\\b");
  private static final Pattern MONTH_ALONE =
      Pattern.compile(
          "\\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ll]ast|[Nn]ext|[Ff]rom|[Tt]his|[Dd]uring|early|late|mid|of)["
              + " -]"
              + MONTH
              + "\\b");
  private static final Pattern YEAR_ALONE =
      Pattern.compile(
          "\\b(?:(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|early|late|mid|before|after)[ -]"
              + YEAR
              + "\\b|(?:[Ff]rom|of|to|and|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter) "
              + YEAR
              // "of 2000 cars" counts, "from 2019 on" dates.
              + "\\b(?! ?(?:%|[a-z]{3,}s\\b)))");
  private static final Pattern WEEKDAY =
      Pattern.compile(
          "\\b(?:([Nn]ext|[Cc]oming)"
              + " )?(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\\b");
  private static final Pattern RELATIVE =
      Pattern.compile(
          "\\b(today|yesterday|tomorrow|(last|this|next) (month|year))\\b",
          Pattern.CASE_INSENSITIVE);

  private DatesInText() {}

  /** A date field: ISO, or any of the forms found in texts, or a year alone. */
  static Optional<PartialDate> field(String written, Optional<LocalDate> published) {
    String text = NormalisedText.legible(written).strip();
    if (text.matches(YEAR)) {
      return Optional.of(new PartialDate(Integer.parseInt(text), 0, 0));
    }
    String named =
        text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    if (named.matches(MONTH)) {
      return Optional.of(new PartialDate(0, month(named), 0));
    }
    return in(named, published).stream().findFirst();
  }

  /** In the order of the kinds of form, the most precise first. */
  static List<PartialDate> in(String text, Optional<LocalDate> published) {
    List<PartialDate> found = new ArrayList<>();
    takenOut(text, published, found);
    return found;
  }

  /** Adds the dates to {@code found} and gives the text with blanks in their place. */
  static String takenOut(String text, Optional<LocalDate> published, List<PartialDate> found) {
    StringBuilder rest = new StringBuilder(text);
    scan(rest, published, found);
    return rest.toString();
  }

  private static void scan(
      StringBuilder text, Optional<LocalDate> published, List<PartialDate> found) {
    boolean digits = text.chars().anyMatch(c -> c >= '0' && c <= '9');
    if (digits) {
      withDigits(text, found);
    }
    each(MONTH_ALONE, text, m -> found.add(named(null, m.group(1), null)));
    published.ifPresent(
        day -> {
          each(WEEKDAY, text, m -> found.add(weekday(m.group(2), m.group(1) != null, day)));
          each(RELATIVE, text, m -> found.add(relative(m, day)));
        });
  }

  private static void withDigits(StringBuilder text, List<PartialDate> found) {
    each(ISO, text, m -> found.add(numeric(m.group(1), m.group(2), m.group(3))));
    each(DAY_MONTH, text, m -> found.add(named(m.group(3), m.group(2), m.group(1))));
    each(MONTH_YEAR, text, m -> found.add(named(m.group(2), m.group(1), null)));
    each(MONTH_DAY, text, m -> found.add(named(m.group(3), m.group(1), m.group(2))));
    each(
        YEAR_ALONE,
        text,
        m -> found.add(numeric(m.group(1) != null ? m.group(1) : m.group(2), null, null)));
  }

  private interface DateMatch {
    void at(Matcher matcher);
  }

  /** Blanks what it finds, so that a part of a date is not read again as a date of its own. */
  private static void each(Pattern pattern, StringBuilder text, DateMatch action) {
    Matcher matcher = pattern.matcher(text.toString());
    while (matcher.find()) {
      action.at(matcher);
      text.replace(matcher.start(), matcher.end(), " ".repeat(matcher.end() - matcher.start()));
    }
  }

  private static PartialDate named(@Nullable String year, String month, @Nullable String day) {
    return new PartialDate(number(year), month(month), number(day));
  }

  private static PartialDate numeric(
      @Nullable String year, @Nullable String month, @Nullable String day) {
    return new PartialDate(number(year), number(month), number(day));
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int month(String name) {
    return MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
  }

  /** News names the last such day, the day of publication included, unless it says "next". */
  private static PartialDate weekday(String name, boolean next, LocalDate published) {
    DayOfWeek weekday = DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    return day(
        published.with(
            next ? TemporalAdjusters.next(weekday) : TemporalAdjusters.previousOrSame(weekday)));
  }

  private static PartialDate relative(Matcher m, LocalDate published) {
    if (m.group(2) == null) {
      return switch (m.group(1).toLowerCase(Locale.ROOT)) {
        case "yesterday" -> day(published.minusDays(1));
        case "tomorrow" -> day(published.plusDays(1));
        default -> day(published);
      };
    }
    int step =
        switch (m.group(2).toLowerCase(Locale.ROOT)) {
          case "last" -> -1;
          case "next" -> 1;
          default -> 0;
        };
    if (m.group(3).equalsIgnoreCase("year")) {
      return new PartialDate(published.getYear() + step, 0, 0);
    }
    YearMonth month = YearMonth.from(published).plusMonths(step);
    return new PartialDate(month.getYear(), month.getMonthValue(), 0);
  }

  private static PartialDate day(LocalDate date) {
    return new PartialDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }
}
