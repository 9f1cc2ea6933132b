package dev.claimbench.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a fault looks on the wire. */
final class Script {
  private static final List<String> JSON =
      List.of("\"{\\\"evidence\\\":\"", "\"\\\"\"", "\"is \"", "\"open\"", "\"\\\",\"");
  private static final List<String> VERDICT =
      List.of("\"\\\"verdict\\\":\\\"\"", "\"SUPPORTED\"", "\"\\\"}\"");

  private Script() {}

  static void play(Fault fault, Route route, int promptTokens, FaultServer.Reply reply)
      throws IOException {
    switch (fault) {
      case TOO_MANY -> reply.whole(429, "application/json", "{\"error\":\"too many requests\"}");
      case ERROR_500 -> reply.whole(500, "application/json", "{\"error\":\"runner terminated\"}");
      case BUSY_503 -> reply.whole(503, "text/plain", "loading model");
      case WEB_PAGE -> reply.whole(200, "text/html; charset=utf-8", "<html>Please log in</html>");
      case WRONG_API -> reply.whole(200, "application/json", "{\"object\":\"list\",\"data\":[]}\n");
      case RESET_BEFORE -> reply.reset();
      case ENDLESS_ERROR -> {
        reply.begin(500, "text/plain");
        while (true) {
          reply.chunk("it failed, and failed again. ".repeat(100));
        }
      }
      default -> {
        reply.begin(200, route.contentType());
        if (stream(fault, route, promptTokens, reply)) {
          reply.end();
        }
      }
    }
  }

  /** Returns whether the stream has an orderly end. */
  private static boolean stream(Fault fault, Route route, int promptTokens, FaultServer.Reply reply)
      throws IOException {
    String reason = "stop";
    switch (fault) {
      case RESET_AMID -> {
        tokens(route, reply, JSON);
        reply.reset();
        return false;
      }
      case ENDS_AMID -> {
        tokens(route, reply, JSON);
        return true;
      }
      case ENDLESS -> {
        while (true) {
          reply.chunk(route.token("\"and so on \""));
        }
      }
      case BROKEN_LINE -> {
        tokens(route, reply, JSON);
        String broken = route.token("\"never said\"").strip();
        reply.chunk(broken.substring(0, broken.length() - 12) + "\n\n");
        tokens(route, reply, VERDICT);
      }
      case SLOW_DRIP -> {
        for (String token : List.of(JSON.get(0), JSON.get(1), JSON.get(2), JSON.get(3))) {
          pause();
          reply.chunk(route.token(token));
        }
        pause();
        reply.chunk(route.token(JSON.get(4)));
        tokens(route, reply, VERDICT);
      }
      case WRONG_UTF_8 -> {
        tokens(route, reply, JSON.subList(0, 2));
        byte[] bytes = route.token("\"is op#\"").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = bytes[i] == '#' ? (byte) 0xC3 : bytes[i];
        }
        reply.chunk(bytes);
        tokens(route, reply, JSON.subList(4, 5));
        tokens(route, reply, VERDICT);
      }
      case THOUGHT_EMPTY -> {
        tokens(route, reply, List.of("\"<think>\"", "\"\\n\\n\"", "\"</think>\""));
        tokens(route, reply, JSON);
        tokens(route, reply, VERDICT);
      }
      case NOT_JSON -> tokens(route, reply, List.of("\"The claim \"", "\"is right.\""));
      case CUT_JSON -> tokens(route, reply, JSON);
      case WRONG_SCHEMA -> tokens(route, reply, List.of("\"{\\\"answer\\\":\"", "\"true}\""));
      case EMPTY -> tokens(route, reply, List.of());
      case THOUGHT_NEVER_ENDS -> tokens(route, reply, List.of("\"<think>\"", "\"Let me see\""));
      case REFUSAL -> tokens(route, reply, List.of("\"I'm sorry, \"", "\"I can't do that.\""));
      case LENGTH -> {
        tokens(route, reply, JSON);
        reason = "length";
      }
      case LENGTH_WHILE_THINKING -> {
        tokens(route, reply, List.of("\"<think>\"", "\"Let me see\""));
        reason = "length";
      }
      case TEN_MEGABYTES -> {
        // In one line, which has to be read whole before anything can be said of it.
        reply.chunk(route.token("\"" + "a".repeat(10_000_000) + "\""));
      }
      default -> {
        tokens(route, reply, JSON);
        tokens(route, reply, VERDICT);
      }
    }
    reply.chunk(route.end(reason, promptTokens));
    return true;
  }

  private static void tokens(Route route, FaultServer.Reply reply, List<String> tokens)
      throws IOException {
    for (String token : tokens) {
      reply.chunk(route.token(token));
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(60);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
