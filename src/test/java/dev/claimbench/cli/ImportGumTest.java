package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.Shared;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.imports.GumNews;
import dev.claimbench.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** News of GUM's CoNLL-U, written as articles and joined with labels that point into them. */
class ImportGumTest {
  private static final String CONLLU =
      """
      # newdoc id = GUM_news_port
      # meta::dateCreated = 2020-05-05
      # meta::sourceURL = https://example.org/port
      # meta::title = Port shut
      # newpar
      # newpar_block = head (1 s)
      # text = Port shut
      1\tPort\tport\tNOUN

      # newpar
      # newpar_block = date (1 s)
      # text = Monday, May 4, 2020

      # newpar
      # newpar_block = figure rend:::"left" (1 s) | caption (1 s) | p (3 s)
      # text = The port.
      # text = Boats shut the port.
      # text = They 🌊 left.
      # newpar
      # newpar_block = head (1 s)
      # text = Sources
      # newpar
      # newpar_block = item (1 s)
      # text = A paper.
      """;
  private static final String TEXT =
      "Monday, May 4, 2020\n\n"
          + "The port.\n\n"
          + "Boats shut the port. They 🌊 left.\n\n"
          + "Sources\n\n"
          + "A paper.";

  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = CommandLineFixture.empty(dir);
    fixture.file("gum/dep/GUM_news_port.conllu", CONLLU);
    fixture.file(
        "labels/stories.yaml",
        "version: 1\nstories:\n  - {id: gum-port, split: test, topic: sea}\n");
    fixture.file(
        "labels/gold/gum-port.yaml",
        """
        version: 2
        article: gum-port
        article_sha256: %s
        weights: guide
        claims: []
        """
            .formatted(Sha256.sha256(TEXT)));
  }

  private CommandLineFixture.Done gum() {
    return fixture.line(
        "import",
        "gum",
        fixture.path("gum").toString(),
        "--gold",
        fixture.path("labels").toString(),
        "--out",
        fixture.path("out").toString());
  }

  @Test
  void sections_break_where_a_block_ends_and_what_is_not_the_article_is_known() {
    GumNews news = GumNews.read(fixture.path("gum")).get(0);
    assertThat(news.article().text()).isEqualTo(TEXT);
    // The date line is a day from the metadata's: it is the day of publication.
    assertThat(news.article().published()).hasToString("Optional[2020-05-04]");
    assertThat(news.boilerplate())
        .extracting(p -> p.text() + "@" + p.start().getAsInt())
        .containsExactly("Monday, May 4, 2020@0", "The port.@21", "Sources@67", "A paper.@76");
  }

  @Test
  void what_is_written_is_read_as_the_text_that_was_labelled() {
    CommandLineFixture.Done done = gum();
    assertThat(done.err()).isEmpty();
    assertThat(done.out()).contains("(1 articles; 0 verdicts in ");
    Article article = ArticleReader.read(fixture.path("out")).get(0);
    assertThat(article.id()).isEqualTo("gum-port");
    assertThat(article.title()).isEqualTo("Port shut");
    assertThat(article.text()).isEqualTo(TEXT);
    assertThat(fixture.text("out/gum-port/gum-port.md"))
        .contains("address: \"https://example.org/port\"", "licence: \"CC BY 2.5\"");
  }

  @Test
  void the_suite_takes_them_and_its_labels_from_where_they_are() throws IOException {
    gum();
    fixture.file(
        "answers.jsonl",
        "{\"task\": \"extract\", \"item\": \"gum-port\", \"answer\": {\"claims\": []}}\n");
    CommandLineFixture.Done done =
        fixture.line(
            "score",
            "--answers",
            fixture.path("answers.jsonl").toString(),
            "--suite",
            "real-news",
            "--articles",
            fixture.path("out").toString(),
            "--gold",
            fixture.path("labels").toString(),
            "--task",
            "extract",
            "--out",
            fixture.path("run").toString());
    assertThat(done.err()).doesNotContain("claimbench:");
    assertThat(done.code()).isZero();
    assertThat(fixture.text("run/manifest.json")).contains("\"gum-port\"", "labels");
  }

  @Test
  void another_edition_is_refused_with_both_hashes_and_nothing_is_written() throws IOException {
    fixture.file("gum/dep/GUM_news_port.conllu", CONLLU.replace("Boats shut", "Ships shut"));
    CommandLineFixture.Done done = gum();
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err())
        .contains(Sha256.sha256(TEXT), Sha256.sha256(TEXT.replace("Boats shut", "Ships shut")))
        .hasLineCount(1);
    assertThat(fixture.path("out")).doesNotExist();
  }

  @Test
  void what_is_no_such_corpus_is_said_in_one_line() throws IOException {
    fixture.file("gum/dep/GUM_news_port.conllu", "rubbish\n");
    assertThat(gum().err()).contains("no '# meta::title = …'").hasLineCount(1);
    fixture.file("gum/dep/GUM_news_port.conllu", CONLLU.replaceFirst("# newpar\n", ""));
    assertThat(gum().err()).contains(":5: expected '# newpar' first").hasLineCount(1);
    fixture.file("gum/dep/GUM_news_port.conllu", CONLLU.replace("head (1 s)", "head"));
    assertThat(gum().err()).contains(":6: expected a block such as 'p (3 s)'").hasLineCount(1);
    Files.delete(fixture.path("gum/dep/GUM_news_port.conllu"));
    assertThat(gum().err()).contains("no GUM_news_*.conllu here").hasLineCount(1);
    fixture.file("gum/dep/GUM_news_other.conllu", CONLLU);
    assertThat(gum().err()).contains("labelled articles are missing: gum-port").hasLineCount(1);
  }

  @Test
  void the_corpus_itself_gives_the_texts_and_the_boilerplate_that_were_labelled() {
    List<GumNews> news = GumNews.read(Shared.file("data/gum-news"));
    List<Article> articles = news.stream().map(GumNews::article).toList();
    Path labels = Path.of("eval", "real-news");
    List<GoldArticle> gold = GoldFolder.read(labels, labels, articles).articles();
    assertThat(gold).hasSize(24);
    for (int i = 0; i < gold.size(); i++) {
      assertThat(news.get(i).boilerplate()).isEqualTo(gold.get(i).boilerplate());
    }
  }
}
