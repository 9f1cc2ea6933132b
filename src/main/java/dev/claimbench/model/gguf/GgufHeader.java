package dev.claimbench.model.gguf;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a GGUF file says of itself, from its key-value section (the GGUF specification, version 2
 * and 3).
 *
 * @param architecture e.g. {@code qwen2}; empty where it does not say
 * @param quantization e.g. {@code Q4_K_M}; empty where unknown
 * @param trainedContext tokens that the model was trained on; 0 where it does not say
 * @param chatTemplate the text of the Jinja template; empty where it has none
 * @param adapter name and hash of the adapter that was merged into it; empty where there is none
 */
public record GgufHeader(
    String architecture,
    String quantization,
    int trainedContext,
    String chatTemplate,
    String adapter) {
  /** What a file that an adapter was merged into calls it in its header. */
  public static final String ADAPTER_NAME = "claimbench.adapter.name";

  /** The SHA-256 of that adapter's weights there, in hex. */
  public static final String ADAPTER_DIGEST = "claimbench.adapter.sha256";

  private static final int MAGIC = 0x46554747; // "GGUF", little-endian

  /** By llama.cpp's {@code llama_ftype}; gaps are types that it withdrew. */
  private static final List<String> FILE_TYPES =
      List.of(
          "F32", "F16", "Q4_0", "Q4_1", "", "", "", "Q8_0", "Q5_0", "Q5_1", "Q2_K", "Q3_K_S",
          "Q3_K_M", "Q3_K_L", "Q4_K_S", "Q4_K_M", "Q5_K_S", "Q5_K_M", "Q6_K", "IQ2_XXS", "IQ2_XS",
          "Q2_K_S", "IQ3_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ3_M", "IQ2_S", "IQ2_M",
          "IQ4_XS", "IQ1_M", "BF16", "", "", "", "TQ1_0", "TQ2_0");

  /**
   * Reads a file's head.
   *
   * @throws IOException when the file cannot be read or is not GGUF; the message says why
   */
  public static GgufHeader read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Fields fields = new Fields(new DataInputStream(new BufferedInputStream(in, 1 << 16)));
      Map<String, Object> values = fields.all();
      String architecture = values.getOrDefault("general.architecture", "").toString();
      long type = number(values.get("general.file_type"), -1);
      return new GgufHeader(
          architecture,
          type >= 0 && type < FILE_TYPES.size() ? FILE_TYPES.get((int) type) : "",
          context(number(values.get(architecture + ".context_length"), 0)),
          values.getOrDefault("tokenizer.chat_template", "").toString(),
          adapter(
              values.getOrDefault(ADAPTER_NAME, "").toString(),
              values.getOrDefault(ADAPTER_DIGEST, "").toString()));
    } catch (EOFException e) {
      throw new IOException("it ends within its header", e);
    }
  }

  /**
   * The adapter that was merged into a file, such as {@code mine sha256:ab…}.
   *
   * @param name what its header has as {@link #ADAPTER_NAME}, or empty
   * @param digest what it has as {@link #ADAPTER_DIGEST}; empty for none
   */
  public static String adapter(String name, String digest) {
    return digest.isEmpty() ? "" : name + " sha256:" + digest;
  }

  /** Whether its chat template knows of thinking before an answer. */
  boolean thinks() {
    return chatTemplate.contains("</think>");
  }

  /** What no model was trained on is as good as nothing said. */
  private static int context(long tokens) {
    return tokens < 0 || tokens > Integer.MAX_VALUE ? 0 : (int) tokens;
  }

  private static long number(Object value, long otherwise) {
    return value instanceof Number number ? number.longValue() : otherwise;
  }

  /** Texts with other names are not kept: a file may be full of them. */
  private static final Set<String> TEXTS =
      Set.of("general.architecture", "tokenizer.chat_template", ADAPTER_NAME, ADAPTER_DIGEST);

  /** Real files have some dozens. */
  private static final int MOST_FIELDS = 1 << 16;

  /** Of arrays in arrays; real files have none. */
  private static final int DEEPEST = 8;

  private record Fields(DataInputStream in) {
    Map<String, Object> all() throws IOException {
      if (int32() != MAGIC) {
        throw new IOException("it does not begin with GGUF");
      }
      int version = int32();
      if (version < 2 || version > 3) {
        throw new IOException("GGUF version 2 or 3 was expected, got " + version);
      }
      int64(); // number of tensors
      long count = int64();
      if (count < 0 || count > MOST_FIELDS) {
        throw new IOException("its header says that it holds " + count + " fields");
      }
      Map<String, Object> values = new HashMap<>();
      for (long i = 0; i < count; i++) {
        String key = string();
        int type = int32();
        if (type == 9) {
          skipArray(0);
        } else if (type == 8 && !TEXTS.contains(key)) {
          in.skipNBytes(length());
        } else {
          values.put(key, scalar(type));
        }
      }
      return values;
    }

    private Object scalar(int type) throws IOException {
      return switch (type) {
        case 0, 1 -> (long) in.readByte();
        case 2, 3 -> (long) Short.reverseBytes(in.readShort());
        case 4, 5 -> (long) int32();
        case 6 -> (double) Float.intBitsToFloat(int32());
        case 7 -> in.readByte() != 0;
        case 8 -> string();
        case 10, 11 -> int64();
        case 12 -> Double.longBitsToDouble(int64());
        default -> throw new IOException("its header holds the unknown type " + type);
      };
    }

    private void skipArray(int depth) throws IOException {
      if (depth > DEEPEST) {
        throw new IOException("its header nests arrays more than " + DEEPEST + " deep");
      }
      int type = int32();
      long length = int64();
      for (long i = 0; i < length; i++) {
        if (type == 8) {
          in.skipNBytes(length());
        } else if (type == 9) {
          skipArray(depth + 1);
        } else {
          scalar(type);
        }
      }
    }

    private String string() throws IOException {
      byte[] text = new byte[length()];
      in.readFully(text);
      return new String(text, StandardCharsets.UTF_8);
    }

    /** Of a text that follows. */
    private int length() throws IOException {
      long length = int64();
      if (length < 0 || length > 1 << 24) {
        throw new IOException("its header holds a text of " + length + " bytes");
      }
      return (int) length;
    }

    private int int32() throws IOException {
      return Integer.reverseBytes(in.readInt());
    }

    private long int64() throws IOException {
      return Long.reverseBytes(in.readLong());
    }
  }
}
