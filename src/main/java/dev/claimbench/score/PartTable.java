package dev.claimbench.score;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Parts in rows of plain numbers. Every figure of a run has one part for each family or article, so
 * that a run of 100,000 verdicts has millions of them: as objects they take a gigabyte.
 */
final class PartTable extends AbstractList<Part> implements RandomAccess {
  private final Keys keys;
  private final Rows rows;

  /**
   * Makes a table.
   *
   * @param rows in the order of the keys
   */
  PartTable(Keys keys, Rows rows) {
    this.keys = keys;
    this.rows = rows;
  }

  /** Rows of one length. */
  static final class Rows {
    private int width;
    private int size;

    /** All numbers while each is a small whole one, as counts are. */
    private byte[] counts = new byte[0];

    /** All numbers as soon as one is not. */
    private double[] numbers = new double[0];

    void add(double[] row) {
      width = row.length;
      int from = size * width;
      if (numbers.length == 0 && isOfSmallCounts(row)) {
        if (counts.length < from + width) {
          counts = Arrays.copyOf(counts, grown(from));
        }
        for (int j = 0; j < width; j++) {
          counts[from + j] = (byte) row[j];
        }
      } else {
        if (numbers.length < from + width) {
          double[] more = Arrays.copyOf(numbers, grown(from));
          for (int k = 0; numbers.length == 0 && k < from; k++) {
            more[k] = counts[k];
          }
          numbers = more;
          counts = new byte[0];
        }
        System.arraycopy(row, 0, numbers, from, width);
      }
      size++;
    }

    private int grown(int from) {
      return Math.max(from + from / 2, from + 16 * width);
    }

    double[] get(int i) {
      double[] row = new double[width];
      for (int j = 0; j < width; j++) {
        row[j] = numbers.length == 0 ? counts[i * width + j] : numbers[i * width + j];
      }
      return row;
    }

    private static boolean isOfSmallCounts(double[] row) {
      for (double x : row) {
        // Not -0.0, which JSON tells from 0.
        if (!(x >= 0 && x <= Byte.MAX_VALUE && x == Math.rint(x)) || 1 / x < 0) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public Part get(int i) {
    Double[] sums = Arrays.stream(rows.get(i)).boxed().toArray(Double[]::new);
    return new Part(keys.stories[i], keys.groups[i], List.of(sums));
  }

  @Override
  public int size() {
    return keys.stories.length;
  }

  /** Stories and groups of a table's rows; the figures of one run have few different ones. */
  static final class Keys {
    private final String[] stories;
    private final String[] groups;
    private final int hash;

    Keys(String[] stories, String[] groups) {
      this.stories = stories;
      this.groups = groups;
      hash = 31 * Arrays.hashCode(stories) + Arrays.hashCode(groups);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Keys that
          && hash == that.hash
          && Arrays.equals(stories, that.stories)
          && Arrays.equals(groups, that.groups);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Keeps equal keys once. */
  static final class KeyPool {
    private final Map<Keys, Keys> known = new ConcurrentHashMap<>();

    Keys get(Keys keys) {
      Keys before = known.putIfAbsent(keys, keys);
      return before == null ? keys : before;
    }
  }
}
