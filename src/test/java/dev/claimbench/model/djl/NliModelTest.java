package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelContract;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Prompts;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Asked of a made encoder: "agrees" entails, "denies" contradicts ({@code CrossEncoderTest}). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NliModelTest {
  private static final Path WORDS = Path.of("src", "test", "resources", "djl-nli", "words");
  private static final Sampling GREEDY = ModelContract.GREEDY;

  private Model model;

  @BeforeAll
  void open() throws ModelException {
    model = open(8192);
  }

  private static Model open(int context) throws ModelException {
    return Models.open(
        ModelSpec.parse("djl-nli/" + WORDS),
        new ModelOptions(context, 1, name -> null, ModelPaths.at(WORDS)));
  }

  @AfterAll
  void close() {
    if (model != null) {
      model.close();
    }
  }

  @Test
  void a_verdict_has_its_evidence_and_the_probability_of_each_label() throws Exception {
    Reply reply =
        model.ask(Prompts.verify("The bridge cost. The mayor denies. So?", "The claim"), GREEDY);

    assertThat(reply.text())
        .isEqualTo("{\"evidence\":\"The mayor denies.\",\"verdict\":\"REFUTED\"}");
    // e^3 / (e^3 + e^0 + e^1), and so on
    assertThat(reply.labels().orElseThrow().get("REFUTED")).isCloseTo(0.8438, within(1e-4));
    assertThat(reply.labels().orElseThrow().get("SUPPORTED")).isCloseTo(0.0420, within(1e-4));
    assertThat(reply.labels().orElseThrow().get("NOT_ENOUGH_INFO")).isCloseTo(0.1142, within(1e-4));
    assertThat(reply.stop()).isEqualTo(Reply.Stop.END);
    assertThat(reply.promptTokens()).isEqualTo(-1);
    assertThat(ModelContract.JSON.readTree(reply.raw()).get("windows").asInt()).isEqualTo(1);
  }

  @Test
  void silence_has_no_evidence() throws Exception {
    Reply reply = model.ask(Prompts.verify("The bridge cost. So?", "The claim"), GREEDY);
    assertThat(reply.text()).isEqualTo("{\"evidence\":\"\",\"verdict\":\"NOT_ENOUGH_INFO\"}");
  }

  @Test
  void evidence_keeps_the_schemas_length_and_ends_with_a_word() throws Exception {
    String sentence = "The bridge in the very middle of the city of Aldea, the mayor agrees.";
    Reply reply = model.ask(Prompts.verify(sentence, "The claim"), GREEDY);
    // 60 characters at most
    assertThat(reply.text())
        .isEqualTo(
            "{\"evidence\":\"The bridge in the very middle of the city of Aldea, the\","
                + "\"verdict\":\"SUPPORTED\"}");
  }

  @Test
  void the_article_is_left_out_where_the_prompt_leaves_it_out() throws Exception {
    Prompt shown = Prompts.verify("The mayor agrees.", "The claim");
    Prompt withheld = with(shown, "Claim: The claim", shown.schema());
    assertThat(model.ask(shown, GREEDY).text()).contains("SUPPORTED");
    assertThat(model.ask(withheld, GREEDY).text()).contains("NOT_ENOUGH_INFO");
  }

  @Test
  void a_check_is_answered_with_yes_or_no() throws Exception {
    String schema =
        "{\"type\":\"object\",\"required\":[\"supported\"],"
            + "\"properties\":{\"supported\":{\"type\":\"boolean\"}}}";
    Prompt yes = Prompts.verify("The mayor agrees.", "The claim");
    assertThat(model.ask(with(yes, yes.user(), schema), GREEDY).text())
        .isEqualTo("{\"supported\":true}");
    Prompt no = Prompts.verify("The mayor denies.", "The claim");
    Reply reply = model.ask(with(no, no.user(), schema), GREEDY);
    assertThat(reply.text()).isEqualTo("{\"supported\":false}");
    assertThat(reply.labels()).isEmpty();
  }

  private static Prompt with(Prompt prompt, String user, String schema) {
    return new Prompt(
        prompt.task(),
        prompt.item(),
        prompt.system(),
        user,
        schema,
        prompt.template(),
        prompt.article(),
        prompt.claim());
  }

  @Test
  void it_judges_and_does_not_extract() {
    assertThatThrownBy(() -> model.ask(Prompts.extract(Prompts.NEWS), GREEDY))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.BAD_REQUEST))
        .hasMessage(
            model.info().spec()
                + " judges claims and cannot write any, so it does not extract; give --task"
                + " verify");
  }

  @Test
  void a_schema_with_other_words_is_refused() {
    Prompt prompt = Prompts.verify("The mayor agrees.", "The claim");
    String schema =
        "{\"type\":\"object\",\"required\":[\"why\",\"verdict\"],\"properties\":{"
            + "\"why\":{\"type\":\"string\"},"
            + "\"verdict\":{\"enum\":[\"SUPPORTED\",\"REFUTED\",\"NOT_ENOUGH_INFO\"]}}}";
    assertThatThrownBy(() -> model.ask(with(prompt, prompt.user(), schema), GREEDY))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the schema of verify asks for something else");
  }

  @Test
  void a_claim_without_room_for_an_article_is_too_long() {
    // 20 tokens; 24 at once, of which 18 may be the claim's and the marks'.
    assertThatThrownBy(() -> model.ask(Prompts.verify("A b.", "the ".repeat(20).strip()), GREEDY))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.TOO_LONG))
        .hasMessageContaining("has 20 tokens")
        .hasMessageContaining("may have 24");
  }

  @Test
  void it_does_not_think() {
    assertThatThrownBy(
            () ->
                model.ask(
                    Prompts.verify("A b.", "The claim"), GREEDY.withThink(Optional.of(Think.ON))))
        .hasMessageContaining("cannot think");
  }

  @Test
  void the_folder_tells_what_it_is() throws Exception {
    assertThat(model.info().runtime()).isEqualTo("djl-nli");
    assertThat(model.info().name()).isEqualTo("words");
    assertThat(model.info().digest()).matches("sha256:[0-9a-f]{64}");
    // An article may be of any length.
    assertThat(model.info().context()).isZero();
    try (Model narrow = open(20)) {
      assertThat(narrow.info().digest()).isNotEqualTo(model.info().digest());
    }
    try (Model same = open(24)) {
      assertThat(same.info().digest()).isEqualTo(model.info().digest());
    }
  }

  @Test
  void a_time_out_and_a_closed_model_say_so() throws Exception {
    assertThatThrownBy(
            () ->
                model.ask(
                    Prompts.verify("A b.", "The claim"), GREEDY.withTimeout(Duration.ofNanos(1))))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.TIMEOUT));
    Model closed = open(20);
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.ask(Prompts.verify("A b.", "The claim"), GREEDY))
        .hasMessageContaining("is closed");
  }
}
