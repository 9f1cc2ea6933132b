package dev.claimbench.model.djl;

import dev.claimbench.decode.Decoding;
import java.time.Duration;
import java.util.Arrays;
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

  private Logits scores;

  Generation(OnnxGraph graph, KeyValueCache cache, int maxTokens, Deadline deadline) {
    this.graph = graph;
    this.cache = cache;
    this.deadline = deadline;
    answer = new int[maxTokens];
  }

  Written write(ChatTokens chat, TokenChoice choice, Decoding decoding) throws Stopped {
    long start = System.nanoTime();
    int[] ends = Pieces.of(chat.length(), chat.boundaries(), graph.pieceTokens());
    // The last piece is always read: the scores behind it are not kept.
    int held = cache.sharedWith(chat.ids(), Arrays.copyOf(ends, ends.length - 1));
    cache.truncate(held);
    cache.reserve(chat.length() + answer.length);
    readPrompt(chat.ids(), ends, held);
    long first = System.nanoTime();
    while (!decoding.finished() && length < answer.length) {
      int token = next(choice, decoding);
      decoding.accept(token);
      answer[length++] = token;
    }
    long end = System.nanoTime();
    return new Written(
        decoding.text(),
        Arrays.copyOf(answer, length),
        decoding.finished(),
        chat.length() - held,
        Duration.ofNanos(first - start),
        Duration.ofNanos(end - first));
  }

  /** What can only be one token is not asked; it is read with those after it, in one go. */
  private int next(TokenChoice choice, Decoding decoding) throws Stopped {
    OptionalInt forced = decoding.forced();
    if (forced.isPresent()) {
      return forced.getAsInt();
    }
    for (int end = read; read < length; read = end) {
      deadline.check();
      end = Math.min(length, read + graph.pieceTokens());
      scores = graph.read(Arrays.copyOfRange(answer, read, end), cache);
    }
    return choice.next(scores.last(), decoding.allowed());
  }

  private void readPrompt(int[] ids, int[] ends, int from) throws Stopped {
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
