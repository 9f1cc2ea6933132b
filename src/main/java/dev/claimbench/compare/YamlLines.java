package dev.claimbench.compare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** On which line each key of a YAML file stands, by JSON pointer. */
final class YamlLines {
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlLines() {}

  static YamlLines of(YAMLFactory factory, String text) throws IOException {
    YamlLines found = new YamlLines();
    try (JsonParser parser = factory.createParser(text)) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        found.lines.putIfAbsent(
            pointer.replace("~1", "/"), parser.currentTokenLocation().getLineNr());
        token = parser.nextToken();
      }
    }
    return found;
  }

  /** The line of a key, or of the nearest one around it; from 1. */
  int line(String pointer) {
    String at = pointer;
    while (!lines.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return lines.getOrDefault(at, 1);
  }
}
