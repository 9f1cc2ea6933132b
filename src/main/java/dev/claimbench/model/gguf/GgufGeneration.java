package dev.claimbench.model.gguf;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import dev.claimbench.model.SerialCalls;
import dev.claimbench.model.StreamedAnswer;
import dev.claimbench.model.ThinkingUsage;
import java.time.Duration;
import java.util.Optional;

/** One call's steps in llama.cpp, under one deadline. */
final class GgufGeneration {
  private final LlamaModel llama;
  private final long start = System.nanoTime();
  private final long deadline;
  private final String spec;

  GgufGeneration(LlamaModel llama, long deadline, String spec) {
    this.llama = llama;
    this.deadline = deadline;
    this.spec = spec;
  }

  /**
   * What came.
   *
   * @param tokens written, the one that ends the answer included
   * @param answerTime from the first token to the end
   * @param thought what of it was thinking, which the text has in its marks
   */
  record Completion(
      String text,
      int tokens,
      Reply.Stop stop,
      Duration answerTime,
      Optional<ThinkingUsage> thought) {}

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * @throws ModelException with TIMEOUT, noticed at the next token: llama.cpp cannot be stopped
   *     while it reads a prompt
   */
  Completion run(InferenceParameters parameters) throws ModelException {
    StreamedAnswer answer = new StreamedAnswer(Integer.MAX_VALUE);
    int tokens = 0;
    long first = 0;
    String last = "";
    LlamaIterator outputs = llama.generate(parameters).iterator();
    while (outputs.hasNext()) {
      String chunk = outputs.next().text;
      if (first == 0) {
        first = System.nanoTime();
      }
      // A chunk is a token, unless that token is only part of a character: then several came.
      // The last chunk of all is empty and no token.
      if (outputs.hasNext()) {
        tokens += isAscii(chunk) ? 1 : Math.max(1, llama.encode(chunk).length);
        last = chunk;
        stopIfLate(outputs);
      }
      if (outputs.hasNext() || !chunk.isEmpty()) {
        answer.text(chunk, System.nanoTime());
      }
    }
    // The end token has no text; where the limit cut the answer, the last token has.
    Reply.Stop stop = tokens > 0 && last.isEmpty() ? Reply.Stop.END : Reply.Stop.LENGTH;
    return new Completion(
        answer.text(),
        tokens,
        stop,
        Duration.ofNanos(System.nanoTime() - first),
        answer.thought(tokens, 0));
  }

  private void stopIfLate(LlamaIterator outputs) throws ModelException {
    boolean interrupted = Thread.currentThread().isInterrupted();
    if (interrupted || System.nanoTime() > deadline) {
      outputs.cancel();
      throw SerialCalls.late(spec, interrupted, elapsed(), null);
    }
  }

  private static boolean isAscii(String chunk) {
    return chunk.chars().allMatch(c -> c < 128);
  }
}
