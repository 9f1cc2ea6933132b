package dev.claimbench.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many rows of each kind a story has and on which page: what is searched across pages. */
final class StoryIndex {
  /** What a kind is made of: the same words as the filters of the pages' view. */
  enum Field {
    TASK("task", "Task"),
    CAME("came", "Outcome"),
    OUTCOME("outcome", "Answer"),
    GOLD("gold", "Gold");

    private final String key;
    private final String label;

    Field(String key, String label) {
      this.key = key;
      this.label = label;
    }
  }

  /** Rows of a story on one page: how many there are of each kind, by the kind's place. */
  private record Line(String story, int page, Map<Integer, Integer> counts) {}

  private final String view;
  private final String unit;

  /** Of each kind its place, in the order in which they were met. */
  private final Map<List<String>, Integer> kinds = new LinkedHashMap<>();

  private final List<Line> lines = new ArrayList<>();

  /** Of each page its first line: pages follow each other. */
  private final List<Integer> starts = new ArrayList<>();

  private int rows;

  /**
   * @param view of the pages, which a story's link opens
   * @param unit what its rows are, in the plural
   */
  StoryIndex(String view, String unit) {
    this.view = view;
    this.unit = unit;
  }

  /**
   * Counts rows; those of a story and a page follow each other.
   *
   * @param kind a value for each {@link Field}; empty where the row has none
   */
  void add(String story, int page, int more, List<String> kind) {
    Line last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
    if (last == null || last.page != page || !last.story.equals(story)) {
      if (page > starts.size()) {
        starts.add(lines.size());
      }
      last = new Line(story, page, new TreeMap<>());
      lines.add(last);
    }
    int place = kinds.computeIfAbsent(List.copyOf(kind), k -> kinds.size());
    last.counts.merge(place, more, Integer::sum);
    rows += more;
  }

  /** All rows that were counted. */
  int rows() {
    return rows;
  }

  /** The pages there are. */
  int pages() {
    return starts.size();
  }

  /** From which story to which a page goes. */
  String stories(int page) {
    String first = lines.get(starts.get(page - 1)).story;
    String last = lines.get((page < pages() ? starts.get(page) : lines.size()) - 1).story;
    return first.equals(last) ? "story " + first : "stories " + first + " to " + last;
  }

  /** Writes it for the page's script, with the pages' addresses. */
  void write(String file, Writer out) throws IOException {
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("view", view);
      json.writeStringField("unit", unit);
      json.writeArrayFieldStart("pages");
      for (int page = 1; page <= pages(); page++) {
        json.writeString(PageSet.path(file, page));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("fields");
      for (Field field : Field.values()) {
        json.writeStartArray();
        json.writeString(field.key);
        json.writeString(field.label);
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("kinds");
      for (List<String> kind : kinds.keySet()) {
        json.writePOJO(kind);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("stories");
      for (Line line : lines) {
        json.writeStartArray();
        json.writeString(line.story);
        json.writeNumber(line.page);
        for (Map.Entry<Integer, Integer> count : line.counts.entrySet()) {
          json.writeNumber(count.getKey());
          json.writeNumber(count.getValue());
        }
        json.writeEndArray();
      }
      json.writeEndArray();
      writeNoRows(json);
      json.writeEndObject();
    }
  }

  /** Writes the data of a page that has neither rows nor stories. */
  static void writeNone(Writer out) throws IOException {
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      json.writeStartObject();
      writeNoRows(json);
      json.writeEndObject();
    }
  }

  /** What the scripts of the other views look through. */
  private static void writeNoRows(JsonGenerator json) throws IOException {
    for (String none : List.of("articles", "others", "verdicts", "flips")) {
      json.writeArrayFieldStart(none);
      json.writeEndArray();
    }
  }
}
