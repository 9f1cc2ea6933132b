package dev.claimbench.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Serves a model {@code a} that understands both of the project's prompts and others that give
 * claims with the brief one only; says in what order it was asked about what.
 */
final class TwoPromptsServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Integer> development = new TreeMap<>();

  TwoPromptsServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/models", e -> say(e, "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]}"));
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  String model(String name) {
    return "openai/" + name + "@http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Without those that follow one of their kind. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  synchronized int developmentCalls(String model) {
    return development.getOrDefault(model, 0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    JsonNode request = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
    StringBuilder text = new StringBuilder();
    request.get("messages").forEach(m -> text.append(m.get("content").asText()).append('\n'));
    String model = request.get("model").asText();
    if (text.indexOf("lighthouses") >= 0 || text.indexOf("market open") >= 0) {
      // What `doctor` asks before: here, only what keeps to the schema.
      say(exchange, event("{\"colour\":\"teal\",\"lit\":true}", text.length() / 4));
      return;
    }
    boolean brief = !text.toString().startsWith("You ");
    boolean claims = text.indexOf("NOT_ENOUGH_INFO") < 0;
    boolean own = text.indexOf("Bridge number") >= 0;
    String line =
        model
            + (own ? (claims ? " claims" : " verdicts") + " of seeds, " : " development, ")
            + (brief ? "prompts/brief" : "prompts");
    if (!own) {
      development.merge(model, 1, Integer::sum);
    }
    if (asked.isEmpty() || !asked.get(asked.size() - 1).equals(line)) {
      asked.add(line);
    }
    String said =
        !claims
            ? "{\"evidence\":\"\",\"verdict\":\"SUPPORTED\"}"
            : brief || model.equals("a")
                ? """
                {"claims":[{"quote":"Bridge number 0","claim":"Bridge number 0 is open.",\
                "speaker":"","kind":"event","value":null,"unit":"","bound":"none","date":"",\
                "hedge":"none"}]}\
                """
                : "no";
    say(exchange, event(said, text.length() / 4));
  }

  private static String event(String said, int tokens) {
    ObjectNode chunk = Json.MAPPER.createObjectNode();
    ObjectNode choice = chunk.putArray("choices").addObject().put("finish_reason", "stop");
    choice.putObject("delta").put("content", said);
    chunk.putObject("usage").put("prompt_tokens", tokens).put("completion_tokens", 8);
    return "data: " + chunk + "\n\ndata: [DONE]\n\n";
  }

  private static void say(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
