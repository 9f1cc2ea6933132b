package dev.claimbench.align;

import dev.claimbench.align.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What in a claim points outside it, so that nobody understands it without its article: a pronoun
 * with nothing before it that it could stand for, "the company" with no name, "on Monday" without a
 * date. Rules for English; what they miss and what people say of them is in {@code
 * docs/SIMILARITY.md}.
 */
public final class Standalone {
  private static final Set<String> PERSONAL =
      Set.of(
          "he",
          "she",
          "they",
          "him",
          "them",
          "his",
          "hers",
          "her",
          "their",
          "theirs",
          "its",
          "himself",
          "herself",
          "themselves",
          "itself");

  /** Speaker and listener are never named in the claim. */
  private static final Set<String> SPEAKING =
      Set.of(
          "i",
          "we",
          "us",
          "our",
          "ours",
          "my",
          "mine",
          "me",
          "you",
          "your",
          "yours",
          "ourselves",
          "myself");

  /** What follows where "it" stands for nothing: "it rained", "it took years to". */
  private static final Set<String> AFTER_EMPTY_IT =
      Set.of(
          "is",
          "was",
          "will",
          "would",
          "has",
          "had",
          "may",
          "might",
          "took",
          "takes",
          "rained",
          "rains",
          "snowed",
          "snows",
          "seems",
          "seemed",
          "appears",
          "appeared",
          "remains",
          "remained");

  /** Roles that name nobody by themselves. */
  private static final Set<String> ROLES =
      Set.of(
          "company",
          "firm",
          "club",
          "team",
          "group",
          "organisation",
          "organization",
          "agency",
          "party",
          "union",
          "council",
          "committee",
          "board",
          "court",
          "government",
          "ministry",
          "department",
          "bank",
          "school",
          "university",
          "hospital",
          "church",
          "band",
          "film",
          "movie",
          "series",
          "show",
          "book",
          "novel",
          "album",
          "song",
          "game",
          "match",
          "city",
          "town",
          "village",
          "country",
          "state",
          "region",
          "island",
          "river",
          "building",
          "bridge",
          "ship",
          "plane",
          "aircraft",
          "man",
          "woman",
          "boy",
          "girl",
          "couple",
          "victim",
          "suspect",
          "driver",
          "author",
          "actor",
          "actress",
          "singer",
          "player",
          "striker",
          "minister",
          "president",
          "mayor",
          "spokesman",
          "spokeswoman",
          "spokesperson",
          "official",
          "officials",
          "officer",
          "researchers",
          "scientists",
          "study",
          "report",
          "article",
          "event",
          "incident",
          "accident",
          "attack",
          "protest",
          "strike",
          "project",
          "programme",
          "program",
          "product",
          "service",
          "model",
          "system",
          "software",
          "website",
          "paper",
          "newspaper",
          "magazine",
          "institute",
          "centre",
          "center",
          "museum",
          "family",
          "pair",
          "trio",
          "duo",
          "character",
          "plan",
          "proposal",
          "deal",
          "agreement",
          "law",
          "bill",
          "decision",
          "ruling",
          "case",
          "trial",
          "tournament",
          "competition",
          "league",
          "election",
          "vote",
          "festival");

  /** After a role these make it somebody or something in particular. */
  private static final Set<String> NARROWING =
      Set.of(
          "of", "in", "at", "for", "from", "near", "between", "against", "on", "who", "whose",
          "that", "which", "where", "behind", "called", "named", "known", "by", "with", "to");

  private static final Set<String> DETERMINERS =
      Set.of("a", "an", "the", "some", "all", "every", "each", "many", "most", "no", "both");

  private static final Pattern RELATIVE_TIME =
      Pattern.compile(
          "(?iU)\\b(?:yesterday|today|tonight|tomorrow|nowadays|(?:last|next|this) (?:week|month|"
              + "year|weekend|night|morning|afternoon|evening|season|summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:earlier|later)"
              + " (?:this|that) (?:day|week|month|year)|(?:the|that|this) same"
              + " (?:day|week|month|year|time)|the (?:previous|following|next)"
              + " (?:day|week|month|year|night|morning)|at (?:the|that) time|at that point|since"
              + " then|by then|until then|that"
              + " (?:day|year|month|week|night)|(?:days?|weeks?|months?|years?|decades?|hours?)"
              + " (?:ago|earlier|later))\\b");

  private static final Pattern WEEKDAY =
      Pattern.compile(
          "(?iU)\\bon (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b(?!,? (?:the"
              + " )?\\d)(?!,?"
              + " (?:january|february|march|april|may|june|july|august|september|october"
              + "|november|december))");

  private static final Pattern YEAR = Pattern.compile("\\b(?:1[0-9]|20)\\d{2}\\b");

  private static final Pattern BACK =
      Pattern.compile(
          "(?iU)\\b(?:the (?:former|latter|above|aforementioned|said)|as (?:mentioned|noted|"
              + "described) (?:above|earlier)|these|those|such an?)\\b");

