package dev.claimbench.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.Prompts;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GgufGrammarTest {
  @BeforeAll
  static void unpack() throws IOException {
    LlamaLibrary.prepare();
  }

  @Test
  void bounds_choices_and_the_order_of_properties_are_in_the_grammar() {
    String grammar = GgufGrammar.fromSchema(Prompts.CLAIMS_SCHEMA);
    assertThat(grammar)
        .contains("char{0,40}") // maxLength
        .contains("claims-item (\",\" space claims-item)?") // minItems 1, maxItems 2
        .contains("\"\\\"event\\\"\" | \"\\\"statistic\\\"\" | \"\\\"statement\\\"\"")
        .contains("\"{\" space claims-item-quote-kv \",\" space claims-item-kind-kv \"}\"")
        .contains("space ::= \" \"?");
    assertThat(GgufGrammar.fromSchema(Prompts.VERDICT_SCHEMA))
        .contains("\"{\" space evidence-kv \",\" space verdict-kv \"}\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{}",
        "{\"type\":\"nonsense\"}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"text\"}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}",
        "{\"type\":\"string\",\"pattern\":\"[\"}",
        "{\"type\":\"array\",\"items\":{\"type\":7}}",
        "{\"anyOf\":[{\"type\":\"nothing\"}]}"
      })
  void a_schema_that_would_abort_the_process_is_refused(String schema) {
    assertThatThrownBy(() -> GgufGrammar.fromSchema(schema))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void types_may_be_several() {
    assertThat(GgufGrammar.fromSchema("{\"type\":[\"string\",\"null\"],\"maxLength\":5}"))
        .contains("char{0,5}")
        .contains("null");
  }
}
