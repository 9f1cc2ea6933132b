package dev.claimbench.model.djl.constrained;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** A model that knows nothing: any allowed token is as likely as any other. */
final class RandomAnswers {
  private RandomAnswers() {}

  /** An answer; fails if it gets stuck or runs on. */
  static String write(Decoding decoding, SplittableRandom random) {
    for (int step = 0; !decoding.finished(); step++) {
      assertThat(step).as("steps of %s", decoding.text()).isLessThan(20_000);
      OptionalInt forced = decoding.forced();
      if (forced.isPresent()) {
        decoding.accept(forced.getAsInt());
        continue;
      }
      BitSet allowed = decoding.allowed();
      assertThat(allowed.isEmpty()).as("dead end after %s", decoding.text()).isFalse();
      decoding.accept(any(allowed, random));
    }
    return decoding.text();
  }

  /** The k-th of n, by halving words: a walk over the bits would be slower than the mask itself. */
  static int any(BitSet allowed, SplittableRandom random) {
    int left = random.nextInt(allowed.cardinality());
    long[] words = allowed.toLongArray();
    int word = 0;
    while (left >= Long.bitCount(words[word])) {
      left -= Long.bitCount(words[word++]);
    }
    long bits = words[word];
    for (; left > 0; left--) {
      bits &= bits - 1;
    }
    return word * 64 + Long.numberOfTrailingZeros(bits);
  }
}
