package dev.claimbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each reply ends as exactly one outcome, and none is silently a zero. */
class AnswerReaderTest {
  private static Answer<Judgement> read(String text) {
    return AnswerReaders.judgement().read(Given.verify(), Given.says(text));
  }

  private static Answer<Judgement> parsed(String... wrapping) {
    return new Answer.Parsed<>(
        new Judgement(Verdict.REFUTED, Optional.of("reopened on Monday")), List.of(wrapping));
  }

  @Test
  void bare_json_of_the_schema_is_an_answer() {
    assertThat(read(Given.VERDICT)).isEqualTo(parsed());
    assertThat(read(" \n" + Given.VERDICT + "\n\n")).isEqualTo(parsed());
    assertThat(read(Given.VERDICT).outcome()).isEqualTo("Parsed");
  }

  @Test
  void a_fence_or_a_think_block_is_taken_off_and_counted() {
    assertThat(read("```json\n" + Given.VERDICT + "\n```")).isEqualTo(parsed("fence"));
    assertThat(read("```\n" + Given.VERDICT + "```")).isEqualTo(parsed("fence"));
    assertThat(read("```JSON  \r\n" + Given.VERDICT + "\r\n```\n")).isEqualTo(parsed("fence"));
    assertThat(read("<think>It says Monday.</think>" + Given.VERDICT)).isEqualTo(parsed("think"));
    assertThat(read("<think>\n\n</think>\n\n```json\n" + Given.VERDICT + "\n```"))
        .isEqualTo(parsed("think", "fence"));
  }

  @Test
  void a_think_block_that_the_chat_template_opened_is_taken_off_too() {
    // DeepSeek-R1's template ends with "<think>", so the answer has only the end of the block.
    assertThat(read("It says Monday.\n</think>\n\n" + Given.VERDICT)).isEqualTo(parsed("think"));
  }

  @Test
  void an_end_of_thinking_inside_the_json_belongs_to_the_json() {
    assertThat(read("{\"evidence\":\"a </think> b\",\"verdict\":\"SUPPORTED\"}"))
        .isEqualTo(
            new Answer.Parsed<>(
                new Judgement(Verdict.SUPPORTED, Optional.of("a </think> b")), List.of()));
  }

  @Test
  void nothing_else_is_repaired() {
    assertThat(read("Here it is:\n```json\n" + Given.VERDICT + "\n```").outcome())
        .isEqualTo("Invalid");
    assertThat(read("{'evidence':'','verdict':'REFUTED'}").outcome()).isEqualTo("Invalid");
    assertThat(read("{\"evidence\":\"\",\"verdict\":\"REFUTED\",}").outcome()).isEqualTo("Invalid");
    assertThat(read("{\"evidence\":\"\",\"verdict\":\"REFUTED\"").outcome()).isEqualTo("Invalid");
    assertThat(read("// yes\n" + Given.VERDICT).outcome()).isEqualTo("Invalid");
    assertThat(read("{\"evidence\":\"\",\"verdict\":\"refuted\"}").outcome()).isEqualTo("Invalid");
  }

  @Test
  void text_after_the_json_makes_it_invalid() {
    assertThat(read(Given.VERDICT + " I hope this helps!"))
        .isInstanceOfSatisfying(
            Answer.Invalid.class,
            invalid -> {
              assertThat(invalid.path()).isEmpty();
              assertThat(invalid.problem()).startsWith("expected JSON, got \"{\"evidence\":");
            });
    assertThat(read(Given.VERDICT + Given.VERDICT).outcome()).isEqualTo("Invalid");
  }

  @Test
  void a_key_given_twice_has_no_meaning() {
    assertThat(
            read("{\"evidence\":\"\",\"verdict\":\"REFUTED\",\"verdict\":\"SUPPORTED\"}").outcome())
        .isEqualTo("Invalid");
  }

