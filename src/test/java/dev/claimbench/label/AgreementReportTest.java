package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.Shared;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.Votes;
import dev.claimbench.dataset.VotesReader;
import dev.claimbench.dataset.imports.GumNews;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The project's own passes and the committed report on them. */
class AgreementReportTest {
  private static final Path EVAL = Path.of("eval");
  private static final List<Article> ARTICLES = ArticleReader.read(Path.of("seeds"));
  private static final GoldSet GOLD = GoldFolder.read(EVAL, Path.of("seeds"), ARTICLES);
  private static final Stories STORIES = Stories.read(EVAL.resolve("stories.yaml"));
  private static final Votes FIRST = VotesReader.read(EVAL.resolve("votes/first"));
  private static final Votes SECOND = VotesReader.read(EVAL.resolve("votes/second"));

  private static final String NOTES = TextFiles.read(EVAL.resolve("votes/NOTES.md"));

  @Test
  void the_committed_report_is_what_the_votes_say() throws IOException {
    String report = AgreementReport.markdown(GOLD, STORIES, FIRST, SECOND, NOTES);
    same(report, EVAL.resolve("AGREEMENT.md"));
  }

  @Test
  void the_committed_report_on_real_news_is_what_its_votes_say() throws IOException {
    Path labels = EVAL.resolve("real-news");
    Path gum = Shared.file("data/gum-news");
    List<Article> articles = GumNews.read(gum).stream().map(GumNews::article).toList();
    String report =
        AgreementReport.markdown(
            GoldFolder.read(labels, gum, articles),
            Stories.read(labels.resolve("stories.yaml")),
            VotesReader.read(labels.resolve("votes/first")),
            VotesReader.read(labels.resolve("votes/second")),
            TextFiles.read(labels.resolve("votes/NOTES.md")));
    same(report, labels.resolve("AGREEMENT.md"));
  }

  private static void same(String report, Path committed) throws IOException {
    if (Boolean.getBoolean("claimbench.agreement.renew")) {
      Files.writeString(committed, report);
    }
    assertThat(report)
        .as("mvn test -Dtest=AgreementReportTest -Dclaimbench.agreement.renew=true")
        .isEqualTo(Files.readString(committed));
  }

  @Test
  void both_passes_vote_on_every_item_and_on_nothing_else() {
    AnnotationPasses passes = AnnotationPasses.of(GOLD, FIRST, SECOND);
    assertThat(passes.verdicts()).hasSameSizeAs(GOLD.verdicts());
    assertThat(FIRST.verdicts()).hasSameSizeAs(GOLD.verdicts());
    assertThat(SECOND.verdicts().keySet()).isEqualTo(FIRST.verdicts().keySet());
    assertThat(SECOND.claims().keySet()).isEqualTo(FIRST.claims().keySet());
  }

  @Test
  void where_the_passes_agree_a_later_reading_rarely_says_otherwise_and_always_shows_it() {
    String report = AgreementReport.markdown(GOLD, STORIES, FIRST, SECOND, NOTES);
    String overruled = report.substring(report.indexOf("a later reading did not"));
    assertThat(AnnotationPasses.of(GOLD, FIRST, SECOND).verdicts())
        .filteredOn(v -> !v.differ() && !v.adjudicated().equals(v.first()))
        .hasSizeLessThan(GOLD.verdicts().size() / 100)
        .allSatisfy(
            v ->
                assertThat(overruled)
                    .contains(v.gold().claim().id() + ": " + v.gold().claim().text()));
  }

  @Test
  void only_what_the_passes_dispute_is_disputed() {
    assertThat(AnnotationPasses.of(GOLD, FIRST, SECOND).verdicts())
        .filteredOn(v -> v.gold().disputed())
        .isNotEmpty()
        .allMatch(AnnotationPasses.VerdictVotes::differ);
  }

  @Test
  void a_missing_vote_is_named() {
    Map<String, Votes.Label> fewer = new HashMap<>(SECOND.verdicts());
    fewer.remove("harrow-tram/v01@harrow-tram-wire");
    Votes second = new Votes("second", fewer, SECOND.claims());
    assertThatThrownBy(() -> AnnotationPasses.of(GOLD, FIRST, second))
        .isInstanceOf(UserError.class)
        .hasMessage("votes of the second pass: none for harrow-tram/v01@harrow-tram-wire");
  }

  @Test
  void a_vote_on_an_unknown_item_is_named() {
    Map<String, Votes.Label> more = new HashMap<>(FIRST.verdicts());
    more.put("harrow-tram/v99@harrow-tram-wire", more.values().iterator().next());
    Votes first = new Votes("first", more, FIRST.claims());
    assertThatThrownBy(() -> AnnotationPasses.of(GOLD, first, SECOND))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("one for harrow-tram/v99@harrow-tram-wire, which the gold does not");
  }
}
