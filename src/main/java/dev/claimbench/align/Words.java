package dev.claimbench.align;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text into words. */
final class Words {
  private static final Pattern WORD =
      Pattern.compile(
          "\\p{N}+(?:[.,:]\\p{N}+)*[\\p{L}\\p{M}]*|\\p{L}[\\p{L}\\p{M}\\p{N}]*(?:['’]\\p{L}+)*");

  /** A word and where it stands, in UTF-16 units. */
  record Word(String text, int start, int end) {
    /** Lower case, with straight apostrophes. */
    String lower() {
      return text.toLowerCase(Locale.ROOT).replace('’', '\'');
    }

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
      words.add(new Word(matcher.group(), matcher.start(), matcher.end()));
    }
    return words;
  }

  /** Lower-case words without accents, for comparing. */
  static List<String> plain(String text) {
    String bare =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT);
    return in(bare).stream().map(Word::lower).toList();
  }

  /**
   * A word without its commonest English endings, so that "opened" meets "opens"; cruder than
   * Porter's stemmer, since nothing but comparing hangs on it.
   */
  static String stem(String word) {
    String w = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
    if (w.length() > 4 && w.endsWith("ies")) {
      return w.substring(0, w.length() - 3) + "y";
    }
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
