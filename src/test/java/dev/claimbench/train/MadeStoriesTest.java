package dev.claimbench.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.Stories;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MadeStoriesTest {
  private static final RowForm QUESTIONS =
      new RowForm.Questions(new PromptLibrary(Path.of("prompts")).template(Tasks.VERIFY.prompt()));

  private record Row(String group, String user, String claim, JsonNode answer) {}

  private static List<Row> rows(int count, long seed) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (String line : MadeStories.rows(count, seed, QUESTIONS)) {
      JsonNode row = Json.PLAIN.readTree(line);
      String user = row.at("/messages/1/content").asText();
      String claim = user.replaceFirst("(?s).*\\nClaim: (.*?)\\n.*", "$1");
      JsonNode answer = Json.PLAIN.readTree(row.at("/messages/2/content").asText());
      rows.add(new Row(row.path("group").asText(), user, claim, answer));
    }
    return rows;
  }

  @Test
  void the_same_seed_gives_the_same_rows() {
    assertThat(MadeStories.rows(5, 3, QUESTIONS)).isEqualTo(MadeStories.rows(5, 3, QUESTIONS));
    assertThat(MadeStories.rows(5, 3, QUESTIONS)).isNotEqualTo(MadeStories.rows(5, 4, QUESTIONS));
  }

  @Test
  void no_verdict_is_a_good_guess_and_evidence_is_in_the_article() throws Exception {
    Map<String, Integer> counts = new HashMap<>();
    List<Row> rows = rows(200, 1);
    for (Row row : rows) {
      counts.merge(row.answer().path("verdict").asText(), 1, Integer::sum);
      String evidence = row.answer().path("evidence").asText();
      assertThat(row.user()).contains(evidence);
      assertThat(evidence.isEmpty())
          .isEqualTo(row.answer().path("verdict").asText().equals("NOT_ENOUGH_INFO"));
    }
    assertThat(counts).containsOnlyKeys("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO");
    assertThat(counts.values()).allMatch(n -> n > 0.3 * rows.size() && n < 0.37 * rows.size());
  }

  @Test
  void one_claim_on_one_article_has_one_verdict() throws Exception {
    Map<String, String> verdicts = new HashMap<>();
    for (Row row : rows(300, 1)) {
      String verdict = row.answer().path("verdict").asText();
      assertThat(
              verdicts.merge(
                  row.group() + row.claim(), verdict, (a, b) -> a.equals(b) ? a : "both"))
          .as(row.user())
          .isEqualTo(verdict);
    }
  }

  @Test
  void the_words_of_a_claim_say_little_of_its_verdict() throws Exception {
    // Without names, things and numbers; whoever knew how often each form of words is right, open
    // or
    // wrong, and saw no article, would have so many right.
    Map<String, Map<String, Integer>> forms = new HashMap<>();
    List<Row> rows = rows(1000, 1);
    for (Row row : rows) {
      String form = row.claim().replaceAll("[0-9]+", "#");
      for (String thing : MadeStories.THINGS) {
        form = form.replace(thing, "T");
      }
      form = form.replaceAll("\\b[A-Z][a-z]+( [A-Z][a-z]+)?", "N");
      forms
          .computeIfAbsent(form, f -> new HashMap<>())
          .merge(row.answer().path("verdict").asText(), 1, Integer::sum);
    }
    int right = forms.values().stream().mapToInt(f -> Collections.max(f.values())).sum();
    assertThat(right).isLessThan((int) (0.7 * rows.size()));
  }

  @Test
  void test_stories_have_nothing_of_it() throws Exception {
    Path seeds = Path.of("seeds");
    Path eval = Path.of("eval");
    List<Article> test =
        Stories.read(eval.resolve(Stories.FILE)).select("test", ArticleReader.read(seeds));
    TestOverlap overlap = new TestOverlap(test, GoldFolder.read(eval, seeds, test).verdicts());
    for (Row row : rows(100, 1)) {
      assertThat(overlap.find(row.user())).isEmpty();
    }
  }
}
