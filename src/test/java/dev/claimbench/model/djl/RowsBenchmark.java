package dev.claimbench.model.djl;

import dev.claimbench.Shared;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a graph takes to read some tokens at once, and whether their scores are the same to the
 * bit; printed, never asserted. By the thread's own processor time, which other work on the machine
 * does not stretch.
 */
@Tag("benchmark")
class RowsBenchmark {
  private static final int PAST = 768;
  private static final int READ = 48;
  private static final int ROUNDS = 25;

  @Test
  void tokens_at_a_time() throws Exception {
    String named = System.getProperty("decoder", "");
    Path folder =
        named.isEmpty() ? Shared.file("models/smollm2-135m-instruct-onnx-int4") : Path.of(named);
    // Any tokens will do, as long as they are not all alike.
    int[] ids = IntStream.range(0, PAST + READ).map(i -> 31 * i * i % 9_973).toArray();
    int[] sizes = {1, 2, 3, 4, 8, 13};
    try (OnnxGraph graph = new OnnxGraph(DecoderFolder.read(folder).graph(), 1)) {
      KeyValueCache cache = graph.newCache();
      for (int end : ChunkBoundaries.compute(PAST, new int[0], graph.pieceTokens())) {
        graph.read(Arrays.copyOfRange(ids, cache.length(), end), cache);
      }
      float[][] alone = read(graph, cache, ids, 1);
      double[][] times = new double[sizes.length][ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < sizes.length; i++) {
          cache.truncate(PAST);
          int[] piece = Arrays.copyOfRange(ids, PAST, PAST + sizes[i]);
          long start = now();
          graph.readEach(piece, cache);
          times[i][round] = (now() - start) / 1e6;
        }
      }
      for (int i = 0; i < sizes.length; i++) {
        Arrays.sort(times[i]);
        float[][] together = read(graph, cache, ids, sizes[i]);
        long same =
            IntStream.range(0, READ).filter(t -> Arrays.equals(alone[t], together[t])).count();
        System.out.printf(
            Locale.ROOT,
            "%2d tokens: least %.1f ms, median %.1f ms; same scores as one at a time: %d of %d%n",
            sizes[i],
            times[i][0],
            times[i][ROUNDS / 2],
            same,
            READ);
      }
    }
  }

  private static float[][] read(OnnxGraph graph, KeyValueCache cache, int[] ids, int most) {
    cache.truncate(PAST);
    float[][] scores = new float[READ][];
    for (int from = 0; from < READ; from += most) {
      int end = Math.min(READ, from + most);
      Logits each = graph.readEach(Arrays.copyOfRange(ids, PAST + from, PAST + end), cache);
      for (int i = from; i < end; i++) {
        scores[i] = each.row(i - from).clone();
      }
    }
    return scores;
  }

  private static long now() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadCpuTime();
  }
}