  @Test
  void another_shape_than_the_schemas_is_invalid_with_its_path() {
    assertThat(read("{\"evidence\":7,\"verdict\":\"REFUTED\"}"))
        .isInstanceOfSatisfying(
            Answer.Invalid.class,
            invalid -> {
              assertThat(invalid.path()).isEqualTo("/evidence");
              assertThat(invalid.problem()).contains("string").contains("integer");
            });
    assertThat(read("{\"verdict\":\"REFUTED\"}"))
        .isInstanceOfSatisfying(
            Answer.Invalid.class,
            invalid -> assertThat(invalid.problem()).contains("evidence").contains("required"));
    String second = Given.CLAIMS.replace("\"forecast\"", "\"prophecy\"");
    assertThat(AnswerReaders.claims().read(Given.extract(), Given.says(second)))
        .isInstanceOfSatisfying(
            Answer.Invalid.class,
            invalid -> assertThat(invalid.path()).isEqualTo("/claims/1/kind"));
  }

  @Test
  void a_value_that_no_schema_can_exclude_is_invalid_too() {
    String blank = Given.CLAIMS.replace("The bridge cost 30 million euros.", "   ");
    assertThat(AnswerReaders.claims().read(Given.extract(), Given.says(blank)))
        .isEqualTo(new Answer.Invalid<>("", "claim p01 has no text"));
  }

  @Test
  void an_empty_answer_is_invalid_and_not_no_claims() {
    Answer<Judgement> empty = new Answer.Invalid<>("", "expected JSON, got an empty answer");
    assertThat(read("")).isEqualTo(empty);
    assertThat(read(" \n\t ")).isEqualTo(empty);
    assertThat(read("<think>Hm.</think>\n")).isEqualTo(empty);
    assertThat(read("```json\n\n```")).isEqualTo(empty);
    assertThat(read("```json\n```")).isEqualTo(empty);
  }

  @Test
  void thinking_that_never_ends_is_invalid_and_cut_off_when_the_limit_ended_it() {
    assertThat(read("<think>On the one hand"))
        .isEqualTo(new Answer.Invalid<>("", "expected JSON, got a <think> block that never ends"));
    assertThat(
            AnswerReaders.judgement()
                .read(
                    Given.verify(), Given.reply("<think>On the one hand", Reply.Stop.LENGTH, 100)))
        .isEqualTo(
            new Answer.Truncated<>(
                "cut off while thinking after 50 tokens; --think gives it room, --no-think turns it"
                    + " off where the model can"));
  }

  @Test
  void what_ran_into_the_limit_is_truncated_even_where_it_happens_to_be_json() {
    assertThat(
            AnswerReaders.judgement()
                .read(Given.verify(), Given.reply(Given.VERDICT, Reply.Stop.LENGTH, 100)))
        .isEqualTo(new Answer.Truncated<>("cut off after 50 tokens"));
  }

  @Test
  void a_prompt_that_the_server_cut_in_silence_is_truncated() {
    // 4,096 characters cannot be 400 tokens: that would be 10 characters a token.
    var prompt = Given.prompt("verify", Given.VERDICT_SCHEMA, "a ".repeat(2048));
    assertThat(
            AnswerReaders.judgement().read(prompt, Given.reply(Given.VERDICT, Reply.Stop.END, 400)))
        .isEqualTo(
            new Answer.Truncated<>(
                "the server read only 400 tokens of a prompt of 4096 characters"));
    assertThat(
            AnswerReaders.judgement().read(prompt, Given.reply(Given.VERDICT, Reply.Stop.END, 900)))
        .isEqualTo(parsed());
    assertThat(
            AnswerReaders.judgement().read(prompt, Given.reply(Given.VERDICT, Reply.Stop.END, -1)))
        .isEqualTo(parsed());
  }

  @Test
  void a_refusal_is_told_from_nonsense() {
    assertThat(read("I'm sorry, but I can't help with that."))
        .isEqualTo(new Answer.Refused<>("\"I'm sorry, but I can't help with that.\""));
    assertThat(read("I’m unable to judge this.").outcome()).isEqualTo("Refused");
    assertThat(read("\"I cannot answer.\"").outcome()).isEqualTo("Refused");
    assertThat(read("<think>Dangerous.</think>Sorry, no.").outcome()).isEqualTo("Refused");
    assertThat(read("The claim is wrong.").outcome()).isEqualTo("Invalid");
    assertThat(
            AnswerReaders.judgement()
                .read(Given.verify(), Given.reply("", Reply.Stop.REFUSAL, 100)))
        .isEqualTo(new Answer.Refused<>("the server declined (content filter)"));
  }

