package dev.claimbench.score;

import dev.claimbench.score.MetricSums.Part;
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
  private final int width;

  /** All numbers where each is a small whole one, as counts are; else empty. */
  private final byte[] counts;

  private final double[] numbers;

  /**
   * Makes a table.
   *
   * @param rows of one length, in the order of the keys; not kept
   */
  PartTable(Keys keys, List<double[]> rows) {
    this.keys = keys;
    width = rows.isEmpty() ? 0 : rows.get(0).length;
    if (rows.stream().allMatch(PartTable::isOfSmallCounts)) {
      counts = new byte[rows.size() * width];
      numbers = new double[0];
    } else {
      counts = new byte[0];
      numbers = new double[rows.size() * width];
    }
    for (int i = 0; i < rows.size(); i++) {
      double[] row = rows.get(i);
      for (int j = 0; j < width; j++) {
        if (numbers.length == 0) {
          counts[i * width + j] = (byte) row[j];
        } else {
          numbers[i * width + j] = row[j];
        }
      }
    }
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

  @Override
  public Part get(int i) {
    Double[] sums = new Double[width];
    for (int j = 0; j < width; j++) {
      sums[j] = numbers.length == 0 ? counts[i * width + j] : numbers[i * width + j];
    }
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
