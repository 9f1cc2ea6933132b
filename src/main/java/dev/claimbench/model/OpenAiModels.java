package dev.claimbench.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models that an OpenAI-compatible server lists under {@code /models}. */
final class OpenAiModels {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenAiModels() {}

  /**
   * One of them.
   *
   * @param context tokens; 0 where the server does not tell
   * @param quantization empty where the server does not tell
   */
  record Listed(String id, int context, String quantization) {}

  /** Empty where the server has no such list. */
  static List<Listed> list(HttpClient http, URI endpoint, String key)
      throws JsonProcessingException {
    HttpRequest request =
        HttpRequest.builder()
            .method(HttpMethod.GET)
            .url(endpoint + "/models")
            .addHeader("Authorization", "Bearer " + key)
            .build();
    List<Listed> models = new ArrayList<>();
    for (JsonNode model : JSON.readTree(http.execute(request).body()).path("data")) {
      models.add(
          new Listed(
              model.path("id").asText(),
              // vLLM and SGLang; llama.cpp
              model.path("max_model_len").asInt(model.path("meta").path("n_ctx").asInt(0)),
              model.path("meta").path("ftype").asText("")));
    }
    return models;
  }

  /** What to say about a model that is not among them. */
  static String missing(String name, List<Listed> models) {
    List<String> names = models.stream().map(Listed::id).toList();
    return names.isEmpty()
        ? "the server does not know the model or has no API at this address; does the address end"
            + " in /v1?"
        : "the server has no model of this name; it has " + String.join(", ", names);
  }

  static Optional<Listed> find(String name, List<Listed> models) {
    return models.stream().filter(model -> model.id().equals(name)).findFirst();
  }
}
