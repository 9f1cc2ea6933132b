package dev.claimbench.align;

import dev.claimbench.align.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a claim says a second thing: a second clause, or a clause that is added about a name. A
 * list in one clause is one fact. Rules for English; what people say of them is in {@code
 * docs/SIMILARITY.md}.
 */
public final class Atomicity {
  private static final Pattern JOINT =
      Pattern.compile(
          "(?iU);|, (?:which|who|whose|whom|where|when) |,? (?:while|whereas|although|though) "
              + "|(?:,|\\bor|\\band) (?:then|also|subsequently|later) ");

  private static final Pattern AND = Pattern.compile("(?iU)(?:,? and|, but|,? or) ");

  private static final Set<String> VERBS =
      Set.of(
          "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "did",
          "does", "do", "may", "might", "must", "should", "said", "says", "became", "began", "made",
          "took", "won", "lost", "went", "left", "came", "got", "gave", "found", "held", "led",
          "met", "paid", "ran", "saw", "sold", "sent", "set", "told", "wrote", "bought", "built",
          "fell", "rose", "cut", "hit", "put", "shot", "spent", "stood", "broke", "drew", "grew",
          "kept", "knew", "spoke", "won't");

  private Atomicity() {}

  /**
   * The joints at which a claim continues with another fact.
   *
   * @return empty for one fact, as far as the rules see
   */
  public static List<String> joints(String claim) {
    String text = claim.replaceAll("\"[^\"]*+\"|“[^“”]*+”", "\"\"");
    List<String> found = new ArrayList<>();
    Matcher joint = JOINT.matcher(text);
    while (joint.find()) {
      found.add(joint.group().strip());
    }
    List<Word> words = Words.in(text);
    int verbEnds =
        words.stream().filter(w -> verb(w.lower())).mapToInt(Word::end).min().orElse(text.length());
    int next = 0;
    Matcher and = AND.matcher(text);
    while (and.find()) {
      while (next < words.size() && words.get(next).start() < and.end()) {
        next++;
      }
      if (verbEnds <= and.start() && clause(words.subList(next, words.size()))) {
        found.add(and.group().strip());
      }
    }
    return found;
  }

  /** A verb at once ("and won"), or soon after a new subject ("and the club won"). */
  private static boolean clause(List<Word> words) {
    for (int i = 0; i < Math.min(4, words.size()); i++) {
      String lower = words.get(i).lower();
      if (verb(lower)) {
        // "and retired judges": a participle before a noun says nothing.
        return VERBS.contains(lower)
            || i == 0
            || words.get(0).capitalised()
            || subject(words.get(0));
      }
    }
    return false;
  }

  private static boolean subject(Word word) {
    return Set.of("the", "a", "an", "he", "she", "it", "they", "its", "his", "her", "their", "this")
        .contains(word.lower());
  }

  static boolean verb(String lower) {
    return VERBS.contains(lower) || (lower.length() > 4 && lower.endsWith("ed"));
  }
}
