package dev.claimbench.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Articles come in as they are, or with one line that says what is wrong and where. */
class ArticleReaderTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private void refuses(Path place, String message) {
    assertThatThrownBy(() -> ArticleReader.read(place))
        .isInstanceOf(UserError.class)
        .hasMessage(place + message);
  }

  @Test
  void front_matter_and_text_become_an_article() throws IOException {
    Path file =
        file(
            "aldea/bridge.md",
            "---\ntitle: \"A bridge: open\"\nsource: The Aldea Post\npublished: 2026-03-02\nstory: crossing\n---\n\nIt reopened.\n");
    assertThat(ArticleReader.read(file))
        .containsExactly(
            new Article(
                "bridge",
                "crossing",
                "A bridge: open",
                "The Aldea Post",
                Optional.of(LocalDate.of(2026, 3, 2)),
                "It reopened."));
  }

  @Test
  void plain_text_will_do_and_its_folder_is_its_story() throws IOException {
    file("aldea/bridge.txt", "\uFEFFIt reopened.\r\nToday.\r");
    assertThat(ArticleReader.read(folder))
        .containsExactly(
            new Article("bridge", "aldea", "", "", Optional.empty(), "It reopened.\nToday."));
  }

  @Test
  void articles_come_in_the_order_of_their_paths_and_other_files_are_let_be() throws IOException {
    file("b/x.md", "X.");
    file("a/z.txt", "Z.");
    file("README.md", "About.");
    file("a/photo.jpg", new byte[] {(byte) 0xFF, (byte) 0xD8});
    assertThat(ArticleReader.read(folder)).extracting(Article::id).isEqualTo(List.of("z", "x"));
  }

  @Test
  void a_rule_of_dashes_in_the_text_is_not_front_matter() throws IOException {
    Path file = file("a.txt", "One.\n---\nTwo.");
    assertThat(ArticleReader.read(file).get(0).text()).isEqualTo("One.\n---\nTwo.");
  }

  @Test
  void no_folder_and_an_empty_folder_are_said() throws IOException {
    refuses(
        folder.resolve("none"), ": no such folder; --seeds takes a folder of .md or .txt articles");
    refuses(folder, ": no articles here; expected files that end in .md or .txt");
    refuses(file("a.pdf", "%PDF"), ": no articles here; expected files that end in .md or .txt");
  }

  @Test
  void an_empty_article_is_refused() throws IOException {
    refuses(file("a.md", ""), ": the article is empty; write its text below the front matter");
    refuses(
        file("b.md", "---\ntitle: T\n---\n \n"),
        ": the article is empty; write its text below the front matter");
    refuses(
        file("c.md", "---\ntitle: T\n---"),
        ": the article is empty; write its text below the front matter");
  }

  @Test
  void what_is_not_text_is_refused_with_the_place() throws IOException {
    refuses(file("a.txt", "abc\0def"), ": binary, not text (a zero byte at 3); leave it out");
    refuses(
        file("b.txt", new byte[] {'a', 'b', (byte) 0xE9, 'c'}),
        ": not UTF-8 text at byte 2; save it as UTF-8 (or leave it out of the folder)");
    refuses(
        file("c.txt", "Grüße".getBytes(StandardCharsets.UTF_16)),
        ": not UTF-8 text at byte 0; save it as UTF-8 (or leave it out of the folder)");
  }

  @Test
  void broken_front_matter_is_named_by_the_line_and_column_of_the_file() throws IOException {
    Path file = file("a.md", "---\ntitle: \"A bridge\nsource: x\n---\nText.\n");
    assertThatThrownBy(() -> ArticleReader.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ":4:1: not valid YAML: ");
    Path tab = file("b.md", "---\ntitle: A\n\tsource: x\n---\nText.\n");
    assertThatThrownBy(() -> ArticleReader.read(tab))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(tab + ":3:1: not valid YAML: ");
    Path twice = file("c.md", "---\ntitle: A\ntitle: B\n---\nText.\n");
    assertThatThrownBy(() -> ArticleReader.read(twice))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(twice + ":3:")
        .hasMessageContaining("'title'");
  }

  @Test
  void front_matter_that_is_no_mapping_is_refused() throws IOException {
    refuses(
        file("a.md", "---\njust words\n---\nText.\n"),
        ": expected front matter such as 'title: …', got \"just words\"");
    refuses(
        file("b.md", "---\ntitle: T\nText without an end.\n"),
        ": the front matter that begins on line 1 has no closing ---");
  }

  @Test
  void a_day_that_is_none_is_refused() throws IOException {
    refuses(
        file("a.md", "---\npublished: 2026-02-30\n---\nText.\n"),
        ": published: expected a day such as 2026-01-28, got '2026-02-30'");
    refuses(
        file("b.md", "---\npublished: March 2026\n---\nText.\n"),
        ": published: expected a day such as 2026-01-28, got 'March 2026'");
  }

  @Test
  void an_id_is_there_once() throws IOException {
    Path first = file("a/bridge.md", "One.");
    Path second = file("b/bridge.txt", "Two.");
    assertThatThrownBy(() -> ArticleReader.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(second + ": the id 'bridge' is taken by " + first + "; rename one file");
  }

  @Test
  void a_story_cannot_be_blank() throws IOException {
    refuses(
        file("a.md", "---\nstory: \"\"\n---\nText.\n"),
        ": story: expected a name, got an empty one; leave it out to take the folder's");
  }
}
