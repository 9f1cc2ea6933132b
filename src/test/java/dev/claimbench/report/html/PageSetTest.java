package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSetTest {
  @TempDir Path dir;

  private static PageSet.Content says(String text) {
    return out -> {
      out.write(text);
      return "policy";
    };
  }

  private static PageSet pages(int count) {
    return PageSet.indexed("report.html", says("index"), count, page -> says("page " + page));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(Files::isRegularFile)
          .map(f -> dir.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void a_shorter_report_leaves_no_page_of_a_longer_one() throws IOException {
    Path file = dir.resolve("report.html");
    pages(3).write(file);
    assertThat(files())
        .containsExactly(
            "report-pages/0001.html",
            "report-pages/0002.html",
            "report-pages/0003.html",
            "report.html");
    pages(1).write(file);
    assertThat(files()).containsExactly("report-pages/0001.html", "report.html");
    PageSet.single("report.html", says("all")).write(file);
    assertThat(files()).containsExactly("report.html");
    assertThat(dir.resolve("report-pages")).doesNotExist();
  }

  @Test
  void files_of_others_in_the_folder_stay() throws IOException {
    Path file = dir.resolve("report.html");
    pages(1).write(file);
    Files.writeString(dir.resolve("report-pages/notes.html"), "mine");
    PageSet.single("report.html", says("all")).write(file);
    assertThat(files()).containsExactly("report-pages/notes.html", "report.html");
  }

  @Test
  void a_path_is_one_of_its_pages_or_nothing() {
    PageSet pages = pages(2);
    assertThat(pages.at("")).contains("index");
    assertThat(pages.at("report.html")).contains("index");
    assertThat(pages.at("report-pages/0002.html")).contains("page 2");
    for (String none :
        List.of(
            "report-pages/0003.html",
            "report-pages/0000.html",
            "report-pages/00002.html",
            "other-pages/0001.html",
            "report-pages/../report.html",
            "0001.html",
            "/report-pages/0001.html")) {
      assertThat(pages.at(none)).as(none).isEmpty();
    }
  }

  @Test
  void a_story_is_cut_only_where_it_is_longer_than_a_page() {
    PageBreaks cutter = new PageBreaks(PageBreaks.Limits.STANDARD);
    // 499 rows of one story, 450 of the next: together 949. The third begins a page, and its 1,001
    // rows take two.
    assertThat(last(cutter, "a", 499)).isEqualTo(1);
    assertThat(last(cutter, "b", 450)).isEqualTo(1);
    assertThat(last(cutter, "c", 1_000)).isEqualTo(2);
    assertThat(last(cutter, "c", 1)).isEqualTo(3);
    // Two texts of 2 million characters are enough for a page.
    assertThat(cutter.place("d", 2_000_000)).isEqualTo(3);
    assertThat(cutter.place("e", 1)).isEqualTo(4);
  }

  private static int last(PageBreaks cutter, String story, int rows) {
    int page = 0;
    for (int i = 0; i < rows; i++) {
      page = cutter.place(story, 10);
    }
    return page;
  }
}
