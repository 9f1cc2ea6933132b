package dev.claimbench.faults;

import dev.claimbench.model.ModelSpec;
import java.net.URI;

/** How a server speaks. */
enum Route {
  OLLAMA("application/x-ndjson") {
    @Override
    String token(String json) {
      return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":"
          + json
          + "},\"done\":false}\n";
    }

    @Override
    String end(String reason, int promptTokens) {
      return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
          + "\"done_reason\":\""
          + reason
          + "\",\"total_duration\":9000,\"load_duration\":1000,"
          + "\"prompt_eval_count\":"
          + promptTokens
          + ",\"prompt_eval_duration\":2000,\"eval_count\":12,"
          + "\"eval_duration\":5000}\n";
    }

    @Override
    ModelSpec spec(URI server) {
      return ModelSpec.parse("ollama/m@" + server);
    }
  },

  OPENAI("text/event-stream") {
    @Override
    String token(String json) {
      return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":" + json + "}}]}\n\n";
    }

    @Override
    String end(String reason, int promptTokens) {
      return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
          + reason
          + "\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":"
          + promptTokens
          + ",\"completion_tokens\":12}}\n\ndata: [DONE]\n\n";
    }

    @Override
    ModelSpec spec(URI server) {
      return ModelSpec.parse("openai/m@" + server + "/v1");
    }
  };

  private final String contentType;

  Route(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** A piece of the answer, given as a JSON string. */
  abstract String token(String json);

  abstract String end(String reason, int promptTokens);

  abstract ModelSpec spec(URI server);
}
