package dev.claimbench.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.StreamedAnswer;
import dev.claimbench.text.UserError;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.CancellationUnsupportedHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * One streamed call at LangChain4j's seam for HTTP clients: LangChain4j writes the request and
 * reads the events; what it does not know of either, and deadlines, limits, failures and the end of
 * the stream, are dealt with here.
 */
final class StreamConnection implements StreamingChatResponseHandler {
  /** Servers that compute with half precision do send {@code NaN}. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** What ends a stream of events; says nothing by itself. */
  private static final String DONE = "[DONE]";

  /** A kept connection that the server has closed fails at once; later is another failure. */
  private static final long STALE_WITHIN_NANOS = 1_000_000_000L;

  /** Behind a whole answer: a connection whose stream has ended can be used again. */
  private static final long TAIL_NANOS = 50_000_000L;

  /** No server sends as many before the first token. */
  private static final int MOST_EMPTY_EVENTS = 100_000;

  /** Bytes of an error's message that are read. */
  private static final int MESSAGE = 64 * 1024;

  private final SharedClient http;
  private final Server server;
  private final Dialect dialect;
  private final long mostBytes;
  private final StreamedAnswer answer;
  private final long start = System.nanoTime();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Duration timeout = Duration.ZERO;
  private Duration stall = Duration.ZERO;
  private PendingAnswer answered = () -> {};
  private InputStream body = InputStream.nullInputStream();
  private boolean overrun;
  private int emptyEvents;
  private Supplier<String> last = () -> "";
  private long lastAt = start;

  /** What a kind of server has that LangChain4j does not write or read; kept for one call. */
  interface Dialect {
    /** Adds to the request's body fields that LangChain4j does not write. */
    void request(ObjectNode more);

    /** Fields of LangChain4j's that the server refuses, or that others take the place of. */
    default Set<String> refused() {
      return Set.of();
    }

    /**
     * Takes what we read ourselves off an event.
     *
     * @return the event with no more than LangChain4j is to read of it
     * @throws ModelException where it cannot be what a model wrote
     */
    ObjectNode event(JsonNode event) throws ModelException;

    /** Whether an event has marked the end of the answer. */
    boolean ended();

    /** The server has marked the end of the whole stream, with or without such an event. */
    default void marked() {}
  }

  /** The stream ended before the answer did. */
  static final class EndOfStreamException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** A web page where an answer of the API was expected; the message is its beginning. */
  static final class WebPageException extends IOException {
    private static final long serialVersionUID = 1;

    WebPageException(String beginning) {
      super(beginning);
    }
  }

  /** A request that is ready; what comes of it, good or bad, is in {@link #done} afterwards. */
  private interface PendingAnswer {
    void read() throws InterruptedException;
  }

  /** How a request is sent over a connection. */
  interface Sender {
    void send(ChatRequest request, StreamConnection connection);
  }

  /**
   * What came.
   *
   * @param answer text and thinking as they came
   * @param overrun whether we hung up on a server that went on and on
   * @param raw the last event
   * @param total wall time from sending to the end
   */
  record StreamResult(StreamedAnswer answer, boolean overrun, String raw, Duration total) {}

  /**
   * @param maxTokens that the server is asked not to go beyond
   */
  StreamConnection(SharedClient http, Server server, Dialect dialect, int maxTokens) {
    this.http = http;
    this.server = server;
    this.dialect = dialect;
    this.answer = new StreamedAnswer(maxTokens);
    // With all that a server wraps around each token, log-probabilities of twenty others included;
    // and one line that is far too long is read, so that the error can quote it.
    this.mostBytes = SharedClient.MOST_BYTES + 16_384L * maxTokens;
  }

