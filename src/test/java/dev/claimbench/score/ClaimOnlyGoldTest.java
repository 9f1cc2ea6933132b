package dev.claimbench.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimOnlyGoldTest {
  private final List<Article> articles = ArticleReader.read(Path.of("seeds"));
  private final Stories stories = Stories.read(Path.of("eval/stories.yaml"));

  @Test
  void a_claims_words_do_not_give_its_label_away() {
    List<GoldVerdict> test = verdicts("test");
    List<Verdict> guesses = ClaimOnly.guesses(verdicts("dev"), test);
    long right = 0;
    for (int i = 0; i < test.size(); i++) {
      right += test.get(i).label() == guesses.get(i) ? 1 : 0;
    }
    double accuracy = (double) right / test.size();
    System.out.printf(
        "a bag of words trained on dev guesses %d of %d test verdicts (%.1f%%)%n",
        right, test.size(), 100 * accuracy);
    assertThat(accuracy).isLessThan(0.45);
  }

  private List<GoldVerdict> verdicts(String split) {
    return GoldFolder.read(Path.of("eval"), Path.of("seeds"), stories.select(split, articles))
        .verdicts();
  }
}
