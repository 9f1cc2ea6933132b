package dev.claimbench.align;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One-to-one assignment of the greatest total weight: shortest augmenting paths over dual variables
 * in O(n³) (Jonker and Volgenant 1987, in the rectangular form of Crouse 2016).
 *
 * <p>Whole numbers throughout, so that equal totals are equal and ties can be told apart exactly.
 */
public final class Assignment {
  /** Bits that a weight may have; two are left for the sums of duals. */
  public static final int WEIGHT_BITS = 60;

  private static final int SIMILARITY_BITS = 20;
  private static final int TIE_BITS = 8;

  private Assignment() {}

  /**
   * Pairs rows with columns: the greatest total similarity (read in steps of 2⁻²⁰, coarser from
   * about 2,000 × 2,000), then the most pairs, then the most pairs on preferred rows, then the
   * greatest total of {@code tie} (in steps of 2⁻⁸).
   *
   * @param similarity [row][column] in [0, 1]; below {@code tau} the pair is forbidden
   * @param tau in [0, 1]
   * @param preferred by row
   * @param tie [row][column] in [0, 1]
   * @return each row's column, or -1
   */
  static int[] best(double[][] similarity, double tau, boolean[] preferred, double[][] tie) {
    int rows = similarity.length;
    int columns = rows == 0 ? 0 : similarity[0].length;
    // What can have no pair takes no part: of several equal optima the same one is found whether or
    // not it is there.
    int[] able =
        IntStream.range(0, rows)
            .filter(i -> Arrays.stream(similarity[i]).anyMatch(s -> s >= tau))
            .toArray();
    int[] wanted =
        IntStream.range(0, columns)
            .filter(j -> Arrays.stream(able).anyMatch(i -> similarity[i][j] >= tau))
            .toArray();
    boolean[] prefer = new boolean[able.length];
    double[][] alike = new double[able.length][wanted.length];
    double[][] ties = new double[able.length][wanted.length];
    for (int i = 0; i < able.length; i++) {
      prefer[i] = preferred[able[i]];
      for (int j = 0; j < wanted.length; j++) {
        alike[i][j] = similarity[able[i]][wanted[j]];
        ties[i][j] = tie[able[i]][wanted[j]];
      }
    }
    int[] part = bestOfAble(alike, tau, prefer, ties);
    int[] column = new int[rows];
    Arrays.fill(column, -1);
    for (int i = 0; i < able.length; i++) {
      column[able[i]] = part[i] < 0 ? -1 : wanted[part[i]];
    }
    return column;
  }

  private static int[] bestOfAble(
      double[][] similarity, double tau, boolean[] preferred, double[][] tie) {
    int rows = similarity.length;
    int columns = rows == 0 ? 0 : similarity[0].length;
    int countBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.min(rows, columns));
    int tieBits = TIE_BITS + countBits;
    int low = tieBits + 2 * countBits;
    int similarityBits = Math.min(SIMILARITY_BITS, WEIGHT_BITS - low - 1);
    long[][] weight = new long[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (similarity[i][j] >= tau) {
          // A pair adds to every level; a level's total over all pairs stays below the next one.
          weight[i][j] =
              (Math.round(Math.scalb(similarity[i][j], similarityBits)) << low)
                  + (1L << (tieBits + countBits))
                  + (preferred[i] ? 1L << tieBits : 0)
                  + Math.min(255, (long) Math.scalb(tie[i][j], TIE_BITS));
        }
      }
    }
    int[] column = greatest(weight);
    for (int i = 0; i < rows; i++) {
      if (column[i] >= 0 && weight[i][column[i]] == 0) {
        column[i] = -1;
      }
    }
    return column;
  }

  /**
   * The assignment of the greatest total weight; every row gets a column as long as there are any.
   *
   * @param weight [row][column], 0 to 2⁶⁰
   * @return each row's column, or -1 where there are more rows than columns
   */
  public static int[] greatest(long[][] weight) {
    int rows = weight.length;
    int columns = rows == 0 ? 0 : weight[0].length;
    if (rows <= columns) {
      return shortestPaths(weight);
    }
    long[][] turned = new long[columns][rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j][i] = weight[i][j];
      }
    }
    int[] column = new int[rows];
    Arrays.fill(column, -1);
    int[] row = shortestPaths(turned);
    for (int j = 0; j < columns; j++) {
      column[row[j]] = j;
    }
    return column;
  }

  private static int[] shortestPaths(long[][] weight) {
    int rows = weight.length;
    int columns = rows == 0 ? 0 : weight[0].length;
    long most = 0;
    for (long[] line : weight) {
      most = Math.max(most, Arrays.stream(line).max().orElse(0));
    }
    long[] u = new long[rows];
    long[] v = new long[columns];
    int[] columnOf = new int[rows];
    int[] rowOf = new int[columns];
    Arrays.fill(columnOf, -1);
    Arrays.fill(rowOf, -1);
    // Each row's own best column, where it is free, is part of some optimum of what is so far
    // there;
    // only the other rows need a path.
    for (int i = 0; i < rows; i++) {
      int own = 0;
      for (int j = 1; j < columns; j++) {
        own = weight[i][j] > weight[i][own] ? j : own;
      }
      u[i] = most - weight[i][own];
      if (rowOf[own] < 0) {
        rowOf[own] = i;
        columnOf[i] = own;
      }
    }
    long[] distance = new long[columns];
    int[] from = new int[columns];
    int[] open = new int[columns];
    boolean[] rowSeen = new boolean[rows];
    boolean[] columnSeen = new boolean[columns];
    for (int start = 0; start < rows; start++) {
      if (columnOf[start] >= 0) {
        continue;
      }
      Arrays.fill(distance, Long.MAX_VALUE);
      Arrays.fill(rowSeen, false);
      Arrays.fill(columnSeen, false);
      for (int j = 0; j < columns; j++) {
        open[j] = j;
      }
      int left = columns;
      int i = start;
      int sink = -1;
      long reached = 0;
      while (sink < 0) {
        rowSeen[i] = true;
        long[] line = weight[i];
        long base = reached + most - u[i];
        int nearest = -1;
        long least = Long.MAX_VALUE;
        for (int k = 0; k < left; k++) {
          int j = open[k];
          long d = base - line[j] - v[j];
          if (d < distance[j]) {
            distance[j] = d;
            from[j] = i;
          }
          // Among equals a free column ends the path at once.
          if (distance[j] < least || (distance[j] == least && rowOf[j] < 0)) {
            least = distance[j];
            nearest = k;
          }
        }
        reached = least;
        int j = open[nearest];
        columnSeen[j] = true;
        open[nearest] = open[--left];
        if (rowOf[j] < 0) {
          sink = j;
        } else {
          i = rowOf[j];
        }
      }
      for (int r = 0; r < rows; r++) {
        if (rowSeen[r]) {
          u[r] += r == start ? reached : reached - distance[columnOf[r]];
        }
      }
      for (int j = 0; j < columns; j++) {
        if (columnSeen[j]) {
          v[j] -= reached - distance[j];
        }
      }
      augment(start, sink, from, columnOf, rowOf);
    }
    return columnOf;
  }

  private static void augment(int start, int sink, int[] from, int[] columnOf, int[] rowOf) {
    int j = sink;
    int i;
    do {
      i = from[j];
      rowOf[j] = i;
      int next = columnOf[i];
      columnOf[i] = j;
      j = next;
    } while (i != start);
  }
}
