package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordVectorOverlapTest {
  private final WordVectorOverlap overlap = new WordVectorOverlap();

  @Test
  void other_words_for_the_same_are_alike_where_they_share_no_letters() {
    double reworded = overlap.of("Lorries make a detour.", "Trucks take a diversion.");
    assertThat(new ContentNgrams(3).of("Lorries make a detour.", "Trucks take a diversion."))
        .isLessThan(0.1);
    assertThat(reworded)
        .isGreaterThan(0.3)
        .isGreaterThan(overlap.of("Lorries make a detour.", "Penguins swim at night."));
  }

  @Test
  void the_same_bits_everywhere() {
    // Whole numbers, one root and one division: nothing that differs from machine to machine.
    assertThat(WordVectors.standard().of("lorry")).hasSize(WordVectors.DIMENSIONS);
    assertThat(overlap.of("lorry", "truck")).isEqualTo(overlap.of("truck", "lorry"));
    assertThat(overlap.of("A lorry.", "The lorries")).isEqualTo(1);
  }

  @Test
  void nothing_but_function_words() {
    assertThat(overlap.of("It was so.", "They are.")).isEqualTo(1);
    assertThat(overlap.of("It was so.", "The lorry stopped.")).isZero();
    assertThat(overlap.matrix(List.of(), List.of("a"))).isEmpty();
  }

  @Test
  void a_word_in_letters_of_no_piece_is_like_itself_alone() {
    assertThat(overlap.of("Привет", "Привет")).isEqualTo(1);
    assertThat(overlap.of("Привет", "hello")).isZero();
  }
}
