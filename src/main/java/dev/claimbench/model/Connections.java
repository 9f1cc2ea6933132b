package dev.claimbench.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Clock;
import java.time.Duration;

/** Connections to one server that calls share. */
final class Connections implements HttpClient {
  private final RetryAfter retryAfter = new RetryAfter(Clock.systemUTC());
  private final HttpClient http;

  /**
   * @param readTimeout until the answer begins; null where whoever waits has a watch
   */
  Connections(Duration connectTimeout, Duration readTimeout) {
    http =
        JdkHttpClient.builder()
            .readTimeout(readTimeout)
            .httpClientBuilder(
                java.net.http.HttpClient.newBuilder()
                    // Some servers hang when HTTP/2 is tried.
                    .version(java.net.http.HttpClient.Version.HTTP_1_1)
                    .cookieHandler(retryAfter)
                    .connectTimeout(connectTimeout))
            .build();
  }

  RetryAfter retryAfter() {
    return retryAfter;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    return http.execute(request);
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    http.execute(request, parser, listener);
  }
}
