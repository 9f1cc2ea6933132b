package dev.claimbench.model.djl;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** A graph's scores: for the next token a row for each position read, or a row of labels. */
final class Logits {
  private final int width;
  private final DataType type;
  private ByteBuffer memory;
  private final float[] row;
  private int rows;

  /**
   * @param width numbers in a row
   * @param type FLOAT32 or FLOAT16
   * @param some rows that there is room for from the start
   */
  Logits(int width, DataType type, int some) {
    this.width = width;
    this.type = type;
    memory = room(some);
    row = new float[width];
  }

  private ByteBuffer room(int rows) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(rows, width * type.getNumOfBytes()))
        .order(ByteOrder.nativeOrder());
  }

  /** The memory for so many rows, to be written by the graph. */
  ByteBuffer memory(int wanted) {
    int bytes = Math.multiplyExact(wanted, width * type.getNumOfBytes());
    if (bytes > memory.capacity()) {
      memory = room(wanted);
    }
    rows = wanted;
    return memory.slice(0, bytes).order(ByteOrder.nativeOrder());
  }

  int rows() {
    return rows;
  }

  /** Forgets the last row. */
  void dropLast() {
    rows--;
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
