package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SimilarityTest {
  private static final List<Similarity> ALL =
      Stream.concat(
              Similarities.ALL.stream(),
              Stream.of(
                  new WeightedSimilarity(
                      List.of(
                          new WeightedSimilarity.Part(new TokenF1(), 1),
                          new WeightedSimilarity.Part(new CharacterNgrams(4), 3)))))
          .toList();

  @Test
  void the_default_is_one_of_those_that_are_compared_and_names_are_unlike() {
    assertThat(ALL)
        .extracting(Similarity::name)
        .doesNotHaveDuplicates()
        .contains(Aligner.DEFAULT_SIMILARITY.name(), "0.50*token-f1+0.50*content-3-grams");
  }

  @Test
  void token_f1_counts_shared_words_without_articles() {
    // {tram, opened} and {new, tram, opens}: 2 · 2 / 5
    assertThat(new TokenF1().of("The tram opened", "A new tram opens")).isEqualTo(0.8);
    // a word that is said twice on one side is shared once: 2 · 1 / 3
    assertThat(new TokenF1().of("tram tram", "tram")).isEqualTo(2 / 3.0);
  }

  @Test
  void irregular_verbs_meet_their_base_form() {
    assertThat(new TokenF1().of("Meta left", "Meta leaves")).isEqualTo(1);
    assertThat(new TokenF1().of("stopped planning cities", "stops planned city")).isEqualTo(1);
  }

  @Test
  void character_ngrams_mark_the_ends_of_words() {
    // ^ab ab$ against ^ab abc bc$: 2 · 1 / 5
    assertThat(new CharacterNgrams(3).of("ab", "abc")).isEqualTo(0.4);
    assertThatThrownBy(() -> new CharacterNgrams(1)).hasMessageContaining("got 1");
  }

  @Test
  void a_blend_is_the_weighted_mean() {
    Similarity blend =
        new WeightedSimilarity(
            List.of(
                new WeightedSimilarity.Part(new TokenF1(), 1),
                new WeightedSimilarity.Part(new CharacterNgrams(3), 3)));
    // words 0, trigrams 0.4
    assertThat(blend.of("ab", "abc")).isCloseTo(0.3, within(1e-12));
    assertThat(blend.name()).isEqualTo("0.25*token-f1+0.75*character-3-grams");
    assertThatThrownBy(() -> new WeightedSimilarity(List.of()))
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> new WeightedSimilarity.Part(new TokenF1(), Double.NaN))
        .hasMessageContaining("NaN");
  }

  @Property(tries = 100)
  void all_are_symmetric_in_range_and_one_for_equal_texts(@ForAll String a, @ForAll String b) {
    for (Similarity similarity : ALL) {
      double ab = similarity.of(a, b);
      assertThat(ab).isBetween(0.0, 1.0).isCloseTo(similarity.of(b, a), within(1e-12));
      assertThat(similarity.of(a, a)).isEqualTo(1);
    }
  }

  @Property(tries = 50)
  void the_matrix_is_every_pair(
      @ForAll @Size(max = 4) List<String> rows, @ForAll @Size(max = 4) List<String> columns) {
    for (Similarity similarity : ALL) {
      double[][] matrix = similarity.matrix(rows, columns);
      for (int i = 0; i < rows.size(); i++) {
        for (int j = 0; j < columns.size(); j++) {
          assertThat(matrix[i][j]).isEqualTo(similarity.of(rows.get(i), columns.get(j)));
        }
      }
    }
  }
}