  @Test
  void words_of_refusal_inside_valid_json_are_an_answer() {
    assertThat(read("{\"evidence\":\"I'm sorry\",\"verdict\":\"REFUTED\"}").outcome())
        .isEqualTo("Parsed");
  }

  @Test
  void bytes_that_were_no_utf_8_stay_visible_and_harm_nobody() {
    String broken =
        new String(
            new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, '"'},
            StandardCharsets.UTF_8);
    assertThat(read(broken).outcome()).isEqualTo("Invalid");
    assertThat(read("{\"evidence\":\"caf\uFFFD\",\"verdict\":\"REFUTED\"}"))
        .isEqualTo(
            new Answer.Parsed<>(
                new Judgement(Verdict.REFUTED, Optional.of("caf\uFFFD")), List.of()));
    assertThat(read("\uD83D" + Given.VERDICT).outcome()).isEqualTo("Invalid");
  }

  @Test
  void a_message_never_cuts_a_character_in_two() {
    // 79 letters, then a character of two chars where the snippet ends.
    String text = "a".repeat(79) + "\uD83D\uDE80" + "b".repeat(40);
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Answer.Invalid.class,
            invalid ->
                assertThatCode(
                        () ->
                            StandardCharsets.UTF_8
                                .newEncoder()
                                .encode(java.nio.CharBuffer.wrap(invalid.problem())))
                    .doesNotThrowAnyException());
  }

  @Test
  void numbers_of_any_size_are_read() {
    for (String value : List.of("1e999", "-1e999", "9".repeat(900), "1e-999", "0.1")) {
      String text = Given.CLAIMS.replace("\"value\":30", "\"value\":" + value);
      assertThat(AnswerReaders.claims().read(Given.extract(), Given.says(text)).outcome())
          .as(value)
          .isEqualTo("Parsed");
    }
    String huge = Given.CLAIMS.replace("\"value\":30", "\"value\":" + "9".repeat(5000));
    assertThat(AnswerReaders.claims().read(Given.extract(), Given.says(huge)).outcome())
        .isEqualTo("Invalid");
    String none = Given.CLAIMS.replace("\"value\":30", "\"value\":NaN");
    assertThat(AnswerReaders.claims().read(Given.extract(), Given.says(none)).outcome())
        .isEqualTo("Invalid");
  }

  @Test
  void a_number_without_end_where_a_word_should_be_is_invalid() {
    // Found by a million mutations: the validator cannot compare it with the words.
    assertThat(read("{\"evidence\":\"\",\"verdict\":1e999}").outcome()).isEqualTo("Invalid");
    assertThat(read("{\"evidence\":\"\",\"verdict\":-1e999}").outcome()).isEqualTo("Invalid");
  }

  @Test
  @Timeout(20)
  void huge_answers_are_read_in_no_time_and_never_break_the_reader() {
    for (String text :
        List.of(
            "[".repeat(1_000_000),
            "{\"a\":".repeat(200_000),
            "[".repeat(400_000) + "]".repeat(400_000),
            "```json\n" + "\n".repeat(10_000_000) + "x",
            "```" + "`\n".repeat(2_000_000),
            "<think>".repeat(1_000_000),
            "{\"evidence\":\"" + "a".repeat(10_000_000) + "\",\"verdict\":\"REFUTED\"}",
            "I'm sorry".repeat(1_000_000).replace("I'm", " ' "))) {
      assertThat(read(text).outcome()).isEqualTo("Invalid");
    }
  }

  @Test
  void claims_are_read_field_by_field() {
    Answer<?> answer = AnswerReaders.claims().read(Given.extract(), Given.says(Given.CLAIMS));
    assertThat(answer.toString())
        .contains("id=p01", "low=30.0", "unit=million euros", "Optional[2026-03]")
        .contains("id=p02", "speaker=Optional[Ana Silva]", "kind=FORECAST", "hedge=PLANNED");
  }

  @Test
  void a_reply_without_counts_and_times_is_read_all_the_same() {
    Reply bare = Reply.of(Given.VERDICT);
    assertThat(AnswerReaders.judgement().read(Given.verify(), bare)).isEqualTo(parsed());
  }
}
