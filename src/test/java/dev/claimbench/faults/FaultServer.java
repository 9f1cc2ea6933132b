package dev.claimbench.faults;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * A model server that misbehaves as it is told, over bare sockets: a library would not reset a
 * connection in the middle of a body.
 */
final class FaultServer implements Closeable {
  private final ServerSocket socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final BiFunction<String, Integer, Fault> plan;
  private final ConcurrentHashMap<String, Integer> times = new ConcurrentHashMap<>();

  /**
   * @param plan of a request's body, and the how manyth time (from 1) that it comes
   */
  FaultServer(BiFunction<String, Integer, Fault> plan) throws IOException {
    this.plan = plan;
    start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Counts from nothing again. */
  void forget() {
    asked.set(0);
    times.clear();
  }

  /** Questions that came. */
  int asked() {
    return asked.get();
  }

  /** Connections that are held without a word, since nobody has hung up on them. */
  int waiting() {
    return waiting.get();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fault-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        start(() -> serve(connection));
      } catch (IOException e) {
        // Closed.
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (Request request = Request.read(in); request != null; request = Request.read(in)) {
        Reply reply = new Reply(connection);
        if (request.path().equals("/api/version")) {
          reply.whole(200, "application/json", "{\"version\":\"0.17.4\"}");
        } else if (request.path().equals("/api/tags")) {
          reply.whole(
              200,
              "application/json",
              "{\"models\":[{\"name\":\"m:latest\",\"model\":\"m:latest\",\"digest\":\"abc\","
                  + "\"size\":1,\"modified_at\":\"2026-01-01T00:00:00Z\",\"details\":{\"family\":"
                  + "\"qwen3\",\"quantization_level\":\"Q4_K_M\"}}]}");
        } else if (request.path().endsWith("/models")) {
          reply.whole(200, "application/json", "{\"data\":[{\"id\":\"m\"}]}");
        } else if (request.path().equals("/api/show")) {
          reply.whole(404, "application/json", "{}");
        } else if (request.body().contains("Is the market open?")) {
          // Whether a system message arrives is seen by the tokens of two short questions.
          Route route = request.path().startsWith("/api") ? Route.OLLAMA : Route.OPENAI;
          String end = route.end("length", tokens(request));
          reply.whole(200, route.contentType(), route.token("\"{\"") + end);
        } else {
          asked.incrementAndGet();
          Fault fault = plan.apply(request.body(), times.merge(request.body(), 1, Integer::sum));
          Route route = request.path().startsWith("/api") ? Route.OLLAMA : Route.OPENAI;
          answer(fault, route, tokens(request), reply, in);
        }
        if (reply.closed()) {
          return;
        }
      }
    } catch (IOException e) {
      // The client hung up, as it may.
      return;
    } finally {
      open.remove(connection);
    }
  }

  /** A longer prompt has more of them, as with any tokenizer. */
  private static int tokens(Request request) {
    return request.body().length() / 4;
  }

  private void answer(Fault fault, Route route, int promptTokens, Reply reply, InputStream in)
      throws IOException {
    if (fault == Fault.SILENT) {
      hold(in);
      reply.close();
    } else if (fault == Fault.STALLS) {
      reply.begin(200, route.contentType());
      reply.chunk(route.token("\"{\""));
      hold(in);
      reply.close();
    } else {
      Script.play(fault, route, promptTokens, reply);
    }
  }

  /** Says nothing until the client has gone. */
  private void hold(InputStream in) throws IOException {
    waiting.incrementAndGet();
    try {
      int unused = in.read();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** What came in. */
  private record Request(String path, String body) {
    /** The next one; null where the client has gone. */
    static Request read(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int b = in.read();
        if (b < 0) {
          return null;
        }
        head.append((char) b);
      }
      String length = head.toString().replaceAll("(?is).*content-length: *(\\d+).*", "$1");
      byte[] body = length.matches("\\d+") ? in.readNBytes(Integer.parseInt(length)) : new byte[0];
      return new Request(
          head.toString().split(" ", 3)[1], new String(body, StandardCharsets.UTF_8));
    }
  }

  /** What goes out: in chunks, so that the connection can be used again. */
  static final class Reply {
    private final Socket connection;
    private boolean closed;

    Reply(Socket connection) {
      this.connection = connection;
    }

    boolean closed() {
      return closed;
    }

    void whole(int status, String type, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      write(head(status, type) + "Content-Length: " + bytes.length + "\r\n\r\n");
      connection.getOutputStream().write(bytes);
      connection.getOutputStream().flush();
    }

    void begin(int status, String type) throws IOException {
      write(head(status, type) + "Transfer-Encoding: chunked\r\n\r\n");
    }

    void chunk(String text) throws IOException {
      chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    void chunk(byte[] bytes) throws IOException {
      write(Integer.toHexString(bytes.length) + "\r\n");
      connection.getOutputStream().write(bytes);
      write("\r\n");
      connection.getOutputStream().flush();
    }

    void end() throws IOException {
      write("0\r\n\r\n");
      connection.getOutputStream().flush();
    }

    /** A reset instead of an end. */
    void reset() throws IOException {
      connection.setSoLinger(true, 0);
      close();
    }

    void close() throws IOException {
      closed = true;
      connection.close();
    }

    private static String head(int status, String type) {
      return "HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\n";
    }

    private void write(String text) throws IOException {
      connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
