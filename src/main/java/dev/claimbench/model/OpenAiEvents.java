package dev.claimbench.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What servers with the OpenAI chat API do not all say in the same words. */
final class OpenAiEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NEW = "reasoning";
  private static final String OLD = "reasoning_content";

  private OpenAiEvents() {}

  /**
   * An event as LangChain4j reads it. vLLM from 0.11, LM Studio and Ollama's own /v1 call thinking
   * {@code reasoning}; SGLang, llama.cpp, DeepSeek and older vLLM {@code reasoning_content}; some
   * send both.
   */
  static String readable(String data) {
    // Most events have neither.
    if (!data.contains("\"" + NEW + "\"")) {
      return data;
    }
    try {
      JsonNode event = JSON.readTree(data);
      for (JsonNode choice : event.path("choices")) {
        if (choice.path("delta") instanceof ObjectNode delta
            && delta.path(NEW).isTextual()
            && delta.path(OLD).asText("").isEmpty()) {
          delta.set(OLD, delta.get(NEW));
        }
      }
      return event.toString();
    } catch (JsonProcessingException e) {
      // Whoever reads it will say so.
      return data;
    }
  }

  /** OpenAI and vLLM count it in the details, SGLang beside them; 0 where a server does not. */
  static int reasoningTokens(JsonNode usage) {
    return usage
        .path("completion_tokens_details")
        .path("reasoning_tokens")
        .asInt(usage.path("reasoning_tokens").asInt(0));
  }
}
