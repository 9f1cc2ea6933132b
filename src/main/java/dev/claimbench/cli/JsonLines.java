package dev.claimbench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.cli.progress.EventSink;
import dev.claimbench.cli.progress.JsonProgress;
import dev.claimbench.text.Json;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.Locale;

/**
 * Standard error for machines: whatever is written, each line that comes out is a JSON object. The
 * events of {@link JsonProgress} come by a way of their own; a line, from any source and whatever
 * it looks like, becomes the message of a {@code note}, or of an {@code error} where it says why
 * the command ends.
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

  /** Such a standard error, for text and for events. */
  static PrintWriter writer(PrintWriter to, Clock clock) {
    return new Writing(new JsonLines(to, clock));
  }

  private static final class Writing extends PrintWriter implements EventSink {
    private final JsonLines lines;

    Writing(JsonLines lines) {
      super(lines, true);
      this.lines = lines;
    }

    @Override
    public void event(ObjectNode event) {
      lines.event(event);
    }
  }

  private void event(ObjectNode event) {
    synchronized (lock) {
      to.println(event);
      to.flush();
    }
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
    String text = line.toString().strip();
    line.setLength(0);
    if (!text.isEmpty()) {
      ObjectNode node = Json.MAPPER.createObjectNode();
      node.put("event", text.startsWith(Main.NAME + ": ") ? "error" : "note");
      to.println(node.put("at", clock.instant().toString()).put("message", text));
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
