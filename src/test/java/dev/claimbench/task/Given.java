package dev.claimbench.task;

import dev.claimbench.dataset.Article;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import java.time.Duration;
import java.util.Optional;

/** Prompts and replies as literals. */
final class Given {
  static final String VERDICT_SCHEMA =
      """
      {"type": "object", "additionalProperties": false, "required": ["evidence", "verdict"],
       "properties": {
         "evidence": {"type": "string", "maxLength": 40},
         "verdict": {"enum": ["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"]}}}
      """;

  static final String CLAIMS_SCHEMA =
      """
      {"type": "object", "additionalProperties": false, "required": ["claims"], "properties": {
        "claims": {"type": "array", "minItems": 1, "maxItems": 3, "items": {
          "type": "object", "additionalProperties": false,
          "required": ["quote", "claim", "speaker", "kind", "value", "unit", "bound", "date", "hedge"],
          "properties": {
            "quote": {"type": "string", "minLength": 1, "maxLength": 240},
            "claim": {"type": "string", "minLength": 1, "maxLength": 240},
            "speaker": {"type": "string", "maxLength": 60},
            "kind": {"enum": ["event", "statistic", "statement", "forecast", "opinion"]},
            "value": {"type": ["number", "null"]},
            "unit": {"type": "string", "maxLength": 24},
            "bound": {"enum": ["exactly", "about", "at most", "at least", "none"]},
            "date": {"type": "string", "maxLength": 10},
            "hedge": {"enum": ["none", "reported", "possible", "planned"]}}}}}}
      """;

  static final String VERDICT = "{\"evidence\":\"reopened on Monday\",\"verdict\":\"REFUTED\"}";

  static final String CLAIMS =
      """
      {"claims":[
        {"quote":"cost 30 million euros","claim":"The bridge cost 30 million euros.","speaker":"",
         "kind":"statistic","value":30,"unit":"million euros","bound":"exactly","date":"2026-03",
         "hedge":"none"},
        {"quote":"will halve the way","claim":"Ana Silva said it will halve the way.",
         "speaker":"Ana Silva","kind":"forecast","value":null,"unit":"","bound":"none","date":"",
         "hedge":"planned"}]}
      """;

  private Given() {}

  static Prompt verify() {
    return prompt("verify", VERDICT_SCHEMA, "Judge the claim.");
  }

  static Prompt extract() {
    return prompt("extract", CLAIMS_SCHEMA, "Take the claims out.");
  }

  static Prompt prompt(String task, String schema, String user) {
    return new Prompt(
        task,
        "bridge",
        "",
        user,
        schema,
        "0".repeat(64),
        new Article("bridge", "aldea", "", "", Optional.empty(), "The bridge reopened on Monday."),
        Optional.empty());
  }

  static Reply says(String text) {
    return reply(text, Reply.Stop.END, 100);
  }

  /** All of it thinking, and no text. */
  static Reply thinks(String thinking, Reply.Stop stop) {
    return new Reply(
        "",
        thinking,
        stop,
        100,
        50,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(1),
        "");
  }

  static Reply reply(String text, Reply.Stop stop, int promptTokens) {
    return new Reply(
        text,
        "",
        stop,
        promptTokens,
        50,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(1),
        "");
  }
}
