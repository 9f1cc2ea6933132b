package dev.claimbench.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers the first request on each connection, promises to keep the connection, and closes it when
 * the next request comes.
 */
final class ClosingServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger unanswered = new AtomicInteger();
  private final String events;

  /**
   * @param events the body of every answer to a POST
   */
  ClosingServer(String events) throws IOException {
    this.events = events;
    Thread thread = new Thread(this::serve, "closing-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
  }

  /** Requests that were read and not answered. */
  int unanswered() {
    return unanswered.get();
  }

  private void serve() {
    while (true) {
      try (Socket connection = socket.accept()) {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        String first = read(in);
        if (!first.startsWith("POST")) {
          // It has no list of models.
          String none = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
          connection.getOutputStream().write(none.getBytes(StandardCharsets.US_ASCII));
          continue;
        }
        String head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: keep-alive\r\n"
                + "Content-Length: "
                + events.length()
                + "\r\n\r\n";
        connection.getOutputStream().write((head + events).getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
        if (!read(in).isEmpty()) {
          unanswered.incrementAndGet();
        }
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
      }
    }
  }

  /** Reads one request with its body; its head, empty where the client has gone. */
  private static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    String length = head.toString().replaceAll("(?is).*content-length: *(\\d+).*", "$1");
    if (length.matches("\\d+")) {
      in.readNBytes(Integer.parseInt(length));
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
