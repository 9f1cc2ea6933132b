package dev.claimbench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.cli.progress.JsonProgress;
import dev.claimbench.text.Json;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.Locale;

/**
 * Standard error for machines: whatever is written, each line that comes out is a JSON object. What
 * {@link JsonProgress} writes passes as it is; a plain line, whoever wrote it, becomes the message
 * of a {@code note}, or of an {@code error} where it says why the command ends.
 */
final class JsonLines extends Writer {
  private static final String OPTION = "--log-format";

  private final PrintWriter to;
  private final Clock clock;
  private final StringBuilder line = new StringBuilder();

  JsonLines(PrintWriter to, Clock clock) {
    this.to = to;
    this.clock = clock;
  }

  /** Whether a command line asks for it; what else is wrong with it must come out as JSON too. */
  static boolean wanted(String... words) {
    for (int i = 0; i < words.length; i++) {
      String word = words[i].toLowerCase(Locale.ROOT);
      boolean next = i + 1 < words.length && words[i + 1].equalsIgnoreCase("json");
      if (word.equals(OPTION + "=json") || (word.equals(OPTION) && next)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void write(char[] text, int from, int length) {
    synchronized (lock) {
      for (int i = from; i < from + length; i++) {
        if (text[i] == '\n') {
          end();
        } else if (text[i] != '\r') {
          line.append(text[i]);
        }
      }
    }
  }

  private void end() {
    String said = line.toString().strip();
    line.setLength(0);
    if (said.startsWith("{\"event\":")) {
      to.println(said);
    } else if (!said.isEmpty()) {
      ObjectNode node = Json.MAPPER.createObjectNode();
      node.put("event", said.startsWith(Main.NAME + ": ") ? "error" : "note");
      to.println(node.put("at", clock.instant().toString()).put("message", said));
    }
    to.flush();
  }

  @Override
  public void flush() {
    to.flush();
  }

  /** What stands on an unfinished line is a line. */
  @Override
  public void close() {
    synchronized (lock) {
      end();
    }
  }
}
