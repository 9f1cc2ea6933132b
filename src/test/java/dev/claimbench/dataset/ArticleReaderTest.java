package dev.claimbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.Ids;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            "---\n"
                + "title: \"A bridge: open\"\n"
                + "source: The Aldea Post\n"
                + "published: 2026-03-02\n"
                + "story: crossing\n"
                + "---\n\n"
                + "It reopened.\n");
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
  void articles_come_in_the_order_of_their_paths_and_other_files_are_not_taken()
      throws IOException {
    file("b/x.md", "X.");
    file("a/z.txt", "Z.");
    file("README.md", "About.");
    file("a/photo.jpg", new byte[] {(byte) 0xFF, (byte) 0xD8});
    assertThat(ArticleReader.read(folder)).extracting(Article::id).isEqualTo(List.of("z", "x"));
  }

  @Test
  void of_a_large_folder_texts_are_read_when_they_are_asked_for() throws IOException {
    String words = "The bridge is open. ".repeat(100_000);
    for (int i = 0; i < 10; i++) {
      file("river/a" + i + ".md", "---\ntitle: No " + i + "\n---\n" + words + i + "\n");
    }
    List<Article> articles = ArticleReader.read(folder);
    for (int i = 0; i < 10; i++) {
      Article inMemory = new Article("a" + i, "river", "No " + i, "", Optional.empty(), words + i);
      assertThat(articles.get(i)).isEqualTo(inMemory);
      assertThat(articles.get(i).text()).isEqualTo(words + i);
      assertThat(articles.get(i).textHash()).isEqualTo(inMemory.textHash());
    }
    // The first ones are held, and the last is not.
    List<Article> again = ArticleReader.read(folder);
    Files.delete(folder.resolve("river/a0.md"));
    Path last = file("river/a9.md", "Something else.");
    assertThat(again.get(0).text()).startsWith("The bridge");
    assertThatThrownBy(() -> again.get(9).text())
        .isInstanceOf(UserError.class)
        .hasMessage(last + ": was changed while it was in use; give the command again");
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
    refuses(
        file("a.txt", "abc\0def"),
        ": binary, not text (a zero byte at 3); save it as UTF-8 text if it is some");
    refuses(
        file("b.txt", new byte[] {'a', 'b', (byte) 0xE9, 'c'}),
        ": not UTF-8 text at byte 2; save it as UTF-8");
    refuses(
        file("c.txt", new byte[] {(byte) 0xFE, (byte) 0xFF, 0, 'a', 'b'}),
        ": not UTF-16BE text at byte 4; save it as UTF-8");
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

  private Article one(String name, String text) throws IOException {
    return ArticleReader.read(file(name, text)).get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No", "yes", "on", "007", "1_000", "0x1F", "1:30", "1e3", ".inf", "~", "null", "2026"
      })
  void a_title_is_what_is_written(String title) throws IOException {
    Article article = one("a.md", "---\ntitle: " + title + "\nstory: " + "007\n---\nText.\n");
    assertThat(article.title()).isEqualTo(title);
    assertThat(article.story()).isEqualTo("007");
  }

  @Test
  void an_alias_is_the_text_that_it_names_and_one_of_nothing_is_refused_with_its_line()
      throws IOException {
    Article article = one("a.md", "---\ntitle: &t \"Ida Brun\"\nsource: *t\n---\nText.\n");
    assertThat(article.source()).isEqualTo("Ida Brun");
    Path file = file("b.md", "---\ntitle: T\nsource: *t\n---\nText.\n");
    refuses(file, ":3:9: not valid YAML: the alias *t names no text; write it in full");
    Path list = file("c.md", "---\ntags: &t [a, b]\nmore: *t\n---\nText.\n");
    refuses(list, ":3:7: not valid YAML: the alias *t names no text; write it in full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--- \ntitle: T\n---\nText.",
        "---\ntitle: T\n--- \t\nText.",
        "\n \n---\ntitle: T\n---\nText.",
        "\uFEFF\r\n---\t\r\nTitle: T\r\n---\r\nText.",
        "---\ntitle: T\n...\nText.",
        "\u00a0\n---\u00a0\ntitle: T\n---\u2003\nText.",
        "\uFEFF\uFEFF---\ntitle: T\n---\u200b\nText.",
        "  ---\n  title: T\n  ---\nText."
      })
  void blanks_at_the_fences_and_empty_lines_before_them_do_no_harm(String content)
      throws IOException {
    Article article = one("a.md", content);
    assertThat(article.title()).isEqualTo("T");
    assertThat(article.text()).isEqualTo("Text.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+++;title = \"T\";+++;Text. | TOML ('+++')",
        "---toml;title = \"T\";---;Text. | a fence with more in its line ('---toml')",
        "---json;{};---;Text. | a fence with more in its line ('---json')",
        "--- # about;title: T;---;Text. | a fence with more in its line ('--- # about')",
        "%YAML 1.1;---;title: T;---;Text. | a YAML directive ('%YAML 1.1')",
        "{;\"title\": \"T\";};Text. | JSON ('{')",
        "{\"title\": \"T\"};Text. | JSON ('{\"title\": \"T\"}')",
        "#+TITLE: T;Text. | Org ('#+TITLE: T')",
        "% T;% Ida Brun;Text. | a Pandoc title block ('% T')",
        ".. title: T;;Text. | reStructuredText ('.. title: T')",
        "= T;:author: Ida Brun;;Text. | an AsciiDoc header ('= T')",
        "= T;Ida Brun <ida@example.org>;v1, 2026-03-02;:toc:;;Text. | an AsciiDoc header ('= T')",
        "```yaml;title: T;```;Text. | a block of YAML, TOML or JSON ('```yaml')",
        "~~~ {.toml};title = 1;~~~;Text. | a block of YAML, TOML or JSON ('~~~ {.toml}')",
        "<!--;title: T;-->;Text. | an HTML comment ('<!--')",
        "Title: T;Date: 2026-01-01;;Text. | front matter without --- lines ('Title: T')",
        "title = \"T\";;Text. | front matter without --- lines ('title = \"T\"')",
        "Date: 2026-01-01;Title: T;;Text. | front matter without --- lines ('Date: 2026-01-01')",
        "----;title: T;----;Text. | a line of signs and a field below it ('----')",
        "\u2014;title: T;\u2014;Text. | a line of signs and a field below it ('\u2014')",
        "***;title: T;***;Text. | a line of signs and a field below it ('***')"
      })
  void metadata_of_another_format_is_refused_by_its_name(String content, String name)
      throws IOException {
    Path file = file("a.md", content.replace(';', '\n'));
    refuses(
        file,
        ":1: begins with "
            + name
            + ", which a model would read as article; write the metadata as YAML between two ---"
            + " lines, or take it out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Date: 4 May\nThe old bridge shut.",
        "Source said on Monday: no.\nShe meant it.",
        "***\n\nThe old bridge shut.",
        "Ida Brun: the bridge is shut.\nBen Ost: it is not."
      })
  void what_only_looks_a_little_like_metadata_is_the_article(String content) throws IOException {
    assertThat(one("a.md", content).text()).isEqualTo(content);
  }

  @Test
  void an_ending_in_capitals_is_an_article_and_what_is_none_is_noted_with_the_reason()
      throws IOException {
    file("s/B.MD", "B.");
    file("s/a.md", "A.");
    file("s/c.html", "C.");
    file("s/.DS_Store", "x");
    file("README.md", "About.");
    assertThat(ArticleReader.read(folder)).extracting(Article::id).containsExactly("B", "a");
    assertThat(ArticleFiles.in(folder).note(folder))
        .contains(folder + ": not taken as articles: s/c.html (does not end in .md or .txt)");
    Files.delete(folder.resolve("s/c.html"));
    assertThat(ArticleFiles.in(folder).note(folder)).isEmpty();
  }

  /** Copies of articles that tools keep, and readmes however they are spelt. */
  @Test
  void what_is_hidden_and_a_readme_are_no_articles() throws IOException {
    file("s/a.md", "A.");
    file("s/.ipynb_checkpoints/a-checkpoint.md", "A.");
    file("s/._a.md", new byte[] {0, 5, 22});
    file("s/readme.MD", "About.");
    file("s/README.txt", "About.");
    Files.createSymbolicLink(folder.resolve("s/.#a.md"), folder.resolve("me@host.123"));
    assertThat(ArticleReader.read(folder)).extracting(Article::id).containsExactly("a");
    assertThat(ArticleFiles.in(folder).note(folder))
        .contains(folder + ": not taken as articles: s/README.txt (a readme)");
    // Where it is asked for by its name, it is meant.
    Path hidden = file(".news/b.md", "---\nstory: s\n---\nB.").getParent();
    assertThat(ArticleReader.read(hidden)).extracting(Article::id).containsExactly("b");
  }

  @Test
  void the_day_may_be_called_date_and_have_a_time() throws IOException {
    assertThat(one("a.md", "---\ndate: 2026-03-02T23:30:00+01:00\n---\nText.").published())
        .contains(LocalDate.of(2026, 3, 2));
    assertThat(
            one("b.md", "---\ndate: 2026-03-02 08:00\npublished: 2026-03-01\n---\nX").published())
        .contains(LocalDate.of(2026, 3, 1));
    refuses(
        file("c.md", "---\ndate: 4 May\n---\nText."),
        ": date: expected a day such as 2026-01-28, got '4 May'");
  }

  @Test
  void a_second_front_matter_is_refused() throws IOException {
    refuses(
        file("a.md", "---\nstory: s\n---\n\n---\ntitle: T\n---\nText."),
        ":5: begins with a second front matter ('---'), which a model would read as article; write"
            + " the metadata as YAML between two --- lines, or take it out");
    assertThat(one("b.md", "---\nstory: s\n---\n---\n\nText.").text()).isEqualTo("---\n\nText.");
  }

  @Test
  void a_link_to_nothing_is_refused_and_one_in_a_circle_is_noted() throws IOException {
    file("s/a.md", "A.");
    Files.createSymbolicLink(folder.resolve("s/loop"), folder);
    assertThat(ArticleReader.read(folder)).extracting(Article::id).containsExactly("a");
    assertThat(ArticleFiles.in(folder).note(folder))
        .contains(
            folder + ": not taken as articles: s/loop (a link to a folder that it lies in itself)");
    Path gone = Files.createSymbolicLink(folder.resolve("s/b.md"), folder.resolve("none"));
    assertThatThrownBy(() -> ArticleReader.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(gone + ": a link to a file that is not there; mend or remove it");
  }

  @Test
  void a_path_that_the_system_cannot_open_is_noted_and_the_rest_taken() throws IOException {
    file("s/a.md", "A.");
    Path deep = Files.createDirectories(folder.resolve("s" + ("/" + "d".repeat(200)).repeat(10)));
    Path other = Files.createDirectories(folder.resolve("t" + ("/" + "e".repeat(200)).repeat(12)));
    Files.writeString(other.resolve("b.md"), "B.");
    // Each half can be opened, and both together have more than the 4,096 bytes of a path.
    Files.move(folder.resolve("t"), deep.resolve("t"));
    try {
      assertThat(ArticleReader.read(folder)).extracting(Article::id).containsExactly("a");
      assertThat(ArticleFiles.in(folder).note(folder).orElseThrow())
          .contains("ddd")
          .contains("… (a path too long for this system)")
          .hasSizeLessThan(1000);
    } finally {
      Files.move(deep.resolve("t"), folder.resolve("t"));
    }
  }

  @Test
  void ids_that_other_commands_could_not_use_are_refused_at_the_start() throws IOException {
    assertThat(one("s/Old Bridge_1.md", "T.").id()).isEqualTo("Old Bridge_1");
    assertThat(one("s/Brücke (2).md", "T.").id()).isEqualTo("Brücke (2)");
    for (String name : List.of("a@b.md", "a:b.md", "-a.md", ".a.md", "a .md", "a\u202Eb.md")) {
      Path file = file("t/" + name, "T.");
      assertThatThrownBy(() -> ArticleReader.read(file))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cannot be an id; expected letters, digits");
    }
    Path out = file("u/a.md", "---\nstory: \"../../esc\"\n---\nT.\n");
    refuses(
        out, ": story: '../../esc' cannot be an id; expected " + Ids.RULE + ", at most 200 bytes");
    Path long1 = file("u/b.md", "---\nstory: " + "x".repeat(201) + "\n---\nT.\n");
    assertThatThrownBy(() -> ArticleReader.read(long1)).isInstanceOf(UserError.class);
  }

  @Test
  void utf_16_with_its_mark_is_text() throws IOException {
    Path file = file("a.txt", "Grüße".getBytes(StandardCharsets.UTF_16));
    assertThat(ArticleReader.read(file).get(0).text()).isEqualTo("Grüße");
  }
}
