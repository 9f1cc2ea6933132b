package dev.claimbench.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.text.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a model that runs in this process counts and times itself, as a server would tell it.
 *
 * @param promptTokens all of the prompt's
 * @param read those of them that were not kept from before; empty where nothing is kept
 * @param answerTokens all of the answer's
 * @param load time to load the model
 * @param prompt time to read the prompt
 * @param answer time to write the answer
 * @param total wall time of the call
 */
public record LocalUsage(
    int promptTokens,
    OptionalInt read,
    int answerTokens,
    Duration load,
    Duration prompt,
    Duration answer,
    Duration total) {

  /**
   * The answer with these counts, and with them as the last chunk.
   *
   * @param thinking apart from the text; may be empty
   */
  public Reply reply(String text, String thinking, Reply.Stop stop) {
    ObjectNode raw = Json.PLAIN.createObjectNode();
    raw.put("prompt_tokens", promptTokens);
    read.ifPresent(tokens -> raw.put("prompt_tokens_read", tokens));
    raw.put("answer_tokens", answerTokens);
    raw.put("stop", stop == Reply.Stop.END ? "end" : "length");
    raw.put("load_ns", load.toNanos());
    raw.put("prompt_ns", prompt.toNanos());
    raw.put("answer_ns", answer.toNanos());
    raw.put("total_ns", total.toNanos());
    return new Reply(
            text,
            thinking,
            stop,
            promptTokens,
            answerTokens,
            Optional.of(load),
            Optional.of(prompt),
            Optional.of(answer),
            total,
            raw.toString())
        // The tokens that the model gets are those of the prompt that was written out for it.
        .withExpected(Optional.of(new Reply.Expected(promptTokens, false)));
  }
}
