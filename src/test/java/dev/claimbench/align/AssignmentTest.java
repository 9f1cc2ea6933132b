package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jgrapht.alg.matching.MaximumWeightBipartiteMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static int[] best(double[][] similarity, double tau) {
    int columns = similarity.length == 0 ? 0 : similarity[0].length;
    return Assignment.best(
        similarity, tau, new boolean[similarity.length], new double[similarity.length][columns]);
  }

  @Test
  void the_greatest_total_wins_over_the_greatest_pair() {
    // greedy: 0.9 + 0.1 = 1.0; best: 0.8 + 0.7 = 1.5
    double[][] similarity = {{0.9, 0.8}, {0.7, 0.1}};
    assertThat(best(similarity, 0.05)).containsExactly(1, 0);
  }

  @Test
  void a_pair_below_tau_is_forbidden_before_the_assignment() {
    // with the 0.3 the diagonal would make 0.3 + 0.9 = 1.2 over 0.8
    double[][] similarity = {{0.3, 0.8}, {0.0, 0.9}};
    assertThat(best(similarity, 0.2)).containsExactly(0, 1);
    assertThat(best(similarity, 0.5)).containsExactly(-1, 1);
  }

  @Test
  void among_equal_totals_the_most_pairs_win() {
    // 1.0 alone, or 0.5 + 0.5
    double[][] similarity = {{1.0, 0.5}, {0.5, 0.0}};
    assertThat(best(similarity, 0.5)).containsExactly(1, 0);
  }

  @Test
  void then_the_preferred_row_and_then_the_tie_breaker() {
    double[][] one = {{0.5}, {0.5}};
    assertThat(Assignment.best(one, 0.4, new boolean[] {false, true}, new double[2][1]))
        .containsExactly(-1, 0);
    double[][] two = {{0.5, 0.5}, {0.5, 0.5}};
    double[][] tie = {{0.1, 0.9}, {0.9, 0.1}};
    assertThat(Assignment.best(two, 0.4, new boolean[2], tie)).containsExactly(1, 0);
  }

  @Test
  void nothing_against_nothing_is_nothing() {
    assertThat(best(new double[0][0], 0.5)).isEmpty();
    assertThat(best(new double[2][0], 0.5)).containsExactly(-1, -1);
  }

  @Property(tries = 300)
  void the_total_equals_that_of_jgrapht(
      @ForAll @IntRange(min = 1, max = 12) int rows,
      @ForAll @IntRange(min = 1, max = 12) int columns,
      @ForAll @IntRange(min = 1, max = 16) int steps,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[][] similarity = new double[rows][columns];
    // Multiples of 1/64 are exact in binary; few steps make many ties.
    for (double[] row : similarity) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextInt(steps + 1) * (64 / steps) / 64.0;
      }
    }
    double tau = 0.25;
    int[] column = best(similarity, tau);
    double total = 0;
    for (int i = 0; i < rows; i++) {
      if (column[i] >= 0) {
        assertThat(similarity[i][column[i]]).isGreaterThanOrEqualTo(tau);
        total += similarity[i][column[i]];
      }
    }
    assertThat(Arrays.stream(column).filter(c -> c >= 0).distinct().count())
        .isEqualTo(Arrays.stream(column).filter(c -> c >= 0).count());
    assertThat(total).isEqualTo(jgrapht(similarity, tau));
  }

  private static double jgrapht(double[][] similarity, double tau) {
    var graph = new SimpleWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
    Set<Integer> left = new LinkedHashSet<>();
    Set<Integer> right = new LinkedHashSet<>();
    for (int i = 0; i < similarity.length; i++) {
      graph.addVertex(i);
      left.add(i);
    }
    for (int j = 0; j < similarity[0].length; j++) {
      graph.addVertex(-1 - j);
      right.add(-1 - j);
    }
    for (int i = 0; i < similarity.length; i++) {
      for (int j = 0; j < similarity[i].length; j++) {
        if (similarity[i][j] >= tau) {
          graph.setEdgeWeight(graph.addEdge(i, -1 - j), similarity[i][j]);
        }
      }
    }
    return new MaximumWeightBipartiteMatching<>(graph, left, right).getMatching().getWeight();
  }

  @Property(tries = 300)
  void ties_are_broken_level_by_level(
      @ForAll @IntRange(min = 1, max = 4) int rows,
      @ForAll @IntRange(min = 1, max = 4) int columns,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[][] similarity = new double[rows][columns];
    double[][] tie = new double[rows][columns];
    boolean[] preferred = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      preferred[i] = random.nextBoolean();
      for (int j = 0; j < columns; j++) {
        similarity[i][j] = random.nextInt(5) / 4.0;
        tie[i][j] = random.nextInt(3) / 4.0;
      }
    }
    int[] column = Assignment.best(similarity, 0.25, preferred, tie);
    int[] none = new int[rows];
    Arrays.fill(none, -1);
    double[] most = bruteForce(0, none, similarity, preferred, tie);
    assertThat(levels(column, similarity, preferred, tie)).containsExactly(most);
  }

  /** The greatest levels of all matchings, compared one after the other. */
  private static double[] bruteForce(
      int row, int[] column, double[][] similarity, boolean[] preferred, double[][] tie) {
    if (row == column.length) {
      return levels(column, similarity, preferred, tie);
    }
    double[] most = bruteForce(row + 1, column, similarity, preferred, tie);
    for (int j = 0; j < similarity[row].length; j++) {
      int c = j;
      if (similarity[row][j] >= 0.25 && Arrays.stream(column).noneMatch(x -> x == c)) {
        column[row] = j;
        double[] levels = bruteForce(row + 1, column, similarity, preferred, tie);
        most = Arrays.compare(levels, most) > 0 ? levels : most;
        column[row] = -1;
      }
    }
    return most;
  }

  private static double[] levels(
      int[] column, double[][] similarity, boolean[] preferred, double[][] tie) {
    double[] levels = new double[4];
    for (int i = 0; i < column.length; i++) {
      if (column[i] >= 0) {
        levels[0] += similarity[i][column[i]];
        levels[1]++;
        levels[2] += preferred[i] ? 1 : 0;
        levels[3] += tie[i][column[i]];
      }
    }
    return levels;
  }
}
