package dev.claimbench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks as Ollama does, with the faults that a doctor should find; without one it is sound. */
public final class DoctorServer implements AutoCloseable {
  /** Letters of a token, for whoever counts here. */
  private static final int LETTERS = 4;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();

  /** Keeps the last tokens of a prompt, and says how many they were. */
  public volatile int cutsTo = Integer.MAX_VALUE;

  /** Reports all tokens, and yet knows nothing of what stood first. */
  volatile boolean forgetful;

  volatile boolean countsTokens = true;

  /** Follows a schema only while {@code think} is not false. */
  volatile boolean freeWithoutThinking;

  volatile boolean refusesThinking;
  volatile boolean neverTheSame;
  volatile boolean otherBeside;
  volatile int loadedContext = Integer.MAX_VALUE;
  volatile long vram;
  public volatile int status = 200;
  public volatile String digest = "abc";

  public DoctorServer() throws IOException {
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
                {"models":[{"name":"sound:latest","model":"sound:latest","digest":"%s","size":1,
                "modified_at":"2026-01-01T00:00:00Z",
                "details":{"family":"qwen3","quantization_level":"Q4_K_M"}}]}\
                """
                    .formatted(digest)));
    server.createContext(
        "/api/ps",
        e ->
            say(
                e,
                200,
                """
                {"models":[{"name":"sound:latest","size":5000000000,"size_vram":%d,"context_length":%d}]}\
                """
                    .formatted(vram, Math.min(8192, loadedContext))));
    server.createContext("/api/chat", this::chat);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public String model() {
    return "ollama/sound@" + address();
  }

  ModelSpec spec() {
    return ModelSpec.parse(model());
  }

  public int asked() {
    return asked.get();
  }

  private void chat(HttpExchange exchange) throws IOException {
    int now = inFlight.incrementAndGet();
    try {
      JsonNode body = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      // Whether a system message arrives is seen by the tokens of two short questions.
      boolean probe = body.path("messages").toString().contains("Is the market open?");
      int number = probe ? asked.get() : asked.incrementAndGet();
      if (refusesThinking && body.path("think").asBoolean()) {
        say(exchange, 400, "{\"error\":\"\\\"sound\\\" does not support thinking\"}");
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
      String prompt = "";
      for (JsonNode message : body.path("messages")) {
        prompt += message.path("content").asText();
      }
      String extra =
          neverTheSame ? " " + number : otherBeside && inFlight.get() > 1 ? " beside " + now : "";
      int tokens = Math.min(cutsTo, prompt.length() / LETTERS);
      String seen = prompt.substring(Math.max(0, prompt.length() - tokens * LETTERS));
      boolean free =
          freeWithoutThinking && body.path("think").isBoolean() && !body.path("think").asBoolean();
      ObjectNode words = Json.MAPPER.createObjectNode();
      words.put("done", false).putObject("message").put("content", answer(seen, free, extra));
      ObjectNode end = Json.MAPPER.createObjectNode();
      end.put("done", true).put("done_reason", "stop").putObject("message").put("content", "");
      end.put("total_duration", 20_000_000).put("eval_count", 10).put("eval_duration", 10_000_000);
      if (countsTokens) {
        end.put("prompt_eval_count", tokens).put("prompt_eval_duration", 5_000_000);
      }
      say(exchange, status, status == 200 ? words + "\n" + end + "\n" : "overworked");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private String answer(String seen, boolean free, String extra) {
    if (seen.contains("plain prose")) {
      return free ? "Lighthouses guide ships." : "{\"colour\":\"teal\",\"lit\":true}";
    }
    if (seen.contains("Which is the first code")) {
      boolean first = seen.contains("The first code is " + ProbePrompts.FIRST_CODE) && !forgetful;
      return "{\"first\":\"%s\",\"last\":\"%s\"}"
          .formatted(first ? ProbePrompts.FIRST_CODE : "0000", ProbePrompts.LAST_CODE);
    }
    if (seen.contains("Now list the claims")) {
      return "{\"claims\":[{\"quote\":\"The bridge shut\",\"claim\":\"The bridge"
          + " shut.\",\"speaker\":\"\","
          + "\"kind\":\"event\",\"value\":null,\"unit\":\"\",\"bound\":\"none\",\"date\":\"\","
          + "\"hedge\":\"none\"}]}";
    }
    if (seen.contains("Is this claim SUPPORTED")) {
      return "{\"evidence\":\"\",\"verdict\":\"NOT_ENOUGH_INFO\"}";
    }
    if (seen.contains("Is the market open?")) {
      return "{";
    }
    return "{\"sentence\":\"It met%s.\"}".formatted(extra);
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
