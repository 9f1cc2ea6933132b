package dev.claimbench.cli;

import dev.claimbench.task.Tasks;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A run for the launcher, which lists the classes that it loads for its archive: a few verdicts,
 * asked of a server in this process that gives every call the same answer. What compares and scores
 * loads no client.
 */
final class ClassListRun {
  private static final String MODELS =
      "{\"object\":\"list\",\"data\":[{\"id\":\"any\",\"object\":\"model\"}]}";
  private static final String EVENT =
      "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"any\","
          + "\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":%s}]%s}\n\n";
  private static final String ANSWER =
      "\"role\":\"assistant\",\"content\":"
          + "\"{\\\"evidence\\\":\\\"\\\",\\\"verdict\\\":\\\"SUPPORTED\\\"}\"";
  private static final String USAGE =
      ",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":9,\"total_tokens\":18}";
  private static final String ANSWERS =
      String.format(Locale.ROOT, EVENT, ANSWER, "null", "")
          + String.format(Locale.ROOT, EVENT, "", "\"stop\"", USAGE)
          + "data: [DONE]\n\n";

  private ClassListRun() {}

  /** {@code FOLDER}: where the run is to be. */
  public static void main(String[] args) throws IOException {
    ServerSocket listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    start(() -> accept(listening));
    Main.main(
        new String[] {
          "run",
          "--model",
          "openai/any@http://127.0.0.1:" + listening.getLocalPort() + "/v1",
          "--task",
          Tasks.VERIFY.name(),
          "--suite",
          "all",
          "--verdicts",
          "12",
          "--concurrency",
          "4",
          "--context",
          "32768",
          "--no-cache",
          "--out",
          args[0]
        });
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "class-list-server");
    thread.setDaemon(true);
    thread.start();
  }

  private static void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        start(() -> answer(socket));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One request after the other, until the client hangs up. */
  private static void answer(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        int at = head.indexOf("content-length:");
        if (at >= 0) {
          in.skipNBytes(
              Integer.parseInt(head.substring(at + 15).lines().iterator().next().strip()));
        }
        boolean asks = head.startsWith("post ");
        String body = asks ? ANSWERS : MODELS;
        out.write(
            ("HTTP/1.1 200 OK\r\nContent-Type: "
                    + (asks ? "text/event-stream" : "application/json")
                    + "\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body)
                .getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request's lines in small letters; empty at the end of the connection. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
        return head.toString().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }
}
