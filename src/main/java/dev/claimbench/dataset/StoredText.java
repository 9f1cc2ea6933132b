package dev.claimbench.dataset;

import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The text of an article that is read again each time, but for the few that were asked for last.
 *
 * @param check {@link String#hashCode} of the text that was read first
 */
record StoredText(Path file, int check, Recent recent) implements Supplier<String> {
  /** The texts that one folder's articles were asked for last. */
  static final class Recent {
    private static final int MOST = 32;

    private final Map<Path, String> texts =
        new LinkedHashMap<>(MOST, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Path, String> eldest) {
            return size() > MOST;
          }
        };

    synchronized String get(StoredText text) {
      return texts.computeIfAbsent(text.file, k -> text.read());
    }
  }

  @Override
  public String get() {
    return recent.get(this);
  }

  private String read() {
    String text = of(FrontMatter.read(file, TextFiles.read(file)));
    if (text.hashCode() != check) {
      throw new UserError(file + ": was changed while it was in use; give the command again");
    }
    return text;
  }

  /** The body of an article's file. */
  static String of(FrontMatter front) {
    return front.text().strip();
  }
}
