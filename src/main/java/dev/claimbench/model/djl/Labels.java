package dev.claimbench.model.djl;

import dev.claimbench.model.djl.constrained.Vocabulary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How likely each of some labels was where an answer has one of them. */
final class Labels {
  private final OnnxGraph graph;
  private final Tokens tokens;
  private final Vocabulary vocabulary;
  private final KeyValueCache cache;

  Labels(OnnxGraph graph, Tokens tokens, Vocabulary vocabulary, KeyValueCache cache) {
    this.graph = graph;
    this.tokens = tokens;
    this.vocabulary = vocabulary;
    this.cache = cache;
  }

  /**
   * The probability of each label, given the chat and the answer before it: the product of its
   * tokens' probabilities, the closing quotation mark's included, divided by the sum over all
   * labels. The cache must still hold the chat and the answer.
   *
   * @param before bytes of the answer before the label, its opening quotation mark included
   */
  Map<String, Double> of(ChatTokens chat, int[] answer, byte[] before, List<String> labels) {
    int kept = 0;
    int written = 0;
    while (kept < answer.length
        && written + vocabulary.bytes(answer[kept]).length <= before.length) {
      written += vocabulary.bytes(answer[kept++]).length;
    }
    String rest =
        new String(
            before, written, before.length - written, java.nio.charset.StandardCharsets.UTF_8);
    int last = kept == 0 ? chat.ids()[chat.length() - 1] : answer[kept - 1];
    int position = chat.length() + kept - 1;
    double[] logs = new double[labels.size()];
    for (int i = 0; i < logs.length; i++) {
      cache.truncate(position);
      logs[i] = log(last, tokens.encode(rest + labels.get(i) + "\""));
    }
    return normalised(labels, logs);
  }

  /** Natural logarithm of the probability of tokens after those that are held and one more. */
  private double log(int last, int[] following) {
    int[] given = new int[following.length];
    given[0] = last;
    System.arraycopy(following, 0, given, 1, following.length - 1);
    double log = 0;
    if (graph.shape().lastOnly()) {
      for (int i = 0; i < given.length; i++) {
        log += logSoftmax(graph.read(new int[] {given[i]}, cache), following[i]);
      }
    } else {
      Logits scores = graph.readEach(given, cache);
      for (int i = 0; i < given.length; i++) {
        log += logSoftmax(scores.row(i), following[i]);
      }
    }
    return log;
  }

  private static double logSoftmax(float[] row, int token) {
    float most = Float.NEGATIVE_INFINITY;
    for (float score : row) {
      most = Math.max(most, score);
    }
    double sum = 0;
    for (float score : row) {
      sum += Math.exp(score - most);
    }
    return row[token] - most - Math.log(sum);
  }

  private static Map<String, Double> normalised(List<String> labels, double[] logs) {
    double most = Arrays.stream(logs).max().orElseThrow();
    double sum = Arrays.stream(logs).map(log -> Math.exp(log - most)).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int i = 0; i < logs.length; i++) {
      shares.put(labels.get(i), Math.exp(logs[i] - most) / sum);
    }
    return shares;
  }
}
