package dev.claimbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is scored on must not have been chosen on. */
class StoriesTest {
  private static final String FILE =
      """
      version: 1
      stories:
        - {id: aldea, split: dev, topic: local politics}
        - {id: brakk, split: test, topic: business}
      """;
  private static final Article ALDEA =
      new Article("bridge", "aldea", "", "", Optional.empty(), "Text.");
  private static final Article BRAKK =
      new Article("foundry", "brakk", "", "", Optional.empty(), "Text.");
  private static final Article OTHER =
      new Article("mine", "own", "", "", Optional.empty(), "Text.");

  @TempDir private Path folder;

  private Stories read(String text) throws IOException {
    return Stories.read(Files.writeString(folder.resolve("stories.yaml"), text));
  }

  private void refuses(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserError.class)
        .hasMessage(folder.resolve("stories.yaml") + message);
  }

  @Test
  void a_suite_is_the_articles_of_its_stories() throws IOException {
    Stories stories = read(FILE);
    List<Article> all = List.of(BRAKK, ALDEA, OTHER);
    assertThat(stories.select("dev", all)).containsExactly(ALDEA);
    assertThat(stories.select("test", all)).containsExactly(BRAKK);
    assertThat(stories.select("all", all)).isEqualTo(all);
    assertThat(stories.topics()).containsEntry("brakk", "business");
  }

  @Test
  void first_come_test_stories_in_the_order_of_the_file_with_one_article_each() throws IOException {
    Stories stories =
        read(
            FILE.replace("aldea", "aldea, split: test, topic: science}\n  - {id: zeta")
                + "  - {id: castor, split: test, topic: courts}\n");
    Article second = new Article("foundry-2", "brakk", "", "", Optional.empty(), "Text.");
    Article castor = new Article("verdict", "castor", "", "", Optional.empty(), "Text.");
    // aldea (test), zeta (dev), brakk (test), castor (test); nobody wrote about zeta.
    List<Article> all = List.of(castor, BRAKK, second, OTHER, ALDEA);
    assertThat(stories.first(2, all)).containsExactly(ALDEA, BRAKK);
    assertThat(stories.first(9, all)).containsExactly(ALDEA, BRAKK, castor);
    assertThat(stories.first(9, List.of(castor))).containsExactly(castor);
    assertThat(stories.firstTest()).isEqualTo("aldea");
  }

  @Test
  void without_a_test_story_the_articles_must_be_named() throws IOException {
    Stories stories = read(FILE.replace("split: test", "split: dev"));
    assertThatThrownBy(stories::firstTest)
        .isInstanceOf(UserError.class)
        .hasMessage("stories.yaml: no test story; say which articles: --seeds DIR");
  }

  @Test
  void an_unknown_suite_is_refused() throws IOException {
    Stories stories = read(FILE);
    assertThatThrownBy(() -> stories.select("train", List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage("--suite: expected dev, test, all or real-news, got 'train'");
  }

  @Test
  void test_stories_choose_nothing() throws IOException {
    Stories stories = read(FILE);
    assertThatThrownBy(() -> stories.requireDev("threshold", List.of(ALDEA, BRAKK)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "threshold: article foundry is of the test story 'brakk';"
                + " only dev stories may be used to choose");
    assertThatCode(() -> stories.requireDev("threshold", List.of(ALDEA, OTHER)))
        .doesNotThrowAnyException();
  }

  @Test
  void a_mistake_in_the_file_has_its_place() throws IOException {
    refuses(
        FILE.replace("split: test", "split: train"),
        ": stories[1].split: does not have a value in the enumeration [\"dev\", \"test\"]");
    refuses(FILE.replace("id: brakk", "id: aldea"), ": story 'aldea' is there twice");
    assertThatThrownBy(() -> Stories.read(folder.resolve("none.yaml")))
        .isInstanceOf(UserError.class)
        .hasMessage(folder.resolve("none.yaml") + ": no such file");
  }

  @Test
  void the_shipped_stories_are_those_of_the_seeds() {
    Stories stories = Stories.read(Path.of("eval/stories.yaml"));
    assertThat(ArticleReader.read(Path.of("seeds")))
        .extracting(Article::story)
        .allSatisfy(story -> assertThat(stories.splits()).containsKey(story));
  }
}
