package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML is what stands there. */
class YamlTreeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "No",
        "yes",
        "on",
        "007",
        "010",
        "1_000",
        "0x1F",
        "0b1",
        "1:30",
        "+5",
        ".5",
        "5.",
        ".inf",
        "1e400",
        "2026-01-28",
        "1,000"
      })
  void a_scalar_that_a_person_reads_otherwise_is_its_text(String written) {
    assertThat(YamlTree.parse("a: " + written).root().get("a").isTextual()).isTrue();
    assertThat(YamlTree.parse("a: " + written).root().get("a").asText()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"7,7", "-7,-7", "0.5,0.5", "1e3,1000.0", "-1.5E-2,-0.015", "9999999999,9999999999"})
  void a_number_is_one_as_json_writes_it(String written, String value) {
    var node = YamlTree.parse("a: " + written).root().get("a");
    assertThat(node.isNumber()).isTrue();
    assertThat(node.asText()).isEqualTo(value);
  }

  @Test
  void words_of_json_are_what_they_are_unless_quoted() {
    assertThat(YamlTree.parse("[true, null, ~, 'true', \"7\", !!str 7]").root())
        .hasToString("[true,null,null,\"true\",\"7\",\"7\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: &x [1];b: *x | 2 | the alias *x names no text",
        "a: &x {b: 1};c:;  <<: *x | 3 | merge keys",
        "a: *x | 1 | the alias *x names no text",
        "a: !!int \"3\" | 1 | tags are not read here",
        "a: !foo bar | 1 | tags are not read here",
        "a: 1;a: 2 | 2 | the key 'a' is there twice",
        "a: 1;---;b: 2 | 2 | a second document",
        "? [a];: 1 | 1 | expected a name before the colon"
      })
  void what_would_mean_something_else_is_refused_with_its_line(
      String yaml, int line, String message) {
    assertThatThrownBy(() -> YamlTree.parse(yaml.replace(';', '\n')))
        .isInstanceOf(MalformedTextException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((MalformedTextException) e).line()).isEqualTo(line));
  }

  @Test
  void an_alias_of_text_is_that_text() {
    assertThat(YamlTree.parse("a: &s \"Ida Brun\"\nb: *s\n").root().get("b").asText())
        .isEqualTo("Ida Brun");
  }

  @Test
  void a_name_or_a_number_without_end_ends_in_a_line() {
    assertThatThrownBy(() -> YamlTree.parse("a: 1\n? " + "x".repeat(60_000)))
        .isInstanceOf(MalformedTextException.class)
        .hasMessageContaining("a name of more than 1000 characters");
    // Reading it as a number would take minutes.
    assertThat(YamlTree.parse("a: " + "9".repeat(1_000_000)).root().get("a").isTextual()).isTrue();
    assertThatThrownBy(
            () ->
                YamlFiles.parse(
                    "g.yaml",
                    "version: 1\narticle: a\nclaims: " + "9".repeat(5000),
                    "gold-1.schema.json"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("g.yaml: claims: string found, array expected, got '999")
        .hasMessageNotContaining("numbers are plain")
        .message()
        .hasSizeLessThan(300);
  }

  @Test
  void nesting_without_end_is_refused_and_four_megabytes_are_read() {
    assertThatThrownBy(() -> YamlTree.parse("[".repeat(100_000)))
        .isInstanceOf(MalformedTextException.class);
    StringBuilder large = new StringBuilder("a:\n");
    while (large.length() < 4_000_000) {
      large.append("- {id: x, text: \"some text that fills the line\"}\n");
    }
    assertThat(YamlTree.parse(large.toString()).root().get("a").size()).isGreaterThan(80_000);
  }
}
