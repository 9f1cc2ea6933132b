package dev.claimbench.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares speakers by name: "Voss", "Dr Ada Voss" and "A. Voss" are one, "Ben Voss" and "Ada Voss"
 * are two. A mere role ("the mayor", "experts") names nobody and conflicts with nobody.
 */
public final class Speakers {
  private static final Set<String> TITLES =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "miss",
          "dr",
          "prof",
          "professor",
          "sir",
          "dame",
          "lord",
          "lady",
          "president",
          "minister",
          "prime",
          "mayor",
          "councillor",
          "councilor",
          "senator",
          "governor",
          "judge",
          "captain",
          "chief",
          "executive",
          "officer",
          "ceo",
          "cto",
          "cfo",
          "chair",
          "chairman",
          "chairwoman",
          "director",
          "head",
          "former",
          "deputy",
          "vice",
          "general",
          "inspector",
          "secretary",
          "coach",
          "the",
          "a",
          "an",
          "in",
          "of",
          "and",
          "its");

  private static final Set<String> ROLES =
      Set.of(
          "spokesman",
          "spokeswoman",
          "spokesperson",
          "official",
          "officials",
          "expert",
          "experts",
          "source",
          "sources",
          "company",
          "firm",
          "government",
          "police",
          "analyst",
          "analysts",
          "report",
          "article",
          "author",
          "reporter",
          "researchers",
          "scientists",
          "resident",
          "residents",
          "people",
          "he",
          "she",
          "they",
          "it",
          "council",
          "city",
          "state");

  private static final Set<String> NOBODY =
      Set.of("", "none", "null", "unknown", "n a", "not specified", "unspecified", "nobody");

  private static final String NAME =
      // From a word's beginning and of at most nine words, so that no text is read again and again.
      "((?<![\\p{L}'’\\-\\uDC00-\\uDFFF])\\p{Lu}[\\p{L}'’-]*+"
          + "(?: (?:(?:of|de|van|von|al) )?+\\p{Lu}[\\p{L}'’-]*+){0,8}+)";

  private static final Pattern SAYING =
      Pattern.compile(
          "\\b[Aa]ccording to (?:the )?"
              + NAME
              + "|"
              + NAME
              + "(?:,[^,]{1,60},)? (?:has |had |have )?(?:said|says?|told|tells?|predict(?:s|ed)"
              + "|expect(?:s|ed)|call(?:s|ed)|complain(?:s|ed)|testifie[sd]|announce[sd]"
              + "|claim(?:s|ed)|argue[sd]|warn(?:s|ed)|add(?:s|ed)|believe[sd]|forecasts?"
              + "|estimate[sd]|denie[sd]|promise[sd]|wrote|state[sd]|insist(?:s|ed)"
              + "|confirm(?:s|ed)|blame[sd]|puts? the blame|spoke)\\b");

  private Speakers() {}

  /** Whether both name the same speaker, or both none. */
  public static boolean same(Optional<String> gold, Optional<String> predicted) {
    Optional<String> g = named(gold);
    Optional<String> p = named(predicted);
    if (g.isEmpty() || p.isEmpty()) {
      return g.isEmpty() && p.isEmpty();
    }
    return plain(g.get()).equals(plain(p.get())) || alias(name(g.get()), name(p.get()));
  }

  /** Only two names can conflict; what one side leaves out does not. */
  static Optional<String> conflict(Optional<String> gold, Optional<String> predicted) {
    if (gold.isEmpty() || predicted.isEmpty() || same(gold, predicted)) {
      return Optional.empty();
    }
    boolean somebody = !onlyRole(gold.get()) && !onlyRole(predicted.get());
    return somebody
        ? Optional.of("gold " + gold.get() + ", got " + predicted.get())
        : Optional.empty();
  }

  static Optional<String> named(Optional<String> speaker) {
    return speaker.filter(s -> !NOBODY.contains(plain(s)));
  }

  /** Whom the sentence itself names as saying it, the outermost first. */
  static Optional<String> inText(String text) {
    Matcher matcher = SAYING.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
  }

  private static String plain(String speaker) {
    return String.join(" ", Words.plain(speaker));
  }

  /** The words of the name itself: what stands before a comma, without titles or "Meta's". */
  private static List<String> name(String speaker) {
    int comma = speaker.indexOf(',');
    List<String> words = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    for (String word : Words.plain(comma > 0 ? speaker.substring(0, comma) : speaker)) {
      if (word.endsWith("'s")) {
        owners.add(word.substring(0, word.length() - 2));
      } else if (!TITLES.contains(word)) {
        words.add(word);
      }
    }
    return words.isEmpty() ? owners : words;
  }

  private static boolean onlyRole(String speaker) {
    return name(speaker).stream().allMatch(ROLES::contains);
  }

  static boolean isTitle(String word) {
    return TITLES.contains(word);
  }

  static boolean alias(List<String> a, List<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return false;
    }
    return within(a, b) || within(b, a) || acronym(a, b) || acronym(b, a);
  }

  /** Every word of the shorter name is in the longer one, in order, initials standing for names. */
  private static boolean within(List<String> shorter, List<String> longer) {
    int at = 0;
    boolean whole = false;
    for (String word : shorter) {
      while (at < longer.size() && !sameOrInitial(word, longer.get(at))) {
        at++;
      }
      if (at == longer.size()) {
        return false;
      }
      whole |= word.equals(longer.get(at)) && word.length() > 1;
      at++;
    }
    return whole;
  }

  private static boolean sameOrInitial(String word, String other) {
    return word.equals(other)
        || (word.length() == 1 && other.startsWith(word))
        || (other.length() == 1 && word.startsWith(other));
  }

  private static boolean acronym(List<String> letters, List<String> name) {
    if (letters.size() != 1 || name.size() < 2) {
      return false;
    }
    StringBuilder initials = new StringBuilder();
    name.forEach(w -> initials.appendCodePoint(w.codePointAt(0)));
    return initials.toString().equals(letters.get(0));
  }
}
