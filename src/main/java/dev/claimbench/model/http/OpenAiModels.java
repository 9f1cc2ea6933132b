package dev.claimbench.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ServerNumbers;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that an OpenAI-compatible server lists under {@code /models}. */
final class OpenAiModels {

  private OpenAiModels() {}

  /**
   * One of them.
   *
   * @param context tokens; 0 where the server does not tell
   * @param quantization empty where the server does not tell
   */
  record ListedModel(String id, int context, String quantization) {}

  /**
   * Empty where the server has no such list.
   *
   * @throws ModelException where nothing answers in time, or the key is refused
   */
  static List<ListedModel> list(SharedClient http, Server server, String key)
      throws ModelException {
    String body = "";
    try {
      SharedClient.Response answer =
          http.json(server.endpoint() + "/models", Map.of("Authorization", "Bearer " + key), "");
      body = answer.body();
      if (answer.status() == 401 || answer.status() == 403 || answer.status() / 100 == 3) {
        throw server.status(answer.status(), answer.body(), answer.headers());
      }
      // A server may well do without this list: the first question will show.
      return answer.ok() ? read(body) : List.of();
    } catch (IOException e) {
      throw server.failure(e, body);
    }
  }

  private static List<ListedModel> read(String body) throws JsonProcessingException {
    List<ListedModel> models = new ArrayList<>();
    JsonNode data = Json.PLAIN.readTree(body).path("data");
    for (JsonNode model : data.isArray() ? data : Json.PLAIN.createArrayNode()) {
      if (!model.path("id").isTextual() || model.get("id").asText().isBlank()) {
        // One entry without a name must not hide the others.
        continue;
      }
      JsonNode meta = model.path("meta");
      // vLLM and SGLang; llama.cpp
      int context =
          Math.max(
              ServerNumbers.count(model.path("max_model_len")),
              ServerNumbers.count(meta.path("n_ctx")));
      models.add(
          new ListedModel(
              model.path("id").asText(), Math.max(0, context), meta.path("ftype").asText("")));
    }
    return models;
  }

  /** What to say about a model that is not among them. */
  static String missing(String name, List<ListedModel> models) {
    List<String> names = models.stream().map(ListedModel::id).toList();
    return names.isEmpty()
        ? "the server does not know the model or has no API at this address; does the address end"
            + " in /v1?"
        : "the server has no model of this name; it has " + String.join(", ", names);
  }

  static Optional<ListedModel> find(String name, List<ListedModel> models) {
    return models.stream().filter(model -> model.id().equals(name)).findFirst();
  }
}
