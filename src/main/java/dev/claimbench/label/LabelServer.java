package dev.claimbench.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The labelling page's server. It listens on this machine only; a request must know the token in
 * the path, name this server as its host, and, to change anything, come from its own page: another
 * page in the same browser can do neither. It serves no files.
 */
public final class LabelServer implements AutoCloseable {
  /** The most bytes of a request's body. */
  public static final int MOST = 1 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Answer(int status, String type, String body) {}

  private final LabelFiles files;
  private final String page;
  private final String policy;
  private final String token;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  /**
   * Starts listening.
   *
   * @param port 0 for any that is free
   * @param token what only the user's own address has, unguessable
   * @param page HTML
   * @param policy its Content-Security-Policy
   * @throws UserError where the port is taken
   */
  public LabelServer(LabelFiles files, int port, String token, String page, String policy) {
    this.files = files;
    this.page = page;
    this.policy = policy;
    this.token = token;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      threads.shutdown();
      throw new UserError(
          "port " + port + " cannot be used (" + e.getMessage() + "); give another");
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where the page is. */
  public String address() {
    return origin() + "/" + token + "/";
  }

  private String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Answer answer;
    try {
      answer = answer(exchange);
    } catch (LabelFiles.Changed e) {
      answer = new Answer(409, "text/plain", e.getMessage());
    } catch (UserError e) {
      answer = new Answer(422, "text/plain", e.getMessage());
    } catch (JsonProcessingException e) {
      answer = new Answer(400, "text/plain", "not JSON");
    }
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type + "; charset=utf-8");
    headers.set("Content-Security-Policy", policy + "; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (answer.status >= 400) {
      // What is left of a refused body is not read.
      headers.set("Connection", "close");
    }
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private Answer answer(HttpExchange exchange)
      throws IOException, LabelFiles.Changed, JsonProcessingException {
    List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    if (!hosts.equals(List.of(origin().substring("http://".length())))) {
      // A foreign name that leads here, as in a rebinding attack.
      return refused(421, "not this server's name");
    }
    String path = exchange.getRequestURI().getRawPath();
    int slash = path.indexOf('/', 1);
    if (slash < 0 || !known(path.substring(1, slash))) {
      return refused(403, "open the address that `claimbench label` printed");
    }
    String what = path.substring(slash + 1);
    return switch (exchange.getRequestMethod()) {
      case "GET" -> get(what);
      case "POST" -> post(exchange, what);
      default -> refused(405, "GET and POST only");
    };
  }

  /** In constant time, so that answers' times tell nothing of the token. */
  private boolean known(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private Answer get(String what) {
    return switch (what) {
      case "" -> new Answer(200, "text/html", page);
      case "all" -> new Answer(200, "application/json", files.all().toString());
      default -> refused(404, "not here");
    };
  }

  private Answer post(HttpExchange exchange, String what)
      throws IOException, LabelFiles.Changed, JsonProcessingException {
    var headers = exchange.getRequestHeaders();
    if (!origin().equals(headers.getFirst("Origin"))) {
      return refused(403, "only from this server's own page");
    }
    if (!"application/json".equals(headers.getFirst("Content-Type"))) {
      return refused(415, "JSON only");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST + 1);
    if (body.length > MOST) {
      return refused(413, "at most " + MOST + " bytes");
    }
    JsonNode asked = JSON.readTree(body);
    String article = asked.path("article").asText();
    String version = asked.path("version").asText();
    String id = asked.path("id").asText();
    switch (what) {
      case "claim" -> files.claim(article, version, id, asked.path("claim"));
      case "verdict" -> files.verdict(article, version, id, asked.path("verdict"));
      case "undo" -> files.undo();
      default -> {
        return refused(404, "not here");
      }
    }
    return new Answer(200, "application/json", files.all().toString());
  }

  private static Answer refused(int status, String why) {
    return new Answer(status, "text/plain", why);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
