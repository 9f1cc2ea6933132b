package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.junit.jupiter.api.Test;

class ApproximateSearchTest {

  @Test
  void the_best_window_is_found_in_the_middle() {
    // "lazy" for "lasy": one edit
    assertThat(ApproximateSearch.best("lasy dog", "the quick fox and the lazy dog sleep", 0))
        .isEqualTo(new ApproximateSearch.Hit(22, 30, 1));
  }

  @Property(tries = 500)
  void the_edits_are_those_of_the_textbook_table(
      @ForAll @StringLength(min = 1, max = 150) @CharRange(from = 'a', to = 'c') String pattern,
      @ForAll @StringLength(max = 200) @CharRange(from = 'a', to = 'c') String text) {
    ApproximateSearch.Hit hit = ApproximateSearch.best(pattern, text, 0);
    assertThat(hit.edits()).isEqualTo(sellers(pattern, text));
    assertThat(levenshtein(pattern, text.substring(hit.start(), hit.end()))).isEqualTo(hit.edits());
  }

  /** Sellers (1980): as Levenshtein, but a window may begin anywhere and end anywhere. */
  private static int sellers(String pattern, String text) {
    int[] column = new int[pattern.length() + 1];
    for (int i = 0; i <= pattern.length(); i++) {
      column[i] = i;
    }
    int best = column[pattern.length()];
    for (int j = 1; j <= text.length(); j++) {
      int diagonal = column[0];
      column[0] = 0;
      for (int i = 1; i <= pattern.length(); i++) {
        int cost = pattern.charAt(i - 1) == text.charAt(j - 1) ? 0 : 1;
        int next = Math.min(diagonal + cost, Math.min(column[i], column[i - 1]) + 1);
        diagonal = column[i];
        column[i] = next;
      }
      best = Math.min(best, column[pattern.length()]);
    }
    return best;
  }

  private static int levenshtein(String a, String b) {
    return LevenshteinDistance.getDefaultInstance().apply(a, b);
  }
}
