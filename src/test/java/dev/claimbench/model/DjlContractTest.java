package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SmolLM2 with 4-bit weights. */
class DjlContractTest extends ModelContract {
  private Model model;

  @BeforeAll
  void open() throws ModelException {
    Path folder = RealParts.smolLm2Onnx();
    model =
        Models.open(
            ModelSpec.parse("djl/smollm2"),
            new ModelOptions(CONTEXT, 2, name -> null, ModelPaths.at(folder)));
  }

  @AfterAll
  void close() {
    if (model != null) {
      model.close();
    }
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public Counts counts(JsonNode raw) {
    return new Counts(
        raw.get("prompt_tokens").asInt(),
        raw.get("answer_tokens").asInt(),
        Optional.of(raw.get("load_ns").asLong()),
        Optional.of(raw.get("prompt_ns").asLong()),
        Optional.of(raw.get("answer_ns").asLong()));
  }

  @Test
  void the_same_question_has_the_same_answer_whatever_was_asked_before() throws Exception {
    assertEachAnswerStaysTheSame();
  }

  @Test
  void a_verdict_comes_with_the_probability_of_each_label() throws Exception {
    Reply reply = model.ask(Prompts.verify("The bridge cost 30 million euros."), GREEDY);

    assertThat(reply.labels().orElseThrow())
        .containsOnlyKeys("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO");
    assertThat(model.ask(Prompts.extract(Prompts.NEWS), GREEDY).labels()).isEmpty();
  }

  @Test
  void a_schema_that_cannot_be_held_is_refused_not_ignored() {
    Prompt asked = Prompts.verify("It cost 30 million euros.");
    Prompt prompt =
        new Prompt(
            asked.task(),
            asked.item(),
            asked.system(),
            asked.user(),
            "{\"type\":\"string\",\"pattern\":\"a+\"}",
            asked.template(),
            asked.article(),
            asked.claim());
    assertThatThrownBy(() -> model.ask(prompt, GREEDY))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the schema of verify")
        .hasMessageContaining("/pattern");
  }
}
