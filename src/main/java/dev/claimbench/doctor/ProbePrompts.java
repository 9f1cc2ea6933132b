package dev.claimbench.doctor;

import dev.claimbench.dataset.Article;
import dev.claimbench.model.Prompt;
import java.util.Optional;

/** What the doctor asks; no article of a run is among it, so that no cache is filled with one. */
final class ProbePrompts {
  static final String FIRST_CODE = "4817";
  static final String LAST_CODE = "2936";

  /** About 60 tokens; the same each time, so that n of them have n times the tokens. */
  private static final String PARAGRAPH =
      "The harbour board met again on the second floor of the old customs house. It heard three"
          + " reports on the depth of the channel, thanked the pilots for their patience, and put"
          + " the question of the new crane off until the autumn. Nobody spoke against it, and the"
          + " meeting closed before noon.\n";

  private static final String SENTENCE =
      """
      {"type":"object","additionalProperties":false,"required":["sentence"],
       "properties":{"sentence":{"type":"string","maxLength":240}}}
      """;

  private ProbePrompts() {}

  static Prompt reach() {
    return prompt("reach", "Say hello in one short sentence.", SENTENCE);
  }

  /**
   * A text of so many paragraphs with a code at its beginning and another at its end.
   *
   * @param paragraphs 1 or more
   */
  static Prompt needles(int paragraphs) {
    return prompt(
        "needles",
        "Notes of "
            + paragraphs
            + " meetings.\nThe first code is "
            + FIRST_CODE
            + ".\n"
            + PARAGRAPH.repeat(paragraphs)
            + "The last code is "
            + LAST_CODE
            + ".\n\nWhich is the first code, and which the last? Answer as JSON, such as"
            + " {\"first\":\"1234\",\"last\":\"5678\"}.",
        """
        {"type":"object","additionalProperties":false,"required":["first","last"],
         "properties":{"first":{"type":"string","maxLength":8},"last":{"type":"string","maxLength":8}}}
        """);
  }

  /** Asks for prose, so that JSON comes only where the server makes it come. */
  static Prompt prose() {
    return prompt(
        "prose",
        "Tell me in one sentence of plain prose why lighthouses were built.",
        """
        {"type":"object","additionalProperties":false,"required":["colour","lit"],
         "properties":{"colour":{"type":"string","enum":["teal","ochre"]},"lit":{"type":"boolean"}}}
        """);
  }

  /** The n-th of many that have about the same length. */
  static Prompt numbered(int n) {
    return prompt(
        "numbered-" + n,
        "Meeting "
            + n
            + ".\n"
            + PARAGRAPH.repeat(2)
            + "Sum meeting "
            + n
            + " up in one long sentence, as JSON: {\"sentence\":\"…\"}.",
        SENTENCE);
  }

  private static Prompt prompt(String name, String user, String schema) {
    return new Prompt(
        "doctor",
        name,
        "You answer briefly.",
        user,
        schema,
        "",
        new Article("doctor-" + name, "doctor", "", "", Optional.empty(), user),
        Optional.empty());
  }
}