  private Standalone() {}

  private static boolean calendar(Word word) {
    return word.lower().equals("may") || Masking.CALENDAR.contains(word.lower());
  }

  /**
   * The words that point outside the claim, in the order in which they stand.
   *
   * @return empty where it stands alone, as far as the rules see
   */
  public static List<String> unresolved(String claim) {
    String text = unquoted(claim);
    List<Word> words = Words.in(text);
    int thing = first(words, Standalone::thing);
    int name = first(words, Standalone::name);
    int opening = openingBeforeName(words, text);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String lower = words.get(i).lower();
      // Something before it that it could stand for, or a name after "In his speech, …".
      boolean resolved = thing < i || i < opening;
      if (SPEAKING.contains(lower) && !words.get(i).text().equals("US")) {
        found.add(words.get(i).text());
      } else if ((PERSONAL.contains(lower) || (lower.equals("it") && !verbFollows(words, i)))
          && !resolved) {
        found.add(words.get(i).text());
      } else if ((lower.equals("this") || (lower.equals("that") && i == 0))
          && !timeFollows(words, i)
          && !(verbFollows(words, i) && resolved)) {
        found.add(phrase(words, i));
      } else if (lower.equals("the") && role(words, i) && name >= i) {
        found.add(phrase(words, i));
      }
    }
    add(RELATIVE_TIME, text, found);
    if (!YEAR.matcher(text).find()) {
      add(WEEKDAY, text, found);
    }
    add(BACK, text, found);
    return found;
  }

  private interface Test {
    boolean at(List<Word> words, int i);
  }

  /** The first word of which it holds, or how many words there are. */
  private static int first(List<Word> words, Test test) {
    int i = 0;
    while (i < words.size() && !test.at(words, i)) {
      i++;
    }
    return i;
  }

  /** How many words stand before the first comma, where a name or "the …" follows it; else 0. */
  private static int openingBeforeName(List<Word> words, String text) {
    int comma = text.indexOf(',');
    int after = first(words, (w, i) -> w.get(i).start() > comma);
    return comma >= 0
            && after < words.size()
            && (words.get(after).capitalised()
                || Set.of("the", "a", "an").contains(words.get(after).lower()))
        ? after
        : 0;
  }

  /** Words in quotation marks are somebody's own. */
  private static String unquoted(String claim) {
    return claim.replaceAll("\"[^\"]*+\"|“[^“”]*+”", "\" \"");
  }

  private static void add(Pattern pattern, String text, List<String> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
  }

  /** A name, or a noun after an article or a number: something that a pronoun can stand for. */
  private static boolean thing(List<Word> words, int i) {
    Word word = words.get(i);
    if (i == 0) {
      return word.capitalised()
          && !Words.FUNCTION_WORDS.contains(word.lower())
          && !PERSONAL.contains(word.lower())
          && !SPEAKING.contains(word.lower());
    }
    String before = words.get(i - 1).lower();
    return (word.capitalised() && !SPEAKING.contains(word.lower()) && !calendar(word))
        || DETERMINERS.contains(before)
        || words.get(i - 1).startsWithDigit();
  }

  /** "it rained" stands for nothing, and "this was" for what was said before it. */
  private static boolean verbFollows(List<Word> words, int i) {
    return i + 1 < words.size() && AFTER_EMPTY_IT.contains(words.get(i + 1).lower());
  }

  private static boolean timeFollows(List<Word> words, int i) {
    // "this year" is read as a time.
    return i + 1 < words.size()
        && Set.of(
                "week",
                "month",
                "year",
                "weekend",
                "night",
                "morning",
                "afternoon",
                "evening",
                "season",
                "summer",
                "winter",
                "spring",
                "autumn",
                "day",
                "same",
                "time")
            .contains(words.get(i + 1).lower());
  }

  /** "the company", but not "the company Acme" or "the company that…". */
  private static boolean role(List<Word> words, int i) {
    if (i + 1 >= words.size() || !ROLES.contains(words.get(i + 1).lower())) {
      return false;
    }
    if (words.get(i + 1).capitalised() || i + 2 >= words.size()) {
      return !words.get(i + 1).capitalised();
    }
    Word after = words.get(i + 2);
    return !after.capitalised() && !NARROWING.contains(after.lower());
  }

  /**
   * At the beginning of a claim every word has a capital: a name is what another one or a verb
   * follows.
   */
  private static boolean name(List<Word> words, int i) {
    Word word = words.get(i);
    if (!word.capitalised()
        || SPEAKING.contains(word.lower())
        || calendar(word)
        || (i == 0 && Words.FUNCTION_WORDS.contains(word.lower()))) {
      return false;
    }
    return i > 0
        || word.lower().endsWith("'s")
        || (words.size() > 1
            && (words.get(1).capitalised() || Atomicity.verb(words.get(1).lower())));
  }

  private static String phrase(List<Word> words, int i) {
    return words.get(i).text() + (i + 1 < words.size() ? " " + words.get(i + 1).text() : "");
  }
}
