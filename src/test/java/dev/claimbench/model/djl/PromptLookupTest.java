package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromptLookupTest {
  /** Long free texts, in which a model of random weights soon repeats itself. */
  private static final String SCHEMA =
      "{\"type\":\"object\",\"required\":[\"claims\"],\"properties\":{\"claims\":{\"type\":\"array\","
          + "\"minItems\":3,\"maxItems\":3,\"items\":{\"type\":\"object\",\"required\":[\"quote\",\"kind\"],"
          + "\"properties\":{\"quote\":{\"type\":\"string\",\"maxLength\":60},"
          + "\"kind\":{\"enum\":[\"event\",\"statement\"]}}}}}}";

  private static final String ARTICLE =
      "The city opened a new bridge on Monday. It cost 30 million.";

  @Test
  void a_text_goes_on_as_it_did_after_the_same_tokens_for_one_more_than_were_alike() {
    PromptLookup lookup = new PromptLookup(0, 12);
    int[] text = {1, 2, 3, 4, 5, 6, 7, 2, 3};
    assertThat(lookup.draft(text, 9)).containsExactly(4, 5, 6); // 2 3 are alike
    assertThat(lookup.draft(text, 8)).containsExactly(3, 4); // 2 is alike
    assertThat(lookup.draft(text, 7)).isEmpty(); // 7 is new
    // What is behind the text is none of it.
    assertThat(lookup.draft(new int[] {5, 6, 5, 8, 5}, 3)).containsExactly(6, 5);
  }

  @Test
  void the_longest_run_counts_and_of_equal_ones_the_last() {
    int[] text = {8, 1, 2, 30, 9, 1, 2, 40, 7, 1, 2, 50, 9, 1, 2};
    assertThat(new PromptLookup(0, 12).draft(text, 15)).containsExactly(40, 7, 1, 2); // 9 1 2
    assertThat(new PromptLookup(0, 2).draft(text, 15)).containsExactly(50, 9);
    assertThat(new PromptLookup(0, 0).draft(text, 15)).isEmpty();
    // The examples of the instructions are not looked through.
    assertThat(new PromptLookup(9, 12).draft(text, 15)).containsExactly(50, 9, 1);
    assertThat(new PromptLookup(13, 12).draft(text, 15)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.claimbench.model.djl.Tiny#all")
  void an_answer_is_the_same_with_drafts_and_without(Path folder) throws Exception {
    try (Decoder decoder = Tiny.open(folder)) {
      ChatTokens chat = decoder.chat("You list claims.", ARTICLE, "", false);
      int right = 0;
      int wrong = 0;
      for (int seed = 0; seed < 4; seed++) {
        for (int most : new int[] {7, 120}) {
          GenerationResult alone = write(decoder, chat, seed, most, 0);
          GenerationResult drafted = write(decoder, chat, seed, most, 12);
          assertThat(drafted.tokens()).isEqualTo(alone.tokens());
          assertThat(drafted.text()).isEqualTo(alone.text());
          assertThat(drafted.ended()).isEqualTo(alone.ended());

          int[] all = chat.and(drafted.tokens()).ids();
          for (int at = chat.length(); at < all.length; at++) {
            int[] draft = new PromptLookup(chat.instructions(), 12).draft(all, at);
            right += draft.length > 0 && draft[0] == all[at] ? 1 : 0;
            wrong += draft.length > 0 && draft[0] != all[at] ? 1 : 0;
          }
        }
      }
      assertThat(right).as("drafts that were right").isGreaterThan(20);
      assertThat(wrong).as("drafts that were not").isGreaterThan(20);
    }
  }

  /** The first greedily, the others drawn. */
  private static GenerationResult write(
      Decoder decoder, ChatTokens chat, int seed, int most, int drafted) throws Exception {
    TokenChoice choice = new TokenChoice(seed == 0 ? 0 : 0.3, 0.9, 0, seed);
    return decoder.write(chat, SCHEMA, ARTICLE, choice, most, drafted, Tiny.FAR);
  }

  @ParameterizedTest
  @MethodSource("dev.claimbench.model.djl.Tiny#all")
  void nothing_of_a_draft_that_was_wrong_stays_in_the_cache(Path folder) throws Exception {
    int[] chat = {3, 141, 59, 26, 5};
    try (OnnxGraph graph = Tiny.graph(folder)) {
      KeyValueCache alone = graph.newCache();
      graph.read(chat, alone);
      float[] expected = graph.read(new int[] {7, 8}, alone).clone();

      KeyValueCache drafted = graph.newCache();
      graph.read(chat, drafted);
      graph.read(new int[] {7, 99, 100, 101}, drafted);
      // While a draft is right, what was read ahead is not read again.
      drafted.keep(new int[] {3, 141, 59, 26, 5, 7, 99}, 7);
      assertThat(drafted.length()).isEqualTo(9);
      drafted.keep(new int[] {3, 141, 59, 26, 5, 7, 8, 100, 101}, 9);
      assertThat(drafted.length()).isEqualTo(6);
      assertThat(graph.read(new int[] {8}, drafted)).isEqualTo(expected);
    }
  }
}
