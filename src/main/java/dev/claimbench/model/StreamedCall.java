package dev.claimbench.model;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
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
  private final StreamedAnswer answer;
  private final CompletableFuture<FinishReason> done = new CompletableFuture<>();
  private volatile boolean writing;
  private volatile boolean overrun;

  /**
   * @param maxTokens that the server was asked not to go beyond
   */
  StreamedCall(Server server, Wire wire, int maxTokens) {
    this.server = server;
    this.wire = wire;
    this.answer = new StreamedAnswer(maxTokens);
    wire.listen(
        this::failed,
        // LangChain4j says nothing at all when a stream just ends: nobody would ever wake up.
        () -> done.completeExceptionally(new EndOfStream()));
  }

  /** The stream ended before the answer did. */
  static final class EndOfStream extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * Bytes that an answer of so many tokens can have with all that a server wraps around each,
   * log-probabilities of twenty others included.
   */
  static long mostBytes(int maxTokens) {
    return (1L << 20) + 16_384L * maxTokens;
  }

  /**
   * What came.
   *
   * @param answer text and thinking as they came
   * @param reason why it ended as the server says; null where it does not
   * @param overrun whether we hung up on a server that went on and on
   * @param raw the last event
   * @param total wall time from sending to the end
   */
  record Answered(
      StreamedAnswer answer, FinishReason reason, boolean overrun, String raw, Duration total) {}

  /**
   * Asks and waits.
   *
   * @param timeout for the whole call
   * @param stall longest silence after the first token; before it, the server may be loading or
   *     reading
   */
  Answered ask(
      Wires wires, StreamingChatModel model, ChatRequest request, Duration timeout, Duration stall)
      throws ModelException {
    try {
      wires.over(wire, () -> model.chat(request, this));
      FinishReason reason = await(timeout, stall);
      return new Answered(
          answer, reason, overrun, wire.last(), Duration.ofNanos(System.nanoTime() - start));
    } catch (ExecutionException e) {
      throw wire.told(server.failure(e.getCause(), wire.last()));
    } catch (InterruptedException e) {
      wire.hangUp();
      Thread.currentThread().interrupt();
      throw new ModelException(
          ModelException.Cause.CONNECTION, server.named() + ": interrupted", e);
    }
  }

  private FinishReason await(Duration timeout, Duration stall)
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

  private void failed(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof Bounded.TooMuch) {
        overrun();
        return;
      }
    }
    done.completeExceptionally(error);
  }

  /** The model would never end, and the server lets it: cut off here what the limit did not. */
  private void overrun() {
    overrun = true;
    done.complete(FinishReason.LENGTH);
    wire.hangUp();
  }

  @Override
  public void onPartialResponse(String text) {
    writing = true;
    if (!done.isDone()) {
      answer.text(text, System.nanoTime());
      bound();
    }
  }

  @Override
  public void onPartialThinking(PartialThinking thinking) {
    writing = true;
    if (!done.isDone()) {
      answer.thinking(thinking.text(), System.nanoTime());
      bound();
    }
  }

  private void bound() {
    if (answer.overrun()) {
      overrun();
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    done.complete(response.metadata().finishReason());
  }

  @Override
  public void onError(Throwable error) {
    done.completeExceptionally(error);
  }
}
