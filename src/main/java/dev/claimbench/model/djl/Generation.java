package dev.claimbench.model.djl;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/** The loop that writes one answer. */
final class Generation {
  private final OnnxGraph graph;
  private final Tokens tokens;
  private final KeyValueCache cache;
  private final Set<Integer> stops;
  private final Deadline deadline;

  Generation(
      OnnxGraph graph, Tokens tokens, KeyValueCache cache, Set<Integer> stops, Deadline deadline) {
    this.graph = graph;
    this.tokens = tokens;
    this.cache = cache;
    this.stops = stops;
    this.deadline = deadline;
  }

  Written write(ChatTokens chat, TokenChoice choice, int maxTokens) throws Stopped {
    long start = System.nanoTime();
    int[] ends = Pieces.of(chat.length(), chat.boundaries(), graph.pieceTokens());
    // The last piece is always read: the scores behind it are not kept.
    int held = cache.sharedWith(chat.ids(), Arrays.copyOf(ends, ends.length - 1));
    cache.truncate(held);
    cache.reserve(chat.length() + maxTokens);
    Logits scores = read(chat.ids(), ends, held);
    long first = System.nanoTime();
    int[] answer = new int[maxTokens];
    int n = 0;
    boolean ended = false;
    while (true) {
      int token = choice.next(scores.last());
      answer[n++] = token;
      ended = stops.contains(token);
      if (ended || n == maxTokens) {
        break;
      }
      deadline.check();
      scores = graph.read(new int[] {token}, cache);
    }
    long end = System.nanoTime();
    return new Written(
        tokens.decode(Arrays.copyOf(answer, ended ? n - 1 : n)),
        n,
        ended,
        chat.length() - held,
        Duration.ofNanos(first - start),
        Duration.ofNanos(end - first));
  }

  private Logits read(int[] ids, int[] ends, int from) throws Stopped {
    Logits scores = null;
    int begin = from;
    for (int end : ends) {
      if (end > begin) {
        deadline.check();
        scores = graph.read(Arrays.copyOfRange(ids, begin, end), cache);
        begin = end;
      }
    }
    deadline.check();
    return scores;
  }
}
