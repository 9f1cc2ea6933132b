package dev.claimbench.model;

import static dev.claimbench.model.StandIn.drips;
import static dev.claimbench.model.StandIn.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.http.OpenAiModel;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
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
        new ModelOptions(400, 1, environment::get, ModelPaths.byPath()),
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
    JsonNode body = Json.PLAIN.readTree(server.requests(CHAT).get(0).body());
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
    JsonNode body = Json.PLAIN.readTree(request.body());
    JsonNode format = body.get("response_format");
    assertThat(format.get("type").asText()).isEqualTo("json_schema");
    assertThat(format.get("json_schema").get("strict").asBoolean()).isTrue();
    assertThat(format.get("json_schema").get("schema").toString())
        .isEqualTo(Json.PLAIN.readTree(PROMPT.schema()).toString());
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
  void an_answer_that_is_on_its_way_can_be_interrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    server.on(
        CHAT,
        exchange -> {
          drips(0, TOKEN).write(exchange);
          begun.countDown();
          TimeUnit.SECONDS.sleep(20);
        });
    Model model =
        new OpenAiModel(
            ModelSpec.parse("openai/m@" + server.address() + "/v1"),
            new ModelOptions(400, 1, name -> null, ModelPaths.byPath()),
            Duration.ofSeconds(60));
    Sampling patient = Sampling.greedy(50, Duration.ofSeconds(60));
    CompletableFuture<Boolean> marked = new CompletableFuture<>();
    CompletableFuture<ModelException> failure = new CompletableFuture<>();
    Thread asking =
        new Thread(
            () -> {
              failure.complete(
                  catchThrowableOfType(ModelException.class, () -> model.ask(PROMPT, patient)));
              marked.complete(Thread.currentThread().isInterrupted());
            });
    asking.start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    asking.interrupt();
    assertThat(failure.get(10, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
    assertThat(marked.get(10, TimeUnit.SECONDS)).as("told to whoever asked").isTrue();
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
              new ModelOptions(400, 1, name -> null, ModelPaths.byPath()),
              Duration.ofMillis(300));
      Sampling sampling = Sampling.greedy(50, Duration.ofSeconds(10));

      assertThat(model.ask(PROMPT, sampling).text()).isEqualTo("{}");
      assertThat(model.ask(PROMPT, sampling).text()).isEqualTo("{}");
      assertThat(closing.unanswered()).isPositive();
    }
  }

  @Test
  void a_refusal_in_its_own_field_is_a_refusal() throws Exception {
    server.on(
        CHAT,
        drips(
            0,
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":null,\"refusal\":\"I"
                + " can't\"}}]}\n",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\" do that.\"}}]}\n",
            finish("stop"),
            USAGE,
            DONE));
    Reply reply = ask();
    assertThat(reply.stop()).isEqualTo(Reply.Stop.REFUSAL);
    assertThat(reply.text()).isEqualTo("I can't do that.");
  }

  @Test
  void what_a_server_cannot_have_counted_is_unknown_and_the_answer_is_kept() throws Exception {
    for (String bad : List.of("-10", "3000000000", "\"80\"", "1.5", "null", "NaN", "[]")) {
      stop();
      start();
      server.on(
          CHAT,
          drips(
              0,
              TOKEN,
              finish("stop"),
              "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":%s,\"completion_tokens\":%s},\"timings\":{\"prompt_ms\":%s}}\n"
                  .formatted(bad, bad, "1.5".equals(bad) ? "-1" : bad),
              DONE));
      Reply reply = ask();
      assertThat(reply.text()).as(bad).isEqualTo("{}");
      assertThat(reply.promptTokens()).as(bad).isEqualTo(-1);
      assertThat(reply.answerTokens()).as(bad).isEqualTo(-1);
    }
  }

  @Test
  void a_log_probability_that_is_none_costs_the_probabilities_and_no_answer() throws Exception {
    server.on(
        CHAT,
        drips(
            0,
            "data:"
                + " {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"verdict\\\":\\\"REFUTED\\\"}\"},\"logprobs\":{\"content\":[{\"token\":\"{\\\"verdict\\\":\\\"\",\"logprob\":0},{\"token\":\"REFUTED\",\"logprob\":NaN}]}}]}\n",
            finish("stop"),
            DONE));
    assertThat(ask().text()).isEqualTo("{\"verdict\":\"REFUTED\"}");
    assertThat(ask().labels()).isEmpty();
  }

  @Test
  void a_stream_without_one_token_is_the_servers_failure() throws Exception {
    for (String line : List.of(": still working\n\n", "data: {\"choices\":[]}\n\n", "x")) {
      stop();
      start();
      byte[] bytes = line.repeat(1 + (1 << 16) / line.length()).getBytes(StandardCharsets.UTF_8);
      server.on(
          CHAT,
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
              exchange.getResponseBody().write(bytes);
            }
          });
      ModelException failure =
          catchThrowableOfType(ModelException.class, () -> ask(Duration.ofSeconds(60)));
      assertThat(failure.reason()).as(line).isEqualTo(ModelException.Cause.SERVER);
      assertThat(failure).hasMessageContaining("without one token");
    }
  }

  @Test
  void a_server_that_cannot_stream_sends_the_whole_answer_and_it_is_taken() throws Exception {
    server.on(
        CHAT,
        says(
            200,
            """
            {"id": "1", "object": "chat.completion",
             "choices": [{"index": 0, "finish_reason": "stop",
               "message": {"role": "assistant", "content": "{}", "reasoning": "Hm."}}],
             "usage": {"prompt_tokens": 80, "completion_tokens": 2}}
            """));
    Reply reply = ask();
    assertThat(reply.text()).isEqualTo("{}");
    assertThat(reply.thinking()).isEqualTo("Hm.");
    assertThat(reply.promptTokens()).isEqualTo(80);
    assertThat(reply.stop()).isEqualTo(Reply.Stop.END);
  }

  @Test
  void an_unknown_word_for_the_end_of_a_whole_answer_is_noted_and_no_reason_to_lose_it()
      throws Exception {
    server.on(CHAT, drips(0, TOKEN, finish("end_turn"), USAGE, DONE));
    Reply reply = ask();
    assertThat(reply.text()).isEqualTo("{}");
    assertThat(reply.stop()).isEqualTo(Reply.Stop.END);
    assertThat(reply.raw()).contains("\"finish_reason\":\"end_turn\"");
    assertThat(reply.promptTokens()).isEqualTo(80);
    stop();
    start();
    server.on(CHAT, drips(0, TOKEN.replace("{}", "{\\\"a"), finish("abort"), USAGE, DONE));
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.SERVER);
    assertThat(failure()).hasMessageContaining("finish_reason \"abort\"");
  }

  @Test
  void a_server_that_refuses_max_tokens_is_asked_with_the_newer_word() throws Exception {
    server.on(
        CHAT,
        exchange -> {
          boolean old =
              !server
                  .requests(CHAT)
                  .get(server.requests(CHAT).size() - 1)
                  .body()
                  .contains("max_completion_tokens");
          (old
                  ? says(
                      400,
                      "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not"
                          + " supported with this model. Use 'max_completion_tokens' instead.\"}}")
                  : drips(0, TOKEN, finish("stop"), DONE))
              .write(exchange);
        });
    Model model = open(Map.of());
    Sampling greedy = Sampling.greedy(50, Duration.ofSeconds(10));
    assertThat(model.ask(PROMPT, greedy).text()).isEqualTo("{}");
    model.ask(PROMPT, greedy);
    assertThat(server.requests(CHAT)).as("refused once, then known").hasSize(3);
    JsonNode last = Json.PLAIN.readTree(server.requests(CHAT).get(2).body());
    assertThat(last.get("max_completion_tokens").asInt()).isEqualTo(50);
    assertThat(last.has("max_tokens")).isFalse();
  }

  @Test
  void the_older_word_may_be_refused_without_naming_the_newer_one() throws Exception {
    for (String refusal :
        List.of(
            "extra fields not permitted: max_tokens",
            "Unrecognized request argument: max_tokens")) {
      refusing("max_tokens\"", refusal);
      assertThat(ask().text()).isEqualTo("{}");
      stop();
      start();
    }
    refusing("stream_options", "stream_options is not supported");
    assertThat(ask().text()).isEqualTo("{}");
  }

  @Test
  void a_server_without_seeds_is_asked_without_one() throws Exception {
    refusing("\"seed\"", "extra_forbidden: body, seed");
    assertThat(ask().text()).isEqualTo("{}");
  }

  @Test
  void a_server_that_refuses_schemas_is_asked_for_json_then_for_text_and_that_is_noted()
      throws Exception {
    refusing("json_schema", "This response_format type is unavailable now");
    assertThat(ask().text()).isEqualTo("{}");
    List<StandIn.Request> all = server.requests(CHAT);
    assertThat(all.get(all.size() - 1).body()).contains("{\"type\":\"json_object\"}");
    restart();
    refusing("response_format", "extra fields not permitted: response_format");
    Model model = open(Map.of());
    Sampling greedy = Sampling.greedy(50, Duration.ofSeconds(10));
    assertThat(model.ask(PROMPT, greedy).text()).isEqualTo("{}");
    assertThat(model.requireSystemMessage(greedy).orElseThrow())
        .contains("the server refuses JSON schemas, so nothing holds its answers to one");
  }

  @Test
  void compressed_answers_are_read_or_named() throws Exception {
    String stream = TOKEN + "\n" + finish("stop") + "\n" + DONE + "\n";
    server.on(CHAT, compressed("gzip", stream));
    assertThat(ask().text()).isEqualTo("{}");
    restart();
    server.on(CHAT, compressed("deflate", stream));
    assertThat(ask().text()).isEqualTo("{}");
    restart();
    server.on("/v1/models", compressed("gzip", "\uFEFF{\"data\":[{\"id\":\"other\"}]}"));
    assertThat(failure()).hasMessageContaining("it has other");
    restart();
    server.on(CHAT, compressed("br", stream));
    assertThat(failure())
        .hasMessageContaining("compressed (Content-Encoding: br)")
        .extracting(ModelException::reason)
        .isEqualTo(ModelException.Cause.BAD_REQUEST);
  }

  private static StandIn.Answer compressed(String encoding, String text) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Encoding", encoding);
      exchange.sendResponseHeaders(200, 0);
      OutputStream raw = exchange.getResponseBody();
      try (OutputStream out =
          switch (encoding) {
            case "gzip" -> new GZIPOutputStream(raw);
            case "deflate" -> new DeflaterOutputStream(raw);
            default -> raw;
          }) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  @Test
  void an_unknown_word_for_the_end_after_all_tokens_is_a_cut_off_answer() throws Exception {
    String half = TOKEN.replace("{}", "{\\\"a");
    server.on(
        CHAT,
        drips(0, half, finish("token_budget"), USAGE.replace("_tokens\":2", "_tokens\":50"), DONE));
    assertThat(ask().stop()).isEqualTo(Reply.Stop.LENGTH);
    restart();
    server.on(CHAT, drips(0, half, finish("token_budget"), USAGE, DONE));
    assertThat(failure()).hasMessageContaining("finish_reason \"token_budget\"");
  }

  @Test
  void content_that_is_no_text_is_the_servers_failure() throws Exception {
    for (String content : List.of("5", "true", "{\"verdict\":\"SUPPORTED\"}")) {
      restart();
      server.on(CHAT, drips(0, TOKEN.replace("\"{}\"", content), finish("stop"), DONE));
      assertThat(failure()).as(content).hasMessageContaining("message is no text: " + content);
    }
    for (String odd :
        List.of(
            "{\"choices\":\"{}\"}",
            "{\"choices\":[null]}",
            "{\"choices\":[{\"index\":0,\"delta\":[{}]}]}",
            "{\"choices\":[{\"index\":0,\"message\":\"{}\"}]}")) {
      restart();
      server.on(CHAT, drips(0, TOKEN, "data: " + odd + "\n", finish("stop"), DONE));
      assertThat(failure().reason()).as(odd).isEqualTo(ModelException.Cause.SERVER);
    }
    restart();
    server.on(CHAT, says(200, "[{\"error\":{\"code\":500,\"message\":\"overloaded\"}}]"));
    assertThat(failure()).hasMessageContaining("the server failed: {\"code\":500");
    restart();
    server.on(
        CHAT,
        drips(0, TOKEN, finish("stop"), USAGE.replace("80,", "80.0,").replace(":2,", ":2.5,")));
    assertThat(ask().promptTokens()).isEqualTo(80);
    assertThat(ask().answerTokens()).isEqualTo(-1);
  }

  private void restart() throws IOException {
    stop();
    start();
  }

  private void refusing(String word, String refusal) {
    server.on(
        CHAT,
        exchange -> {
          List<StandIn.Request> all = server.requests(CHAT);
          (all.get(all.size() - 1).body().contains(word)
                  ? says(422, "{\"detail\":\"" + refusal + "\"}")
                  : drips(0, TOKEN, finish("stop"), DONE))
              .write(exchange);
        });
  }

  @Test
  void an_end_that_the_server_says_is_an_error_is_no_answer_even_of_a_whole_text()
      throws Exception {
    for (String word : List.of("error", "abort", "cancelled", "load")) {
      restart();
      server.on(CHAT, drips(0, TOKEN, finish(word), USAGE, DONE));
      assertThat(failure().reason()).as(word).isEqualTo(ModelException.Cause.SERVER);
      assertThat(failure()).hasMessageContaining("finish_reason \"" + word + "\"");
    }
    restart();
    server.on(CHAT, drips(0, TOKEN, finish("MAX_TOKENS"), DONE));
    assertThat(ask().stop()).isEqualTo(Reply.Stop.LENGTH);
    restart();
    server.on(CHAT, drips(0, TOKEN, finish("SAFETY"), DONE));
    assertThat(ask().stop()).isEqualTo(Reply.Stop.REFUSAL);
  }

  @Test
  void a_marked_end_without_a_reason_is_one_for_a_whole_text_only() throws Exception {
    server.on(CHAT, drips(0, TOKEN, USAGE, DONE));
    assertThat(ask().text()).isEqualTo("{}");
    assertThat(ask().stop()).isEqualTo(Reply.Stop.END);
    restart();
    server.on(
        CHAT,
        says(
            200,
            "\uFEFF{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"{}\"}}]}"));
    assertThat(ask().text()).isEqualTo("{}");
    restart();
    server.on(CHAT, drips(0, TOKEN.replace("{}", "{\\\"a"), USAGE, DONE));
    assertThat(failure()).hasMessageContaining("the stream ended before the answer did");
    restart();
    server.on(CHAT, says(200, "{\"choices\":[{\"finish_reason\":\"stop\",\"text\":\"{}\"}]}"));
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.SERVER);
    assertThat(failure()).hasMessageContaining("without any message");
  }

  @Test
  void a_refusal_among_the_pieces_of_the_text_is_one() throws Exception {
    server.on(
        CHAT,
        drips(
            0,
            "data:"
                + " {\"choices\":[{\"index\":0,\"delta\":{\"content\":[{\"type\":\"refusal\",\"refusal\":\"No.\"}]}}]}\n",
            finish("stop"),
            DONE));
    assertThat(ask().stop()).isEqualTo(Reply.Stop.REFUSAL);
    assertThat(ask().text()).isEqualTo("No.");
  }

  @Test
  void a_list_of_models_with_odd_entries_hides_none() throws Exception {
    server.on("/v1/models", says(200, "{\"data\":[null,{\"id\":5},{\"id\":null},{\"id\":\"m\"}]}"));
    server.on(CHAT, drips(0, TOKEN, finish("stop"), DONE));
    assertThat(ask().text()).isEqualTo("{}");
  }

  /** One answer is asked for; a server that writes several sends their pieces mixed. */
  @Test
  void pieces_of_another_choice_are_no_part_of_the_answer() throws Exception {
    String piece = "data: {\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"%s\"}}]}\n";
    server.on(
        CHAT,
        drips(
            0,
            piece.formatted(0, "{"),
            piece.formatted(1, "x"),
            piece.formatted(0, "}"),
            "data: {\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}]}\n",
            finish("stop"),
            USAGE,
            DONE));
    assertThat(ask().text()).isEqualTo("{}");
    assertThat(ask().stop()).isEqualTo(Reply.Stop.END);
  }

  @Test
  void what_comes_behind_the_mark_of_the_end_is_no_part_of_the_answer() throws Exception {
    server.on(CHAT, drips(0, TOKEN, finish("stop"), USAGE, DONE, TOKEN, finish("length")));
    assertThat(ask().text()).isEqualTo("{}");
    assertThat(ask().stop()).isEqualTo(Reply.Stop.END);
  }

  @Test
  void an_event_that_is_an_error_is_told_in_the_servers_words() {
    server.on(CHAT, drips(0, "event: error\ndata: {\"message\":\"out of memory\"}\n"));
    assertThat(failure()).hasMessageContaining("out of memory");
  }

  @Test
  void a_redirect_says_where_to() {
    server.on(
        CHAT,
        exchange -> {
          exchange.getResponseHeaders().add("Location", "https://gpu1/v1/chat/completions");
          exchange.sendResponseHeaders(308, -1);
        });
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.BAD_REQUEST);
    assertThat(failure())
        .hasMessageContaining("HTTP 308")
        .hasMessageContaining("https://gpu1/v1/chat/completions");
  }

  @Test
  void a_list_of_models_that_never_ends_is_given_up() {
    server.on(
        "/v1/models",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(new byte[1 << 16]);
          }
        });
    assertThat(failure()).hasMessageContaining("more than 16 MB");
  }

  /** Whatever says something is one; what is empty is not. */
  @Test
  void a_refusal_may_have_any_form() throws Exception {
    for (String refusal : List.of("{\"reason\":\"No.\"}", "[{\"text\":\"No.\"}]", "true", "1")) {
      stop();
      start();
      server.on(CHAT, drips(0, saysRefusal(refusal, ""), finish("stop"), DONE));
      assertThat(ask().stop()).as(refusal).isEqualTo(Reply.Stop.REFUSAL);
    }
    for (String none : List.of("{}", "[]", "false", "null", "\"\"")) {
      stop();
      start();
      server.on(CHAT, drips(0, saysRefusal(none, ",\"content\":\"{}\""), finish("stop"), DONE));
      assertThat(ask().stop()).as(none).isEqualTo(Reply.Stop.END);
    }
  }

  private static String saysRefusal(String refusal, String more) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"refusal\":" + refusal + more + "}}]}\n";
  }

  @Test
  void the_key_is_blotted_out_however_it_is_escaped() throws Exception {
    String key = "sk/s3cret+\"0123456789\\x";
    for (String echo :
        List.of(
            "sk/s3cret+\\\\\\\"0123456789\\\\\\\\x",
            "sk\\\\/s3cret+\\\\\\\\\\\"0123456789\\\\\\\\x",
            "\\u0073k\\u002Fs3cret\\u002b\\u00220123456789\\u005cx",
            "sk%2Fs3cret%2B%220123456789%5Cx")) {
      stop();
      start();
      server.on(
          CHAT,
          drips(
              0,
              "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + echo + "\"}}]}\n",
              finish("stop"),
              "data: {\"choices\":[],\"echo\":\"" + echo + "\"}\n",
              DONE));
      Reply reply =
          open(Map.of("CLAIMBENCH_API_KEY", key))
              .ask(PROMPT, Sampling.greedy(50, Duration.ofSeconds(10)));
      assertThat(reply.text() + reply.raw()).as(echo).doesNotContain("s3cret").contains("***");
    }
  }
}
