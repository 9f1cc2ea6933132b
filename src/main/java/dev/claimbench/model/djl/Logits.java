package dev.claimbench.model.djl;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** A graph's scores: for the next token a row for each position read, or a row of labels. */
final class Logits {
  private final int width;
  private final DataType type;
  private final ByteBuffer memory;
  private final float[] row;
  private int rows;

  /**
   * @param width numbers in a row
   * @param type FLOAT32 or FLOAT16
   * @param most rows that there is room for
   */
  Logits(int width, DataType type, int most) {
    this.width = width;
    this.type = type;
    int rowBytes = width * type.getNumOfBytes();
    memory =
        ByteBuffer.allocateDirect(Math.multiplyExact(most, rowBytes))
            .order(ByteOrder.nativeOrder());
    row = new float[width];
  }

  /** The memory for so many rows, to be written by the graph. */
  ByteBuffer memory(int wanted) {
    rows = wanted;
    return memory.slice(0, wanted * width * type.getNumOfBytes()).order(ByteOrder.nativeOrder());
  }

  int rows() {
    return rows;
  }

  float[] last() {
    return row(rows - 1);
  }

  /** Valid until the next row is asked for. */
  float[] row(int index) {
    int from = index * width;
    if (type == DataType.FLOAT32) {
      memory.asFloatBuffer().get(from, row);
    } else {
      ShortBuffer halves = memory.asShortBuffer();
      for (int i = 0; i < row.length; i++) {
        row[i] = fromHalf(halves.get(from + i));
      }
    }
    return row;
  }

  /** IEEE 754 binary16; Java has this itself from version 20 on. */
  static float fromHalf(short half) {
    int bits = half & 0xffff;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    int sign = (bits & 0x8000) << 16;
    if (exponent == 0) {
      float tiny = fraction * 0x1p-24f;
      return sign == 0 ? tiny : -tiny;
    }
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