  /**
   * Asks and waits.
   *
   * @param timeout for the whole call
   * @param stall longest silence after the first token; before it, the server may be loading or
   *     reading
   */
  StreamResult ask(Sender sender, ChatRequest request, Duration timeout, Duration stall)
      throws ModelException {
    this.timeout = timeout;
    this.stall = stall;
    try {
      sender.send(request, this);
      answered.read();
      done.get();
      return new StreamResult(
          answer, overrun, last.get(), Duration.ofNanos(System.nanoTime() - start));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UserError unusable) {
        throw unusable;
      }
      if (e.getCause() instanceof InterruptedIOException) {
        throw interrupted(e);
      }
      throw e.getCause() instanceof ModelException said
          ? said
          : server.failure(e.getCause(), last.get());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private ModelException interrupted(Exception e) {
    Thread.currentThread().interrupt();
    return new ModelException(ModelException.Cause.CONNECTION, server.named() + ": interrupted", e);
  }

  /** Nanoseconds for which more of the answer may be waited for. */
  private long patience() throws IOException {
    long now = System.nanoTime();
    if (done.isDone()) {
      long tail = TAIL_NANOS - (now - lastAt);
      if (tail <= 0) {
        throw new IOException("no more is wanted");
      }
      return tail;
    }
    long left = timeout.toNanos() - (now - start);
    long quiet = answer.hasStarted() ? stall.toNanos() - (now - lastAt) : left;
    if (left <= 0 || quiet <= 0) {
      done.completeExceptionally(late(left <= 0 ? timeout : stall, left <= 0));
      throw new IOException("too late");
    }
    return Math.min(left, quiet);
  }

  private ModelException late(Duration limit, boolean overall) {
    String after = limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
    return new ModelException(
        ModelException.Cause.TIMEOUT,
        server.named()
            + (overall
                ? ": no complete answer after " + after + "; give --timeout more"
                : ": the answer stalled, no token came for " + after));
  }

  /** Closes the connection, so that the server stops writing. */
  private void hangUp() {
    try {
      body.close();
    } catch (IOException e) {
      // Closing is all that was wanted; done has what there is to say.
      return;
    }
  }

  /** Takes LangChain4j's request, whose events go to its listener, and does not send it yet. */
  void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    java.net.http.HttpRequest sent = jdk(request);
    answered =
        () -> {
          try {
            read(send(sent), parser, listener);
          } catch (SharedClient.ResponseTooLargeException e) {
            tooMuch(e);
          } catch (HttpConnectTimeoutException e) {
            done.completeExceptionally(e);
          } catch (HttpTimeoutException e) {
            done.completeExceptionally(late(timeout, true));
          } catch (IOException | ModelException | RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        };
  }

  private java.net.http.HttpRequest jdk(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(request.method().name(), BodyPublishers.ofString(body(request.body())))
            .timeout(timeout);
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    return builder.build();
  }

  private String body(String written) {
    ObjectNode more = JSON.createObjectNode();
    dialect.request(more);
    if (dialect.refused().isEmpty()) {
      // Put behind what is there: reading and writing it anew takes longer than all else of a call.
      String begun = written.substring(0, written.lastIndexOf('}'));
      return more.isEmpty() ? written : begun + "," + more.toString().substring(1);
    }
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(written);
      return tree.remove(dialect.refused()).setAll(more).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request that is not JSON: " + written, e);
    }
  }

