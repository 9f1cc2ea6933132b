package dev.claimbench.model.http;

import dev.claimbench.text.UserError;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The JDK's HTTP client as all requests to a model server use it: HTTP/1.1 (some servers hang when
 * HTTP/2 is tried), the proxy that the environment names, and for every answer that is read whole a
 * limit of time and of bytes which covers its body.
 */
public final class SharedClient {
  /** For an answer that is read whole; a busy server may take a while. */
  static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

  /** A list of ten thousand models has some 3 MB. */
  static final int MOST_BYTES = 16 << 20;

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final ExecutorService readers = Executors.newCachedThreadPool(SharedClient::reader);
  private final HttpClient http;

  /** More came than may; the message says how much that is. */
  static final class ResponseTooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    ResponseTooLargeException(long most) {
      super("it sent more than " + (most >> 20) + " MB");
    }
  }

  /** An answer that is compressed in a way that nobody asked for; the message is its name. */
  static final class UnknownEncodingException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownEncodingException(String name) {
      super(name);
    }
  }

  /**
   * An answer that was read whole.
   *
   * @param status of HTTP
   */
  record Response(int status, HttpHeaders headers, String body) {
    boolean ok() {
      return status / 100 == 2;
    }
  }

  /**
   * @param environment looks up a variable; null where it is not set
   */
  public SharedClient(Function<String, String> environment) {
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .proxy(new EnvironmentProxy(environment))
            .connectTimeout(CONNECT)
            .sslContext(DeferredTls.context())
            .build();
  }

  private static Thread reader(Runnable work) {
    Thread thread = new Thread(work, "claimbench-http");
    thread.setDaemon(true);
    return thread;
  }

  /** Reads one answer. */
  interface ResponseReader<T> {
    T read(PendingResponse<T> pending) throws Exception;
  }

  /**
   * One answer, read in a thread of its own, as whoever waits has to watch the time. The client's
   * own way to send and not wait starts one more thread for each answer where there are two cores.
   */
  final class PendingResponse<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Future<?> work;
    private InputStream body;
    private boolean hungUp;

    private PendingResponse(ResponseReader<T> reader) {
      work =
          readers.submit(
              () -> {
                try {
                  result.complete(reader.read(this));
                } catch (Exception | Error e) {
                  result.completeExceptionally(e);
                }
              });
    }

    /** The beginning of an answer; called by the reader. */
    HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      synchronized (this) {
        body = response.body();
        if (hungUp) {
          body.close();
        }
      }
      return response;
    }

    T get(Duration most) throws InterruptedException, ExecutionException, TimeoutException {
      return result.get(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Takes the request back, or closes the connection, so that the server stops reading or
     * writing; nothing where the answer was read.
     */
    void hangUp() {
      work.cancel(true);
      synchronized (this) {
        hungUp = true;
        try {
          if (body != null) {
            // The JDK's stream goes on waiting when it is interrupted.
            body.close();
          }
        } catch (IOException e) {
          // Closing is all that was wanted.
          return;
        }
      }
    }
  }

  /** The beginning of an answer, whose body the same thread is to read. */
  HttpResponse<InputStream> send(HttpRequest request, ArrivingBody.Patience patience)
      throws IOException, InterruptedException {
    return http.send(request, head -> new ArrivingBody(patience));
  }

  <T> PendingResponse<T> start(ResponseReader<T> reader) {
    return new PendingResponse<>(reader);
  }

  /** Asks for a document with {@code GET}, or with {@code POST} where there is a body. */
  Response json(String url, Map<String, String> headers, String body) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    headers.forEach(request::header);
    if (!body.isEmpty()) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return whole(request.build(), USUAL_LIMIT);
  }

  /**
   * Reads an answer whole.
   *
   * @param limit until its last byte
   * @throws HttpTimeoutException where it takes longer
   * @throws ResponseTooLargeException where it has more than {@link #MOST_BYTES}
   */
  public Response whole(HttpRequest request, Duration limit) throws IOException {
    PendingResponse<Response> pending =
        start(
            self -> {
              HttpResponse<InputStream> response = self.send(request);
              try (InputStream body = body(response, MOST_BYTES)) {
                String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return new Response(
                    response.statusCode(),
                    response.headers(),
                    text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
              }
            });
    try {
      return pending.get(limit);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no complete answer after " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UserError unusable) {
        throw unusable;
      }
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      pending.hangUp();
    }
  }

  /**
   * The body of an answer, which may not be longer than so many bytes. We ask for no compression,
   * and some proxies compress all the same.
   */
  static InputStream body(HttpResponse<InputStream> response, long most) throws IOException {
    String encoding =
        String.join(",", response.headers().allValues("Content-Encoding"))
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> bounded(response.body(), most);
      case "gzip", "x-gzip" -> bounded(new GZIPInputStream(response.body()), most);
      case "deflate" -> bounded(inflated(new BufferedInputStream(response.body())), most);
      default -> throw new UnknownEncodingException(encoding);
    };
  }

  /** With zlib's header, as the standard has it, or without, as many servers do. */
  private static InputStream inflated(InputStream deflated) throws IOException {
    deflated.mark(1);
    boolean zlib = (deflated.read() & 0x0f) == Deflater.DEFLATED;
    deflated.reset();
    return new InflaterInputStream(deflated, new Inflater(!zlib));
  }

  private static InputStream bounded(InputStream in, long most) {
    return new FilterInputStream(in) {
      private long left = most;

      @Override
      public int read() throws IOException {
        int read = super.read();
        spend(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        spend(Math.max(0, read));
        return read;
      }

      private void spend(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
          throw new ResponseTooLargeException(most);
        }
      }
    };
  }
}
