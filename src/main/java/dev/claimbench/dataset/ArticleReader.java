package dev.claimbench.dataset;

import dev.claimbench.text.CompactTexts;
import dev.claimbench.text.Ids;
import dev.claimbench.text.PackedList;
import dev.claimbench.text.SideBySide;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.TextIndex;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code .md} articles (YAML front matter and text) and plain {@code .txt} ones. */
public final class ArticleReader {
  /** Characters of text that are held in memory. */
  private static final long KEPT = 16_000_000;

  /** What may stand behind a day. */
  private static final Pattern TIME = Pattern.compile("[T ][0-9]{2}:[0-9]{2}\\S*+$");

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
    List<Article> few = new ArrayList<>();
    PackedList.Builder<Article> many = new PackedList.Builder<>(new ArticleFormat());
    StoredText.Recent recent = new StoredText.Recent();
    // Articles of one story share its name.
    Map<String, String> stories = new ConcurrentHashMap<>();
    AtomicLong characters = new AtomicLong();
    List<Path> files = ArticleFiles.in(place).articles();
    CompactTexts ids = new CompactTexts();
    TextIndex seen = new TextIndex(ids);
    SideBySide.forEach(
        files,
        file -> readFile(file, stories),
        article -> {
          Path file = files.get(ids.size());
          int earlier = seen.find(article.id());
          if (earlier >= 0) {
            throw new UserError(
                file
                    + ": the id '"
                    + article.id()
                    + "' is taken by "
                    + files.get(earlier)
                    + "; rename one file");
          }
          seen.add(article.id(), ids.size());
          ids.add(article.id());
          String text = article.text();
          // As many as a usual run has stay where they are; of more, each is read when its turn
          // comes.
          few.add(
              characters.addAndGet(text.length()) <= KEPT
                  ? article
                  : article.without(StoredText.of(file, text, recent)));
          if (few.size() > GoldVerdictFormat.FEW || !many.isEmpty()) {
            few.forEach(many::add);
            few.clear();
          }
        });
    if (files.isEmpty()) {
      throw new UserError(place + ": no articles here; expected files that end in .md or .txt");
    }
    return many.isEmpty() ? few : many.build();
  }

  /**
   * Checks that text written to a file would be read as it is.
   *
   * @throws UserError where its beginning is metadata of another kind or a second time
   */
  public static void requireReadable(Path file, String content) {
    FrontMatter.read(file, content);
  }

  private static Article readFile(Path file, Map<String, String> stories) {
    String content = TextFiles.read(file);
    FrontMatter front = FrontMatter.read(file, content);
    Optional<String> story = front.field("story");
    if (story.isPresent() && story.get().isBlank()) {
      throw new UserError(
          file + ": story: expected a name, got an empty one; leave it out to take the folder's");
    }
    if (ArticleFiles.idOf(file).indexOf('\uFFFD') >= 0) {
      throw new UserError(
          file
              + ": its name cannot be read in this locale; set LC_ALL=C.UTF-8, as the launcher"
              + " does, or rename it where it is no UTF-8");
    }
    String text = front.text();
    if (text.isBlank()) {
      throw new UserError(file + ": the article is empty; write its text below the front matter");
    }
    return new Article(
        Ids.require(file + ": its name", ArticleFiles.idOf(file)),
        stories.computeIfAbsent(
            story.isPresent()
                ? Ids.require(file + ": story", story.get())
                : Ids.require(file + ": its folder's name (or 'story:' in it)", folder(file)),
            name -> name),
        front.field("title").orElse(""),
        front.field("source").orElse(""),
        // Hugo, Jekyll and their like call it date.
        Stream.of("published", "date")
            .flatMap(name -> published(file, front, name).stream())
            .findFirst(),
        StoredText.of(front));
  }

  private static String folder(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent.getFileName() == null ? "story" : Ids.ofName(parent.getFileName().toString());
  }

  private static Optional<LocalDate> published(Path file, FrontMatter front, String name) {
    String text = front.field(name).orElse("");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      // The day as it stands there, in the time zone of its author.
      return Optional.of(LocalDate.parse(TIME.matcher(text).replaceFirst("")));
    } catch (DateTimeParseException e) {
      throw new UserError(
          file + ": " + name + ": expected a day such as 2026-01-28, got '" + text + "'");
    }
  }
}
