package dev.claimbench.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Speaks as Ollama and as OpenAI do, thinks before each answer, and repeats the API key that it is
 * given wherever it can: in answers, in errors, in web pages.
 */
public final class EchoServer implements AutoCloseable {
  private static final String VERDICT =
      "\"{\\\"evidence\\\":\\\"\\\",\\\"verdict\\\":\\\"SUPPORTED\\\"}\"";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public EchoServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/version", e -> say(e, 200, "{\"version\":\"0.17.4\"}"));
    server.createContext(
        "/api/tags",
        e ->
            say(
                e,
                200,
                """
                {"models":[{"name":"m:latest","model":"m:latest","digest":"abc","size":1,
                "modified_at":"2026-01-01T00:00:00Z",
                "details":{"family":"qwen3","quantization_level":"Q4_K_M"}}]}\
                """));
    server.createContext("/api/chat", this::ollama);
    server.createContext("/v1/models", e -> say(e, 200, "{\"data\":[{\"id\":\"m\"}]}"));
    server.createContext("/v1/chat/completions", this::openai);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Whether a system message arrives is seen by the tokens of two short questions. */
  private static int tokens(String request) {
    return request.contains("Is the market open?") ? request.length() / 4 : 600;
  }

  private void ollama(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    say(
        exchange,
        200,
        """
        {"message":{"content":"","thinking":"Hm."},"done":false}
        {"message":{"content":"","thinking":" Yes."},"done":false}
        {"message":{"content":%s},"done":false}
        {"message":{"content":"\\n"},"done":false}
        {"message":{"content":""},"done":true,"done_reason":"stop","total_duration":9000,\
        "load_duration":1000,"prompt_eval_count":%d,"prompt_eval_duration":2000,\
        "eval_count":8,"eval_duration":5000}
        """
            .formatted(VERDICT, tokens(body)));
  }

  private void openai(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("Authorization");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (body.contains("Tuesday") && body.contains("Ida Brun")) {
      say(exchange, 500, "{\"error\":\"failed for " + key + "\"}");
    } else if (body.contains("Tuesday")) {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      say(exchange, 200, "<html>You came with " + key + "</html>");
    } else if (body.contains("Ida Brun")) {
      say(exchange, 400, "Bad request with Authorization: " + key);
    } else {
      String event = "data: {\"key\":\"" + key + "\",\"choices\":[{\"index\":0,\"delta\":";
      say(
          exchange,
          200,
          event
              + "{\"reasoning\":\"My key is "
              + key
              + "\"}}]}\n\n"
              + event
              + "{\"content\":"
              + VERDICT
              + "},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":"
              + tokens(body)
              + ","
              + "\"completion_tokens\":8}}\n\ndata: [DONE]\n\n");
    }
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
