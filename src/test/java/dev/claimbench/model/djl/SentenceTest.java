package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTest {
  /** A word is a token. */
  private static List<String> sentences(String text, int most) {
    return Sentence.split(text, s -> s.split(" ", -1).length, most).stream()
        .map(s -> text.substring(s.from(), s.to()))
        .toList();
  }

  @Test
  void full_stops_and_line_breaks_end_a_sentence_and_numbers_do_not() {
    assertThat(sentences("A headline\n\nIt cost 3.5 million.  \"Too much\", he said.\r\nWho?", 99))
        .containsExactly("A headline", "It cost 3.5 million.", "\"Too much\", he said.", "Who?");
  }

  @Test
  void a_sentence_longer_than_a_window_is_cut_between_words() {
    assertThat(sentences("one two three four five", 3))
        .containsExactly("one two", "three four five");
  }

  @Test
  void a_word_longer_than_a_window_is_cut_but_never_within_a_character() {
    List<Sentence> parts = Sentence.split("ab🙂cd", String::length, 3);
    assertThat(parts)
        .containsExactly(new Sentence(0, 2, 2), new Sentence(2, 4, 2), new Sentence(4, 6, 2));
  }

  @Test
  void what_is_blank_has_none() {
    assertThat(sentences(" \n\t\n", 9)).isEmpty();
    assertThat(sentences("", 9)).isEmpty();
  }
}
