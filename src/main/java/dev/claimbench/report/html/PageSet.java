package dev.claimbench.report.html;

import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A report to look at: one page, or an index with numbered pages in a folder beside it, {@code
 * report.html} and {@code report-pages/0001.html}. Links among them are relative, and each page is
 * made when it is written or asked for.
 */
public final class PageSet {
  /** Writes one page and returns its Content-Security-Policy, the same for all pages of a set. */
  interface Content {
    String writeTo(Writer out) throws IOException;
  }

  private static final Pattern NUMBERED = Pattern.compile("([0-9]{4,9})\\.html");

  private final String file;
  private final Content first;
  private final int count;
  private final IntFunction<Content> numbered;

  private PageSet(String file, Content first, int count, IntFunction<Content> numbered) {
    this.file = file;
    this.first = first;
    this.count = count;
    this.numbered = numbered;
  }

  static PageSet single(String file, Content page) {
    return new PageSet(file, page, 0, i -> page);
  }

  /**
   * @param numbered of pages from 1 to {@code count}
   */
  static PageSet indexed(String file, Content index, int count, IntFunction<Content> numbered) {
    return new PageSet(file, index, count, numbered);
  }

  /** The folder of the numbered pages, beside the first one. */
  static String folder(String file) {
    return file.replaceFirst("\\.html?$", "") + "-pages";
  }

  /** Where a numbered page is, seen from the first one. */
  static String path(String file, int page) {
    return folder(file) + "/" + name(page);
  }

  static String name(int page) {
    return Text.format("%04d.html", page);
  }

  /** Numbered pages; 0 where all is on one. */
  public int count() {
    return count;
  }

  /**
   * The page at a path relative to the first one, which is at {@code ""} and at its own name.
   *
   * @return empty where there is none
   */
  public Optional<String> at(String path) {
    if (path.isEmpty() || path.equals(file)) {
      return Optional.of(html(first));
    }
    Matcher name = NUMBERED.matcher(path.substring(path.indexOf('/') + 1));
    int page = name.matches() ? Integer.parseInt(name.group(1)) : 0;
    return page >= 1 && page <= count && path.equals(path(file, page))
        ? Optional.of(html(numbered.apply(page)))
        : Optional.empty();
  }

  /** Their Content-Security-Policy. */
  public String policy() {
    try {
      return first.writeTo(Writer.nullWriter());
    } catch (IOException e) {
      throw new AssertionError("nothing is written", e);
    }
  }

  private static String html(Content page) {
    StringWriter out = new StringWriter();
    try {
      page.writeTo(out);
    } catch (IOException e) {
      throw new AssertionError("a string takes everything", e);
    }
    return out.toString();
  }

  /**
   * Writes all pages, the first one last, and deletes numbered ones of an earlier report that are
   * no more.
   *
   * @param target of the name that this set was made for
   * @throws UserError where they cannot be written
   */
  public void write(Path target) {
    Path pages = target.resolveSibling(folder(file));
    for (int page = 1; page <= count; page++) {
      Content content = numbered.apply(page);
      AtomicFile.write(pages.resolve(name(page)), content::writeTo);
    }
    AtomicFile.write(target, first::writeTo);
    deleteOld(pages);
  }

  private void deleteOld(Path pages) {
    if (!Files.isDirectory(pages, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.list(pages)) {
      for (Path old : files.sorted().toList()) {
        Matcher name = NUMBERED.matcher(old.getFileName().toString());
        if (name.matches() && Integer.parseInt(name.group(1)) > count) {
          Files.delete(old);
        }
      }
      if (count == 0) {
        Files.delete(pages);
      }
    } catch (DirectoryNotEmptyException e) {
      // Somebody keeps files of their own there.
    } catch (IOException e) {
      throw new UserError(
          pages + ": pages of an earlier report cannot be deleted (" + e.getMessage() + ")");
    }
  }

  /**
   * What a numbered page has above its rows.
   *
   * @param index address of the first page
   * @param text which page it is, and of what
   * @param before address of the page before; empty on the first
   * @param next address of the next page; empty on the last
   */
  public record Place(String index, String text, String before, String next) {}

  /** Of a page of this set. */
  static Place place(String file, int page, int count, String rows, String stories) {
    return new Place(
        "../" + file,
        Text.format("Page %,d of %,d: %s, %s", page, count, rows, stories),
        page > 1 ? name(page - 1) : "",
        page < count ? name(page + 1) : "");
  }
}
