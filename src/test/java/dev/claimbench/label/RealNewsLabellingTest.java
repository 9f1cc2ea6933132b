package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.Shared;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.imports.GumNews;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code label} on the real articles and their labels, which hold none of the articles' words. */
class RealNewsLabellingTest {
  private static final Path LABELS = Path.of("eval/real-news");

  /** Saving takes some hundredths of a second each; all of them were saved so once, by hand. */
  private static final int EVERY = 6;

  private static final Path GUM = Shared.file("data/gum-news");
  private static final List<Article> ARTICLES =
      GumNews.read(GUM).stream().map(GumNews::article).toList();
  private static final Map<String, Article> BY_ID =
      ARTICLES.stream().collect(Collectors.toMap(Article::id, Function.identity()));

  @TempDir Path dir;
  private LabelFiles files;
  private ObjectNode page;

  @BeforeEach
  void copy() throws IOException {
    for (String folder : List.of("gold", "verify")) {
      Path to = Files.createDirectories(dir.resolve(folder));
      try (Stream<Path> from = Files.list(LABELS.resolve(folder))) {
        for (Path file : from.toList()) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
    files = new LabelFiles(dir, ARTICLES, Suggestions.none(), List.of());
    page = files.all();
  }

  @Test
  void a_claim_that_is_saved_as_the_page_shows_it_leaves_its_file_as_it_was() throws Exception {
    int seen = 0;
    for (JsonNode article : page.get("articles")) {
      for (JsonNode claim : article.get("claims")) {
        if (seen++ % EVERY == 0) {
          save("claim", article.get("id"), article.get("version"), claim.get("id"), claim);
        }
      }
    }
    assertThat(seen).isGreaterThan(300);
    assertThat(differing()).isEmpty();
  }

  @Test
  void a_verdict_that_is_saved_as_the_page_shows_it_leaves_its_file_as_it_was() throws Exception {
    int seen = 0;
    for (JsonNode story : page.get("stories")) {
      for (JsonNode claim : story.get("claims")) {
        for (var verdict : claim.get("verdicts").properties()) {
          // The page judges a disputed one afresh.
          if (seen++ % EVERY == 0 && !verdict.getValue().path("disputed").asBoolean()) {
            ObjectNode sent = verdict.getValue().deepCopy();
            sent.put("via", sent.has("via"));
            JsonNode article = Json.PLAIN.getNodeFactory().textNode(verdict.getKey());
            save("verdict", article, story.get("version"), claim.get("id"), sent);
          }
        }
      }
    }
    assertThat(seen).isGreaterThan(900);
    assertThat(differing()).isEmpty();
  }

  @Test
  void changed_labels_are_places_with_hashes_that_the_gold_is_read_from() throws Exception {
    Article afghan = BY_ID.get("gum-afghan");
    String words = inTheMiddle(afghan);
    ObjectNode claim = (ObjectNode) page.at("/articles/0/claims/1");
    claim.put("text", "Another claim.").putArray("quotes").add(words);
    change("claim", "gum-afghan", page.at("/articles/0/version").asText(), "c02", claim);
    ObjectNode verdict = Json.PLAIN.createObjectNode().put("label", "REFUTED").put("why", "so");
    verdict.putArray("evidence").add(words);
    String version = page.at("/stories/gum-afghan/version").asText();
    change("verdict", "gum-afghan", version, "v07", verdict);

    assertThat(differing()).containsExactly("gold/gum-afghan.yaml", "verify/gum-afghan.yaml");
    String place =
        "{start: %d, length: %d, hash: \"%s\"}"
            .formatted(
                afghan.text().codePointCount(0, afghan.text().indexOf(words)),
                words.codePointCount(0, words.length()),
                Sha256.sha256(words).substring(0, 8));
    for (String file : differing()) {
      assertThat(Files.readString(dir.resolve(file))).contains("[" + place + "]");
      assertThat(Files.readString(dir.resolve(file))).doesNotContain(words);
    }
    GoldSet gold = GoldFolder.read(dir, GUM, ARTICLES);
    assertThat(gold.articles().get(0).claims().get(1).claim().quotes()).containsExactly(words);
    assertThat(gold.verdicts())
        .filteredOn(v -> v.article().equals("gum-afghan") && v.claim().id().equals("v07"))
        .singleElement()
        .satisfies(v -> assertThat(v.evidence()).containsExactly(words));
    // What the two edits left alone is as it was, byte for byte.
    files.change("undo", Json.PLAIN.createObjectNode());
    files.change("undo", Json.PLAIN.createObjectNode());
    assertThat(differing()).isEmpty();
  }

  @Test
  void where_summaries_decide_the_weight_a_new_claim_says_how_many_state_it() throws Exception {
    JsonNode nasa = article("gum-nasa");
    assertThat(nasa.get("weights").asText()).isEqualTo("summaries");
    ObjectNode claim = nasa.at("/claims/0").deepCopy();
    claim.put("text", "Another claim.").put("summaries", 0).put("weight", "may");
    change("claim", "gum-nasa", nasa.get("version").asText(), "c99", claim);
    assertThat(GoldFolder.read(dir, GUM, ARTICLES).articles())
        .filteredOn(a -> a.article().equals("gum-nasa"))
        .singleElement()
        .satisfies(a -> assertThat(a.claims()).hasSize(nasa.get("claims").size() + 1));

    String version = article("gum-nasa").get("version").asText();
    claim.remove("summaries");
    assertThatThrownBy(() -> change("claim", "gum-nasa", version, "c98", claim))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("summaries: expected a number in each claim where weights is");
  }

  @Test
  void a_text_that_is_not_the_labelled_one_is_not_shown() {
    Article first = ARTICLES.get(0);
    String text = "x" + first.text();
    Article other =
        new Article(
            first.id(), first.story(), first.title(), first.source(), first.published(), text);
    LabelFiles wrong = new LabelFiles(dir, List.of(other), Suggestions.none(), List.of());
    assertThatThrownBy(wrong::all)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("hash: expected");
  }

  /** Words of one paragraph that stand in the article once. */
  private static String inTheMiddle(Article article) {
    String text = article.text();
    int from = text.indexOf(' ', text.length() / 2) + 1;
    String words = text.substring(from, text.indexOf(' ', from + 40));
    assertThat(words).doesNotContain("\n");
    assertThat(text.indexOf(words)).isEqualTo(text.lastIndexOf(words));
    return words;
  }

  private JsonNode article(String id) {
    for (JsonNode article : files.all().get("articles")) {
      if (article.get("id").asText().equals(id)) {
        return article;
      }
    }
    throw new AssertionError(id);
  }

  /** Saves what leaves the file as it was, so that its version stays. */
  private void save(String what, JsonNode article, JsonNode version, JsonNode id, JsonNode sent)
      throws Exception {
    change(what, article.asText(), version.asText(), id.asText(), sent);
  }

  private void change(String what, String article, String version, String id, JsonNode sent)
      throws Exception {
    ObjectNode asked = Json.PLAIN.createObjectNode().put("article", article).put("id", id);
    files.change(what, asked.put("version", version).set(what, sent));
  }

  private List<String> differing() throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(f -> f.toString().endsWith(".yaml"))
          .map(dir::relativize)
          .filter(f -> !content(LABELS.resolve(f)).equals(content(dir.resolve(f))))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static String content(Path file) {
    return TextFiles.read(file);
  }
}
