package dev.claimbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.PackedList;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Articles of a large folder are packed, and equal to those of a small one. */
class ArticleFormatTest {
  private static final int MANY = GoldVerdictFormat.FEW + 100;

  @TempDir Path dir;

  private static String text(int i) {
    return i % 2 == 0
        ? "The bridge of town " + i + " is open."
        : "Die Brücke " + i + " – „offen“ 🌉.";
  }

  private Path file(int i) {
    return dir.resolve("story-" + i / 5 + "/b" + i + ".md");
  }

  private List<Article> write() throws IOException {
    List<Article> alone = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Files.createDirectories(file(i).getParent());
      Files.writeString(
          file(i), "---\ntitle: Town " + i + "\npublished: 2026-01-28\n---\n" + text(i) + "\n");
      if (i % 100 == 0) {
        alone.addAll(ArticleReader.read(file(i)));
      }
    }
    return alone;
  }

  private void requireSame(List<Article> alone) {
    List<Article> all = ArticleReader.read(dir);
    assertThat(all).isInstanceOf(PackedList.class);
    ArticlesById byId = new ArticlesById(all);
    for (Article article : alone) {
      Article packed = byId.get(article.id());
      assertThat(packed).isEqualTo(article);
      assertThat(packed.text()).isEqualTo(article.text());
      assertThat(packed.published()).isEqualTo(article.published()).isPresent();
    }
    assertThat(byId).doesNotContainKey("b" + MANY);
  }

  @Test
  void texts_that_are_held_come_back() throws Exception {
    requireSame(write());
  }

  @Test
  void texts_beyond_what_is_held_are_read_again_and_a_changed_one_is_refused() throws Exception {
    List<Article> alone = write();
    // In the order of paths the first one: all others are beyond the characters that are held.
    Files.writeString(
        Files.createDirectories(dir.resolve("a")).resolve("a.txt"), "x".repeat(16_000_000));
    requireSame(alone);
    List<Article> all = ArticleReader.read(dir);
    Files.writeString(file(0), "Another text.\n");
    Article changed = new ArticlesById(all).get("b0");
    assertThat(changed).isNotNull();
    assertThatThrownBy(changed::text)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("was changed while it was in use");
  }

  @Test
  void an_id_that_two_of_many_files_have_is_refused_with_both() throws Exception {
    write();
    Path twin = Files.createDirectories(dir.resolve("zz")).resolve("b7.txt");
    Files.writeString(twin, "Once more.\n");
    assertThatThrownBy(() -> ArticleReader.read(dir))
        .isInstanceOf(UserError.class)
        .hasMessage(twin + ": the id 'b7' is taken by " + file(7) + "; rename one file");
  }
}
