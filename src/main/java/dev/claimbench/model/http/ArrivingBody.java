package dev.claimbench.model.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read as it comes. Unlike the JDK's own stream, it takes an interrupt, and
 * waits no longer than its reader may: so the thread that asks can read by itself, and no second
 * one has to be woken to watch the time. Read and closed by one thread.
 */
final class ArrivingBody extends InputStream implements BodySubscriber<InputStream> {
  /** In place of one that came too late. */
  private static final Flow.Subscription NOT_WANTED =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

  /** How long the reader may wait. */
  interface Patience {
    /**
     * Nanoseconds for which to wait for more, above 0.
     *
     * @throws IOException where the time is over
     */
    long left() throws IOException;
  }

  /**
   * What came.
   *
   * @param failure why nothing more comes; null for the regular end
   */
  private record Arrival(List<ByteBuffer> bytes, boolean last, @Nullable Throwable failure) {}

  private final Patience patience;
  private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> read = new ArrayDeque<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private boolean ended;
  private boolean closed;

  ArrivingBody(Patience patience) {
    this.patience = patience;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (subscription.complete(given)) {
      given.request(1);
    } else {
      given.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    arrived.add(new Arrival(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    arrived.add(new Arrival(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    arrived.add(new Arrival(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    ByteBuffer bytes = next();
    return bytes == null ? -1 : bytes.get() & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ByteBuffer bytes = next();
    if (bytes == null) {
      return -1;
    }
    int some = Math.min(length, bytes.remaining());
    bytes.get(buffer, offset, some);
    return some;
  }

  /** Bytes that came; null at the end. */
  private @Nullable ByteBuffer next() throws IOException {
    while (!ended && !closed && (read.isEmpty() || !read.element().hasRemaining())) {
      if (read.poll() == null) {
        take(await());
      }
    }
    if (closed) {
      throw new IOException("closed");
    }
    return ended ? null : read.element();
  }

  private Arrival await() throws IOException {
    try {
      // What is there is not late, though the reader may be.
      Arrival next = arrived.poll();
      while (next == null) {
        next = arrived.poll(patience.left(), TimeUnit.NANOSECONDS);
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private void take(Arrival next) throws IOException {
    if (next.failure() != null) {
      throw new IOException("closed", next.failure());
    }
    ended = next.last();
    read.addAll(next.bytes());
    if (!ended) {
      subscription.join().request(1);
    }
  }

  /** Has the connection closed where the answer is not at its end. */
  @Override
  public void close() {
    closed = true;
    if (!ended && !subscription.complete(NOT_WANTED)) {
      subscription.join().cancel();
    }
  }
}
