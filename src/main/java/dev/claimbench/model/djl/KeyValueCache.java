package dev.claimbench.model.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The keys and values of the tokens that a decoder has read, in memory outside the Java heap that
 * ONNX Runtime reads and writes in place.
 *
 * <p>Some graphs take past and present in one place (they write the new tokens behind the old
 * ones); the others give a longer copy of everything, which goes to a second place, and the two
 * change roles.
 *
 * <p>Remembers the tokens and in which pieces they were read: reading a text in one piece or in two
 * rounds differently in the last bits, enough to change an answer at temperature 0.
 */
final class KeyValueCache {
  private static final int STEP = 256;

  private final GraphShape shape;
  private final boolean inPlace;
  private ByteBuffer[] held = new ByteBuffer[0];
  private ByteBuffer[] spare = new ByteBuffer[0];
  private int capacity;
  private int length;
  private int[] tokens = new int[0];
  private final ChunkBoundaries pieces = new ChunkBoundaries();

  KeyValueCache(GraphShape shape, boolean inPlace) {
    this.shape = shape;
    this.inPlace = inPlace;
  }

  int length() {
    return length;
  }

  /** Makes room for so many tokens in all; what is held stays. */
  void reserve(int wanted) {
    if (wanted <= capacity) {
      return;
    }
    int before = capacity;
    capacity = (wanted + STEP - 1) / STEP * STEP;
    ByteBuffer[] larger = allocate();
    for (int i = 0; i < held.length; i++) {
      copy(held[i], inPlace ? before : length, larger[i], inPlace ? capacity : length, length);
    }
    held = larger;
    spare = inPlace ? larger : allocate();
    tokens = Arrays.copyOf(tokens, capacity);
  }

  private ByteBuffer[] allocate() {
    ByteBuffer[] buffers = new ByteBuffer[shape.layers().size()];
    for (int i = 0; i < buffers.length; i++) {
      int bytes =
          Math.multiplyExact(Math.multiplyExact(shape.heads(), capacity), shape.headBytes());
      buffers[i] = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return buffers;
  }

  /** Head by head, because each head's positions lie together. */
  private void copy(ByteBuffer from, int fromStride, ByteBuffer to, int toStride, int positions) {
    int bytes = shape.headBytes();
    for (int head = 0; head < shape.heads(); head++) {
      to.put(head * toStride * bytes, from, head * fromStride * bytes, positions * bytes);
    }
  }

  /**
   * The arrays for reading {@code added} more tokens, the graph's inputs and outputs.
   *
   * @param manager closes them; the memory is ours
   */
  NDList arrays(NDManager manager, int added) {
    NDList arrays = new NDList(2 * held.length);
    for (int i = 0; i < held.length; i++) {
      String layer = shape.layers().get(i);
      int past = inPlace ? capacity : length;
      int present = inPlace ? capacity : length + added;
      arrays.add(array(manager, held[i], past, GraphShape.past(layer)));
      arrays.add(array(manager, spare[i], present, GraphShape.present(layer)));
    }
    return arrays;
  }

  private NDArray array(NDManager manager, ByteBuffer memory, int positions, String name) {
    ByteBuffer part =
        memory
            .slice(0, shape.heads() * positions * shape.headBytes())
            .order(ByteOrder.nativeOrder());
    Buffer data = shape.cacheType() == DataType.FLOAT32 ? part.asFloatBuffer() : part;
    NDArray array =
        manager.create(
            data, new Shape(1, shape.heads(), positions, shape.headSize()), shape.cacheType());
    array.setName(name);
    return array;
  }

  /** The graph has read these, as one piece, of which only the first {@code kept} stay. */
  void added(int[] read, int kept) {
    System.arraycopy(read, 0, tokens, length, read.length);
    length += read.length;
    ByteBuffer[] written = spare;
    spare = held;
    held = written;
    truncate(length - read.length + kept);
    pieces.add(length);
  }

  /** Forgets all but the first tokens. */
  void truncate(int positions) {
    if (positions >= length) {
      return;
    }
    if (!inPlace) {
      for (int i = 0; i < held.length; i++) {
        copy(held[i], length, spare[i], positions, positions);
      }
      ByteBuffer[] kept = spare;
      spare = held;
      held = kept;
    }
    length = positions;
    pieces.truncate(positions);
  }

  /**
   * Forgets all from the first token on that is another than in a text; what was read beyond the
   * text's end stays while all before it is alike.
   */
  void keep(int[] text, int end) {
    int both = Math.min(length, end);
    int differs = Arrays.mismatch(tokens, 0, both, text, 0, both);
    truncate(differs < 0 ? length : differs);
  }

  /**
   * How many of these tokens are held, read in the same pieces.
   *
   * @param ends where the pieces end in which they are to be read, ascending
   */
  int sharedWith(int[] wanted, int[] ends) {
    int alike = Arrays.mismatch(tokens, 0, length, wanted, 0, wanted.length);
    return pieces.sharedWith(ends, alike < 0 ? length : alike);
  }
}
