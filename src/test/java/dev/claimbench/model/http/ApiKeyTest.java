package dev.claimbench.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String KEY = "sk-test_0123456789abcdefXYZ";

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** With one, two and three bytes of something else before it, and with a name, as HTTP has it. */
  @ParameterizedTest
  @ValueSource(strings = {"", ":", "me:", "abc", "user1:", "Bearer ", "x-api-key: "})
  void in_base64_nothing_of_it_can_be_read(String before) {
    for (String after : List.of("", "!", "\n--")) {
      for (String said :
          List.of(
              base64(before + KEY + after),
              Base64.getUrlEncoder()
                  .encodeToString((before + KEY + after).getBytes(StandardCharsets.UTF_8)))) {
        String left = new ApiKey(KEY).blot("<" + said + ">");
        assertThat(left).startsWith("<").endsWith(">").contains("***");
        // What is left of the digits are those of what stands around the key.
        int around = base64(before).length() + base64(after).length() + 4;
        assertThat(left.length()).isLessThanOrEqualTo("<***>".length() + around);
      }
    }
  }

  @Test
  void a_part_of_it_is_blotted_out_and_a_word_that_it_shares_is_not() {
    ApiKey key = new ApiKey(KEY);
    assertThat(key.blot("Incorrect key sk-test_0123456…")).isEqualTo("Incorrect key ***…");
    assertThat(key.blot("…6789abcdefXYZ.")).isEqualTo("…***.");
    assertThat(key.blot("a test of 0123456789")).isEqualTo("a test of 0123456789");
    assertThat(key.blot("sk-test_ or abcdef")).isEqualTo("sk-test_ or abcdef");
    assertThat(key.blot(KEY + KEY + " " + KEY)).doesNotContain("sk", "XYZ");
  }

  @Test
  void escapes_of_html_and_hexadecimal_digits_hide_nothing() {
    StringBuilder decimal = new StringBuilder();
    StringBuilder hex = new StringBuilder();
    KEY.chars().forEach(c -> decimal.append("&#").append(c).append(';'));
    KEY.chars().forEach(c -> hex.append("&#x").append(Integer.toHexString(c)).append(';'));
    ApiKey key = new ApiKey(KEY);
    assertThat(key.blot("<p>" + decimal + "</p>")).isEqualTo("<p>***</p>");
    assertThat(key.blot("<p>" + hex + "</p>")).isEqualTo("<p>***</p>");
    byte[] bytes = KEY.getBytes(StandardCharsets.UTF_8);
    assertThat(key.blot(HexFormat.of().formatHex(bytes))).isEqualTo("***");
  }

  @Test
  void what_is_around_it_stays_as_it_was() {
    ApiKey key = new ApiKey(KEY);
    for (String text :
        List.of("{\"a\":\"b\\\\\"}", "100% \\u0041 & &#65; %", "\\", "é\ud83d", "")) {
      assertThat(key.blot(text)).isEqualTo(text);
      assertThat(key.blot(text + " " + KEY)).isEqualTo(text + " ***");
      assertThat(key.blot(KEY + " " + text)).isEqualTo("*** " + text);
    }
    assertThat(new ApiKey("").blot("a")).isEqualTo("a");
    assertThat(new ApiKey("EMPTY").blot("key EMPTY")).isEqualTo("key ***");
  }

  @Test
  void a_key_that_cannot_be_sent_is_not_repeated() {
    assertThat(ApiKey.sendable("K", "a b~!")).isEqualTo("a b~!");
    for (String key : List.of("sk-abc\ndef", "sk-abc\u0001def", "sk-abcé")) {
      assertThatThrownBy(() -> ApiKey.sendable("CLAIMBENCH_API_KEY", key))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("another character at 7")
          .hasMessageNotContaining("abc");
    }
  }
}
