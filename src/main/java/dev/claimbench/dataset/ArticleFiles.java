package dev.claimbench.dataset;

import dev.claimbench.text.CompactTexts;
import dev.claimbench.text.Ids;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The files under a folder of articles: those that are articles, and those that are not taken, each
 * with the reason.
 *
 * @param articles in the order of their paths
 * @param leftOut everything else
 */
public record ArticleFiles(List<Path> articles, List<LeftOut> leftOut) {
  private static final List<String> ENDINGS = List.of(".md", ".txt");
  private static final int DEEPEST = 32;
  private static final int NAMED = 5;
  private static final int SHOWN = 300;

  /** A file that is not taken. */
  public record LeftOut(Path file, String why, boolean expected) {}

  public ArticleFiles {
    articles = held(articles);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Looks through a folder, or at one file.
   *
   * @throws UserError where there is none, or part of it cannot be read
   */
  public static ArticleFiles in(Path place) {
    List<Path> articles = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    walk(place, articles::add, leftOut::add);
    articles.sort(null);
    leftOut.sort(Comparator.comparing(LeftOut::file));
    return new ArticleFiles(articles, leftOut);
  }

  /**
   * Hands over the files that are articles, in no order; of many, none is held.
   *
   * @throws UserError as {@link #in}
   */
  static void forEach(Path place, Consumer<Path> article) {
    walk(place, article, file -> {});
  }

  private static void walk(Path place, Consumer<Path> article, Consumer<LeftOut> leftOut) {
    try {
      Files.walkFileTree(
          place,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          DEEPEST,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              // .git, .obsidian, .ipynb_checkpoints: copies of articles, and none of them meant.
              if (!folder.equals(place) && isHidden(folder)) {
                leftOut.accept(new LeftOut(folder, "hidden", true));
                return FileVisitResult.SKIP_SUBTREE;
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              Optional<LeftOut> not = leftOut(place, file, attributes);
              not.ifPresentOrElse(leftOut, () -> article.accept(file));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (isHidden(file)) {
                leftOut.accept(new LeftOut(file, "hidden", true));
                return FileVisitResult.CONTINUE;
              }
              if (e instanceof FileSystemLoopException) {
                leftOut.accept(
                    new LeftOut(file, "a link to a folder that it lies in itself", false));
                return FileVisitResult.CONTINUE;
              }
              if (e instanceof FileSystemException named
                  && String.valueOf(named.getReason()).contains("too long")) {
                leftOut.accept(new LeftOut(file, "a path too long for this system", false));
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }
          });
    } catch (IOException e) {
      throw new UserError(
          place + ": cannot be read (" + Text.shorten(where(e) + TextFiles.reason(e), SHOWN) + ")");
    }
  }

  /** Many as their texts, since objects take three times as much memory. */
  private static List<Path> held(List<Path> paths) {
    // A name that this locale cannot read is another one as a text.
    if (paths.size() <= GoldVerdictFormat.FEW
        || !paths.stream().allMatch(path -> Path.of(path.toString()).equals(path))) {
      return List.copyOf(paths);
    }
    CompactTexts texts = new CompactTexts();
    paths.forEach(path -> texts.add(path.toString()));
    return new AbstractList<>() {
      @Override
      public Path get(int i) {
        return Path.of(texts.get(i));
      }

      @Override
      public int size() {
        return texts.size();
      }
    };
  }

  /** The id of the article in a file: its name without the ending. */
  public static String idOf(Path file) {
    String name = file.getFileName().toString();
    return Ids.ofName(name.substring(0, name.length() - ending(name).length()));
  }

  /**
   * One line for the user on what was not taken; empty where that is only a readme or hidden files.
   */
  public Optional<String> note(Path place) {
    List<LeftOut> strange = leftOut.stream().filter(f -> !f.expected).toList();
    if (strange.isEmpty()) {
      return Optional.empty();
    }
    String named =
        strange.stream()
            .limit(NAMED)
            .map(f -> Text.shorten(name(place, f.file).toString(), SHOWN) + " (" + f.why + ")")
            .collect(Collectors.joining(", "));
    int more = strange.size() - NAMED;
    return Optional.of(
        place + ": not taken as articles: " + named + (more > 0 ? " and " + more + " more" : ""));
  }

  /** The file below the folder that could not be read. */
  private static String where(IOException e) {
    return e instanceof FileSystemException named && named.getFile() != null
        ? named.getFile() + ": "
        : "";
  }

  private static Path name(Path place, Path file) {
    return place.equals(file) ? file : place.relativize(file);
  }

  private static Optional<LeftOut> leftOut(Path place, Path file, BasicFileAttributes attributes) {
    String name = file.getFileName().toString();
    if (attributes.isDirectory()) {
      return Optional.of(new LeftOut(file, "folders deeper than " + DEEPEST, false));
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("readme.md") || lower.equals("readme.txt")) {
      return Optional.of(new LeftOut(file, "a readme", lower.endsWith(".md")));
    }
    if (isHidden(file) && !file.equals(place)) {
      return Optional.of(new LeftOut(file, "hidden", true));
    }
    if (ending(name).isEmpty()) {
      return Optional.of(new LeftOut(file, "does not end in .md or .txt", false));
    }
    if (attributes.isSymbolicLink()) {
      throw new UserError(file + ": a link to a file that is not there; mend or remove it");
    }
    return attributes.isRegularFile()
        ? Optional.empty()
        : Optional.of(new LeftOut(file, "no regular file", false));
  }

  private static boolean isHidden(Path file) {
    Path name = file.getFileName();
    return name != null && name.toString().startsWith(".");
  }

  /** As in the name, {@code .MD} included; empty where it is none of an article. */
  private static String ending(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream()
        .filter(lower::endsWith)
        .map(e -> name.substring(name.length() - e.length()))
        .findFirst()
        .orElse("");
  }
}
