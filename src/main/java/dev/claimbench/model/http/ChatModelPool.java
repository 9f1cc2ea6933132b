package dev.claimbench.model.http;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's chat models, each used for one call after the other: making one looks through all
 * jars for factories. Safe for use by several threads.
 *
 * @param <S> all that the models differ in
 */
final class ChatModelPool<S> {
  /** So many settings are in use at once at most; more are those of runs that are over. */
  private static final int MOST_SETTINGS = 64;

  private final BiFunction<HttpClientBuilder, S, StreamingChatModel> maker;
  private final Map<S, Queue<Pooled>> idle = new ConcurrentHashMap<>();

  /**
   * @param maker makes a model of these settings whose requests go to this client
   */
  ChatModelPool(BiFunction<HttpClientBuilder, S, StreamingChatModel> maker) {
    this.maker = maker;
  }

  /** Sends a request over a connection, which gets all that comes back. */
  void send(S settings, ChatRequest request, StreamConnection connection) {
    if (idle.size() > MOST_SETTINGS) {
      idle.clear();
    }
    Queue<Pooled> free = idle.computeIfAbsent(settings, k -> new ConcurrentLinkedQueue<>());
    Pooled waiting = free.poll();
    Pooled pooled = waiting == null ? new Pooled(settings) : waiting;
    pooled.connection = connection;
    try {
      pooled.model.chat(request, connection);
    } finally {
      // The request is on its way; what comes back needs the connection alone.
      pooled.connection = null;
      free.add(pooled);
    }
  }

  /** A model, and the client that it was made with. */
  private final class Pooled implements HttpClient, HttpClientBuilder {
    private final StreamingChatModel model;
    private @Nullable StreamConnection connection;

    Pooled(S settings) {
      model = maker.apply(this, settings);
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      if (connection == null) {
        throw new IllegalStateException("a request outside of a call");
      }
      connection.execute(request, parser, listener);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      throw new UnsupportedOperationException("all calls are streamed");
    }

    @Override
    public HttpClient build() {
      return this;
    }

    @Override
    public @Nullable Duration connectTimeout() {
      return null;
    }

    /** The waiting thread watches the time. */
    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }
  }
}
