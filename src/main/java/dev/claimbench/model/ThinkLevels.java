package dev.claimbench.model;

import dev.claimbench.text.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which levels of thinking a family has, where a source says so (docs/models.md names it). What a
 * family takes for another level without a word is refused: a run would be called "low" and be the
 * opposite.
 */
public final class ThinkLevels {
  /**
   * @param words its levels; none for a family that knows on and off only
   * @param others what becomes of another word, for the message
   */
  private record Levels(FamilyName family, List<String> words, String others) {}

  private static final FamilyName MISTRAL_SMALL_4 = FamilyName.of("mistral-small", "4", "2603");

  private static final List<Levels> KNOWN =
      List.of(
          new Levels(
              FamilyName.of("glm", "5.2"), List.of("high", "max"), "takes any other for max"),
          new Levels(
              FamilyName.of("deepseek-?v", "4"),
              List.of("none", "high", "xhigh", "max"),
              "takes any other for high"),
          new Levels(
              FamilyName.of("qwen", "3.8"), List.of("low", "medium", "xhigh"), "refuses others"),
          new Levels(MISTRAL_SMALL_4, List.of("none", "high"), "refuses others"),
          new Levels(
              FamilyName.of("minimax-?m", "3"),
              List.of(),
              "thinks as much whatever level it is given"),
          new Levels(
              FamilyName.of("gpt-?oss"), List.of("low", "medium", "high"), "refuses others"));

  /** The address of a server, whose name may be that of a family. */
  private static final Pattern ADDRESS = Pattern.compile("@[a-z]+://.*");

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
    String name = ADDRESS.matcher(spec).replaceFirst("");
    String word = think.get().word();
    KNOWN.stream()
        .filter(known -> known.family().matches(name))
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

  /** The levels of all families that are known to have some, or none. */
  static Map<FamilyName, List<String>> known() {
    Map<FamilyName, List<String>> known = new LinkedHashMap<>();
    KNOWN.forEach(levels -> known.put(levels.family(), levels.words()));
    return known;
  }

  /** Whether a family is switched by its level alone, and knows no other switch. */
  public static boolean isSwitch(String modelName) {
    return MISTRAL_SMALL_4.matches(modelName);
  }
}
