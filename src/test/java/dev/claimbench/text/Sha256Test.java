package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class Sha256Test {
  // FIPS 180-2, appendix B.1
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void a_text_has_the_hash_that_the_standard_gives() {
    assertThat(Sha256.sha256("abc")).isEqualTo(ABC);
    assertThat(new Sha256.SharedPrefix().sha256("abc")).isEqualTo(ABC);
  }

  @Test
  void what_was_hashed_before_does_not_change_a_hash() {
    Sha256.SharedPrefix hasher = new Sha256.SharedPrefix();
    String article = "The harbour board met. ".repeat(100);
    String other = "The harbour board rested. ".repeat(100);
    // In turn on more articles than are kept.
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 100; i++) {
        String text = "Article " + i % (round == 0 ? 100 : 40) + ": " + article + round + " " + i;
        assertThat(hasher.sha256(text)).isEqualTo(Sha256.sha256(text));
      }
    }
    for (String text :
        List.of(
            "",
            article + "one claim",
            article + "another",
            article,
            article + "another",
            article.substring(0, 1000),
            other + "one claim",
            other + "and the next",
            article + "again",
            "abc",
            "abc",
            "",
            // Two bytes a letter, so that what is shared ends inside of one.
            "\u00e9".repeat(300),
            "\u00e9".repeat(299) + "\u00e8".repeat(80))) {
      assertThat(hasher.sha256(text)).isEqualTo(Sha256.sha256(text));
    }
  }
}
