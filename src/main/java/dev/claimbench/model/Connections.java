package dev.claimbench.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Connections to one server that calls share. LangChain4j's own client cannot take a request back,
 * so that a server which has not begun to answer would go on working for nobody, and reads the
 * message of an error however long it is.
 */
final class Connections implements HttpClient {
  /** Bytes of an error's message that are read. */
  private static final int MESSAGE = 64 * 1024;

  private final RetryAfter retryAfter = new RetryAfter(Clock.systemUTC());
  private final ExecutorService readers = Executors.newCachedThreadPool(Connections::reader);
  private final java.net.http.HttpClient http;
  private final Duration readTimeout;

  /** A web page where an answer of the API was expected; the message is its beginning. */
  static final class WebPage extends IOException {
    private static final long serialVersionUID = 1;

    WebPage(String beginning) {
      super(beginning);
    }
  }

  /**
   * @param readTimeout until the answer begins; null where whoever waits has a watch
   */
  Connections(Duration connectTimeout, Duration readTimeout) {
    this.readTimeout = readTimeout;
    http =
        java.net.http.HttpClient.newBuilder()
            // Some servers hang when HTTP/2 is tried.
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .cookieHandler(retryAfter)
            .connectTimeout(connectTimeout)
            .build();
  }

  private static Thread reader(Runnable work) {
    Thread thread = new Thread(work, "claimbench-http");
    thread.setDaemon(true);
    return thread;
  }

  RetryAfter retryAfter() {
    return retryAfter;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    try {
      HttpResponse<InputStream> response = http.send(jdk(request), BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        requireSuccess(response);
        return answer(response, new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    Runnable unused = stream(request, parser, listener);
  }

  /**
   * Sends a request, whose answer the parser gets as it comes.
   *
   * @return takes the request back, as long as the answer has not begun
   */
  Runnable stream(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    // A thread that waits, never the caller's: whoever asks has to watch the time. The client's own
    // way to send and not wait starts one more thread for each answer where there are two cores.
    Future<?> sent =
        readers.submit(
            () -> {
              try {
                read(http.send(jdk(request), BodyHandlers.ofInputStream()), parser, listener);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                listener.onError(e);
              } catch (IOException | RuntimeException | Error e) {
                listener.onError(e);
              }
            });
    return () -> sent.cancel(true);
  }

  private static void read(
      HttpResponse<InputStream> response,
      ServerSentEventParser parser,
      ServerSentEventListener listener)
      throws IOException {
    try (InputStream body = response.body()) {
      requireSuccess(response);
      listener.onOpen(answer(response, null));
      parser.parse(body, listener);
      listener.onClose();
    }
  }

  private static void requireSuccess(HttpResponse<InputStream> response) throws IOException {
    boolean page =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
            .isPresent();
    if (response.statusCode() / 100 == 2 && !page) {
      return;
    }
    String beginning = new String(response.body().readNBytes(MESSAGE), StandardCharsets.UTF_8);
    if (response.statusCode() / 100 == 2) {
      throw new WebPage(beginning);
    }
    throw new HttpException(response.statusCode(), beginning);
  }

  private static SuccessfulHttpResponse answer(HttpResponse<InputStream> response, String body) {
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .body(body)
        .build();
  }

  private java.net.http.HttpRequest jdk(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(
                request.method().name(),
                request.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.body()));
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    if (readTimeout != null) {
      builder.timeout(readTimeout);
    }
    return builder.build();
  }
}
