package dev.claimbench.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Speaks as an OpenAI-compatible server does and answers each request after a fixed time, whatever
 * else it has to do: the limit that an orchestrator can be measured against. One thread reads, one
 * answers, and both sleep in between, so that it takes little of the machine that it is measured
 * on.
 *
 * <p>{@code java -cp target/test-classes dev.claimbench.run.StandInServer [PORT [MILLIS]]} prints
 * its port and runs until it is stopped.
 */
public final class StandInServer {
  private static final String ANSWER =
      "{\\\"evidence\\\":\\\"\\\",\\\"verdict\\\":\\\"SUPPORTED\\\"}";
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":900,\"completion_tokens\":12,\"total_tokens\":912}";
  private static final String HEAD = "\"created\":1767225600,\"model\":\"stand-in\"";

  private static final byte[] MODELS =
      http(
          "application/json",
          "{\"object\":\"list\",\"data\":[{\"id\":\"stand-in\",\"object\":\"model\",\"max_model_len\":32768}]}");
  private static final byte[] WHOLE =
      http(
          "application/json",
          "{\"id\":\"x\",\"object\":\"chat.completion\","
              + HEAD
              + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
              + ANSWER
              + "\"},\"finish_reason\":\"stop\"}],"
              + USAGE
              + "}");
  private static final byte[] STREAM =
      http(
          "text/event-stream",
          "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\","
              + HEAD
              + ",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\""
              + ANSWER
              + "\"},\"finish_reason\":null}]}\n\ndata: {\"id\":\"x\",\"object\":\"chat.completion.chunk\","
              + HEAD
              + ",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
              + USAGE
              + "}\n\ndata: [DONE]\n\n");

  private final long delayNanos;
  private final Selector selector = Selector.open();
  private final BlockingQueue<Due> due = new LinkedBlockingQueue<>();

  /** A request that waits for its time. */
  private record Due(long at, SocketChannel to, ByteBuffer answer) {}

  private StandInServer(int port, long millis) throws IOException {
    delayNanos = millis * 1_000_000;
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
    System.out.println(listening.socket().getLocalPort());
  }

  public static void main(String[] args) throws IOException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
    new StandInServer(port, args.length > 1 ? Long.parseLong(args[1]) : 50).serve();
  }

  private void serve() throws IOException {
    Thread answering = new Thread(this::answerWhenDue, "answers");
    answering.setDaemon(true);
    answering.start();
    while (true) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          accept((ServerSocketChannel) key.channel());
        } else if (key.isReadable()) {
          read(key);
        }
      }
      selector.selectedKeys().clear();
    }
  }

  /** All wait equally long, so that the first to come is the first to be due. */
  private void answerWhenDue() {
    try {
      while (true) {
        Due next = due.take();
        for (long left; (left = next.at() - System.nanoTime()) > 0; ) {
          LockSupport.parkNanos(left);
        }
        answer(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(ServerSocketChannel listening) throws IOException {
    SocketChannel channel = listening.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.socket().setTcpNoDelay(true);
      channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(1 << 14));
    }
  }

  private void read(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    ByteBuffer buffer = (ByteBuffer) key.attachment();
    try {
      if (!buffer.hasRemaining()) {
        ByteBuffer larger = ByteBuffer.allocate(buffer.capacity() * 2);
        buffer.flip();
        larger.put(buffer);
        key.attach(larger);
        buffer = larger;
      }
      if (channel.read(buffer) < 0) {
        channel.close();
        return;
      }
    } catch (IOException e) {
      key.cancel();
      return;
    }
    byte[] soFar = new byte[buffer.position()];
    buffer.duplicate().flip().get(soFar);
    byte[] answer = answer(soFar);
    if (answer.length > 0) {
      buffer.clear();
      due.add(new Due(System.nanoTime() + delayNanos, channel, ByteBuffer.wrap(answer)));
    }
  }

  /** Empty while the request is not whole. */
  private static byte[] answer(byte[] bytes) {
    int end = find(bytes, 0, "\r\n\r\n");
    if (end < 0) {
      return new byte[0];
    }
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = head.indexOf("content-length:");
    int body =
        at < 0
            ? 0
            : Integer.parseInt(head.substring(at + 15).lines().findFirst().orElse("0").strip());
    if (bytes.length < end + 4 + body) {
      return new byte[0];
    }
    if (head.startsWith("get ")) {
      return MODELS;
    }
    return streams(bytes, end) ? STREAM : WHOLE;
  }

  /** Whether a body says {@code "stream": true}, with or without the space. */
  private static boolean streams(byte[] bytes, int from) {
    int at = find(bytes, from, "\"stream\"");
    return at >= 0
        && new String(bytes, at, Math.min(20, bytes.length - at), StandardCharsets.ISO_8859_1)
            .replace(" ", "")
            .startsWith("\"stream\":true");
  }

  private static int find(byte[] bytes, int from, String wanted) {
    for (int i = from; i <= bytes.length - wanted.length(); i++) {
      int same = 0;
      while (same < wanted.length() && bytes[i + same] == wanted.charAt(same)) {
        same++;
      }
      if (same == wanted.length()) {
        return i;
      }
    }
    return -1;
  }

  private static void answer(Due due) {
    try {
      while (due.answer().hasRemaining()) {
        due.to().write(due.answer());
      }
    } catch (IOException e) {
      // Whoever asked is gone.
      return;
    }
  }

  private static byte[] http(String type, String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
