package dev.claimbench.dataset;

import dev.claimbench.text.Sha256;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The text of an article that is read again each time, but for the few asked for last. */
final class StoredText implements Supplier<String> {
  /** Of SHA-256. */
  static final int HASH_BYTES = 32;

  private final Path file;

  /** SHA-256 of the text that was read first. */
  private final byte[] hash;

  private final Recent recent;

  /**
   * @param hash SHA-256 of the text
   */
  StoredText(Path file, byte[] hash, Recent recent) {
    this.file = file;
    this.hash = hash;
    this.recent = recent;
  }

  static StoredText of(Path file, String text, Recent recent) {
    return new StoredText(file, HexFormat.of().parseHex(Sha256.sha256(text)), recent);
  }

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

  Path file() {
    return file;
  }

  /** SHA-256 in hex, without reading the file. */
  String hash() {
    return HexFormat.of().formatHex(hash);
  }

  private String read() {
    String text = of(FrontMatter.read(file, TextFiles.read(file)));
    if (!Sha256.sha256(text).equals(hash())) {
      throw new UserError(file + ": was changed while it was in use; give the command again");
    }
    return text;
  }

  /** The body of an article's file. */
  static String of(FrontMatter front) {
    return front.text().strip();
  }
}
