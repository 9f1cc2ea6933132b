package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {
  @Test
  void a_prefix_that_was_hashed_before_gives_the_hash_of_the_whole() {
    // FIPS 180-2, appendix B.1
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Sha256.sha256("abc")).isEqualTo(abc);
    Sha256.Prefix prefix = new Sha256.Prefix("a");
    assertThat(prefix.sha256("bc")).isEqualTo(abc);
    assertThat(prefix.sha256("")).isEqualTo(Sha256.sha256("a"));
    assertThat(prefix.sha256("bc")).isEqualTo(abc);
    assertThat(prefix.is("a")).isTrue();
    assertThat(prefix.is("ab")).isFalse();
  }
}
