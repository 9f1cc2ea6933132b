package dev.claimbench.model;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A family of models and some of its versions, as names of models tell them: {@code Qwen3-8B},
 * {@code qwen3:8b-q4_K_M} and {@code hf.co/unsloth/Qwen3-8B-GGUF} are Qwen 3; {@code qwen3.5:9b},
 * {@code my-qwen35-merge} and {@code codeqwen3} are not. A size is no version: {@code
 * codellama-34b} and {@code open-llama-3b} are no Llama 3.
 *
 * @param pattern finds the family; its first two groups are the version, where it has one
 * @param versions such as {@code 3} and {@code 3.1}; empty where the name says all
 * @param others words of a name that make it another model, such as {@code vl}
 */
record FamilyName(Pattern pattern, List<String> versions, Pattern others) {
  /** A letter or digit, or the fraction of a size, behind a number makes it another one. */
  private static final String END = "(?![a-z0-9]|\\.\\d)";

  private static final Pattern NOTHING = Pattern.compile("(?!)");

  /**
   * A family.
   *
   * @param family a regular expression in small letters
   * @param versions none where the family has no number behind it
   */
  static FamilyName of(String family, String... versions) {
    String name = "(?<![a-z0-9])(?:" + family + ")";
    // 3.1, 3_1 and 3p1; 3-1 too, but not the 8 of 3-8b or the 0905 of a date.
    String number = "[-_ ]?v?(\\d+)(?:(?:[._p]|-(?=\\d(?!\\d)))(\\d+)" + END + ")?" + END;
    return new FamilyName(
        Pattern.compile(versions.length == 0 ? name + "(?![a-z])" : name + number),
        List.of(versions),
        NOTHING);
  }

  /** The same without models whose name has one of these words, separated by {@code |}. */
  FamilyName without(String words) {
    return new FamilyName(
        pattern, versions, Pattern.compile("(?<![a-z])(?:" + words + ")(?![a-z])"));
  }

  /**
   * Whether a model is of this family and of one of these versions.
   *
   * @param model its name, without the address of a server; of a path the last part, since folders
   *     may be called after families too
   */
  boolean matches(String model) {
    String path = model.toLowerCase(Locale.ROOT).replace('\\', '/').replaceFirst("(?<!/)/++$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    Matcher found = pattern.matcher(name);
    return found.find()
        && (versions.isEmpty() || versions.contains(version(found)))
        && !others.matcher(name).find();
  }

  private static String version(Matcher found) {
    String minor = found.group(2);
    return minor == null || minor.equals("0") ? found.group(1) : found.group(1) + "." + minor;
  }
}
