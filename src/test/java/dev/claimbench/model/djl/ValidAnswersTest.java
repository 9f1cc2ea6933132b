package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidAnswersTest {
  private static final int ANSWERS = 10_000;

  private static final List<String> SCHEMAS =
      List.of(
          """
          {"type":"object","additionalProperties":false,"required":["evidence","verdict"],"properties":{
            "evidence":{"type":"string","maxLength":8},"verdict":{"enum":["SUPPORTED","REFUTED"]}}}
          """,
          """
          {"type":"array","minItems":1,"maxItems":2,"items":{"type":"object","additionalProperties":false,
            "required":["value","date"],"properties":{
            "value":{"type":["number","null"]},"date":{"type":"string","maxLength":4}}}}
          """,
          """
          {"anyOf":[{"type":"integer"},{"type":"boolean"},{"type":"string","minLength":2,"maxLength":3}]}
          """);

  @Test
  void every_finished_answer_of_a_model_with_random_weights_is_valid() throws Exception {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    int ended = 0;
    try (Decoder decoder = Tiny.open(Tiny.IN_PLACE)) {
      ChatTokens chat = decoder.chat("", "Say something.", "", false);
      for (int i = 0; i < ANSWERS; i++) {
        String text = SCHEMAS.get(i % SCHEMAS.size());
        Schema schema = registry.getSchema(text);
        GenerationResult written =
            decoder.write(chat, text, "", new TokenChoice(1, 1, 0, i), 120, Tiny.FAR);
        if (written.ended()) {
          ended++;
          assertThat(schema.validate(written.text(), InputFormat.JSON))
              .as("%s for %s", written.text(), text)
              .isEmpty();
        }
      }
    }
    assertThat(Map.of("answers that came to their end", ended)).containsValue(ANSWERS);
  }
}
