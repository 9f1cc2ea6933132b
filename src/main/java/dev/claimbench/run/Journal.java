package dev.claimbench.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

/**
 * The lines of {@code replies.jsonl}: one JSON object a line, whose last field {@code crc} is the
 * CRC-32C of all bytes before it. A recorded one may be gzipped. Line ends may be CRLF.
 */
final class Journal {
  static final int VERSION = 1;
  private static final String FIRST = "{\"v\":" + VERSION + ",";
  private static final String CRC = ",\"crc\":\"";

  /** Bytes of a line from {@link #CRC} on: eight hex digits, a quotation mark and a brace. */
  private static final int TAIL = CRC.length() + 10;

  /** Gets the bytes of each whole record, and where they begin in the file. */
  private interface RecordConsumer {
    void take(byte[] record, long start) throws IOException;
  }

  /** Gets the key of each whole record, whether it has a reply, and where it begins in the file. */
  interface KeyConsumer {
    void take(String key, boolean replied, long start);
  }

  /**
   * What a journal is like.
   *
   * @param wholeBytes length of the file without a torn last line
   * @param ended whether the last whole record has its newline
   * @param damage what is wrong with the rest, a line each; usually empty
   */
  record State(long wholeBytes, boolean ended, List<String> damage) {}

  private Journal() {}

  /** The line, its newline included. */
  static byte[] line(JournalEntry entry) {
    try {
      ObjectNode tree = Json.MAPPER.createObjectNode();
      tree.put("v", VERSION);
      tree.setAll((ObjectNode) Json.MAPPER.valueToTree(entry));
      String body = Json.MAPPER.writeValueAsString(tree);
      byte[] head = body.substring(0, body.length() - 1).getBytes(StandardCharsets.UTF_8);
      byte[] tail = (CRC + crc(head, head.length) + "\"}\n").getBytes(StandardCharsets.ISO_8859_1);
      byte[] line = Arrays.copyOf(head, head.length + tail.length);
      System.arraycopy(tail, 0, line, head.length, tail.length);
      return line;
    } catch (JsonProcessingException e) {
      throw new AssertionError("an entry is always JSON", e);
    }
  }

  /**
   * Hands over all whole records in their order; reads line by line, so that memory is bounded by
   * what the taker keeps.
   *
   * @throws UserError where a record is of another version, or the file cannot be read
   */
  static State read(Path file, Consumer<JournalEntry> taker) {
    return lines(file, (record, start) -> taker.accept(entry(record)));
  }

  /**
   * As {@link #read}, for whoever wants to know only what is there: hands over each key and whether
   * it has a reply, ten times as fast.
   */
  static State keys(Path file, KeyConsumer taker) {
    return lines(file, (record, start) -> key(record, start, taker));
  }

  /**
   * As {@link #keys}: hands over what each record answers, and where in the file it begins. A
   * record that does not say so before its reply is read whole.
   */
  static State questions(Path file, ObjLongConsumer<Question> taker) {
    return lines(file, (record, start) -> taker.accept(question(record), start));
  }

  private static Question question(byte[] record) throws IOException {
    String task = "";
    String item = "";
    int repeat = 1;
    try (JsonParser parser = Json.MAPPER.createParser(record)) {
      parser.nextToken();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        switch (field) {
          case "task" -> task = parser.getText();
          case "item" -> item = parser.getText();
          case "repeat" -> repeat = Math.max(1, parser.getIntValue());
          case "reply", "failure" -> {
            return task.isEmpty() || item.isEmpty()
                ? entry(record).question()
                : new Question(task, item, repeat);
          }
          default -> parser.skipChildren();
        }
      }
    }
    throw new IOException("neither reply nor failure");
  }

  /** A record's bytes as an entry. */
  static JournalEntry entry(byte[] record) throws IOException {
    return Json.MAPPER.readValue(record, JournalEntry.class);
  }

  private static void key(byte[] record, long start, KeyConsumer taker) throws IOException {
    String key = "";
    try (JsonParser parser = Json.MAPPER.createParser(record)) {
      parser.nextToken();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        if (field.equals("key")) {
          key = parser.getText();
        } else if (field.equals("reply") || field.equals("failure")) {
          // The checksum vouches for the rest.
          taker.take(key, field.equals("reply"), start);
          return;
        }
      }
    }
    throw new IOException("neither reply nor failure");
  }

  private static State lines(Path file, RecordConsumer taker) {
    List<String> damage = new ArrayList<>();
    long whole = 0;
    boolean ended = true;
    try (InputStream in = open(file)) {
      byte[] buffer = new byte[1 << 16];
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long position = 0;
      int number = 1;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int from = 0;
        for (int i = 0; i < n; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, from, i - from);
            from = i + 1;
            parse(file + ":" + number++ + ": ", line.toByteArray(), whole, taker)
                .ifPresent(damage::add);
            whole = position + i + 1;
            line.reset();
          }
        }
        line.write(buffer, from, n - from);
        position += n;
      }
      if (line.size() > 0) {
        // Whole but for its newline: its checksum says so.
        ended = parse("", line.toByteArray(), whole, taker).isPresent();
        whole = ended ? whole : position;
        if (ended) {
          damage.add(
              Text.format(
                  "%s:%d: the last line is torn (%d bytes); left out, will be asked again",
                  file, number, line.size()));
        }
      }
    } catch (NoSuchFileException e) {
      return new State(0, true, List.of());
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
    return new State(whole, ended, damage);
  }

  private static InputStream open(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // Reading a pipe would wait for ever.
      throw new IOException("a folder, pipe or device, not a file");
    }
    InputStream in = Files.newInputStream(file);
    if (!file.toString().endsWith(".gz")) {
      return in;
    }
    try {
      return new GZIPInputStream(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Hands the record over, or says what is wrong with it. */
  private static Optional<String> parse(
      String where, byte[] bytes, long start, RecordConsumer taker) {
    int head = bytes.length - TAIL;
    if (bytes.length > 0 && bytes[bytes.length - 1] == '\r') {
      // A checkout may have changed the line ends; the checksum vouches for all before them.
      return parse(where, Arrays.copyOf(bytes, bytes.length - 1), start, taker);
    }
    if (head < 0 || !latin(bytes, head, CRC.length()).equals(CRC)) {
      return Optional.of(
          where + "no checksum; not a line of this journal; left out, will be asked again");
    }
    if (!latin(bytes, head, TAIL).equals(CRC + crc(bytes, head) + "\"}")) {
      return Optional.of(where + "the checksum does not fit; left out, will be asked again");
    }
    try {
      requireVersion(where, bytes);
      taker.take(bytes, start);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(where + "not a record of this journal; left out, will be asked again");
    }
  }

  private static void requireVersion(String where, byte[] bytes) throws IOException {
    if (latin(bytes, 0, Math.min(bytes.length, FIRST.length())).equals(FIRST)) {
      return;
    }
    int version = Json.MAPPER.readTree(bytes).path("v").asInt();
    throw new UserError(
        where
            + "journal of version "
            + version
            + ", this Claimbench reads "
            + VERSION
            + "; use the version that wrote it, or another --out");
  }

  private static String latin(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  private static String crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
