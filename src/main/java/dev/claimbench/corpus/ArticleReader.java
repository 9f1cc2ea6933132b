package dev.claimbench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.claim.Article;
import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code .md} articles (YAML front matter and text) and plain {@code .txt} ones. */
public final class ArticleReader {
  private static final String FENCE = "---\n";

  private ArticleReader() {}

  /**
   * All articles under a folder, or the one that a file holds.
   *
   * @return in the order of their paths; at least one
   * @throws UserError an empty folder, an empty, binary or wrongly encoded article, an id twice
   */
  public static List<Article> read(Path place) {
    if (!Files.exists(place)) {
      throw new UserError(
          place + ": no such folder; --seeds takes a folder of .md or .txt articles");
    }
    List<Article> articles = new ArrayList<>();
    Map<String, Path> seen = new HashMap<>();
    for (Path file : files(place)) {
      Article article = readFile(file);
      Path earlier = seen.put(article.id(), file);
      if (earlier != null) {
        throw new UserError(
            file + ": the id '" + article.id() + "' is taken by " + earlier + "; rename one file");
      }
      articles.add(article);
    }
    if (articles.isEmpty()) {
      throw new UserError(place + ": no articles here; expected files that end in .md or .txt");
    }
    return articles;
  }

  /** The article files under a folder, in the order of their paths. */
  public static List<Path> files(Path place) {
    try (Stream<Path> walk = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(Files::isRegularFile).filter(ArticleReader::isArticle).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(place + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private static boolean isArticle(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".md") || name.endsWith(".txt")) && !name.equals("README.md");
  }

  /** The id of the article in a file: its name without the ending. */
  public static String idOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.(md|txt)$", "");
  }

  private static Article readFile(Path file) {
    String content = TextFiles.read(file);
    Path parent = file.toAbsolutePath().normalize().getParent();
    String folder = parent.getFileName() == null ? "story" : parent.getFileName().toString();
    if (!content.startsWith(FENCE)) {
      return article(file, folder, "", "", Optional.empty(), content);
    }
    // With a line end more, so that the last line of a file can be the closing one.
    String lines = content + "\n";
    int end = lines.indexOf("\n" + FENCE, FENCE.length() - 1);
    if (end < 0) {
      throw new UserError(file + ": the front matter that begins on line 1 has no closing ---");
    }
    // An empty line for the opening one: the parser's lines are then those of the file.
    JsonNode front =
        YamlFiles.parse(file.toString(), "\n" + lines.substring(FENCE.length(), end + 1));
    if (!front.isObject()) {
      throw new UserError(file + ": expected front matter such as 'title: …', got " + front);
    }
    String story = front.path("story").asText(folder);
    if (story.isBlank()) {
      throw new UserError(
          file + ": story: expected a name, got an empty one; leave it out to take the folder's");
    }
    return article(
        file,
        story,
        front.path("title").asText(""),
        front.path("source").asText(""),
        date(file, front.path("published").asText("")),
        lines.substring(end + 1 + FENCE.length()));
  }

  private static Optional<LocalDate> date(Path file, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      throw new UserError(
          file + ": published: expected a day such as 2026-01-28, got '" + text + "'");
    }
  }

  private static Article article(
      Path file,
      String story,
      String title,
      String source,
      Optional<LocalDate> published,
      String text) {
    if (text.isBlank()) {
      throw new UserError(file + ": the article is empty; write its text below the front matter");
    }
    return new Article(idOf(file), story, title, source, published, text.strip());
  }
}
