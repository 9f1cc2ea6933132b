package dev.claimbench.align;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text into words. */
final class Words {
  private static final Pattern WORD =
      Pattern.compile(
          // Possessive: a group repeated in any other way takes a stack frame each time.
          "\\p{N}++(?:[.,:]\\p{N}++)*+[\\p{L}\\p{M}]*+|\\p{L}[\\p{L}\\p{M}\\p{N}]*+(?:['’]\\p{L}++)*+");

  /**
   * A word and where it stands, in UTF-16 units.
   *
   * @param lower lower case, with straight apostrophes
   */
  record Word(String text, String lower, int start, int end) {

    boolean capitalised() {
      return Character.isUpperCase(text.codePointAt(0));
    }

    boolean startsWithDigit() {
      return Character.isDigit(text.codePointAt(0));
    }
  }

  private Words() {}

  static List<Word> in(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = matcher.group();
      String lower = word.toLowerCase(Locale.ROOT).replace('’', '\'');
      words.add(new Word(word, lower, matcher.start(), matcher.end()));
    }
    return words;
  }

  /** Lower-case words without accents, for comparing. */
  static List<String> plain(String text) {
    String bare =
        Normalizer.normalize(NormalisedText.legible(text), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT);
    return in(bare).stream().map(Word::lower).toList();
  }

  /** Words that say nothing by themselves. */
  static final Set<String> FUNCTION_WORDS =
      Set.of(
          "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or",
          "but", "as", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had",
          "do", "does", "did", "will", "would", "can", "could", "may", "might", "should", "it",
          "its", "their", "his", "her", "he", "she", "they", "this", "that", "these", "those",
          "than", "then", "so", "into", "over", "under", "about", "after", "before", "out", "up",
          "who", "which", "what", "when", "where", "more", "most", "some", "any", "all", "there",
          "if", "while");

  private static final Map<String, String> IRREGULAR = irregular();

  private static Map<String, String> irregular() {
    String forms =
        "begin began begun,break broke broken,bring brought,build built,buy bought,catch"
            + " caught,choose chose chosen,come came,die died dying,do did done,draw drew"
            + " drawn,drive drove driven,eat ate eaten,fall fell fallen,feel felt,fight fought,find"
            + " found,fly flew flown,get got gotten,give gave given,go went gone,grow grew"
            + " grown,hear heard,hold held,keep kept,know knew known,lead led,leave left,lend"
            + " lent,lie lay lain,lose lost,make made,mean meant,meet met,pay paid,ride rode"
            + " ridden,rise rose risen,run ran,say said,see saw seen,seek sought,sell sold,send"
            + " sent,shoot shot,show shown,sink sank sunk,speak spoke spoken,spend spent,stand"
            + " stood,steal stole stolen,strike struck,swim swam swum,take took taken,teach"
            + " taught,tell told,think thought,throw threw thrown,understand understood,wear wore"
            + " worn,win won,write wrote written,withdraw withdrew withdrawn";
    Map<String, String> map = new HashMap<>();
    for (String verb : forms.split(",", -1)) {
      List<String> words = List.of(verb.split(" ", -1));
      words.forEach(form -> map.put(form, words.get(0)));
    }
    return map;
  }

  /**
   * The base form of an irregular verb or of a regular one as {@link #stem} finds it, unstemmed.
   */
  static String lemma(String word) {
    if (IRREGULAR.containsKey(word)) {
      return IRREGULAR.get(word);
    }
    for (String ending : List.of("ied", "ies")) {
      if (word.length() > 4 && word.endsWith(ending)) {
        return word.substring(0, word.length() - 3) + "y";
      }
    }
    return word;
  }

  /**
   * A word without its commonest English endings, so that "opened" meets "opens"; cruder than
   * Porter's stemmer, since nothing but comparing hangs on it.
   */
  static String stem(String word) {
    String w = lemma(word.endsWith("'s") ? word.substring(0, word.length() - 2) : word);
    for (String ending : List.of("ing", "ed", "es", "s")) {
      if (w.length() >= ending.length() + 3 && w.endsWith(ending) && !w.endsWith("ss")) {
        w = w.substring(0, w.length() - ending.length());
        break;
      }
    }
    // "stopped" and "stops", "making" and "makes", "cost" and "costs"
    int n = w.length();
    if (n > 3 && w.charAt(n - 1) == w.charAt(n - 2) && "aeiousl".indexOf(w.charAt(n - 1)) < 0) {
      return w.substring(0, n - 1);
    }
    return n > 3 && w.endsWith("e") ? w.substring(0, n - 1) : w;
  }
}
