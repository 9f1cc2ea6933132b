package dev.claimbench.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A page's server. It listens on this machine only; a request must know the token in the path, name
 * this server as its host, and, to change anything, come from its own page: another page in the
 * same browser can do neither. It serves no files.
 */
public final class PageServer implements AutoCloseable {
  /** The most bytes of a request's body. */
  public static final int MOST = 1 << 20;

  /** How much of a body that is too long is thrown away, so that its sender hears why. */
  private static final long DRAINED = 1L << 27;

  private static final int TOO_LONG = 413;

  private static final int MOST_THREADS = 512;

  static {
    // Seconds; the JDK's server reads it once, when it is first used.
    if (System.getProperty("sun.net.httpserver.maxReqTime") == null) {
      System.setProperty("sun.net.httpserver.maxReqTime", "10");
    }
  }

  private record Answer(int status, String type, String body) {}

  private final Optional<LabelSession> session;
  private final Function<String, Optional<String>> pages;
  private final String policy;
  private final String token;

  static {
    // Java 17 keeps the body of an answer back for 40 ms otherwise, until the headers are
    // confirmed.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;

  /** A request that is never sent whole holds a thread, but no other request. */
  private final ExecutorService threads =
      new ThreadPoolExecutor(0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>());

  /**
   * Starts listening.
   *
   * @param session what the page works on; empty for one that has all it shows in itself
   * @param port 0 for any that is free
   * @param token what only the user's own address has, unguessable
   * @param pages HTML by path below the address; {@code ""} is the page itself
   * @param policy Content-Security-Policy of all of them
   * @throws UserError where the port is taken
   */
  public PageServer(
      Optional<LabelSession> session,
      int port,
      String token,
      Function<String, Optional<String>> pages,
      String policy) {
    this.session = session;
    this.pages = pages;
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
    } catch (StaleFileException e) {
      answer = new Answer(409, "text/plain", e.getMessage());
    } catch (UserError e) {
      answer = new Answer(422, "text/plain", e.getMessage());
    } catch (JsonProcessingException e) {
      answer = new Answer(400, "text/plain", "not JSON");
    } catch (RuntimeException e) {
      // A connection that is closed without an answer leaves the page guessing.
      answer = new Answer(500, "text/plain", "a bug in Claimbench, please report it: " + e);
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
    if (answer.status == TOO_LONG) {
      exchange.getResponseBody().flush();
      drain(exchange.getRequestBody());
    }
    exchange.close();
  }

  /** Closed at once, the connection would be reset before its sender has read the answer. */
  private static void drain(InputStream body) {
    byte[] some = new byte[1 << 16];
    try {
      long read = 0;
      for (int n = 0; n >= 0 && read < DRAINED; read += n) {
        n = body.read(some);
      }
    } catch (IOException e) {
      // It has hung up, as it should.
    }
  }

  private Answer answer(HttpExchange exchange)
      throws IOException, StaleFileException, JsonProcessingException {
    List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    if (!hosts.equals(List.of(origin().substring("http://".length())))) {
      // A foreign name that leads here, as in a rebinding attack.
      return refused(421, "not this server's name");
    }
    String path = exchange.getRequestURI().getRawPath();
    int slash = path.indexOf('/', 1);
    if (slash < 0 || !known(path.substring(1, slash))) {
      return refused(403, "open the address that claimbench printed");
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
    if (what.equals("all") && session.isPresent()) {
      return new Answer(200, "application/json", session.get().all().toString());
    }
    return pages
        .apply(what)
        .map(page -> new Answer(200, "text/html", page))
        .orElse(refused(404, "not here"));
  }

  private Answer post(HttpExchange exchange, String what)
      throws IOException, StaleFileException, JsonProcessingException {
    var headers = exchange.getRequestHeaders();
    if (!origin().equals(headers.getFirst("Origin"))) {
      return refused(403, "only from this server's own page");
    }
    if (!"application/json".equals(headers.getFirst("Content-Type"))) {
      return refused(415, "JSON only");
    }
    if (session.isEmpty()) {
      return refused(405, "there is nothing to change here");
    }
    if (announced(headers.getFirst("Content-Length")) > MOST) {
      return refused(TOO_LONG, "at most " + MOST + " bytes");
    }
    byte[] body;
    try {
      body = exchange.getRequestBody().readNBytes(MOST + 1);
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      // Chunks of a length that is none, or that are cut off.
      return refused(400, "the body cannot be read");
    }
    if (body.length > MOST) {
      return refused(TOO_LONG, "at most " + MOST + " bytes");
    }
    JsonNode asked = Json.PLAIN.readTree(body);
    return session.get().change(what, asked)
        ? new Answer(200, "application/json", session.get().after(what, asked).toString())
        : refused(404, "not here");
  }

  /** 0 where nothing that is a number is announced; the body itself is counted then. */
  private static long announced(String length) {
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
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
