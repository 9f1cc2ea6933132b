package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {
  @Test
  void every_control_character_is_written_out() {
    for (int c = 0; c <= 0xffff; c++) {
      boolean control =
          (Character.isISOControl(c) && c != '\n' && c != '\t')
              || Character.isSurrogate((char) c)
              || c == 0x2028
              || c == 0x2029
              || c == 0x061c
              || c == 0x200e
              || c == 0x200f
              || (c >= 0x202a && c <= 0x202e)
              || (c >= 0x2066 && c <= 0x2069);
      String written = "a" + String.format(java.util.Locale.ROOT, "\\u%04x", c) + "b";
      assertThat(VisibleText.escape("a" + (char) c + "b"))
          .isEqualTo(control ? written : "a" + (char) c + "b");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\u001b]0;owned\u0007', '\\u001b]0;owned\\u0007'",
    "'\u001b]8;;http://x\u001b\\click', '\\u001b]8;;http://x\\u001b\\click'",
    "'safe\rFAKE', 'safe\\u000dFAKE'",
    "'ab\b\bcd', 'ab\\u0008\\u0008cd'",
    "'\u009b31m', '\\u009b31m'",
    "'user\u202egpj.exe', 'user\\u202egpj.exe'"
  })
  void what_steers_a_terminal_is_shown(String text, String shown) {
    assertThat(VisibleText.escape(text)).isEqualTo(shown);
  }

  @Test
  void text_stays_as_it_is() {
    String text = "Brücke 🌉 「橋」 한국어 עברית\n\ttab\r\nline";
    assertThat(VisibleText.escape(text)).isSameAs(text);
    assertThat(VisibleText.line("a\r\n  b\tc")).isEqualTo("a b c");
  }
}
