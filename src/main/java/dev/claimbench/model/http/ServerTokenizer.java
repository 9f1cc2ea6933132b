package dev.claimbench.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.ExpectedTokens;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.ServerNumbers;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.util.Map;

/**
 * The tokenizer of a server, beside its OpenAI-compatible routes: vLLM counts a chat at {@code
 * /tokenize}; llama.cpp writes it out at {@code /apply-template} and cuts it up at {@code
 * /tokenize}.
 */
final class ServerTokenizer implements ExpectedTokens.Tokenizer {
  private final SharedClient http;
  private final Server server;
  private final String model;
  private final Map<String, String> headers;
  private final String root;

  /**
   * @param key empty for none
   */
  ServerTokenizer(SharedClient http, Server server, String model, String key) {
    this.http = http;
    this.server = server;
    this.model = model;
    headers = key.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key);
    root = server.endpoint().toString().replaceFirst("/v1$", "");
  }

  @Override
  public int count(Prompt prompt) throws ModelException {
    ObjectNode chat = Json.PLAIN.createObjectNode().put("model", model);
    ArrayNode messages = chat.putArray("messages");
    if (!prompt.system().isBlank()) {
      messages.addObject().put("role", "system").put("content", prompt.system());
    }
    messages.addObject().put("role", "user").put("content", prompt.user());
    chat.put("add_generation_prompt", true);
    int counted = ServerNumbers.count(ask("/tokenize", chat).path("count"));
    if (counted >= 0) {
      return counted;
    }
    JsonNode text = ask("/apply-template", chat).path("prompt");
    if (!text.isTextual()) {
      return -1;
    }
    ObjectNode whole = Json.PLAIN.createObjectNode().put("content", text.asText());
    JsonNode tokens =
        ask("/tokenize", whole.put("add_special", true).put("parse_special", true)).path("tokens");
    return tokens.isArray() ? tokens.size() : -1;
  }

  /** Nothing where the server has no such route, or answers something else. */
  private JsonNode ask(String path, ObjectNode body) throws ModelException {
    try {
      SharedClient.Response answer = http.json(root + path, headers, body.toString());
      return answer.ok() ? Json.PLAIN.readTree(answer.body()) : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      // A page of something else at this address.
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw server.failure(e, "");
    }
  }
}
