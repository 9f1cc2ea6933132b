package dev.claimbench.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The client that LangChain4j's models of one server share; each call goes over its own wire, that
 * of the thread which asks. Making a model for each call instead looks through all jars for
 * factories each time, a tenth of what a call costs.
 */
final class Wires implements HttpClient {
  private static final ThreadLocal<Wire> OWN = new ThreadLocal<>();
  private final Map<Object, StreamingChatModel> models = new ConcurrentHashMap<>();

  /**
   * The model that asks in this way, made the first time.
   *
   * @param way of asking, equal to itself: there are as many as a run has tasks and repeats
   */
  StreamingChatModel model(Object way, Supplier<StreamingChatModel> make) {
    return models.computeIfAbsent(way, w -> make.get());
  }

  /** What is sent from this thread meanwhile goes over this wire. */
  void over(Wire wire, Runnable sending) {
    OWN.set(wire);
    try {
      sending.run();
    } finally {
      OWN.remove();
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    return OWN.get().execute(request);
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    OWN.get().execute(request, parser, listener);
  }

  /** LangChain4j asks for a builder; time-outs are watched by whoever waits, not here. */
  HttpClientBuilder builder() {
    return new Builder(this);
  }

  private record Builder(Wires wires) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return wires;
    }
  }
}
