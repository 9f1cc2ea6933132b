package dev.claimbench.model;

import static dev.claimbench.model.StandIn.drips;
import static dev.claimbench.model.StandIn.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.claimbench.prompt.Prompt;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an OpenAI-compatible server does when it does not do what it should. */
class OpenAiTroubleTest {
  private static final Prompt PROMPT = Prompts.verify("The bridge cost 30 million euros.");
  private static final String CHAT = "/v1/chat/completions";
  private static final String KEY = "sk-s3cret-0123456789";
  private static final String TOKEN =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{}\"}}]}\n";
  private static final String USAGE =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":80,\"completion_tokens\":2,"
          + "\"total_tokens\":82}}\n";
  private static final String DONE = "data: [DONE]\n";

  private StandIn server;

  @BeforeEach
  void start() throws IOException {
    server = new StandIn();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Model open(Map<String, String> environment) throws ModelException {
    return new OpenAiModel(
        ModelSpec.parse("openai/m@" + server.address() + "/v1"),
        new ModelOptions(400, 1, environment::get, LocalModels.byPath()),
        Duration.ofMillis(300));
  }

  private Reply ask(Duration timeout) throws ModelException {
    return open(Map.of("CLAIMBENCH_API_KEY", KEY)).ask(PROMPT, Sampling.greedy(50, timeout));
  }

  private Reply ask() throws ModelException {
    return ask(Duration.ofSeconds(10));
  }

  private ModelException failure() {
    return catchThrowableOfType(ModelException.class, this::ask);
  }

  private static String finish(String reason) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
        + reason
        + "\"}]}\n";
  }

  @Test
  void a_server_without_a_list_of_models_is_asked_all_the_same() throws Exception {
    server.on(CHAT, drips(0, TOKEN, finish("stop"), USAGE, DONE));
    Reply reply = ask();
    assertThat(reply.text()).isEqualTo("{}");
    assertThat(reply.stop()).isEqualTo(Reply.Stop.END);
    assertThat(reply.promptTokens()).isEqualTo(80);
    assertThat(reply.answerTokens()).isEqualTo(2);
    assertThat(reply.raw()).isEqualTo(USAGE.replace("data: ", "").strip());
    assertThat(reply.prompt()).as("only llama.cpp tells its times").isEmpty();
  }

  @Test
  void without_usage_the_counts_are_unknown_not_nought() throws Exception {
    server.on(CHAT, drips(0, TOKEN, finish("stop"), DONE));
    assertThat(ask().promptTokens()).isEqualTo(-1);
    assertThat(ask().answerTokens()).isEqualTo(-1);
  }

  @Test
  void a_cut_answer_and_a_refused_one_say_so() throws Exception {
    server.on(CHAT, drips(0, TOKEN, finish("length"), DONE));
    assertThat(ask().stop()).isEqualTo(Reply.Stop.LENGTH);
    stop();
    start();
    server.on(CHAT, drips(0, finish("content_filter"), DONE));
    assertThat(ask().stop()).isEqualTo(Reply.Stop.REFUSAL);
  }

  @Test
  void the_probabilities_of_the_labels_are_read_off_the_stream() throws Exception {
    String begun =
        """
        data: {"choices":[{"index":0,"delta":{"content":"{\\"verdict\\":\\""},"logprobs":{"content":[
        {"token":"{\\"verdict\\":\\"","logprob":-0.1,"top_logprobs":[]}]}}]}
        """
            .replace("[\n{", "[{");
    // e^-0.5108256 = 0.6, e^-1.2039728 = 0.3
    String label =
        """
        data: {"choices":[{"index":0,"delta":{"content":"REFUTED\\"}"},"logprobs":{"content":[
        {"token":"REF","logprob":-0.5108256,"top_logprobs":[{"token":"REF","logprob":-0.5108256},
        {"token":"SUP","logprob":-1.2039728}]},{"token":"UTED\\"}","logprob":-0.1}]}}]}
        """
            .replaceAll("\\n\\{", "{");
    server.on(CHAT, drips(0, begun, label, finish("stop"), DONE));
    Reply reply = ask();
    assertThat(reply.text()).isEqualTo("{\"verdict\":\"REFUTED\"}");
    assertThat(reply.labels().orElseThrow().get("REFUTED")).isCloseTo(2 / 3.0, within(1e-6));
    assertThat(reply.labels().orElseThrow().get("SUPPORTED")).isCloseTo(1 / 3.0, within(1e-6));
    JsonNode body = new ObjectMapper().readTree(server.requests(CHAT).get(0).body());
    assertThat(body.get("logprobs").asBoolean()).isTrue();
    assertThat(body.get("top_logprobs").asInt()).isEqualTo(20);
  }

