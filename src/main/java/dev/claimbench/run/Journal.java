package dev.claimbench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.claim.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The lines of {@code replies.jsonl}: one JSON object a line, whose last field {@code crc} is the
 * CRC-32C of all bytes before it.
 */
final class Journal {
  static final int VERSION = 1;
  private static final String CRC = ",\"crc\":\"";

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
  static byte[] line(Entry entry) {
    try {
      ObjectNode tree = Json.MAPPER.createObjectNode();
      tree.put("v", VERSION);
      tree.setAll((ObjectNode) Json.MAPPER.valueToTree(entry));
      String body = Json.MAPPER.writeValueAsString(tree);
      String head = body.substring(0, body.length() - 1);
      return (head + CRC + crc(head.getBytes(StandardCharsets.UTF_8)) + "\"}\n")
          .getBytes(StandardCharsets.UTF_8);
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
  static State read(Path file, Consumer<Entry> taker) {
    List<String> damage = new ArrayList<>();
    long whole = 0;
    boolean ended = true;
    try (InputStream in = Files.newInputStream(file)) {
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
            whole = position + i + 1;
            parse(file + ":" + number++ + ": ", line.toByteArray(), taker).ifPresent(damage::add);
            line.reset();
          }
        }
        line.write(buffer, from, n - from);
        position += n;
      }
      if (line.size() > 0) {
        // Whole but for its newline: its checksum says so.
        ended = parse("", line.toByteArray(), taker).isPresent();
        whole = ended ? whole : position;
        if (ended) {
          damage.add(
              "%s:%d: the last line is torn (%d bytes); left out, will be asked again"
                  .formatted(file, number, line.size()));
        }
      }
    } catch (NoSuchFileException e) {
      return new State(0, true, List.of());
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")");
    }
    return new State(whole, ended, damage);
  }

  /** Hands the record over, or says what is wrong with it. */
  private static Optional<String> parse(String where, byte[] bytes, Consumer<Entry> taker) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int at = text.lastIndexOf(CRC);
    if (at < 0) {
      return Optional.of(
          where + "no checksum; not a line of this journal; left out, will be asked again");
    }
    String expected = crc(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
    if (!text.substring(at).equals(CRC + expected + "\"}")) {
      return Optional.of(where + "the checksum does not fit; left out, will be asked again");
    }
    try {
      ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(text);
      int version = tree.path("v").asInt();
      if (version != VERSION) {
        throw new UserError(
            where
                + "journal of version "
                + version
                + ", this Claimbench reads "
                + VERSION
                + "; use the version that wrote it, or another --out");
      }
      taker.accept(Json.MAPPER.treeToValue(tree, Entry.class));
      return Optional.empty();
    } catch (JsonProcessingException | ClassCastException e) {
      return Optional.of(where + "not a record of this journal; left out, will be asked again");
    }
  }

  private static String crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return "%08x".formatted(crc.getValue());
  }
}
