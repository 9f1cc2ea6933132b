package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderTest {
  static Stream<Path> both() {
    return Stream.of(Tiny.IN_PLACE, Tiny.COPYING);
  }

  @ParameterizedTest
  @MethodSource("both")
  void a_greedy_answer_is_the_one_that_python_gets_without_a_cache(Path folder) throws Exception {
    JsonNode recorded = new ObjectMapper().readTree(folder.resolve("answers.json").toFile());
    try (Decoder decoder = Tiny.open(folder)) {
      assertThat(recorded).hasSize(2);
      for (JsonNode one : recorded) {
        ChatTokens chat =
            decoder.chat(one.get("system").asText(), one.get("user").asText(), false, "");
        assertThat(chat.length()).isEqualTo(one.get("tokens").asInt());

        Written written = decoder.write(chat, Tiny.greedy(), 40, Tiny.FAR);

        assertThat(written.text()).isEqualTo(one.get("text").asText());
        assertThat(written.tokens()).isEqualTo(one.get("ids").size());
      }
    }
  }

  @Test
  void only_a_graph_that_can_write_in_place_is_found_to_do_so() throws Exception {
    try (OnnxGraph can = new OnnxGraph(Tiny.IN_PLACE.resolve("model.onnx"), 1);
        OnnxGraph cannot = new OnnxGraph(Tiny.COPYING.resolve("model.onnx"), 1)) {
      assertThat(can.inPlace()).isTrue();
      assertThat(cannot.inPlace()).isFalse();
      assertThat(can.shape().positions()).isFalse();
      assertThat(cannot.shape().positions()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void what_two_messages_have_in_common_is_read_once_and_the_answers_stay_the_same(Path folder)
      throws Exception {
    String article = "Article: " + "The bridge cost 30 million euros. ".repeat(20);
    List<String> claims = List.of("It was cheap.", "Nobody paid.", "It cost 30 million euros.");
    List<String> alone = new ArrayList<>();
    for (String claim : claims) {
      try (Decoder decoder = Tiny.open(folder)) {
        Written written = ask(decoder, article, claim);
        alone.add(written.text());
      }
    }
    try (Decoder decoder = Tiny.open(folder)) {
      for (int i = 0; i < 6; i++) {
        Written written = ask(decoder, article, claims.get(i % 3));
        assertThat(written.text()).isEqualTo(alone.get(i % 3));
        if (i > 0) {
          assertThat(written.readTokens()).isLessThan(40);
        }
      }
      // Another article: what is before it stays.
      int all = decoder.chat("You judge.", "Other" + article, false, "").length();
      Written other = ask(decoder, "Other" + article, claims.get(0));
      assertThat(other.readTokens()).isBetween(all - 20, all + 20);
      assertThat(ask(decoder, article, claims.get(1)).text()).isEqualTo(alone.get(1));
    }
  }

  private static Written ask(Decoder decoder, String article, String claim) throws Stopped {
    String user = article + "\n\nClaim: " + claim + "\n\nAnswer.";
    return decoder.write(
        decoder.chat("You judge.", user, false, article + "\n\nClaim: "),
        Tiny.greedy(),
        12,
        Tiny.FAR);
  }

  @Test
  void a_seed_draws_the_same_answer_again_and_another_seed_another() throws Exception {
    try (Decoder decoder = Tiny.open(Tiny.IN_PLACE)) {
      ChatTokens chat = decoder.chat("", "Say something.", false, "");
      String first = decoder.write(chat, new TokenChoice(1, 0.9, 0, 7), 30, Tiny.FAR).text();
      String again = decoder.write(chat, new TokenChoice(1, 0.9, 0, 7), 30, Tiny.FAR).text();
      String other = decoder.write(chat, new TokenChoice(1, 0.9, 0, 8), 30, Tiny.FAR).text();
      assertThat(again).isEqualTo(first);
      assertThat(other).isNotEqualTo(first);
    }
  }

  @Test
  void an_answer_is_given_up_at_its_deadline_and_the_next_one_is_as_ever() throws Exception {
    try (Decoder decoder = Tiny.open(Tiny.COPYING)) {
      ChatTokens chat = decoder.chat("", "A text. ".repeat(100), false, "");
      String text = decoder.write(chat, Tiny.greedy(), 10, Tiny.FAR).text();

      assertThatThrownBy(
              () -> decoder.write(chat, Tiny.greedy(), 10, new Deadline(System.nanoTime() - 1)))
          .isInstanceOf(Stopped.class);

      assertThat(decoder.write(chat, Tiny.greedy(), 10, Tiny.FAR).text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void a_thousand_answers_keep_no_memory(Path folder) throws Exception {
    try (Decoder decoder = Tiny.open(folder)) {
      ChatTokens chat = decoder.chat("", "A text. ".repeat(30), false, "");
      for (int i = 0; i < 300; i++) {
        decoder.write(chat, Tiny.greedy(), 8, Tiny.FAR);
      }
      Memory before = Memory.now();
      for (int i = 0; i < 1_000; i++) {
        decoder.write(chat, Tiny.greedy(), 8, Tiny.FAR);
      }
      Memory after = Memory.now();
      // 1,000 answers make 88,000 arrays, each some 300 bytes of the heap if it were kept, and read
      // and write 5 MB of cache each. What is resident moves by 70 MB from one measure to the next.
      assertThat(after.heap() - before.heap()).isLessThan(4_000_000L);
      assertThat(after.outside() - before.outside()).isLessThan(200_000_000L);
    }
  }
}
