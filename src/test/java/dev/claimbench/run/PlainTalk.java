package dev.claimbench.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the stand-in and the machine leave of the limit: a thread and a socket for each call in
 * flight, the same bytes over and over, nothing looked at.
 */
final class PlainTalk {
  private PlainTalk() {}

  /** {@code URL CALLS IN_FLIGHT MILLIS}. */
  public static void main(String[] args) throws Exception {
    int port = URI.create(args[0]).getPort();
    int calls = Integer.parseInt(args[1]);
    int inFlight = Integer.parseInt(args[2]);
    String body = "{\"stream\":true,\"x\":\"" + "y".repeat(6000) + "\"}";
    byte[] request =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body)
            .getBytes(StandardCharsets.ISO_8859_1);
    ask(port, request, Math.max(inFlight, calls / 10), inFlight);
    long start = System.nanoTime();
    ask(port, request, calls, inFlight);
    double seconds = (System.nanoTime() - start) / 1e9;
    double limit = calls * Double.parseDouble(args[3]) / 1000 / inFlight;
    System.out.printf(
        Locale.ROOT,
        "a plain client: %.1f s of at least %.1f s (%.0f%% of the limit)%n",
        seconds,
        limit,
        100 * limit / seconds);
  }

  private static void ask(int port, byte[] request, int calls, int inFlight) throws Exception {
    AtomicInteger left = new AtomicInteger(calls);
    ExecutorService threads = Executors.newFixedThreadPool(inFlight);
    List<Callable<Void>> all = new ArrayList<>();
    for (int i = 0; i < inFlight; i++) {
      all.add(
          () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
              socket.setTcpNoDelay(true);
              while (left.getAndDecrement() > 0) {
                ask(socket.getInputStream(), socket.getOutputStream(), request);
              }
            }
            return null;
          });
    }
    for (Future<Void> one : threads.invokeAll(all)) {
      one.get();
    }
    threads.shutdown();
  }

  private static void ask(InputStream in, OutputStream out, byte[] request) throws IOException {
    out.write(request);
    byte[] answer = new byte[8192];
    int length = 0;
    int whole = Integer.MAX_VALUE;
    while (length < whole) {
      int read = in.read(answer, length, answer.length - length);
      if (read < 0) {
        throw new IOException("the stand-in hung up");
      }
      length += read;
      String head = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
      int end = head.indexOf("\r\n\r\n");
      if (end >= 0) {
        int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
        whole = end + 4 + Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
      }
    }
  }
}
