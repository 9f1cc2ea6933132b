package dev.claimbench.model;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import java.util.Optional;

/** Small prompts for runtimes' tests. */
public final class Prompts {
  public static final String NEWS =
      "The city of Aldea opened a new bridge on Monday. It cost 30 million euros, 5% more than"
          + " planned. \"It will halve the way to work,\" said mayor Ana Silva.";

  public static final String CLAIMS_SCHEMA =
      """
      {"type":"object","additionalProperties":false,"required":["claims"],"properties":{
        "claims":{"type":"array","minItems":1,"maxItems":2,"items":{
          "type":"object","additionalProperties":false,"required":["quote","kind"],"properties":{
            "quote":{"type":"string","maxLength":40},
            "kind":{"type":"string","enum":["event","statistic","statement"]}}}}}}
      """;

  public static final String VERDICT_SCHEMA =
      """
      {"type":"object","additionalProperties":false,"required":["evidence","verdict"],"properties":{
        "evidence":{"type":"string","maxLength":60},
        "verdict":{"type":"string","enum":["SUPPORTED","REFUTED","NOT_ENOUGH_INFO"]}}}
      """;

  private Prompts() {}

  public static Prompt extract(String text) {
    return new Prompt(
        "extract",
        "bridge-report",
        "You extract claims from news as JSON:"
            + " {\"claims\":[{\"quote\":\"...\",\"kind\":\"event\"}]}",
        "Article:\n" + text,
        CLAIMS_SCHEMA,
        "0".repeat(64),
        article(text),
        Optional.empty());
  }

  public static Prompt verify(String claim) {
    return verify(NEWS, claim);
  }

  public static Prompt verify(String text, String claim) {
    return new Prompt(
        "verify",
        "bridge/c1@bridge-report",
        "You judge claims. Answer as JSON: {\"evidence\":\"...\",\"verdict\":\"SUPPORTED\"}",
        "Article:\n" + text + "\n\nClaim: " + claim,
        VERDICT_SCHEMA,
        "0".repeat(64),
        article(text),
        Optional.of(
            new CheckClaim("bridge", "c1", claim, "c1", Optional.empty(), Optional.empty())));
  }

  private static Article article(String text) {
    return new Article("bridge-report", "bridge", "", "", Optional.empty(), text);
  }
}
