package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What calls share, and what they must not. */
class ConnectionsTest {
  private static final int ANSWERS = 200;

  /** Whoever asks watches the time, and could not while reading an answer that stalls. */
  @Test
  void an_answer_is_never_read_by_the_thread_that_asked() throws Exception {
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    CountDownLatch read = new CountDownLatch(ANSWERS);
    try (StandIn server = new StandIn().on("/", StandIn.says(200, "{}"))) {
      Connections http = new Connections(Duration.ofSeconds(5), null);
      HttpRequest request =
          HttpRequest.builder().method(HttpMethod.GET).url(server.address().toString()).build();
      for (int i = 0; i < ANSWERS; i++) {
        Runnable unused =
            http.stream(
                request,
                (in, listener) -> {
                  readers.add(Thread.currentThread());
                  read.countDown();
                },
                new Nobody());
      }
      assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(readers).doesNotContain(Thread.currentThread());
  }

  private static final class Nobody implements ServerSentEventListener {
    @Override
    public void onEvent(ServerSentEvent event) {}

    @Override
    public void onError(Throwable error) {}
  }
}
