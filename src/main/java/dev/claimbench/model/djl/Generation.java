package dev.claimbench.model.djl;

import dev.claimbench.model.djl.constrained.Decoding;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** The loop that writes one answer. */
final class Generation {
  private final OnnxGraph graph;
  private final KeyValueCache cache;
  private final Deadline deadline;
  private final int[] answer;
  private int length;

  /** How many tokens of the answer the graph has read. */
  private int read;

  /** How many of them were thought before it. */
  private int thought;

  private long thoughtTime;

  private float[] scores;

  Generation(OnnxGraph graph, KeyValueCache cache, int maxTokens, Deadline deadline) {
    this.graph = graph;
    this.cache = cache;
    this.deadline = deadline;
    answer = new int[maxTokens];
  }

  /**
   * @param thinking how to think first; empty for an answer at once
   */
  GenerationResult write(
      ChatTokens chat, TokenChoice choice, Optional<Thinking> thinking, Decoding decoding)
      throws GenerationStoppedException {
    long start = System.nanoTime();
    int[] ends = ChunkBoundaries.compute(chat.length(), chat.boundaries(), graph.pieceTokens());
    // The last piece is always read: the scores behind it are not kept.
    int held = cache.sharedWith(chat.ids(), Arrays.copyOf(ends, ends.length - 1));
    cache.truncate(held);
    cache.reserve(chat.length() + answer.length);
    readPrompt(chat.ids(), ends, held);
    long first = System.nanoTime();
    if (thinking.isPresent()) {
      think(choice, thinking.get());
      thoughtTime = System.nanoTime() - first;
    }
    while (!decoding.finished() && length < answer.length) {
      int token = next(choice, decoding);
      decoding.accept(token);
      answer[length++] = token;
    }
    long end = System.nanoTime();
    return new GenerationResult(
        decoding.text(),
        Arrays.copyOfRange(answer, thought, length),
        decoding.finished(),
        chat.length() - held,
        Duration.ofNanos(first - start),
        Duration.ofNanos(end - first),
        thinking.map(
            how -> how.thoughts(Arrays.copyOf(answer, thought), Duration.ofNanos(thoughtTime))));
  }

  /** Whatever the model likes, until it ends it or there is no more room. */
  private void think(TokenChoice choice, Thinking thinking) throws GenerationStoppedException {
    append(thinking.begin());
    while (length < answer.length) {
      readWritten();
      int token = choice.next(scores, thinking.allowed());
      append(token);
      if (token == thinking.end()) {
        append(thinking.after());
        break;
      }
    }
    thought = length;
  }

  private void append(int... tokens) {
    int fits = Math.min(tokens.length, answer.length - length);
    System.arraycopy(tokens, 0, answer, length, fits);
    length += fits;
  }

  /** What can only be one token is not asked; it is read with those after it, in one go. */
  private int next(TokenChoice choice, Decoding decoding) throws GenerationStoppedException {
    OptionalInt forced = decoding.forced();
    if (forced.isPresent()) {
      return forced.getAsInt();
    }
    readWritten();
    return choice.next(scores, decoding.allowed());
  }

  private void readWritten() throws GenerationStoppedException {
    for (int end = read; read < length; read = end) {
      deadline.check();
      end = Math.min(length, read + graph.pieceTokens());
      scores = graph.read(Arrays.copyOfRange(answer, read, end), cache);
    }
  }

  private void readPrompt(int[] ids, int[] ends, int from) throws GenerationStoppedException {
    int begin = from;
    for (int end : ends) {
      if (end > begin) {
        deadline.check();
        scores = graph.read(Arrays.copyOfRange(ids, begin, end), cache);
        begin = end;
      }
    }
    deadline.check();
  }
}
