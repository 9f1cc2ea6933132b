package dev.claimbench.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.Stories;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the project's own test stories. */
class TestOverlapTest {
  private static List<Article> test;
  private static GoldSet gold;
  private static TestOverlap overlap;

  @BeforeAll
  static void read() {
    Path seeds = Path.of("seeds");
    Path eval = Path.of("eval");
    List<Article> all = ArticleReader.read(seeds);
    test = Stories.read(eval.resolve(Stories.FILE)).select("test", all);
    gold = GoldFolder.read(eval, seeds, test);
    overlap = new TestOverlap(test, gold.verdicts());
  }

  private static String words(String text, int from, int count) {
    List<String> words = List.of(text.strip().split("\\s+", -1));
    return String.join(" ", words.subList(from, from + count));
  }

  @Test
  void a_part_of_a_test_article_is_found_in_other_type_and_between_other_words() {
    // Of 30 words at least 13 follow each other also where some are only signs, as in a table.
    for (Article article : test) {
      String part = words(article.text(), 30, 30).toUpperCase(Locale.ROOT);
      assertThat(overlap.find("Before it, " + part + " and after it."))
          .as(article.id())
          .hasValueSatisfying(found -> assertThat(found).startsWith("article "));
    }
  }

  @Test
  void a_claim_of_the_test_stories_is_found_as_a_line() {
    String claim = gold.verdicts().get(0).claim().text();
    assertThat(overlap.find("Article: none\n\nClaim: " + claim)).isPresent();
  }

  @Test
  void development_stories_and_the_prompt_have_nothing_of_them() {
    Path seeds = Path.of("seeds");
    List<Article> dev =
        Stories.read(Path.of("eval", Stories.FILE)).select("dev", ArticleReader.read(seeds));
    for (Article article : dev) {
      assertThat(overlap.find(article.text())).as(article.id()).isEmpty();
    }
  }

  @Test
  void what_is_refused_is_named() {
    String part = words(test.get(0).text(), 30, 30);
    assertThatThrownBy(() -> overlap.refuse("more.jsonl:3", part))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more.jsonl:3: has words of a test story (article ")
        .hasMessageNotContaining("\n");
  }
}
