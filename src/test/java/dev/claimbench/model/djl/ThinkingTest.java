package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With random weights: of some 480 tokens each is about as likely, the end of thinking too. */
class ThinkingTest {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"required\":[\"verdict\"],"
          + "\"properties\":{\"verdict\":{\"enum\":[\"YES\",\"NO\"]}}}";

  @TempDir Path folder;

  @BeforeEach
  void aModelThatCanThink() throws IOException {
    for (String name : new String[] {"model.onnx", "config.json"}) {
      Files.copy(Tiny.IN_PLACE.resolve(name), folder.resolve(name));
    }
    String words = Files.readString(Tiny.IN_PLACE.resolve("tokenizer.json"));
    assertThat(words).contains("<|endoftext|>");
    Files.writeString(folder.resolve("tokenizer.json"), words.replace("<|endoftext|>", "</think>"));
    Files.writeString(
        folder.resolve("chat_template.jinja"),
        Files.readString(Tiny.IN_PLACE.resolve("chat_template.jinja"))
            + "{% if enable_thinking is defined %}{% endif %}");
  }

  private static GenerationResult ask(Decoder decoder, boolean think, int most)
      throws GenerationStoppedException {
    ChatTokens chat = decoder.chat("", "Is it so?", "", think);
    return decoder.write(chat, SCHEMA, "", new TokenChoice(2, 1, 0, 5), most, Tiny.FAR);
  }

  @Test
  void what_is_thought_comes_before_the_answer_and_is_counted_apart() throws Exception {
    try (Decoder decoder = Tiny.open(folder)) {
      assertThat(decoder.canThink()).isTrue();
      ChatTokens chat = decoder.chat("", "Is it so?", "", true);
      GenerationResult written = ask(decoder, true, 3_500);

      assertThat(written.ended()).isTrue();
      assertThat(written.text()).isIn("{\"verdict\":\"YES\"}", "{\"verdict\":\"NO\"}");
      GenerationResult.Thoughts thoughts = written.thoughts().orElseThrow();
      assertThat(thoughts.text()).isNotEmpty().doesNotContain("</think>");
      assertThat(thoughts.tokens().length).isGreaterThan(10);
      assertThat(thoughts.time()).isPositive().isLessThanOrEqualTo(written.writeTime());

      // The probabilities are those of reading it all anew.
      String before = "{\"verdict\":\"";
      Map<String, Double> told = decoder.labels(chat, written, before, List.of("YES", "NO"));
      double yes = anew(chat.and(thoughts.tokens()), before, "YES");
      double no = anew(chat.and(thoughts.tokens()), before, "NO");
      assertThat(told.get("YES")).isCloseTo(yes / (yes + no), within(1e-2));
    }
  }

  private double anew(ChatTokens chat, String before, String label) throws Exception {
    try (OnnxGraph graph = new OnnxGraph(folder.resolve("model.onnx"), 1);
        Tokens tokens = new Tokens(folder.resolve("tokenizer.json"))) {
      KeyValueCache cache = graph.newCache();
      int[] start = chat.and(tokens.encode(before)).ids();
      float[] scores = new float[0];
      for (int end : ChunkBoundaries.compute(start.length, new int[0], graph.pieceTokens())) {
        scores = graph.read(Arrays.copyOfRange(start, cache.length(), end), cache);
      }
      double product = 1;
      for (int token : tokens.encode(label + "\"")) {
        float[] row = scores;
        double sum = 0;
        for (float score : row) {
          sum += Math.exp(score);
        }
        product *= Math.exp(row[token]) / sum;
        scores = graph.read(new int[] {token}, cache);
      }
      return product;
    }
  }

  @Test
  void thinking_that_finds_no_end_takes_all_the_room() throws Exception {
    try (Decoder decoder = Tiny.open(folder)) {
      GenerationResult written = ask(decoder, true, 12);
      assertThat(written.ended()).isFalse();
      assertThat(written.text()).isEmpty();
      assertThat(written.tokens()).isEmpty();
      assertThat(written.thoughts().orElseThrow().tokens()).hasSize(12);
    }
  }

  @Test
  void told_not_to_think_it_does_not() throws Exception {
    try (Decoder decoder = Tiny.open(folder)) {
      GenerationResult written = ask(decoder, false, 40);
      assertThat(written.thoughts()).isEmpty();
      assertThat(written.ended()).isTrue();
    }
  }

  @Test
  void a_model_without_the_switch_cannot() throws Exception {
    try (Decoder decoder = Tiny.open(Tiny.IN_PLACE)) {
      assertThat(decoder.canThink()).isFalse();
    }
  }
}
