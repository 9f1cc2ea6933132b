package dev.claimbench.model.djl;

import java.util.Arrays;
import java.util.TreeSet;

/** In which pieces a text is read: the positions where one ends, ascending. */
final class ChunkBoundaries {
  private final TreeSet<Integer> ends = new TreeSet<>();

  void add(int end) {
    ends.add(end);
  }

  void truncate(int length) {
    ends.tailSet(length, false).clear();
  }

  /**
   * The last end, not above {@code alike}, up to which these pieces and those wanted are the same.
   * Pieces that end at 4, 8 and 10 share 8 with those that end at 4, 8 and 12.
   */
  int sharedWith(int[] wanted, int alike) {
    int shared = 0;
    int i = 0;
    for (int end : ends) {
      if (i == wanted.length || wanted[i] != end || end > alike) {
        break;
      }
      shared = end;
      i++;
    }
    return shared;
  }

  /**
   * The ends for a text.
   *
   * @param boundaries where a piece must end, because other texts begin alike up to there; any
   *     order
   * @param most tokens of a piece
   */
  static int[] compute(int length, int[] boundaries, int most) {
    TreeSet<Integer> cuts = new TreeSet<>();
    Arrays.stream(boundaries).filter(b -> b > 0 && b < length).forEach(cuts::add);
    cuts.add(length);
    TreeSet<Integer> all = new TreeSet<>();
    int from = 0;
    for (int cut : cuts) {
      for (int end = from + most; end < cut; end += most) {
        all.add(end);
      }
      all.add(cut);
      from = cut;
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }
}
