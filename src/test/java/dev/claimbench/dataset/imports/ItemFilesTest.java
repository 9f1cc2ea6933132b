package dev.claimbench.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.Shared;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemFilesTest {
  private static final Item.Source OWN = new Item.Source("Own");
  @TempDir Path dir;

  @Test
  void what_is_written_is_what_our_own_readers_read() throws IOException {
    List<Item> items =
        List.of(
            item("c1", "t1", "s1", "A claim: \"yes\" – #1", Verdict.SUPPORTED, "first"),
            item("c1", "t2", "s1", "A claim: \"yes\" – #1", Verdict.NOT_ENOUGH_INFO, "second"),
            item("c9", "u1", "s2", "Other", Verdict.REFUTED, "---\nthird\n---\nend"),
            item("c2", "t1", "s1", "Later in the same story", Verdict.REFUTED, "first"));
    write(dir.resolve("out"), items);
    assertThat(read(dir.resolve("out"))).containsExactlyInAnyOrderElementsOf(verdicts(items));
    Stories stories = Stories.read(dir.resolve("out/eval/stories.yaml"));
    assertThat(stories.splits()).containsOnlyKeys("s1", "s2").containsValue("dev");
  }

  @Test
  void labels_without_evidence_are_read_where_the_file_says_it_was_imported() {
    Item item = item("c1", "t1", "s1", "A claim", Verdict.SUPPORTED, "text");
    assertThat(item.verdict().evidence()).isEmpty();
    write(dir.resolve("out"), List.of(item));
    assertThat(read(dir.resolve("out"))).containsExactly(item.verdict());
  }

  @Test
  void a_second_text_under_one_id_is_refused() {
    assertThatThrownBy(
            () ->
                write(
                    dir.resolve("out"),
                    List.of(
                        item("c1", "t1", "s1", "A", Verdict.REFUTED, "one"),
                        item("c2", "t1", "s1", "B", Verdict.REFUTED, "two"))))
        .hasMessageContaining("t1.md: item 'c2' has another text under the same id");
  }

  @Test
  void a_folder_with_something_in_it_is_left_alone() throws IOException {
    Files.writeString(dir.resolve("mine.txt"), "x");
    assertThatThrownBy(() -> new ItemFolder(dir, "test")).hasMessageContaining("is not empty");
    assertThatThrownBy(() -> new ItemFolder(dir.resolve("new"), "train"))
        .hasMessageContaining("--split: expected dev or test, got 'train'");
  }

  @Test
  void four_megabytes_of_one_story_are_read_by_the_others() {
    String filler = " and so on".repeat(40);
    try (ItemFolder folder = new ItemFolder(dir.resolve("out"), "dev")) {
      for (int i = 0; i < 9_000; i++) {
        folder.add(item("c" + i, "t1", "s1", "Claim " + i + filler, Verdict.REFUTED, "text"));
      }
    }
    assertThat(dir.resolve("out/eval/verify/s1.yaml").toFile().length()).isGreaterThan(3_800_000);
    assertThat(read(dir.resolve("out"))).hasSize(9_000);
  }

  @Test
  void the_published_wice_claims_become_a_corpus_of_ours() {
    Path claims = Shared.file("data/wice/test_claims.jsonl");
    try (ItemFolder folder = new ItemFolder(dir.resolve("wice"), "test");
        Stream<Item> items = WiceItems.read(List.of(claims))) {
      items.forEach(folder::add);
    }
    assertThat(read(dir.resolve("wice"))).hasSize(358);
  }

  @Property(tries = 100)
  void any_text_comes_back(
      @ForAll @NotBlank String claim, @ForAll @NotBlank String text, @ForAll String title)
      throws IOException {
    if (Item.Text.clean(claim).isEmpty() || Item.Text.clean(text).isEmpty()) {
      return;
    }
    Path folder = Files.createTempDirectory("items");
    Item item = item("c1", "t1", "s1", claim, Verdict.NOT_ENOUGH_INFO, text);
    write(folder.resolve("out"), List.of(item));
    assertThat(read(folder.resolve("out"))).containsExactly(item.verdict());
    assertThat(ArticleReader.read(folder.resolve("out/seeds")))
        .extracting(Article::text)
        .containsExactly(item.article().text());
    delete(folder);
  }

  @Property(tries = 50)
  void json_lines_come_back_as_they_were(
      @ForAll @Size(min = 1, max = 4) List<@NotBlank String> claims) throws IOException {
    Path file = Files.createTempFile("items", ".jsonl");
    List<Item> items =
        claims.stream()
            .filter(c -> !Item.Text.clean(c).isEmpty())
            .map(c -> item(DatasetIds.toSlug(c), "t1", "s1", c, Verdict.REFUTED, "the text"))
            .toList();
    try (ItemLines lines = new ItemLines(file)) {
      items.forEach(lines::add);
    }
    try (Stream<Item> read = Plain.read(List.of(file), new SkippedRows())) {
      assertThat(read.toList()).isEqualTo(items);
    }
    Files.delete(file);
  }

  private static Item item(
      String key, String text, String story, String claim, Verdict label, String content) {
    return OWN.item(
        new Item.Labelled("here:1", key, claim, "f1", label, "given"),
        Item.Text.whole(text, story, "Title", content),
        List.of());
  }

  private static void write(Path folder, List<Item> items) {
    try (ItemFolder files = new ItemFolder(folder, "dev")) {
      items.forEach(files::add);
    }
  }

  private static List<GoldVerdict> read(Path folder) {
    List<Article> articles = ArticleReader.read(folder.resolve("seeds"));
    return GoldFolder.read(folder.resolve("eval"), folder.resolve("seeds"), articles).verdicts();
  }

  private static List<GoldVerdict> verdicts(List<Item> items) {
    return items.stream().map(Item::verdict).toList();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void of_two_imports_into_one_new_folder_one_is_refused() {
    Path out = dir.resolve("out");
    try (ItemFolder first = new ItemFolder(out, "dev");
        ItemFolder second = new ItemFolder(out, "dev")) {
      first.add(item("c1", "t1", "s1", "A", Verdict.REFUTED, "one"));
      assertThatThrownBy(() -> second.add(item("c1", "t1", "s1", "A", Verdict.REFUTED, "one")))
          .hasMessage(out + ": is not empty; give --out a new folder");
    }
    assertThat(read(out)).hasSize(1);
  }
}
