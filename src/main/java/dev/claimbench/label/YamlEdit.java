package dev.claimbench.label;

import dev.claimbench.text.UserError;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Changes one place of a label file and leaves every other character as it is: comments, order,
 * quotation marks. What is edited is found by a YAML parser, what is written is text.
 */
public final class YamlEdit {
  private final String where;
  private final String text;
  private final Node root;
  private final List<Node> claims;

  private YamlEdit(String where, String text) {
    this.where = where;
    this.text = text;
    this.root = new Yaml(options()).compose(new StringReader(text));
    this.claims =
        value(root, "claims") instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    return options;
  }

  /**
   * A verdict's label, evidence and reason.
   *
   * @param flow the new value, a flow mapping on one line
   * @return the whole file
   * @throws UserError where the file has no such claim
   */
  public static String verdict(
      String where, String text, String claim, String article, String flow) {
    YamlEdit edit = new YamlEdit(where, text);
    Node verdicts = value(edit.claim(claim), "verdicts");
    if (!(verdicts instanceof MappingNode mapping)) {
      throw new UserError(where + ": claim '" + claim + "' has no verdicts to write to");
    }
    Optional<Node> old = Optional.ofNullable(value(mapping, article));
    if (old.isPresent()) {
      return edit.replaced(edit.start(old.get()), edit.end(old.get()), flow);
    }
    NodeTuple last = mapping.getValue().get(mapping.getValue().size() - 1);
    int column = last.getKeyNode().getStartMark().getColumn();
    int line = edit.lineEnd(edit.end(last.getValueNode()));
    return edit.replaced(
        line, line, "\n" + " ".repeat(column) + LabelText.id(article) + ": " + flow);
  }

  /**
   * A claim's fields, or a new claim at the end of the list.
   *
   * @param fields lines {@code name: value} in the order in which they are written
   */
  public static String claim(String where, String text, String id, List<String> fields) {
    YamlEdit edit = new YamlEdit(where, text);
    Optional<Node> old = edit.claims.stream().filter(c -> id.equals(scalar(c, "id"))).findFirst();
    if (old.isEmpty()) {
      return edit.added(id, fields);
    }
    String changed = text;
    for (String field : fields) {
      int colon = field.indexOf(": ");
      YamlEdit now = new YamlEdit(where, changed);
      Node value = value(now.claim(id), field.substring(0, colon));
      changed =
          value == null
              ? now.withField(id, field)
              : now.replaced(now.start(value), now.end(value), field.substring(colon + 2));
    }
    return changed;
  }

  /** A field that the claim does not have yet comes last; one that says nothing stays away. */
  private String withField(String id, String field) {
    if (field.endsWith(": null")) {
      return text;
    }
    MappingNode claim = (MappingNode) claim(id);
    NodeTuple last = claim.getValue().get(claim.getValue().size() - 1);
    if (claim.getFlowStyle() == DumperOptions.FlowStyle.FLOW) {
      int end = end(last.getValueNode());
      return replaced(end, end, ", " + field);
    }
    int line = lineEnd(end(last.getValueNode()));
    int column = last.getKeyNode().getStartMark().getColumn();
    return replaced(line, line, "\n" + " ".repeat(column) + field);
  }

  /** Adds a word to a list at the top of the file, e.g. {@code left_out: ["anna/c03"]}. */
  public static String listed(String where, String text, String list, String word) {
    YamlEdit edit = new YamlEdit(where, text);
    if (!(value(edit.root, list) instanceof SequenceNode sequence)) {
      return text + (text.endsWith("\n") ? "" : "\n") + list + ": [" + word + "]\n";
    }
    List<Node> words = sequence.getValue();
    if (words.isEmpty() || sequence.getFlowStyle() != DumperOptions.FlowStyle.FLOW) {
      throw new UserError(
          where + ": " + list + ": expected a list in brackets with something in it");
    }
    int end = edit.end(words.get(words.size() - 1));
    return edit.replaced(end, end, ", " + word);
  }

  /** Takes a claim out, with the comments between its fields. */
  public static String without(String where, String text, String id) {
    YamlEdit edit = new YamlEdit(where, text);
    Node node = edit.claim(id);
    int start = text.lastIndexOf('\n', edit.start(node)) + 1;
    NodeTuple last =
        ((MappingNode) node).getValue().get(((MappingNode) node).getValue().size() - 1);
    int end = Math.min(text.length(), edit.lineEnd(edit.end(last.getValueNode())) + 1);
    if (edit.claims.size() == 1) {
      int dash = text.lastIndexOf("claims:", start);
      return text.substring(0, dash) + "claims: []\n" + text.substring(end);
    }
    return text.substring(0, start) + text.substring(end);
  }

  private String added(String id, List<String> fields) {
    StringBuilder block = new StringBuilder();
    int column = claims.isEmpty() ? 4 : claims.get(0).getStartMark().getColumn();
    block.append(" ".repeat(column - 2)).append("- id: ").append(LabelText.id(id));
    fields.forEach(f -> block.append('\n').append(" ".repeat(column)).append(f));
    if (claims.isEmpty()) {
      int empty = text.indexOf("claims:");
      int line = lineEnd(empty);
      return text.substring(0, empty) + "claims:\n" + block + text.substring(line);
    }
    MappingNode last = (MappingNode) claims.get(claims.size() - 1);
    NodeTuple field = last.getValue().get(last.getValue().size() - 1);
    int line = lineEnd(end(field.getValueNode()));
    return replaced(line, line, "\n" + block);
  }

  private Node claim(String id) {
    return claims.stream()
        .filter(c -> id.equals(scalar(c, "id")))
        .findFirst()
        .orElseThrow(() -> new UserError(where + ": no claim '" + id + "'"));
  }

  private String replaced(int start, int end, String with) {
    return text.substring(0, start) + with + text.substring(end);
  }

  /** Marks count code points, strings count UTF-16 units. */
  private int start(Node node) {
    return text.offsetByCodePoints(0, node.getStartMark().getIndex());
  }

  private int end(Node node) {
    // A block's own mark is where the next thing begins, after comments that are not its own.
    if (node instanceof CollectionNode<?> block
        && block.getFlowStyle() == DumperOptions.FlowStyle.BLOCK
        && !block.getValue().isEmpty()) {
      Object last = block.getValue().get(block.getValue().size() - 1);
      return end(last instanceof NodeTuple tuple ? tuple.getValueNode() : (Node) last);
    }
    return text.offsetByCodePoints(0, node.getEndMark().getIndex());
  }

  /** After a comment that follows on the same line. */
  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static String scalar(Node mapping, String key) {
    return value(mapping, key) instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static @Nullable Node value(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
          return tuple.getValueNode();
        }
      }
    }
    return null;
  }
}
