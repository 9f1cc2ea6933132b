package dev.claimbench.align;

import java.lang.Character.UnicodeScript;

/**
 * Which script a text is written in. Pairing, numbers and negations are read in English only: in
 * another script two claims that differ in a number or a negation would look the same.
 */
public final class WritingScript {
  /** Up to here all letters are Latin, but for a few signs that are common. */
  private static final int LAST_LATIN_1 = 0xff;

  private WritingScript() {}

  /**
   * Whether more than half of a text's letters are of another script than Latin; a text without
   * letters is not.
   */
  public static boolean isMostlyOther(String text) {
    int letters = 0;
    int other = 0;
    // A loop, as all articles of a run are looked through.
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      i += Character.charCount(letter);
      if (Character.isLetter(letter)) {
        letters++;
        other += isOther(letter) ? 1 : 0;
      }
    }
    return other * 2L > letters;
  }

  /**
   * Whether two texts may not be taken for one another although they look alike: one of them is
   * mostly of another script, and they differ in more than case and marks.
   */
  public static boolean cannotBeCompared(String a, String b) {
    return (isMostlyOther(a) || isMostlyOther(b)) && !Words.plain(a).equals(Words.plain(b));
  }

  private static boolean isOther(int letter) {
    if (letter <= LAST_LATIN_1) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(letter);
    return script != UnicodeScript.LATIN
        && script != UnicodeScript.COMMON
        && script != UnicodeScript.INHERITED;
  }
}