  /**
   * llama.cpp's server closes what was idle for 5 s, and a request may cross that on its way. A
   * request that never reached anyone is sent once more; the JDK does so for GET alone.
   */
  private HttpResponse<InputStream> send(java.net.http.HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, this::patience);
    } catch (IOException e) {
      if (isUnanswered(e) && System.nanoTime() - start < STALE_WITHIN_NANOS) {
        return http.send(request, this::patience);
      }
      throw e;
    }
  }

  /** The connection ended without one byte of an answer. */
  static boolean isUnanswered(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof IOException && String.valueOf(t.getMessage()).contains("no bytes")) {
        return true;
      }
    }
    return false;
  }

  private void read(
      HttpResponse<InputStream> response,
      ServerSentEventParser parser,
      ServerSentEventListener listener)
      throws IOException, ModelException {
    try (InputStream bytes = new BufferedInputStream(SharedClient.body(response, mostBytes))) {
      body = bytes;
      requireAnswer(response, body);
      listener.onOpen(
          SuccessfulHttpResponse.builder()
              .statusCode(response.statusCode())
              .headers(response.headers().map())
              .build());
      if (isJson(body)) {
        readJson(body, listener);
      } else {
        parser.parse(body, new RawEventListener(listener));
      }
      if (dialect.ended()) {
        listener.onClose();
        done.complete(null);
      } else {
        done.completeExceptionally(new EndOfStreamException());
      }
    }
  }

  private void requireAnswer(HttpResponse<InputStream> response, InputStream body)
      throws IOException, ModelException {
    boolean page =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
            .isPresent();
    boolean ok = response.statusCode() / 100 == 2;
    if (ok && !page) {
      return;
    }
    String beginning = new String(body.readNBytes(MESSAGE), StandardCharsets.UTF_8);
    if (ok) {
      throw new WebPageException(beginning);
    }
    throw server.status(response.statusCode(), beginning, response.headers());
  }

  /** By its first letter; white space and a byte order mark before it are skipped. */
  private static boolean isJson(InputStream body) throws IOException {
    body.mark(3);
    if (!(body.read() == 0xef && body.read() == 0xbb && body.read() == 0xbf)) {
      body.reset();
    }
    int first;
    do {
      body.mark(1);
      first = body.read();
    } while (first == ' ' || first == '\n' || first == '\r' || first == '\t');
    body.reset();
    return first == '{' || first == '[';
  }

  /**
   * One value after the other: Ollama's lines, or the one that a server sends that cannot stream.
   */
  private void readJson(InputStream body, ServerSentEventListener listener)
      throws IOException, ModelException {
    // A reader, as it takes a byte that is no UTF-8 for U+FFFD, where the parser would give up.
    try (MappingIterator<JsonNode> values =
        JSON.readerFor(JsonNode.class)
            .readValues(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      while (values.hasNextValue()) {
        JsonNode event = values.nextValue();
        // Written out only where somebody wants to see it: it may be long.
        take(event, event::toString, "", listener);
      }
    }
  }

  private void take(
      JsonNode event, Supplier<String> text, String name, ServerSentEventListener listener)
      throws ModelException {
    if (done.isDone()) {
      // The caller has what there was, and looks at it.
      return;
    }
    last = text;
    lastAt = System.nanoTime();
    if (!answer.hasStarted() && ++emptyEvents > MOST_EMPTY_EVENTS) {
      throw server.reported("it sent " + MOST_EMPTY_EVENTS + " events without one token");
    }
    // Google's servers put an error into a list.
    JsonNode error =
        name.equals("error") && !event.has("error")
            ? event
            : (event.isArray() ? event.path(0) : event).path("error");
    if (error.isTextual() || (error.isObject() && !error.isEmpty())) {
      throw server.reported(error.isTextual() ? error.asText() : error.toString());
    }
    if (!event.isObject()) {
      throw server.reported("it sent what is no event: " + event);
    }
    listener.onEvent(
        new ServerSentEvent(name.isEmpty() ? null : name, dialect.event(event).toString()),
        new ServerSentEventContext(new CancellationUnsupportedHandle()));
  }

  private JsonNode tree(String line) throws ModelException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw server.failure(e, line);
    }
  }

  /** Between the parser, which would drop a line that fails without a word, and LangChain4j. */
  private final class RawEventListener implements ServerSentEventListener {
    private final ServerSentEventListener listener;
    private boolean marked;

    RawEventListener(ServerSentEventListener listener) {
      this.listener = listener;
    }

    @Override
    public void onEvent(ServerSentEvent came, ServerSentEventContext context) {
      if (marked) {
        // What comes behind the end belongs to nothing.
        return;
      }
      try {
        if (came.data().isBlank() || came.data().strip().equals(DONE)) {
          if (!came.data().isBlank()) {
            marked = true;
            dialect.marked();
          }
          listener.onEvent(came, context);
        } else {
          take(tree(came.data()), came::data, came.event() == null ? "" : came.event(), listener);
        }
      } catch (ModelException | RuntimeException e) {
        done.completeExceptionally(e);
        hangUp();
      }
    }

    @Override
    public void onError(Throwable error) {
      for (Throwable t = error; t != null; t = t.getCause()) {
        if (t instanceof SharedClient.ResponseTooLargeException much) {
          tooMuch(much);
          return;
        }
      }
      done.completeExceptionally(error);
    }
  }

  /** Cut off here what the limit did not; but what has no token is no answer to cut off. */
  private void tooMuch(SharedClient.ResponseTooLargeException much) {
    if (answer.hasStarted()) {
      overrun = true;
      done.complete(null);
    } else {
      done.completeExceptionally(server.reported(much.getMessage() + " without one token"));
    }
  }

  @Override
  public void onPartialResponse(String text) {
    if (!done.isDone()) {
      answer.text(text, System.nanoTime());
      bound();
    }
  }

  @Override
  public void onPartialThinking(PartialThinking thinking) {
    if (!done.isDone()) {
      answer.thinking(thinking.text(), System.nanoTime());
      bound();
    }
  }

  /** The model would never end, and the server lets it. */
  private void bound() {
    if (answer.overrun()) {
      overrun = true;
      done.complete(null);
      hangUp();
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    if (dialect.ended()) {
      done.complete(null);
    }
  }

  @Override
  public void onError(Throwable error) {
    done.completeExceptionally(error);
  }
}
