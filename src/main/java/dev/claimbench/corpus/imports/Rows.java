package dev.claimbench.corpus.imports;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.claimbench.claim.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The objects of a JSON lines file or of one big JSON array, one after the other, so that memory
 * does not grow with the file. Which of the two it is shows in its first character. A file whose
 * bytes are gzip is unpacked on the way.
 */
public final class Rows implements Iterator<Row>, AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Two objects on one line are a mistake, not one object. */
  private static final ObjectReader LINE =
      JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final BufferedReader in;
  private final JsonParser array;
  private Row next;
  private long line;

  private Rows(Path file) {
    this.file = file;
    this.in = TextInput.open(file);
    this.array = TextInput.peek(file, in) == '[' ? openArray() : null;
    advance();
  }

  /**
   * Opens a file; whoever opens it closes it.
   *
   * @throws UserError for a file that is not there, not UTF-8 or not JSON, with its line
   */
  public static Rows open(Path file) {
    return new Rows(file);
  }

  /** All rows of all files; closes each after its last row. */
  public static Stream<Row> stream(List<Path> files) {
    return files.stream()
        .flatMap(
            file -> {
              Rows rows = open(file);
              int kind = Spliterator.ORDERED | Spliterator.NONNULL;
              return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, kind), false)
                  .onClose(rows::close);
            });
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    if (next == null) {
      throw new NoSuchElementException(file.toString());
    }
    Row row = next;
    advance();
    return row;
  }

  @Override
  public void close() {
    TextInput.close(file, in);
  }

  private void advance() {
    try {
      next = array == null ? nextLine() : nextElement();
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw TextInput.unreadable(file, e);
    }
  }

  private Row nextLine() throws IOException {
    String text = in.readLine();
    for (line++; text != null && text.isBlank(); line++) {
      text = in.readLine();
    }
    return text == null ? null : row(line, LINE.readTree(text));
  }

  private Row nextElement() throws IOException {
    if (array.nextToken() == JsonToken.END_ARRAY) {
      return null;
    }
    line = array.currentTokenLocation().getLineNr();
    return row(line, JSON.readTree(array));
  }

  private Row row(long number, JsonNode node) {
    String where = file + ":" + number;
    if (!node.isObject()) {
      throw new UserError(where + ": expected a JSON object, got " + Row.shown(node));
    }
    return new Row(where, node);
  }

  private JsonParser openArray() {
    try {
      JsonParser parser = JSON.createParser(in);
      parser.nextToken();
      return parser;
    } catch (IOException e) {
      throw TextInput.unreadable(file, e);
    }
  }

  private UserError notJson(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    long number = array == null || at == null ? line : at.getLineNr();
    String column = at == null ? "" : ":" + at.getColumnNr();
    String why = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    return new UserError(file + ":" + number + column + ": not JSON: " + why);
  }
}
