package dev.claimbench.model;

import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which levels of thinking a family has, where a source says so (docs/models.md names it). What a
 * family takes for another level without a word is refused: a run would be called "low" and be the
 * opposite.
 */
public final class ThinkLevels {
  /**
   * @param name what is found in a model's name in small letters
   * @param words its levels; none for a family that knows on and off only
   * @param others what becomes of another word, for the message
   */
  private record Levels(Pattern name, List<String> words, String others) {
    Levels(String name, List<String> words, String others) {
      this(Pattern.compile(name), words, others);
    }
  }

  private static final List<Levels> KNOWN =
      List.of(
          new Levels("glm-?5[._]2(?!\\d)", List.of("high", "max"), "takes any other for max"),
          new Levels(
              "deepseek-?v4", List.of("none", "high", "xhigh", "max"), "takes any other for high"),
          new Levels(
              "mistral-small-?(?:4(?!\\d)|.*26\\d\\d)", List.of("none", "high"), "refuses others"),
          new Levels("minimax-?m3", List.of(), "thinks as much whatever level it is given"),
          new Levels("gpt-oss", List.of("low", "medium", "high"), "refuses others"));

  private ThinkLevels() {}

  /**
   * Holds a level against what a model's family has; anything goes for a family that is not known.
   *
   * @throws UserError naming the family's levels
   */
  public static void require(String spec, Optional<Think> think) {
    if (think.filter(Think::isLevel).isEmpty()) {
      return;
    }
    String name = spec.toLowerCase(Locale.ROOT);
    String word = think.get().word();
    KNOWN.stream()
        .filter(family -> family.name().matcher(name).find())
        .findFirst()
        .filter(family -> !family.words().contains(word))
        .ifPresent(
            family -> {
              throw new UserError(
                  "--think "
                      + word
                      + ": the family of "
                      + spec
                      + (family.words().isEmpty()
                          ? " has no levels and "
                          : " has the levels " + String.join(", ", family.words()) + " and ")
                      + family.others()
                      + "; give --think"
                      + (family.words().isEmpty()
                          ? " or --no-think"
                          : " with one of these, or --no-think"));
            });
  }

  /** Whether a family is switched by its level alone, and knows no other switch. */
  public static boolean isSwitch(String modelName) {
    return KNOWN.get(2).name().matcher(modelName.toLowerCase(Locale.ROOT)).find();
  }
}
