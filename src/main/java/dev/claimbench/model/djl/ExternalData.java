package dev.claimbench.model.djl;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files in which an ONNX graph keeps tensors, as it names them itself ({@code external_data} of
 * <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>): of
 * initializers, of nodes' attributes, and of the graphs in those. Tensors themselves are skipped,
 * not read.
 */
final class ExternalData {
  /** Graphs in graphs; deeper than any runtime goes. */
  private static final int DEEPEST = 100;

  /** Bytes of a name that is read. */
  private static final int LONGEST = 1 << 16;

  /** Messages of the format, as far as tensors may be in them, by the number of the field. */
  private enum Message {
    MODEL,
    GRAPH,
    NODE,
    ATTRIBUTE,
    SPARSE,
    FUNCTION,
    TRAINING,
    TENSOR,
    ENTRY;

    private static final Map<Message, Map<Integer, Message>> FIELDS =
        Map.of(
            MODEL, Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION),
            GRAPH, Map.of(1, NODE, 5, TENSOR, 15, SPARSE),
            NODE, Map.of(5, ATTRIBUTE),
            ATTRIBUTE, Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE, 23, SPARSE),
            SPARSE, Map.of(1, TENSOR, 2, TENSOR),
            FUNCTION, Map.of(7, NODE),
            TRAINING, Map.of(1, GRAPH, 2, GRAPH),
            TENSOR, Map.of(13, ENTRY),
            ENTRY, Map.of());
  }

  private final InputStream in;
  private final Set<String> locations = new TreeSet<>();
  private long at;
  private String key = "";
  private String value = "";

  private ExternalData(InputStream in) {
    this.in = in;
  }

  /**
   * The names, relative to the graph's folder, as the graph has them; up to where a damaged graph
   * stops making sense, which no runtime loads.
   *
   * @throws IOException where the file cannot be read
   */
  static Set<String> locations(Path graph) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(graph), 1 << 16)) {
      ExternalData data = new ExternalData(in);
      try {
        data.read(Message.MODEL, Files.size(graph), 0);
      } catch (MalformedModelException e) {
        return data.locations;
      }
      return data.locations;
    }
  }

  private static final class MalformedModelException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private void read(Message message, long end, int depth)
      throws IOException, MalformedModelException {
    if (depth > DEEPEST) {
      throw new MalformedModelException();
    }
    while (at < end) {
      long tag = varint();
      switch ((int) (tag & 7)) {
        case 0 -> varint();
        case 1 -> skip(8, end);
        case 2 -> {
          long length = varint();
          if (length < 0 || length > end - at) {
            throw new MalformedModelException();
          }
          field(message, (int) (tag >>> 3), length, depth);
        }
        case 5 -> skip(4, end);
        default -> throw new MalformedModelException();
      }
    }
  }

  private void field(Message message, int number, long length, int depth)
      throws IOException, MalformedModelException {
    long end = at + length;
    Message inner = Message.FIELDS.get(message).get(number);
    if (message == Message.ENTRY && (number == 1 || number == 2)) {
      String text = text(length);
      key = number == 1 ? text : key;
      value = number == 2 ? text : value;
    } else if (inner == null) {
      skip(length, end);
    } else {
      if (inner == Message.ENTRY) {
        key = "";
        value = "";
      }
      read(inner, end, depth + 1);
      if (inner == Message.ENTRY && key.equals("location")) {
        locations.add(value);
      }
    }
  }

  private String text(long length) throws IOException, MalformedModelException {
    if (length > LONGEST) {
      throw new MalformedModelException();
    }
    byte[] bytes = in.readNBytes((int) length);
    at += bytes.length;
    if (bytes.length < length) {
      throw new MalformedModelException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void skip(long length, long end) throws IOException, MalformedModelException {
    if (length > end - at) {
      throw new MalformedModelException();
    }
    in.skipNBytes(length);
    at += length;
  }

  private long varint() throws IOException, MalformedModelException {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = in.read();
      if (b < 0) {
        throw new MalformedModelException();
      }
      at++;
      result |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return result;
      }
    }
    throw new MalformedModelException();
  }
}
