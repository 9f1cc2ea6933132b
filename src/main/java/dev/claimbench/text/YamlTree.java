package dev.claimbench.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * YAML as a tree that says what stands there. Of the scalars without quotes, {@code true}, {@code
 * false}, {@code null}, {@code ~} and numbers as JSON writes them are what they look like; all
 * others are their text. So {@code No} is the text "No", not false, and {@code 007}, {@code 1_000},
 * {@code 0x1F} and {@code 1:30} are texts and no numbers, where YAML 1.1 would read 7, 1000, 31 and
 * 90. An alias of a scalar is that scalar; an alias of anything larger, a merge key, a tag, a key
 * that is there twice and a second document are refused.
 */
public final class YamlTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?+(?:0|[1-9][0-9]*+)");
  private static final Pattern NUMBER =
      Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][-+]?+[0-9]{1,3}+)?+");
  private static final String TEXT_TAG = "tag:yaml.org,2002:str";

  /** Deeper than any file of ours, and shallow enough for the stack. */
  private static final int DEEPEST = 64;

  /** Longer than any name; readers of JSON have limits too, and say nothing of a line. */
  private static final int LONGEST_KEY = 1000;

  /** More than a double has; those of a million take minutes to read. */
  private static final int MOST_DIGITS = 300;

  private final Iterator<Event> events;
  private final boolean asWritten;
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private JsonNode root = NODES.missingNode();

  private YamlTree(String text, boolean asWritten) {
    LoaderOptions options = new LoaderOptions();
    // What an import wrote must be readable; memory is bounded by the file itself.
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.events = new Yaml(options).parse(new StringReader(text)).iterator();
    this.asWritten = asWritten;
  }

  /**
   * Parses one document.
   *
   * @throws MalformedTextException with line and column where the text is not such YAML
   */
  public static YamlTree parse(String text) {
    return read(text, false);
  }

  /** Parses one document whose scalars are all text, as written; none at all is an empty text. */
  public static YamlTree parseAsWritten(String text) {
    return read(text, true);
  }

  private static YamlTree read(String text, boolean asWritten) {
    try {
      YamlTree tree = new YamlTree(text, asWritten);
      tree.document();
      return tree;
    } catch (MarkedYAMLException e) {
      throw broken(e);
    } catch (YAMLException e) {
      throw new MalformedTextException(0, 0, "not valid YAML: " + firstLine(e.getMessage()));
    }
  }

  /** The whole tree; a missing node for an empty document. */
  public JsonNode root() {
    return root;
  }

  /**
   * The line of a value, or of the nearest one around it; from 1.
   *
   * @param pointer names and indices with a slash before each, such as {@code /primary/0}
   */
  public int line(String pointer) {
    String at = pointer;
    while (!lines.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return lines.getOrDefault(at, 1);
  }

  private void document() {
    while (events.hasNext()) {
      Event event = events.next();
      if (event.is(Event.ID.DocumentStart)) {
        if (!root.isMissingNode()) {
          throw wrong(event, "a second document; expected one a file");
        }
        root = node(events.next(), "", 0);
      }
    }
  }

  private JsonNode node(Event event, String pointer, int depth) {
    lines.putIfAbsent(pointer, event.getStartMark().getLine() + 1);
    if (depth > DEEPEST) {
      throw wrong(event, "nested deeper than " + DEEPEST);
    }
    if (event instanceof AliasEvent alias) {
      JsonNode named = anchors.get(alias.getAnchor());
      if (named == null) {
        throw wrong(event, "the alias *" + alias.getAnchor() + " names no text; write it in full");
      }
      return named;
    }
    JsonNode node;
    if (event instanceof ScalarEvent scalar) {
      node = scalar(scalar);
      if (scalar.getAnchor() != null) {
        anchors.put(scalar.getAnchor(), node);
      }
    } else if (event instanceof SequenceStartEvent start) {
      requireNoTag(start, start.getTag());
      node = sequence(pointer, depth);
    } else if (event instanceof MappingStartEvent start) {
      requireNoTag(start, start.getTag());
      node = mapping(pointer, depth);
    } else {
      throw wrong(event, "unexpected " + event.getEventId());
    }
    return node;
  }

  private ArrayNode sequence(String pointer, int depth) {
    ArrayNode list = NODES.arrayNode();
    for (Event e = events.next(); !e.is(Event.ID.SequenceEnd); e = events.next()) {
      list.add(node(e, pointer + "/" + list.size(), depth + 1));
    }
    return list;
  }

  private ObjectNode mapping(String pointer, int depth) {
    ObjectNode map = NODES.objectNode();
    for (Event e = events.next(); !e.is(Event.ID.MappingEnd); e = events.next()) {
      String key = key(e);
      if (map.has(key)) {
        throw wrong(e, "the key '" + key + "' is there twice");
      }
      lines.put(pointer + "/" + key, e.getStartMark().getLine() + 1);
      map.set(key, node(events.next(), pointer + "/" + key, depth + 1));
    }
    return map;
  }

  private String key(Event event) {
    if (event instanceof AliasEvent alias && anchors.get(alias.getAnchor()) != null) {
      return anchors.get(alias.getAnchor()).asText();
    }
    if (!(event instanceof ScalarEvent scalar)) {
      throw wrong(event, "expected a name before the colon, got a list or a mapping");
    }
    if (scalar.isPlain() && scalar.getValue().equals("<<")) {
      throw wrong(event, "merge keys (<<) are not read here; write the fields in full");
    }
    requireTextTag(scalar);
    if (scalar.getValue().length() > LONGEST_KEY) {
      throw wrong(event, "a name of more than " + LONGEST_KEY + " characters before the colon");
    }
    if (scalar.getAnchor() != null) {
      anchors.put(scalar.getAnchor(), NODES.textNode(scalar.getValue()));
    }
    return scalar.getValue();
  }

  private JsonNode scalar(ScalarEvent scalar) {
    requireTextTag(scalar);
    String value = scalar.getValue();
    if (asWritten || !scalar.isPlain() || scalar.getTag() != null) {
      return NODES.textNode(value);
    }
    return switch (value) {
      case "", "~", "null", "Null", "NULL" -> NODES.nullNode();
      case "true", "True", "TRUE" -> NODES.booleanNode(true);
      case "false", "False", "FALSE" -> NODES.booleanNode(false);
      default -> number(value);
    };
  }

  private static JsonNode number(String value) {
    if (value.length() > MOST_DIGITS) {
      return NODES.textNode(value);
    }
    if (INTEGER.matcher(value).matches()) {
      BigInteger whole = new BigInteger(value);
      if (whole.bitLength() < Integer.SIZE) {
        return NODES.numberNode(whole.intValue());
      }
      return whole.bitLength() < Long.SIZE
          ? NODES.numberNode(whole.longValue())
          : NODES.numberNode(whole);
    }
    if (NUMBER.matcher(value).matches() && Double.isFinite(new BigDecimal(value).doubleValue())) {
      return NODES.numberNode(Double.parseDouble(value));
    }
    return NODES.textNode(value);
  }

  private static void requireTextTag(ScalarEvent scalar) {
    if (scalar.getTag() != null
        && !scalar.getTag().equals(TEXT_TAG)
        && !scalar.getTag().equals("!")) {
      requireNoTag(scalar, scalar.getTag());
    }
  }

  private static void requireNoTag(NodeEvent event, String tag) {
    if (tag != null) {
      throw wrong(event, "tags are not read here, got " + tag);
    }
  }

  private static MalformedTextException wrong(Event event, String what) {
    Mark at = event.getStartMark();
    return new MalformedTextException(
        at.getLine() + 1, at.getColumn() + 1, "not valid YAML: " + what);
  }

  private static MalformedTextException broken(MarkedYAMLException e) {
    Mark at = e.getProblemMark();
    String problem = e.getProblem() == null ? "unreadable" : e.getProblem().strip();
    return new MalformedTextException(
        at == null ? 0 : at.getLine() + 1,
        at == null ? 0 : at.getColumn() + 1,
        "not valid YAML: " + problem + (e.getContext() == null ? "" : " " + context(e)));
  }

  private static String context(MarkedYAMLException e) {
    Mark at = e.getContextMark();
    return e.getContext() + (at == null ? "" : " that begins on line " + (at.getLine() + 1));
  }

  private static String firstLine(String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
