package dev.claimbench.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One streamed call, seen below LangChain4j: keeps the last event as it came, tells of failures and
 * of the end of the stream before they are mapped or dropped, and can hang up.
 */
final class Wire implements HttpClient {
  /** What ends a stream of events; says nothing by itself. */
  private static final String DONE = "[DONE]";

  /** A kept connection that the server has closed fails at once; later is another failure. */
  private static final long STALE_WITHIN_NANOS = 1_000_000_000L;

  private final Connections http;
  private final UnaryOperator<String> body;
  private final UnaryOperator<String> event;
  private final long mostBytes;
  private volatile Consumer<Throwable> failed = error -> {};
  private volatile Runnable ended = () -> {};
  private volatile String last = "";
  private volatile long lastAt = System.nanoTime();
  private InputStream stream;
  private Runnable takeBack = () -> {};
  private boolean hungUp;

  /**
   * A wire for one call.
   *
   * @param body what to do to the request's body before it is sent
   * @param event what to do to each event before LangChain4j sees it
   * @param mostBytes that an answer may have
   */
  Wire(Connections http, UnaryOperator<String> body, UnaryOperator<String> event, long mostBytes) {
    this.http = http;
    this.body = body;
    this.event = event;
    this.mostBytes = mostBytes;
  }

  /** The failure with what the server said about coming back. */
  ModelException told(ModelException failure) {
    return http.retryAfter().told(failure);
  }

  /** Tells of what goes wrong, as it was thrown, and of the end of the stream. */
  void listen(Consumer<Throwable> failed, Runnable ended) {
    this.failed = failed;
    this.ended = ended;
  }

  /** The last event as it came; empty before the first. */
  String last() {
    return last;
  }

  /** {@link System#nanoTime()} of the last event. */
  long lastAt() {
    return lastAt;
  }

  /** Closes the connection, so that the server stops reading or writing. */
  void hangUp() {
    InputStream open;
    Runnable back;
    synchronized (this) {
      hungUp = true;
      open = stream;
      back = takeBack;
    }
    back.run();
    close(open);
  }

  private void send(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    Runnable back = http.stream(request, parser, listener);
    boolean late;
    synchronized (this) {
      takeBack = back;
      late = hungUp;
    }
    if (late) {
      back.run();
    }
  }

  private void opened(InputStream in) {
    boolean late;
    synchronized (this) {
      stream = in;
      late = hungUp;
    }
    if (late) {
      close(in);
    }
  }

  private static void close(InputStream in) {
    if (in == null) {
      return;
    }
    try {
      in.close();
    } catch (IOException e) {
      // Closing is all that was wanted.
      return;
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    return http.execute(request);
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    HttpRequest sent =
        HttpRequest.builder()
            .method(request.method())
            .url(request.url())
            .headers(request.headers())
            .body(body.apply(request.body()))
            .build();
    ServerSentEventParser capturing =
        (in, events) -> {
          opened(in);
          parser.parse(new Bounded(in, mostBytes), events);
        };
    // llama.cpp's server closes what was idle for 5 s, and a request may cross that on its way. A
    // request that never reached anyone is sent once more; the JDK does so for GET alone.
    long start = System.nanoTime();
    send(
        sent,
        capturing,
        new Tap(
            listener,
            error ->
                isUnanswered(error)
                    && System.nanoTime() - start < STALE_WITHIN_NANOS
                    && !isHungUp(),
            () -> send(sent, capturing, new Tap(listener))));
  }

  /** The connection ended without one byte of an answer. */
  private static boolean isUnanswered(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof IOException && String.valueOf(t.getMessage()).contains("no bytes")) {
        return true;
      }
    }
    return false;
  }

  private synchronized boolean isHungUp() {
    return hungUp;
  }

  private final class Tap implements ServerSentEventListener {
    private final ServerSentEventListener listener;
    private final Predicate<Throwable> again;
    private final Runnable sendAgain;

    Tap(ServerSentEventListener listener) {
      this(listener, error -> false, () -> {});
    }

    Tap(ServerSentEventListener listener, Predicate<Throwable> again, Runnable sendAgain) {
      this.listener = listener;
      this.again = again;
      this.sendAgain = sendAgain;
    }

    @Override
    public void onOpen(SuccessfulHttpResponse response) {
      listener.onOpen(response);
    }

    @Override
    public void onEvent(ServerSentEvent came, ServerSentEventContext context) {
      lastAt = System.nanoTime();
      try {
        listener.onEvent(
            saysNothing(came) ? came : new ServerSentEvent(came.event(), kept(came)), context);
      } catch (RuntimeException e) {
        // The parser above us would drop this line without a word, and a piece of the answer.
        failed.accept(e);
      }
    }

    private static boolean saysNothing(ServerSentEvent came) {
      return came.data().isBlank() || came.data().equals(DONE);
    }

    private String kept(ServerSentEvent came) {
      last = came.data();
      return event.apply(last);
    }

    @Override
    public void onError(Throwable error) {
      if (again.test(error)) {
        sendAgain.run();
        return;
      }
      failed.accept(error);
      listener.onError(error);
    }

    @Override
    public void onClose() {
      listener.onClose();
      ended.run();
    }
  }
}
