package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.Stories;
import dev.claimbench.text.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarityCommandTest {
  @TempDir Path dir;

  private CommandLineFixture.Done similarity(String... more) {
    String[] line = new String[2 + more.length + 4];
    line[0] = "corpus";
    line[1] = "similarity";
    System.arraycopy(more, 0, line, 2, more.length);
    List<String> folders = List.of("--seeds", "seeds", "--gold", "eval");
    for (int i = 0; i < folders.size(); i++) {
      String word = folders.get(i);
      line[2 + more.length + i] =
          word.startsWith("--") ? word : Path.of(word).toAbsolutePath().toString();
    }
    return new CommandLineFixture(dir).line(line);
  }

  @Test
  void test_stories_do_not_choose_the_threshold() {
    CommandLineFixture.Done done = similarity("--choose-on", "test");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err())
        .contains("is of the test story")
        .contains("only dev stories may be used to choose");
  }

  @Test
  void what_was_chosen_names_every_article_that_it_was_chosen_on() throws Exception {
    Path file = dir.resolve("choice.json");
    assertThat(similarity("--out", file.toString()).code()).isZero();
    JsonNode choice = Json.MAPPER.readTree(Files.readString(file));
    assertThat(choice.at("/taus/word-vectors").asDouble()).isEqualTo(0.45);
    assertThat(choice.get("split").asText()).isEqualTo("dev");
    assertThat(choice.get("goldVersion").asText()).isNotEmpty();
    Stories stories = Stories.read(Path.of("eval/stories.yaml"));
    Set<String> dev = new TreeSet<>();
    ArticleReader.read(Path.of("seeds")).stream()
        .filter(a -> stories.splits().get(a.story()).equals("dev"))
        .forEach(a -> dev.add(a.id()));
    assertThat(choice.get("articles").fieldNames()).toIterable().containsExactlyElementsOf(dev);
    assertThat(choice.get("pairs"))
        .isNotEmpty()
        .allSatisfy(
            pair ->
                assertThat(stories.splits())
                    .containsEntry(pair.asText().replaceFirst("/.*", ""), "dev"));
  }

  @Test
  void the_page_shows_what_the_command_prints() throws Exception {
    CommandLineFixture.Done done = similarity();
    assertThat(done.err()).isEmpty();
    assertThat(done.code()).isZero();
    String page = Files.readString(Path.of("docs/SIMILARITY.md"));
    Matcher block = Pattern.compile("(?s)```\\n(dev: .*?)```").matcher(page);
    assertThat(block.find()).isTrue();
    // The page has the embedding model's rows too, measured with --bge.
    String shown = block.group(1).replaceAll("(?m)^bge-.*\\n", "");
    assertThat(shown).isEqualTo(done.out().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void the_default_is_the_threshold_that_dev_stories_choose() {
    // A line marked with * has the set τ; the command would choose the same.
    assertThat(similarity().out()).contains("0.45*").doesNotContain("but dev stories choose");
  }
}
