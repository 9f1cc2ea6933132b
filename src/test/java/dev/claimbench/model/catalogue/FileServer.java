package dev.claimbench.model.catalogue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a free loopback port that misbehaves on demand. */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** The Range header of each request, or "" where it had none. */
  final List<String> ranges = new CopyOnWriteArrayList<>();

  FileServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.start();
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Source.Url url(String path) {
    return new Source.Url(URI.create(base() + path));
  }

  /** Answers at that path; every request's range is written down first. */
  FileServer at(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(range == null ? "" : range);
          try {
            handler.handle(exchange);
          } finally {
            exchange.close();
          }
        });
    return this;
  }

  /** A server as it should be: whole files, and the rest of a file for a range. */
  static HttpHandler file(byte[] bytes) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      if (range == null) {
        send(exchange, 200, bytes);
        return;
      }
      if (range.equals("bytes=0-0")) { // only to see how long it is
        exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/" + bytes.length);
        send(exchange, 206, Arrays.copyOf(bytes, 1));
        return;
      }
      int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      contentRange(exchange, from, bytes.length);
      send(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
    };
  }

  static HttpHandler status(int code) {
    return exchange -> send(exchange, code, "sorry".getBytes(StandardCharsets.UTF_8));
  }

  /** Knows nothing of ranges. */
  static HttpHandler wholeFile(byte[] bytes) {
    return exchange -> send(exchange, 200, bytes);
  }

  static HttpHandler redirect(String to) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", to);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** Promises the rest of the file, sends {@code n} bytes of it, then waits or hangs up. */
  static HttpHandler cutAfter(byte[] bytes, int n, long waitMillis) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      if (range != null) {
        contentRange(exchange, from, bytes.length);
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
      OutputStream out = exchange.getResponseBody();
      out.write(bytes, from, Math.min(n, bytes.length - from));
      out.flush();
      sleep(waitMillis);
    };
  }

  /** Takes the request and says nothing. */
  static HttpHandler silent(long millis) {
    return exchange -> sleep(millis);
  }

  static void contentRange(HttpExchange exchange, int from, int size) {
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
  }

  static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
