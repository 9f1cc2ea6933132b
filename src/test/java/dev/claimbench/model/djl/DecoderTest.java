package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderTest {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"evidence\":{\"type\":\"string\",\"maxLength\":12},"
          + "\"verdict\":{\"enum\":[\"YES\",\"NO\"]}},\"required\":[\"evidence\",\"verdict\"]}";

  @ParameterizedTest
  @MethodSource("dev.claimbench.model.djl.Tiny#all")
  void a_greedy_answer_is_the_one_that_python_gets_without_a_cache(Path folder) throws Exception {
    Path answers = DecoderFolder.read(folder).folder().resolve("answers.json");
    JsonNode recorded = Json.PLAIN.readTree(answers.toFile());
    assertThat(recorded).hasSize(2);
    try (OnnxGraph graph = Tiny.graph(folder);
        Tokens tokens = Tiny.tokens(folder)) {
      for (JsonNode one : recorded) {
        int[] chat =
            tokens.encode(
                ChatTemplate.CHATML.render(
                    "", one.get("system").asText(), one.get("user").asText(), false));
        assertThat(chat).hasSize(one.get("tokens").asInt());

        KeyValueCache cache = graph.newCache();
        int[] answer = new int[one.get("ids").size()];
        float[] scores = new float[0];
        for (int end : ChunkBoundaries.compute(chat.length, new int[] {5}, 100)) {
          scores = graph.read(Arrays.copyOfRange(chat, cache.length(), end), cache);
        }
        for (int i = 0; i < answer.length; i++) {
          answer[i] = best(scores);
          scores = graph.read(new int[] {answer[i]}, cache);
        }

        assertThat(answer).containsExactly(ids(one));
        assertThat(tokens.decode(answer)).isEqualTo(one.get("text").asText());
      }
    }
  }

  private static int[] ids(JsonNode one) {
    return one.get("ids").valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  private static int best(float[] scores) {
    return IntStream.range(0, scores.length)
        .reduce((a, b) -> scores[b] > scores[a] ? b : a)
        .orElseThrow();
  }

  @Test
  void only_a_graph_that_can_write_in_place_is_found_to_do_so() throws Exception {
    try (OnnxGraph can = Tiny.graph(Tiny.IN_PLACE);
        OnnxGraph cannot = Tiny.graph(Tiny.COPYING)) {
      assertThat(can.inPlace()).isTrue();
      assertThat(cannot.inPlace()).isFalse();
      assertThat(can.shape().positions()).isFalse();
      assertThat(cannot.shape().positions()).isTrue();
    }
  }

  @Test
  void a_graph_that_can_gives_the_scores_of_the_last_token_alone_and_the_same() throws Exception {
    int[] ids = {3, 141, 59, 26, 5};
    try (OnnxGraph asked = Tiny.graph(Tiny.ROWS_ASKED);
        OnnxGraph all = Tiny.graph(Tiny.IN_PLACE)) {
      assertThat(asked.read(ids, asked.newCache())).isEqualTo(all.read(ids, all.newCache()));
      assertThat(asked.shape().rows(1, 5)).isEqualTo(1);
      assertThat(all.shape().rows(1, 5)).isEqualTo(5);

      Logits each = asked.readEach(ids, asked.newCache());
      Logits expected = all.readEach(ids, all.newCache());
      assertThat(each.rows()).isEqualTo(5);
      for (int i = 0; i < 5; i++) {
        assertThat(each.row(i)).isEqualTo(expected.row(i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.claimbench.model.djl.Tiny#all")
  void a_token_has_the_same_scores_to_the_bit_whatever_is_read_with_it(Path folder)
      throws Exception {
    int[] ids = IntStream.range(0, 48).map(i -> 7 * i * i % 400).toArray();
    try (OnnxGraph graph = Tiny.graph(folder)) {
      float[][] alone = readInPieces(graph, ids, 1);
      for (int most : new int[] {2, 3, 4, 7, 13}) {
        float[][] together = readInPieces(graph, ids, most);
        for (int i = 0; i < ids.length; i++) {
          assertThat(together[i]).as("token %d, %d at a time", i, most).isEqualTo(alone[i]);
        }
      }
    }
  }

  private static float[][] readInPieces(OnnxGraph graph, int[] ids, int most) {
    KeyValueCache cache = graph.newCache();
    float[][] scores = new float[ids.length][];
    for (int from = 0; from < ids.length; from += most) {
      int[] piece = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + most));
      Logits each = graph.readEach(piece, cache);
      assertThat(each.rows()).isEqualTo(piece.length);
      assertThat(cache.length()).isEqualTo(from + piece.length);
      for (int i = 0; i < piece.length; i++) {
        scores[from + i] = each.row(i).clone();
      }
    }
    int[] ends = ChunkBoundaries.compute(ids.length, new int[0], most);
    assertThat(cache.sharedWith(ids, ends)).isEqualTo(ids.length);
    return scores;
  }

  @ParameterizedTest
  @MethodSource("dev.claimbench.model.djl.Tiny#all")
  void what_two_messages_have_in_common_is_read_once_and_the_answers_stay_the_same(Path folder)
      throws Exception {
    String article = "Article: " + "The bridge cost 30 million euros. ".repeat(20);
    List<String> claims = List.of("It was cheap.", "Nobody paid.", "It cost 30 million euros.");
    List<String> alone = new ArrayList<>();
    for (String claim : claims) {
      try (Decoder decoder = Tiny.open(folder)) {
        GenerationResult written = ask(decoder, article, claim);
        alone.add(written.text());
      }
    }
    try (Decoder decoder = Tiny.open(folder)) {
      for (int i = 0; i < 6; i++) {
        GenerationResult written = ask(decoder, article, claims.get(i % 3));
        assertThat(written.text()).isEqualTo(alone.get(i % 3));
        if (i > 0) {
          assertThat(written.readTokens()).isLessThan(40);
        }
      }
      // Another article: what is before it stays.
      int all = decoder.chat("You judge.", "Other" + article, "", false).length();
      GenerationResult other = ask(decoder, "Other" + article, claims.get(0));
      assertThat(other.readTokens()).isBetween(all - 20, all + 20);
      assertThat(ask(decoder, article, claims.get(1)).text()).isEqualTo(alone.get(1));
    }
  }

  private static GenerationResult ask(Decoder decoder, String article, String claim)
      throws GenerationStoppedException {
    String user = article + "\n\nClaim: " + claim + "\n\nAnswer.";
    return decoder.write(
        decoder.chat("You judge.", user, article + "\n\nClaim: ", false),
        SCHEMA,
        article,
        Tiny.greedy(),
        60,
        Tiny.FAR);
  }

  private static GenerationResult write(Decoder decoder, ChatTokens chat, TokenChoice choice)
      throws GenerationStoppedException {
    return decoder.write(chat, SCHEMA, "", choice, 60, Tiny.FAR);
  }

  @Test
  void a_seed_draws_the_same_answer_again_and_another_seed_another() throws Exception {
    try (Decoder decoder = Tiny.open(Tiny.IN_PLACE)) {
      ChatTokens chat = decoder.chat("", "Say something.", "", false);
      String first = write(decoder, chat, new TokenChoice(1, 0.9, 0, 7)).text();
      String again = write(decoder, chat, new TokenChoice(1, 0.9, 0, 7)).text();
      String other = write(decoder, chat, new TokenChoice(1, 0.9, 0, 8)).text();
      assertThat(again).isEqualTo(first);
      assertThat(other).isNotEqualTo(first);
    }
  }

  @Test
  void an_answer_is_given_up_at_its_deadline_and_the_next_one_is_as_ever() throws Exception {
    try (Decoder decoder = Tiny.open(Tiny.COPYING)) {
      ChatTokens chat = decoder.chat("", "A text. ".repeat(100), "", false);
      String text = write(decoder, chat, Tiny.greedy()).text();

      assertThatThrownBy(
              () ->
                  decoder.write(
                      chat, SCHEMA, "", Tiny.greedy(), 10, new Deadline(System.nanoTime() - 1)))
          .isInstanceOf(GenerationStoppedException.class);

      assertThat(write(decoder, chat, Tiny.greedy()).text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.claimbench.model.djl.Tiny#all")
  void a_thousand_answers_keep_no_memory(Path folder) throws Exception {
    try (Decoder decoder = Tiny.open(folder)) {
      ChatTokens chat = decoder.chat("", "A text. ".repeat(30), "", false);
      for (int i = 0; i < 300; i++) {
        write(decoder, chat, Tiny.greedy());
      }
      ProcessMemory before = ProcessMemory.now();
      for (int i = 0; i < 1_000; i++) {
        write(decoder, chat, Tiny.greedy());
      }
      ProcessMemory after = ProcessMemory.now();
      // 1,000 answers make 100,000 arrays and more, each some 300 bytes of the heap if it were
      // kept, and read
      // and write 5 MB of cache each. What is resident moves by 70 MB from one measure to the next.
      assertThat(after.heap() - before.heap()).isLessThan(4_000_000L);
      assertThat(after.outside() - before.outside()).isLessThan(200_000_000L);
    }
  }
}
