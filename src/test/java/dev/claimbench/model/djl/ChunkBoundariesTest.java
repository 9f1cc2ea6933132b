package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkBoundariesTest {
  @Test
  void a_piece_ends_at_each_boundary_and_is_never_longer_than_the_most() {
    assertThat(ChunkBoundaries.compute(12, new int[] {7, 3}, 4)).containsExactly(3, 7, 11, 12);
    assertThat(ChunkBoundaries.compute(4, new int[] {}, 4)).containsExactly(4);
    // Boundaries outside the text, or at its ends, are none.
    assertThat(ChunkBoundaries.compute(5, new int[] {0, 5, 9, -1}, 9)).containsExactly(5);
  }

  @Test
  void what_was_read_in_other_pieces_is_not_shared() {
    ChunkBoundaries read = new ChunkBoundaries();
    read.add(4);
    read.add(8);
    read.add(10);
    assertThat(read.sharedWith(new int[] {4, 8, 12}, 10)).isEqualTo(8);
    assertThat(read.sharedWith(new int[] {4, 7, 8}, 10)).isEqualTo(4);
    assertThat(read.sharedWith(new int[] {8, 10}, 10)).isZero();
    // The texts differ from the seventh token on.
    assertThat(read.sharedWith(new int[] {4, 8, 12}, 6)).isEqualTo(4);

    read.truncate(8);
    assertThat(read.sharedWith(new int[] {4, 8, 10}, 10)).isEqualTo(8);
  }
}
