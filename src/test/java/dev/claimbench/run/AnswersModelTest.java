package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.dataset.Article;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of another system are what that system wrote. */
class AnswersModelTest {
  @TempDir private Path dir;

  private AnswersModel model(String text, Charset charset) throws IOException {
    return new AnswersModel(
        Files.write(dir.resolve("answers.jsonl"), text.getBytes(charset)), "other");
  }

  private String answer(String line) throws Exception {
    Article article = new Article("a", "s", "", "", Optional.empty(), "text");
    Prompt prompt = new Prompt("verify", "s/v@a", "", "x", "{}", "t", article, Optional.empty());
    return model(line, StandardCharsets.UTF_8)
        .ask(prompt, Sampling.greedy(1, Duration.ofSeconds(1)))
        .text();
  }

  private static String line(String answer) {
    return "{\"task\": \"verify\", \"item\": \"s/v@a\", \"answer\": " + answer + "}";
  }

  @Test
  void an_object_with_a_key_twice_stays_what_it_is_as_does_the_same_as_text() throws Exception {
    String twice = "{\"verdict\":\"REFUTED\",\"verdict\":\"SUPPORTED\"}";
    assertThat(answer(line(twice))).isEqualTo(twice);
    assertThat(answer(line("\"" + twice.replace("\"", "\\\"") + "\""))).isEqualTo(twice);
    String deep = "{\"a\": [ {\"b\": 1, \"b\": 2} ]}";
    assertThat(answer(line(deep))).isEqualTo(deep);
    assertThat(answer(line("{\"verdict\": \"REFUTED\"}"))).isEqualTo("{\"verdict\":\"REFUTED\"}");
    assertThat(answer(line("12"))).isEqualTo("12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"task\":\"verify\",\"task\":\"verify\",\"item\":\"x\",\"answer\":\"y\"}",
        "{\"task\":\"verify\",\"item\":\"x\",\"answer\":\"y\"} {}",
        "[1]"
      })
  void a_line_that_can_be_read_in_two_ways_is_refused(String line) {
    assertThatThrownBy(() -> model(line, StandardCharsets.UTF_8))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("answers.jsonl:1: ");
  }

  @Test
  void a_line_that_is_none_is_shown_in_part() {
    assertThatThrownBy(
            () -> model("[" + "{\"task\": 1}, ".repeat(9000) + "]", StandardCharsets.UTF_8))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected a JSON object on a line of its own, got [{")
        .message()
        .hasSizeLessThan(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"supported\": 1} | expected the names SUPPORTED, REFUTED, NOT_ENOUGH_INFO, got"
            + " 'supported'",
        "{\"SUPPORTED\": 0.5, \"MAYBE\": 0.5} | got 'MAYBE'",
        "{\"SUPPORTED\": true} | add up to 1",
        "{\"SUPPORTED\": \"1\"} | add up to 1"
      })
  void probabilities_are_numbers_of_verdicts(String labels, String message) {
    String line = line("{}").replaceFirst("}$", ", \"labels\": " + labels + "}");
    assertThatThrownBy(() -> model(line, StandardCharsets.UTF_8))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("answers.jsonl:1: labels: ")
        .hasMessageContaining(message);
  }

  @Test
  void a_byte_order_mark_and_utf_16_are_read() throws Exception {
    assertThat(answer("\uFEFF" + line("\"x\""))).isEqualTo("x");
    model("\uFEFF" + line("\"x\""), StandardCharsets.UTF_16LE).close();
  }
}
