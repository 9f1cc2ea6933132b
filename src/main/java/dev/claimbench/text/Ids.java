package dev.claimbench.text;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The one rule for ids of articles, stories and claims. An id is a file's name, part of {@code
 * story/claim@article}, and a key of YAML and JSON: letters and digits of any script, blanks and a
 * few signs between them. {@code Old Bridge_1} and {@code Brücke} are ids; {@code ../esc}, {@code
 * a@b}, {@code .hidden} and the empty text are not. The JSON schemas have the same pattern.
 */
public final class Ids {
  /** As it stands in the JSON schemas. */
  public static final String PATTERN =
      "^[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N} ._,'’()+&-]*[\\p{L}\\p{M}\\p{N}_'’()+&-])?$";

  /** What it says, for messages. */
  public static final String RULE =
      "letters, digits, blanks and - _ . , ' ( ) + & between them, beginning with a letter or"
          + " digit";

  /** A file's name may have 255 bytes, its ending included. */
  private static final int LONGEST = 200;

  // Possessive where the schemas' dialect has no such sign; the last character is checked apart.
  private static final Pattern CHARACTERS =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._,'’()+&-]*+");

  private Ids() {}

  /**
   * The name of a file or folder as an id. macOS takes letters apart, {@code ü} into {@code u} and
   * its dots, where they are one letter in what people type.
   */
  public static String ofName(String name) {
    // Nearly all are as they should be, and there may be a million.
    return Normalizer.isNormalized(name, Normalizer.Form.NFC)
        ? name
        : Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** Whether a text may be an id. */
  public static boolean isId(String text) {
    return (isPlain(text) || CHARACTERS.matcher(text).matches())
        && !text.endsWith(" ")
        && !text.endsWith(".")
        && !text.endsWith(",")
        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  /**
   * Nearly all ids, without the pattern: each is looked at whenever an article or label is read.
   */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isWord = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isWord && (i == 0 || (c != '-' && c != '_' && c != '.'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /**
   * The id in its usual form ({@link #ofName}), or what is wrong with it.
   *
   * @param where file and field, for the message
   * @throws UserError where it is none
   */
  public static String require(String where, String id) {
    if (!isId(id)) {
      throw new UserError(
          where
              + ": '"
              + (id.length() <= LONGEST ? id : id.substring(0, LONGEST) + "…")
              + "' cannot be an id; expected "
              + RULE
              + ", at most "
              + LONGEST
              + " bytes");
    }
    return ofName(id);
  }
}