  @Test
  void a_server_that_refuses_log_probabilities_is_asked_without() throws Exception {
    server.on(
        CHAT,
        exchange -> {
          boolean asked = server.requests(CHAT).size() == 1;
          (asked
                  ? says(400, "{\"error\":{\"message\":\"logprobs are not supported\"}}")
                  : drips(0, TOKEN, finish("stop"), DONE))
              .write(exchange);
        });
    Model model = open(Map.of());
    Sampling greedy = Sampling.greedy(50, Duration.ofSeconds(10));
    assertThat(model.ask(PROMPT, greedy).labels()).isEmpty();
    model.ask(PROMPT, greedy);
    // Refused once, then never asked for again.
    assertThat(server.requests(CHAT)).hasSize(3);
    assertThat(server.requests(CHAT).get(2).body()).doesNotContain("logprobs");
  }

  @Test
  void reasoning_is_kept_apart_from_the_answer() throws Exception {
    server.on(
        CHAT,
        drips(
            0,
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm.\"}}]}\n",
            TOKEN,
            finish("stop"),
            DONE));
    assertThat(ask().thinking()).isEqualTo("Hm.");
    assertThat(ask().text()).isEqualTo("{}");
  }

  @Test
  void the_request_has_the_schema_in_its_order_and_asks_for_usage() throws Exception {
    server.on(CHAT, drips(0, TOKEN, finish("stop"), DONE));
    Sampling sampling =
        new Sampling(
            0.7,
            Optional.of(0.8),
            Optional.of(20),
            7,
            50,
            Duration.ofSeconds(10),
            Optional.of(Think.OFF));
    open(Map.of()).ask(PROMPT, sampling);

    StandIn.Request request = server.requests(CHAT).get(0);
    JsonNode body = new ObjectMapper().readTree(request.body());
    JsonNode format = body.get("response_format");
    assertThat(format.get("type").asText()).isEqualTo("json_schema");
    assertThat(format.get("json_schema").get("strict").asBoolean()).isTrue();
    assertThat(format.get("json_schema").get("schema").toString())
        .isEqualTo(new ObjectMapper().readTree(PROMPT.schema()).toString());
    assertThat(body.get("stream_options").get("include_usage").asBoolean()).isTrue();
    assertThat(body.get("max_tokens").asInt()).isEqualTo(50);
    assertThat(body.get("top_k").asInt()).isEqualTo(20);
    assertThat(body.get("chat_template_kwargs").get("enable_thinking").booleanValue()).isFalse();
    assertThat(request.protocol()).isEqualTo("HTTP/1.1");
    assertThat(request.headers()).doesNotContainKey("Upgrade");
  }

  @Test
  void the_key_comes_from_the_environment_our_own_first() throws Exception {
    server.on(CHAT, drips(0, TOKEN, finish("stop"), DONE));
    Sampling greedy = Sampling.greedy(50, Duration.ofSeconds(10));
    open(Map.of("OPENAI_API_KEY", "other", "CLAIMBENCH_API_KEY", KEY)).ask(PROMPT, greedy);
    open(Map.of("OPENAI_API_KEY", "other")).ask(PROMPT, greedy);
    open(Map.of()).ask(PROMPT, greedy);
    assertThat(server.requests(CHAT))
        .extracting(request -> request.header("Authorization"))
        .containsExactly("Bearer " + KEY, "Bearer other", "Bearer none");
  }

