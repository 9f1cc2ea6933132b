package dev.claimbench.model.catalogue;

import dev.claimbench.text.Text;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A response body that is read with a limit on silence, which the client's own streams lack: they
 * wait for ever for the next byte.
 */
final class TimedBody implements BodySubscriber<TimedBody>, AutoCloseable {
  private sealed interface Event {
    record Bytes(List<ByteBuffer> buffers) implements Event {}

    record Failed(Throwable cause) implements Event {}

    record End() implements Event {}
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private Subscription subscription;
  private boolean closed;

  /**
   * The next bytes.
   *
   * @return empty at the end
   * @throws HttpTimeoutException when none came for that long
   * @throws IOException when the connection broke
   */
  List<ByteBuffer> next(Duration silence) throws IOException, InterruptedException {
    Event event = events.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new HttpTimeoutException(Text.format("no data for %d s", silence.toSeconds()));
    } else if (event instanceof Event.Bytes bytes) {
      request();
      return bytes.buffers();
    } else if (event instanceof Event.Failed failed) {
      throw new IOException(failed.cause().getMessage(), failed.cause());
    }
    return List.of();
  }

  private synchronized void request() {
    subscription.request(1);
  }

  /** Breaks the connection off unless the body is at its end. */
  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public CompletionStage<TimedBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public synchronized void onSubscribe(Subscription s) {
    subscription = s;
    // The headers alone may have been enough to turn the answer down, before its body began.
    if (closed) {
      s.cancel();
    } else {
      s.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event.Bytes(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Failed(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.End());
  }
}
