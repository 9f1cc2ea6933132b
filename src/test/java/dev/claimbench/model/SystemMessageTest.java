package dev.claimbench.model;

import static dev.claimbench.model.StandIn.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.http.Modelfile;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A system message that does not reach the model is refused before the first question. */
class SystemMessageTest {
  private static final Sampling GREEDY = Sampling.greedy(50, Duration.ofSeconds(10));
  private static final String CHATML =
      "{{ if .System }}<|im_start|>system\\n{{ .System }}<|im_end|>{{ end }}{{ .Prompt }}";

  private StandIn server;

  /** Counts a token for four letters of what it lets the model see. */
  private boolean dropsSystem;

  private boolean counts = true;

  /** Of the tokens of a prompt that is longer than the short questions before a run. */
  private double reads = 1;

  /** Counts only what it had not read before. */
  private boolean leavesOutCached;

  private String before = "";
  private boolean constant;
  private String show = "{\"template\":\"" + CHATML + "\"}";

  @BeforeEach
  void start() throws IOException {
    server =
        new StandIn()
            .on("/api/version", says(200, "{\"version\":\"0.17.4\"}"))
            .on("/api/tags", says(200, "{\"models\":[{\"name\":\"m:latest\",\"digest\":\"abc\"}]}"))
            .on("/api/show", exchange -> says(200, show).write(exchange))
            .on("/api/chat", this::chat)
            .on("/v1/models", says(200, "{\"data\":[{\"id\":\"m\"}]}"))
            .on("/v1/chat/completions", this::chat);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void chat(com.sun.net.httpserver.HttpExchange exchange)
      throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    List<StandIn.Request> asked = server.requests(path);
    JsonNode body = Json.PLAIN.readTree(asked.get(asked.size() - 1).body());
    int letters = 0;
    for (JsonNode message : body.path("messages")) {
      boolean system = message.path("role").asText().equals("system");
      letters += system && dropsSystem ? 0 : message.path("content").asText().length();
    }
    int read = (int) (letters / 4.0 * (letters > 600 ? reads : 1));
    String messages = body.path("messages").toString();
    read = leavesOutCached && messages.equals(before) ? 1 : read;
    before = messages;
    String count = counts ? String.valueOf(constant ? 600 : read) : "null";
    says(
            200,
            path.startsWith("/api")
                ? "{\"message\":{\"content\":\"{}\"},\"done\":true,\"prompt_eval_count\":"
                    + count
                    + "}"
                : "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"{}\"},\"finish_reason\":"
                    + "\"stop\"}],\"usage\":{\"prompt_tokens\":"
                    + count
                    + "}}")
        .write(exchange);
  }

  private Model open(String spec) throws ModelException {
    return Models.open(
        ModelSpec.parse(spec), new ModelOptions(400, 1, key -> null, ModelPaths.byPath()));
  }

  private Model ollama() throws ModelException {
    return open("ollama/m@" + server.address());
  }

  private Model openAi() throws ModelException {
    return open("openai/m@" + server.address() + "/v1");
  }

  @Test
  void two_short_questions_show_that_it_arrives() throws Exception {
    assertThat(ollama().requireSystemMessage(GREEDY)).isEmpty();
    assertThat(openAi().requireSystemMessage(GREEDY)).isEmpty();
    assertThat(server.requests("/api/chat")).hasSize(2);
    JsonNode body = Json.PLAIN.readTree(server.requests("/api/chat").get(0).body());
    assertThat(body.at("/options/num_predict").asInt()).isEqualTo(1);
  }

  @Test
  void one_that_is_dropped_is_refused_with_what_to_do() throws Exception {
    dropsSystem = true;
    Model ollama = ollama();
    assertThatThrownBy(() -> ollama.requireSystemMessage(GREEDY))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("does not reach the model")
        .hasMessageContaining("claimbench models create ollama/m@");
    Model openAi = openAi();
    assertThatThrownBy(() -> openAi.requireSystemMessage(GREEDY))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--chat-template");
  }

  @Test
  void a_number_that_is_the_same_whatever_is_asked_is_no_count() throws Exception {
    constant = true;
    assertThat(openAi().requireSystemMessage(GREEDY).orElseThrow()).contains("could not be proven");
    assertThat(server.requests("/v1/chat/completions")).hasSize(3);
  }

  @Test
  void ollamas_template_is_looked_at_whatever_is_counted() throws Exception {
    counts = false;
    show = "{\"template\":\"{{ .Prompt }}\"}";
    Model model = ollama();
    assertThatThrownBy(() -> model.requireSystemMessage(GREEDY))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("its template is \"{{ .Prompt }}\"");
    assertThat(server.requests("/api/chat")).isEmpty();
    // A renderer that is built in takes the template's place.
    show = "{\"template\":\"{{ .Prompt }}\",\"renderer\":\"qwen3-coder\"}";
    assertThat(model.requireSystemMessage(GREEDY).orElseThrow()).contains("could not be proven");
  }

  /** Some 480 tokens. */
  private static Prompt longPrompt() {
    return Prompts.verify((Prompts.NEWS + " ").repeat(11), "It cost 30 million euros.");
  }

  private static Answer<?> answer(Reply reply) {
    return Tasks.VERIFY.reader().read(longPrompt(), reply);
  }

