package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LabelsTest {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"required\":[\"evidence\",\"verdict\"],\"properties\":{"
          + "\"evidence\":{\"type\":\"string\",\"maxLength\":9},"
          + "\"verdict\":{\"enum\":[\"SUPPORTED\",\"REFUTED\"]}}}";

  @ParameterizedTest
  @MethodSource("dev.claimbench.model.djl.Tiny#all")
  void probabilities_are_those_of_reading_each_label_anew(Path folder) throws Exception {
    try (Decoder decoder = Tiny.open(folder)) {
      ChatTokens chat = decoder.chat("Judge.", "The bridge cost 30 million euros.", "", false);
      GenerationResult written = decoder.write(chat, SCHEMA, "", Tiny.greedy(), 80, Tiny.FAR);
      String before =
          written.text().substring(0, written.text().lastIndexOf(":\"") + ":\"".length());

      Map<String, Double> told =
          decoder.labels(chat, written, before, List.of("SUPPORTED", "REFUTED"));

      double supported = anew(folder, chat, before, "SUPPORTED");
      double refuted = anew(folder, chat, before, "REFUTED");
      assertThat(told.get("SUPPORTED")).isCloseTo(supported / (supported + refuted), within(1e-2));
      assertThat(told.get("SUPPORTED") + told.get("REFUTED")).isCloseTo(1, within(1e-9));
      // Asking once more does not disturb the next answer.
      assertThat(decoder.write(chat, SCHEMA, "", Tiny.greedy(), 80, Tiny.FAR).text())
          .isEqualTo(written.text());
    }
  }

  /** By reading chat, answer and label in one piece with an empty cache. */
  private static double anew(Path folder, ChatTokens chat, String before, String label)
      throws Exception {
    try (OnnxGraph graph = Tiny.graph(folder);
        Tokens tokens = Tiny.tokens(folder)) {
      int[] start = tokens.encode(before);
      int[] end = tokens.encode(label + "\"");
      int[] all = Arrays.copyOf(chat.ids(), chat.length() + start.length + end.length);
      System.arraycopy(start, 0, all, chat.length(), start.length);
      System.arraycopy(end, 0, all, chat.length() + start.length, end.length);
      Logits scores = graph.readEach(all, graph.newCache());
      double product = 1;
      for (int i = 0; i < end.length; i++) {
        float[] row = scores.row(chat.length() + start.length - 1 + i);
        double sum = 0;
        for (float score : row) {
          sum += Math.exp(score);
        }
        product *= Math.exp(row[end[i]]) / sum;
      }
      return product;
    }
  }
}
