package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTextTest {
  @Test
  void nothing_of_others_becomes_markup() {
    assertThat(MarkdownText.escape("a|b <img src=x> &lt; [x](y) ![z](w) `c` *d* _e_ #1 \\|"))
        .isEqualTo(
            "a\\|b &lt;img src=x> &amp;lt; \\[x\\](y) \\!\\[z\\](w) \\`c\\` \\*d\\* \\_e\\_ \\#1"
                + " \\\\\\|");
    assertThat(MarkdownText.escape("a\r\n\r\n# b\n| c")).isEqualTo("a \\# b \\| c");
  }

  @Test
  void code_ends_where_it_is_to() {
    assertThat(MarkdownText.code("sha256:ab")).isEqualTo("`sha256:ab`");
    assertThat(MarkdownText.code("a` <b>|\n`c")).isEqualTo("`a <b>\\| c`");
  }
}
