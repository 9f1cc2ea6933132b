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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Speaks as an OpenAI-compatible server does and answers each request after a fixed time, whatever
 * else it has to do: the limit that an orchestrator can be measured against. One thread, so that it
 * takes little of the machine that it is measured on.
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
  private final Deque<Due> due = new ArrayDeque<>();

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
    while (true) {
      long wait = due.isEmpty() ? 0 : (due.peek().at() - System.nanoTime()) / 1_000_000;
      if (due.isEmpty() || wait > 0) {
        selector.select(wait);
      } else {
        selector.selectNow();
      }
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          accept((ServerSocketChannel) key.channel());
        } else if (key.isReadable()) {
          read(key);
        }
      }
      selector.selectedKeys().clear();
      long now = System.nanoTime();
      while (!due.isEmpty() && due.peek().at() - now <= 0) {
        answer(due.poll());
      }
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
    ByteBuffer soFar = buffer.duplicate().flip();
    byte[] answer = answer(StandardCharsets.ISO_8859_1.decode(soFar).toString());
    if (answer.length > 0) {
      buffer.clear();
      due.add(new Due(System.nanoTime() + delayNanos, channel, ByteBuffer.wrap(answer)));
    }
  }

  /** Empty while the request is not whole. */
  private static byte[] answer(String request) {
    int end = request.indexOf("\r\n\r\n");
    if (end < 0) {
      return new byte[0];
    }
    String head = request.substring(0, end).toLowerCase(Locale.ROOT);
    int at = head.indexOf("content-length:");
    int length =
        at < 0
            ? 0
            : Integer.parseInt(head.substring(at + 15).lines().findFirst().orElse("0").strip());
    if (request.length() < end + 4 + length) {
      return new byte[0];
    }
    if (head.startsWith("get ")) {
      return MODELS;
    }
    return request.substring(end).replace(" ", "").contains("\"stream\":true") ? STREAM : WHOLE;
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