  @Test
  void replies_carry_the_tokens_that_their_prompt_should_have() throws Exception {
    for (Model model : List.of(ollama(), openAi())) {
      assertThat(model.ask(longPrompt(), GREEDY).expected()).as("nothing known yet").isEmpty();
      model.requireSystemMessage(GREEDY);
      Reply whole = model.ask(longPrompt(), GREEDY);
      assertThat(whole.expected().orElseThrow().estimated()).isTrue();
      assertThat((double) whole.expected().orElseThrow().tokens() / whole.promptTokens())
          .isBetween(0.7, 1.1);
      assertThat(whole.hasCutPrompt()).isFalse();
    }
  }

  @Test
  void a_prompt_of_which_a_third_is_missing_is_truncated() throws Exception {
    reads = 0.667;
    for (Model model : List.of(ollama(), openAi())) {
      model.requireSystemMessage(GREEDY);
      Reply cut = model.ask(longPrompt(), GREEDY);
      assertThat(answer(cut))
          .isInstanceOf(Answer.Truncated.class)
          .asString()
          .containsPattern("the server read only [0-9]+ tokens of a prompt of about [0-9]+");
    }
    // The old guess, eight characters a token, saw nothing of it.
    assertThat(Tasks.VERIFY.outcome(longPrompt(), openAi().ask(longPrompt(), GREEDY)))
        .isNotEqualTo("Truncated");
  }

  @Test
  void a_count_without_what_was_read_before_shows_nothing() throws Exception {
    leavesOutCached = true;
    reads = 0.667;
    Model model = openAi();
    model.requireSystemMessage(GREEDY);
    assertThat(model.ask(longPrompt(), GREEDY).expected()).isEmpty();
    assertThat(model.ask(longPrompt(), GREEDY).expected()).isEmpty();
  }

  @Test
  void a_server_s_own_tokenizer_is_believed_to_a_few_tokens() throws Exception {
    // llama.cpp: the chat is written out, then cut up; vLLM counts the chat itself.
    server
        .on(
            "/apply-template",
            exchange -> {
              List<StandIn.Request> asked = server.requests("/apply-template");
              JsonNode chat = Json.PLAIN.readTree(asked.get(asked.size() - 1).body());
              StringBuilder text = new StringBuilder();
              chat.path("messages").forEach(m -> text.append(m.path("content").asText()));
              says(200, Json.PLAIN.createObjectNode().put("prompt", text.toString()).toString())
                  .write(exchange);
            })
        .on(
            "/tokenize",
            exchange -> {
              List<StandIn.Request> asked = server.requests("/tokenize");
              JsonNode body = Json.PLAIN.readTree(asked.get(asked.size() - 1).body());
              int tokens = body.path("content").asText("").length() / 4;
              says(200, "{\"tokens\":" + java.util.Collections.nCopies(tokens, 7) + "}")
                  .write(exchange);
            });
    reads = 0.9;
    Model model = openAi();
    model.requireSystemMessage(GREEDY);
    Reply cut = model.ask(longPrompt(), GREEDY);
    assertThat(cut.expected().orElseThrow().estimated()).isFalse();
    assertThat(answer(cut)).as("a tenth is missing").isInstanceOf(Answer.Truncated.class);
    reads = 1;
    assertThat(model.ask(longPrompt(), GREEDY).hasCutPrompt()).isFalse();
  }

  @Test
  void nothing_is_asked_before_and_it_is_proven_once() throws Exception {
    List<String> notes = new ArrayList<>();
    Model proven = new SystemMessageGuard(openAi(), notes::add);
    proven.ask(Prompts.verify("It cost 30 million euros."), GREEDY);
    proven.ask(Prompts.verify("It cost 40 million euros."), GREEDY);
    assertThat(server.requests("/v1/chat/completions")).hasSize(4);
    assertThat(server.requests("/v1/chat/completions").get(0).body()).contains("market");
    assertThat(notes).isEmpty();

    dropsSystem = true;
    Model refused = new SystemMessageGuard(openAi(), notes::add);
    assertThatThrownBy(() -> refused.ask(Prompts.verify("It cost 30 million euros."), GREEDY))
        .isInstanceOf(UserError.class);
    assertThat(server.requests("/v1/chat/completions")).as("three more, no question").hasSize(7);
  }

  @Test
  void a_chat_template_that_drops_it_is_refused_by_its_text() {
    assertThatThrownBy(() -> SystemMessageCheck.byText("gguf/m", prompt -> prompt.user()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("gguf/m")
        .hasMessageContaining("its chat template drops it");
    SystemMessageCheck.byText("gguf/m", prompt -> prompt.system() + "\n" + prompt.user());
  }

  @Test
  void a_gguf_has_its_own_template_written_for_ollama() throws Exception {
    Modelfile modelfile = Modelfile.read(RealParts.smolLm2());
    assertThat(modelfile.template())
        .isEqualTo(
            "{{ if .System }}<|im_start|>system\n{{ .System }}<|im_end|>\n<|im_start|>user\n"
                + "{{ .Prompt }}<|im_end|>\n<|im_start|>assistant\n{{ else }}<|im_start|>system\n"
                + "You are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
                + "<|im_start|>user\n{{ .Prompt }}<|im_end|>\n<|im_start|>assistant\n{{ end }}"
                + "{{ .Response }}");
    assertThat(modelfile.text())
        .contains("FROM " + RealParts.smolLm2().toAbsolutePath())
        .contains("TEMPLATE \"\"\"{{ if .System }}")
        .doesNotContain("ADAPTER");
  }
}
