package dev.claimbench.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.model.Reply;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a model writes, the reader says what it is and throws nothing. */
class AnswerReaderFuzzTest {
  /** {@code -Dclaimbench.fuzz=1000000} for the long run. */
  private static final int MUTATIONS = Integer.getInteger("claimbench.fuzz", 30_000);

  private static final Set<String> OUTCOMES =
      Set.of("Parsed", "Invalid", "Truncated", "Refused", "Failed");

  private static final List<String> SEEDS =
      List.of(
          Given.CLAIMS,
          Given.VERDICT,
          "```json\n" + Given.CLAIMS + "\n```",
          "<think>Let me see.</think>\n" + Given.VERDICT,
          "[THINK]Let me see.[/THINK]" + Given.VERDICT,
          "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>"
              + Given.VERDICT,
          "I'm sorry, but I cannot help with that.");

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          "\\",
          "\\u00",
          "\\uD800",
          "null",
          "true",
          "1e999",
          "-",
          "-0",
          "1e-400",
          "NaN",
          "```",
          "```json\n",
          "<think>",
          "</think>",
          "[THINK]",
          "[/THINK]",
          "◁think▷",
          "◁/think▷",
          "\n",
          "\0",
          "\uD83D",
          "\uDE80",
          "\uFFFD",
          "\uFEFF",
          "\u2028",
          "[[[[[[[[",
          "{\"a\":",
          "9".repeat(60),
          "\"claims\":",
          "\"verdict\":\"SUPPORTED\"",
          "I cannot",
          "  ",
          "é",
          "\u202E");

  @Example
  void a_mutated_answer_is_still_one_of_the_five_outcomes() {
    Random random = new Random(20260607);
    for (int i = 0; i < MUTATIONS; i++) {
      String text = SEEDS.get(random.nextInt(SEEDS.size()));
      int changes = 1 + random.nextInt(6);
      for (int k = 0; k < changes; k++) {
        text = mutated(text, random);
      }
      Reply.Stop stop = random.nextInt(10) == 0 ? Reply.Stop.LENGTH : Reply.Stop.END;
      // Some servers send all of it as thinking.
      check(random.nextInt(10) == 0 ? Given.thinks(text, stop) : Given.reply(text, stop, 100));
    }
  }

  @Property(tries = 2_000)
  void any_text_at_all_is_one_of_the_five_outcomes(@ForAll String text, @ForAll Reply.Stop stop) {
    check(Given.reply(text, stop, 100));
    check(Given.thinks(text, stop));
  }

  private static void check(Reply reply) {
    try {
      assertThat(AnswerReaders.claims().read(Given.extract(), reply).outcome()).isIn(OUTCOMES);
      assertThat(AnswerReaders.judgement().read(Given.verify(), reply).outcome()).isIn(OUTCOMES);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("the reader broke on: " + reply, e);
    }
  }

  private static String mutated(String text, Random random) {
    if (text.isEmpty()) {
      return PIECES.get(random.nextInt(PIECES.size()));
    }
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + 1 + random.nextInt(12));
    return switch (random.nextInt(7)) {
      // a character of any kind
      case 0 -> text.substring(0, at) + (char) random.nextInt(0x10000) + text.substring(at + 1);
      // a flipped bit
      case 1 ->
          text.substring(0, at)
              + (char) (text.charAt(at) ^ (1 << random.nextInt(8)))
              + text.substring(at + 1);
      case 2 -> text.substring(0, at) + text.substring(to);
      case 3 -> text.substring(0, at) + text.substring(at, to).repeat(3) + text.substring(to);
      case 4 -> text.substring(0, at);
      case 5 -> text.substring(at);
      default ->
          text.substring(0, at)
              + PIECES.get(random.nextInt(PIECES.size()))
              + text.substring(random.nextBoolean() ? at : to);
    };
  }
}
