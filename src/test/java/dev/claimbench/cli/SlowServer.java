package dev.claimbench.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Speaks as Ollama does and takes its time: a model {@code slow} that answers everything. */
final class SlowServer implements AutoCloseable {
  private static final String CLAIMS = "{\\\"claims\\\":[]}";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile long pauseMillis;
  private volatile String digest = "abc";

  SlowServer(long pauseMillis) throws IOException {
    this(pauseMillis, request -> CLAIMS);
  }

  /**
   * @param answer to a request's body, escaped as inside a JSON text
   */
  SlowServer(long pauseMillis, UnaryOperator<String> answer) throws IOException {
    this.pauseMillis = pauseMillis;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/version", e -> say(e, "{\"version\":\"0.17.4\"}"));
    server.createContext(
        "/api/tags",
        e ->
            say(
                e,
                """
                {"models":[{"name":"slow:latest","model":"slow:latest","digest":"%s","size":1,
                "modified_at":"2026-01-01T00:00:00Z",
                "details":{"family":"qwen3","quantization_level":"Q4_K_M"}}]}\
                """
                    .formatted(digest)));
    server.createContext(
        "/api/pull",
        e ->
            say(
                e,
                new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .contains("\"slow\"")
                    ? """
                    {"status":"pulling manifest"}
                    {"status":"pulling a","digest":"a","total":1000000,"completed":500000}
                    {"status":"pulling a","digest":"a","total":1000000,"completed":1000000}
                    {"status":"success"}
                    """
                    : "{\"error\":\"pull model manifest: file does not exist\"}"));
    server.createContext(
        "/api/chat",
        e -> {
          String request = new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          // Whether a system message arrives is seen by the tokens of two short questions.
          boolean probe = request.contains("Is the market open?");
          if (!probe) {
            asked.incrementAndGet();
            sleep();
          }
          say(
              e,
              """
              {"message":{"content":"%s"},"done":false}
              {"message":{"content":""},"done":true,"done_reason":"stop","total_duration":9000,\
              "load_duration":1000,"prompt_eval_count":%s,"prompt_eval_duration":2000,\
              "eval_count":2,"eval_duration":5000}
              """
                  .formatted(answer.apply(request), probe ? request.length() / 4 : 800));
        });
    server.start();
  }

  String model() {
    return "ollama/slow@http://127.0.0.1:" + server.getAddress().getPort();
  }

  int asked() {
    return asked.get();
  }

  /** Other weights under the same name. */
  void pullAgain(String other) {
    digest = other;
  }

  void answerAtOnce() {
    pauseMillis = 0;
  }

  private void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
