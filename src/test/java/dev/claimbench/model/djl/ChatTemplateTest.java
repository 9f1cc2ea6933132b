package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatTemplateTest {
  @Test
  void each_family_writes_what_the_models_own_templates_write() throws Exception {
    JsonNode records =
        Json.PLAIN.readTree(Path.of("src", "test", "resources", "djl", "templates.json").toFile());
    List<String> models = new ArrayList<>();
    for (JsonNode one : records) {
      String template = one.get("template").asText();
      String text =
          ChatTemplate.detect(template)
              .orElseThrow()
              .render(
                  template,
                  one.get("system").asText(),
                  one.get("user").asText(),
                  one.get("think").asBoolean());
      assertThat(text).as(one.toString()).isEqualTo(one.get("text").asText());
      models.add(one.get("model").asText());
    }
    assertThat(models)
        .contains("smollm2", "qwen2.5", "qwen3", "llama-3", "llama-3.2", "gemma-2", "gemma-3")
        .hasSize(22);
  }

  @Test
  void an_unknown_family_is_none() {
    assertThat(ChatTemplate.detect("{{ '[INST] ' + message['content'] + ' [/INST]' }}")).isEmpty();
  }
}
