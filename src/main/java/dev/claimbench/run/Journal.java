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
import java.util.zip.CRC32C;

/**
 * The lines of {@code replies.jsonl}: one JSON object a line, whose last field {@code crc} is the
 * CRC-32C of all bytes before it.
 */
final class Journal {
  static final int VERSION = 1;
  private static final String CRC = ",\"crc\":\"";

  /**
   * What a journal holds.
   *
   * @param entries all whole records in their order
   * @param wholeBytes length of the file without a torn last line
   * @param damage what is wrong with the rest, a line each; usually empty
   */
  record Contents(List<Entry> entries, long wholeBytes, List<String> damage) {}

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

  /** Reads line by line, so that memory is bounded by the records kept. */
  static Contents read(Path file) {
    List<Entry> entries = new ArrayList<>();
    List<String> damage = new ArrayList<>();
    long whole = 0;
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
            parse(file, number++, line.toByteArray(), entries, damage);
            line.reset();
          }
        }
        line.write(buffer, from, n - from);
        position += n;
      }
      if (line.size() > 0) {
        damage.add(
            file + ":" + number + ": the last line is torn (" + line.size() + " bytes); left out");
      }
    } catch (NoSuchFileException e) {
      return new Contents(List.of(), 0, List.of());
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")");
    }
    return new Contents(entries, whole, damage);
  }

  private static void parse(
      Path file, int number, byte[] bytes, List<Entry> entries, List<String> damage) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int at = text.lastIndexOf(CRC);
    String where = file + ":" + number + ": ";
    if (at < 0) {
      damage.add(where + "no checksum; not a line of this journal; left out, will be asked again");
      return;
    }
    String head = text.substring(0, at);
    String expected = crc(head.getBytes(StandardCharsets.UTF_8));
    if (!text.substring(at).equals(CRC + expected + "\"}")) {
      damage.add(where + "the checksum does not fit; left out, will be asked again");
      return;
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
      entries.add(Json.MAPPER.treeToValue(tree, Entry.class));
    } catch (JsonProcessingException | ClassCastException e) {
      damage.add(where + "not a record of this journal; left out, will be asked again");
    }
  }

  private static String crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return "%08x".formatted(crc.getValue());
  }
}
