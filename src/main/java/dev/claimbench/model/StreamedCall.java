package dev.claimbench.model;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question to a server, answered token by token, under a deadline. */
final class StreamedCall implements StreamingChatResponseHandler {
  private final Server server;
  private final Wire wire;
  private final long start = System.nanoTime();
  private final CompletableFuture<ChatResponse> done = new CompletableFuture<>();
  private volatile boolean writing;

  StreamedCall(Server server, Wire wire) {
    this.server = server;
    this.wire = wire;
    wire.listen(
        done::completeExceptionally,
        // LangChain4j says nothing at all when a stream just ends: nobody would ever wake up.
        () -> done.completeExceptionally(new EndOfStream()));
  }

  /** The stream ended before the answer did. */
  static final class EndOfStream extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * What came.
   *
   * @param raw the last event
   * @param total wall time from sending to the end
   */
  record Answered(ChatResponse response, String raw, Duration total) {
    String text() {
      String text = response.aiMessage().text();
      return text == null ? "" : text;
    }

    String thinking() {
      String thinking = response.aiMessage().thinking();
      return thinking == null ? "" : thinking;
    }
  }

  /**
   * Asks and waits.
   *
   * @param timeout for the whole call
   * @param stall longest silence after the first token; before it, the server may be loading or
   *     reading
   */
  Answered ask(StreamingChatModel model, ChatRequest request, Duration timeout, Duration stall)
      throws ModelException {
    try {
      model.chat(request, this);
      ChatResponse response = await(timeout, stall);
      return new Answered(response, wire.last(), Duration.ofNanos(System.nanoTime() - start));
    } catch (ExecutionException e) {
      throw wire.told(server.failure(e.getCause(), wire.last()));
    } catch (InterruptedException e) {
      wire.hangUp();
      Thread.currentThread().interrupt();
      throw new ModelException(
          ModelException.Cause.CONNECTION, server.named() + ": interrupted", e);
    }
  }

  private ChatResponse await(Duration timeout, Duration stall)
      throws ModelException, ExecutionException, InterruptedException {
    while (true) {
      long now = System.nanoTime();
      long left = timeout.toNanos() - (now - start);
      long quiet = writing ? stall.toNanos() - (now - wire.lastAt()) : left;
      if (left <= 0 || quiet <= 0) {
        wire.hangUp();
        throw late(left <= 0 ? timeout : stall, left <= 0);
      }
      try {
        return done.get(Math.min(Math.min(left, quiet), 1_000_000_000L), TimeUnit.NANOSECONDS);
      } catch (TimeoutException again) {
        // Look at both clocks once more.
      }
    }
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

  @Override
  public void onPartialResponse(String text) {
    writing = true;
  }

  @Override
  public void onPartialThinking(PartialThinking thinking) {
    writing = true;
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    done.complete(response);
  }

  @Override
  public void onError(Throwable error) {
    done.completeExceptionally(error);
  }
}
