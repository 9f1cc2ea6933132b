package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a JSON lines file or of one big JSON array, one after the other, so that memory
 * does not grow with the file. Which of the two it is shows in its first character. A file whose
 * bytes are gzip is unpacked on the way.
 */
public final class Rows implements RowFiles.RowIterator {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final JsonParser parser;

  /** The row that {@link #hasNext} has found; null before it has looked. */
  private @Nullable Row found;

  private Rows(Path file) {
    this.file = file;
    try {
      parser = JSON.createParser(TextInput.bytes(file));
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        parser.nextToken();
      }
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  /**
   * Opens a file; the caller closes it.
   *
   * @throws UserError for a file that is not there, not UTF-8 or not JSON, with its line
   */
  public static Rows open(Path file) {
    return new Rows(file);
  }

  /** All rows of all files, each file opened when its turn comes; close the stream. */
  public static Stream<Row> stream(List<Path> files) {
    return new RowFiles(files, Rows::open).stream();
  }

  @Override
  public boolean hasNext() {
    if (found == null) {
      try {
        found = row();
      } catch (IOException e) {
        throw wrong(e);
      }
    }
    return found != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file.toString());
    }
    Row row = found;
    found = null;
    return row;
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  /** The row at the parser's place, which moves on behind it; null behind the last. */
  private @Nullable Row row() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      token = parser.nextToken();
    }
    if (token == null || token == JsonToken.END_ARRAY) {
      return null;
    }
    String where = file + ":" + parser.currentTokenLocation().getLineNr();
    JsonNode node = JSON.readTree(parser);
    if (!node.isObject()) {
      throw new UserError(where + ": expected a JSON object, got " + Row.shown(node));
    }
    return new Row(where, node);
  }

  private UserError wrong(IOException e) {
    if (!(e instanceof JsonProcessingException json) || json.getLocation() == null) {
      return TextInput.unreadable(file, e);
    }
    String why = Json.reason(json).lines().findFirst().orElse("unreadable");
    return new UserError(
        file
            + ":"
            + json.getLocation().getLineNr()
            + ":"
            + json.getLocation().getColumnNr()
            + ": not JSON in UTF-8: "
            + why);
  }
}