  @Test
  void the_key_is_nowhere_to_be_read() throws Exception {
    server.on(CHAT, says(401, "{\"error\":\"Incorrect API key provided: " + KEY + "\"}"));
    ModelException failure = failure();
    assertThat(failure.reason()).isEqualTo(ModelException.Cause.BAD_REQUEST);
    assertThat(failure).hasMessageContaining("***").hasMessageContaining("CLAIMBENCH_API_KEY");
    StringWriter everything = new StringWriter();
    failure.printStackTrace(new PrintWriter(everything));
    assertThat(everything.toString()).doesNotContain("s3cret");

    stop();
    start();
    server.on(CHAT, drips(0, TOKEN, finish("stop"), USAGE, DONE));
    Model model = open(Map.of("CLAIMBENCH_API_KEY", KEY));
    Reply reply = model.ask(PROMPT, Sampling.greedy(50, Duration.ofSeconds(10)));
    assertThat(model.info() + " " + reply + " " + model).doesNotContain("s3cret");
  }

  @Test
  void a_wrong_key_is_said_when_the_models_are_listed() {
    server.on("/v1/models", says(403, "no"));
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.BAD_REQUEST);
  }

  @Test
  void a_wrong_address_or_model_gets_what_to_do() {
    server.on(CHAT, says(404, "not found"));
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.NO_MODEL);
    assertThat(failure()).hasMessageContaining("does the address end in /v1?");
    server.on("/v1/models", says(200, "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"));
    assertThat(failure()).hasMessageContaining("it has a, b");
  }

  @Test
  void errors_tell_whether_a_second_try_makes_sense() throws Exception {
    Map<Integer, ModelException.Cause> causes =
        Map.of(
            400, ModelException.Cause.BAD_REQUEST,
            429, ModelException.Cause.RATE_LIMIT,
            503, ModelException.Cause.SERVER,
            504, ModelException.Cause.TIMEOUT);
    for (Map.Entry<Integer, ModelException.Cause> entry : causes.entrySet()) {
      stop();
      start();
      server.on(CHAT, says(entry.getKey(), "{\"error\":\"no\"}"));
      assertThat(failure().reason()).isEqualTo(entry.getValue());
    }
  }

  @Test
  void the_words_of_vllm_for_a_prompt_that_is_too_long_are_understood() {
    server.on(
        CHAT,
        says(
            400,
            "{\"message\":\"This model's maximum context length is 400 tokens. However, you"
                + " requested 950 tokens\"}"));
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.TOO_LONG);
    assertThat(failure()).hasMessageContaining("400 tokens").hasMessageContaining("950");
  }

  @Test
  void a_stream_that_just_ends_is_no_answer() {
    server.on(CHAT, drips(0, TOKEN));
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.CONNECTION);
    assertThat(failure()).hasMessageContaining("ended before the answer did");
  }

  @Test
  void an_error_amid_the_answer_is_no_answer() {
    server.on(CHAT, drips(0, TOKEN, "data: {\"error\":{\"message\":\"out of memory\"}}\n", DONE));
    assertThat(failure()).hasMessageContaining("out of memory");
  }

  @Test
  void a_web_page_is_no_answer() {
    server.on(CHAT, says(200, "<html>Please log in</html>"));
    assertThat(failure()).hasMessageContaining("ended before the answer did");
  }

  @Test
  void an_answer_that_stalls_is_a_time_out() {
    server.on(
        CHAT,
        exchange -> {
          drips(0, TOKEN).write(exchange);
          TimeUnit.SECONDS.sleep(20);
        });
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.TIMEOUT);
  }

  @Test
  void a_server_that_is_not_running_is_not_reachable() {
    server.close();
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.CONNECTION);
    assertThat(failure()).hasMessageContaining("nothing answers at");
  }

  @Test
  void a_kept_connection_that_the_server_has_closed_costs_no_answer() throws Exception {
    try (ClosingServer closing =
        new ClosingServer(String.join("\n", TOKEN, finish("stop"), USAGE, DONE + "\n"))) {
      Model model =
          new OpenAiModel(
              ModelSpec.parse("openai/m@" + closing.address()),
              new ModelOptions(400, 1, name -> null, LocalModels.byPath()),
              Duration.ofMillis(300));
      Sampling sampling = Sampling.greedy(50, Duration.ofSeconds(10));

      assertThat(model.ask(PROMPT, sampling).text()).isEqualTo("{}");
      assertThat(model.ask(PROMPT, sampling).text()).isEqualTo("{}");
      assertThat(closing.unanswered()).isPositive();
    }
  }
}
