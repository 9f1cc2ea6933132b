package dev.claimbench.dataset.imports;

import dev.claimbench.text.TextDecoder;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Strict text from a plain or a gzip file: UTF-8, or UTF-16 with its byte order mark. */
final class TextInput {
  private static final int BUFFER = 1 << 16;
  private static final int HEADER = 1 << 13;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private TextInput() {}

  static BufferedReader open(Path file) {
    InputStream in = new BufferedInputStream(bytes(file), BUFFER);
    try {
      in.mark(2);
      Charset charset = TextDecoder.charset(in.readNBytes(2));
      in.reset();
      return new BufferedReader(new InputStreamReader(in, charset.newDecoder()), BUFFER);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The unpacked bytes. */
  static InputStream bytes(Path file) {
    try {
      BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      raw.mark(2);
      boolean packed = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
      raw.reset();
      return packed ? new GZIPInputStream(raw, BUFFER) : raw;
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The first character that is no white space or byte order mark, or -1; it stays unread. */
  static int peek(Path file, BufferedReader in) {
    try {
      int c;
      do {
        in.mark(1);
        c = in.read();
      } while (c == '\uFEFF' || c == ' ' || c == '\t');
      in.reset();
      return c;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The first line, as far as a header goes; it stays unread. */
  static String header(Path file, BufferedReader in) {
    try {
      StringBuilder line = new StringBuilder();
      in.mark(HEADER);
      for (int c = in.read();
          c >= 0 && c != '\n' && c != '\r' && line.length() < HEADER - 1;
          c = in.read()) {
        line.append((char) c);
      }
      in.reset();
      return line.toString();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static void skip(Path file, BufferedReader in, int characters) {
    try {
      in.skip(characters);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static void close(Path file, BufferedReader in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  static UserError unreadable(Path file, IOException e) {
    return new UserError(
        e instanceof CharacterCodingException
            ? file + ": not UTF-8 text; save it as UTF-8"
            : file + ": cannot be read (" + TextFiles.reason(e) + ")");
  }
}
