package dev.claimbench.align;

import java.lang.Character.UnicodeScript;

/**
 * Which script a text is written in. Pairing, numbers and negations are read in English only: in
 * another script two claims that differ in a number or a negation would look the same.
 */
public final class WritingScript {
  private WritingScript() {}

  /**
   * Whether more than half of a text's letters are of another script than Latin; a text without
   * letters is not.
   */
  public static boolean isMostlyOther(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long other =
        text.codePoints().filter(Character::isLetter).filter(WritingScript::isOther).count();
    return other * 2 > letters;
  }

  /**
   * Whether two texts may not be taken for one another although they look alike: one of them is
   * mostly of another script, and they differ in more than case and marks.
   */
  public static boolean cannotBeCompared(String a, String b) {
    return (isMostlyOther(a) || isMostlyOther(b)) && !Words.plain(a).equals(Words.plain(b));
  }

  private static boolean isOther(int letter) {
    UnicodeScript script = UnicodeScript.of(letter);
    return script != UnicodeScript.LATIN
        && script != UnicodeScript.COMMON
        && script != UnicodeScript.INHERITED;
  }
}
