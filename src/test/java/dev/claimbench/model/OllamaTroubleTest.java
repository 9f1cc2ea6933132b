package dev.claimbench.model;

import static dev.claimbench.model.StandIn.drips;
import static dev.claimbench.model.StandIn.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.http.OllamaModel;
import dev.claimbench.model.http.OllamaServer;
import dev.claimbench.model.http.SharedClient;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an Ollama server does when it does not do what it should. */
class OllamaTroubleTest {
  private static final Prompt PROMPT = Prompts.verify("The bridge cost 30 million euros.");
  private static final Duration STALL = Duration.ofMillis(300);
  private static final String TOKEN = "{\"message\":{\"content\":\"{\"},\"done\":false}";

  private StandIn server;

  @BeforeEach
  void start() throws IOException {
    server =
        new StandIn()
            .on("/api/version", says(200, "{\"version\":\"0.17.4\"}"))
            .on(
                "/api/tags",
                says(
                    200,
                    """
                    {"models":[{"name":"m:latest","model":"m:latest","digest":"abc","size":1,
                    "modified_at":"2026-01-01T00:00:00Z",
                    "details":{"family":"qwen3","quantization_level":"Q4_K_M"}}]}\
                    """));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Model open() throws ModelException {
    return new OllamaModel(
        ModelSpec.parse("ollama/m@" + server.address()),
        new ModelOptions(400, 1, key -> null, ModelPaths.byPath()),
        STALL);
  }

  private Reply ask(Duration timeout) throws ModelException {
    return open().ask(PROMPT, Sampling.greedy(50, timeout));
  }

  private Reply ask() throws ModelException {
    return ask(Duration.ofSeconds(10));
  }

  private ModelException failure(Duration timeout) {
    return catchThrowableOfType(ModelException.class, () -> ask(timeout));
  }

  private ModelException failure() {
    return failure(Duration.ofSeconds(10));
  }

  private static String done(String reason, int prompt, int answer) {
    return """
    {"message":{"content":""},"done":true,"done_reason":"%s","total_duration":9000,\
    "load_duration":1000,"prompt_eval_count":%d,"prompt_eval_duration":2000,\
    "eval_count":%d,"eval_duration":5000}\
    """
        .formatted(reason, prompt, answer);
  }

  @Test
  void counts_and_times_are_those_of_the_last_line_to_the_nanosecond() throws Exception {
    server.on("/api/chat", drips(0, TOKEN, done("stop", 80, 2)));
    Reply reply = ask();
    assertThat(reply.text()).isEqualTo("{");
    assertThat(reply.stop()).isEqualTo(Reply.Stop.END);
    assertThat(reply.promptTokens()).isEqualTo(80);
    assertThat(reply.answerTokens()).isEqualTo(2);
    assertThat(reply.load()).contains(Duration.ofNanos(1000));
    assertThat(reply.prompt()).contains(Duration.ofNanos(2000));
    assertThat(reply.answer()).contains(Duration.ofNanos(5000));
    assertThat(reply.raw()).isEqualTo(done("stop", 80, 2));
  }

  @Test
  void the_probabilities_of_the_labels_are_read_off_the_stream() throws Exception {
    server.on(
        "/api/chat",
        drips(
            0,
            "{\"message\":{\"content\":\"{\\\"verdict\\\":\\\"\"},\"done\":false,"
                + "\"logprobs\":[{\"token\":\"{\\\"verdict\\\":\\\"\",\"logprob\":-0.1}]}",
            // e^-0.5108256 = 0.6, e^-1.2039728 = 0.3
            "{\"message\":{\"content\":\"REFUTED\\\"}\"},\"done\":false,\"logprobs\":["
                + "{\"token\":\"REF\",\"logprob\":-0.5108256,\"top_logprobs\":["
                + "{\"token\":\"REF\",\"logprob\":-0.5108256},"
                + "{\"token\":\"SUP\",\"logprob\":-1.2039728}]}]}",
            done("stop", 80, 2)));
    Reply reply = ask();
    assertThat(reply.text()).isEqualTo("{\"verdict\":\"REFUTED\"}");
    assertThat(reply.labels().orElseThrow().get("REFUTED")).isCloseTo(2 / 3.0, within(1e-6));
    JsonNode body = Json.PLAIN.readTree(server.requests("/api/chat").get(0).body());
    assertThat(body.get("top_logprobs").asInt()).isEqualTo(20);
  }

  @Test
  void the_request_has_the_schema_in_its_order_the_context_and_forbids_cutting() throws Exception {
    server.on("/api/chat", drips(0, done("stop", 80, 2)));
    Sampling sampling =
        new Sampling(
            0.7,
            Optional.of(0.8),
            Optional.of(20),
            7,
            50,
            Duration.ofSeconds(10),
            Optional.of(Think.OFF));
    open().ask(PROMPT, sampling);

    StandIn.Request request = server.requests("/api/chat").get(0);
    JsonNode body = Json.PLAIN.readTree(request.body());
    assertThat(body.get("format").toString())
        .isEqualTo(Json.PLAIN.readTree(PROMPT.schema()).toString());
    assertThat(body.get("truncate").booleanValue()).isFalse();
    assertThat(body.get("shift").booleanValue()).isFalse();
    assertThat(body.get("think").booleanValue()).isFalse();
    assertThat(body.get("options").toString())
        .contains("\"num_ctx\":400")
        .contains("\"num_predict\":50")
        .contains("\"temperature\":0.7")
        .contains("\"top_p\":0.8")
        .contains("\"top_k\":20")
        .contains("\"seed\":7")
        .contains("\"repeat_penalty\":1.0");
    assertThat(request.protocol()).isEqualTo("HTTP/1.1");
    assertThat(request.headers()).doesNotContainKey("Upgrade");
  }

  @Test
  void an_answer_or_a_prompt_that_was_cut_ends_with_length() throws Exception {
    List<String> ends =
        List.of(
            done("length", 80, 50),
            // An old server: the prompt fills the context exactly, because it was cut to it.
            done("stop", 400, 2),
            // An old server: prompt and answer outgrew the context, the beginning was forgotten.
            done("stop", 380, 30));
    List<Reply.Stop> stops = new ArrayList<>();
    for (String end : ends) {
      stop();
      start();
      server.on("/api/chat", drips(0, TOKEN, end));
      stops.add(ask().stop());
    }
    assertThat(stops).containsOnly(Reply.Stop.LENGTH);
  }

  @Test
  void thinking_is_kept_apart_from_the_answer() throws Exception {
    server.on(
        "/api/chat",
        drips(
            0,
            "{\"message\":{\"content\":\"\",\"thinking\":\"Hm.\"},\"done\":false}",
            TOKEN,
            done("stop", 80, 2)));
    Reply reply = ask();
    assertThat(reply.thinking()).isEqualTo("Hm.");
    assertThat(reply.text()).isEqualTo("{");
  }

  @Test
  void a_model_that_is_gone_gets_the_command_that_pulls_it() {
    server.on("/api/chat", says(404, "{\"error\":\"model 'm' not found\"}"));
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.NO_MODEL);
    assertThat(failure()).hasMessageContaining("ollama pull m");
  }

  @Test
  void a_server_error_is_shown_and_may_be_tried_again() {
    server.on("/api/chat", says(500, "{\"error\":\"llama runner process\\n has terminated\"}"));
    ModelException failure = failure();
    assertThat(failure.reason()).isEqualTo(ModelException.Cause.SERVER);
    assertThat(failure.reason().retryable()).isTrue();
    assertThat(failure).hasMessageContaining("HTTP 500").hasMessageContaining("has terminated");
    assertThat(server.requests("/api/chat")).as("asked once, never again").hasSize(1);
  }

  @Test
  void an_error_amid_the_answer_is_a_server_error() {
    server.on("/api/chat", drips(0, TOKEN, "{\"error\":\"out of memory\"}"));
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.SERVER);
    assertThat(failure()).hasMessageContaining("out of memory");
  }

  @Test
  void a_stream_that_just_ends_is_no_answer() {
    server.on("/api/chat", drips(0, TOKEN));
    assertThat(failure().reason()).isEqualTo(ModelException.Cause.CONNECTION);
    assertThat(failure()).hasMessageContaining("ended before the answer did");
  }

  @Test
  void a_web_page_is_no_answer() {
    server.on("/api/chat", says(200, "<html>Please log in</html>"));
    assertThat(failure()).hasMessageContaining("<html>Please log in</html>");
  }

  @Test
  void a_web_page_instead_of_the_list_of_models_is_said_at_once() {
    server.close();
    try (StandIn portal = startPortal()) {
      ModelException failure =
          catchThrowableOfType(
              ModelException.class, () -> new OllamaServer(portal.address()).models());
      assertThat(failure).hasMessageContaining("is not JSON");
    }
  }

  private static StandIn startPortal() {
    try {
      return new StandIn().on("/", says(200, "<html>Please log in</html>"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_server_that_went_away_is_not_reachable() throws Exception {
    Model model = open();
    server.close();
    ModelException failure =
        catchThrowableOfType(
            ModelException.class,
            () -> model.ask(PROMPT, Sampling.greedy(5, Duration.ofSeconds(10))));
    assertThat(failure.reason()).isEqualTo(ModelException.Cause.CONNECTION);
    assertThat(failure).hasMessageContaining("ollama serve");
  }

  @Test
  void a_server_that_says_nothing_is_a_time_out() {
    server.on("/api/chat", StandIn.silent());
    ModelException failure = failure(Duration.ofMillis(200));
    assertThat(failure.reason()).isEqualTo(ModelException.Cause.TIMEOUT);
    assertThat(failure).hasMessageContaining("no complete answer after 200 ms");
  }

  @Test
  void an_answer_that_drips_for_ever_is_a_time_out_and_is_hung_up_on() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    server.on(
        "/api/chat",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              TimeUnit.MILLISECONDS.sleep(20);
              exchange.getResponseBody().write((TOKEN + "\n").getBytes(StandardCharsets.UTF_8));
              exchange.getResponseBody().flush();
            }
          } catch (IOException broken) {
            hungUp.countDown();
          }
        });
    assertThat(failure(Duration.ofMillis(500)).reason()).isEqualTo(ModelException.Cause.TIMEOUT);
    assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_answer_is_whole_though_its_stream_stays_open() throws Exception {
    server.on(
        "/api/chat",
        exchange -> {
          drips(0, TOKEN, done("stop", 80, 2)).write(exchange);
          TimeUnit.SECONDS.sleep(20);
        });
    assertThat(ask().text()).isEqualTo("{");
  }

  @Test
  void an_answer_that_stalls_is_a_time_out_long_before_the_limit() {
    server.on(
        "/api/chat",
        exchange -> {
          drips(0, TOKEN).write(exchange);
          TimeUnit.SECONDS.sleep(20);
        });
    long start = System.nanoTime();
    ModelException failure = failure(Duration.ofSeconds(20));
    assertThat(failure.reason()).isEqualTo(ModelException.Cause.TIMEOUT);
    assertThat(failure).hasMessageContaining("stalled").hasMessageContaining("300 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void an_end_that_is_the_servers_own_is_no_answer() throws Exception {
    for (String reason : List.of("load", "unload", "error", "cancelled")) {
      stop();
      start();
      server.on("/api/chat", drips(0, done(reason, 80, 0)));
      ModelException failure = failure();
      assertThat(failure.reason()).isEqualTo(ModelException.Cause.SERVER);
      assertThat(failure).hasMessageContaining("done_reason \"" + reason + "\"");
    }
    stop();
    start();
    server.on("/api/chat", drips(0, TOKEN, "{\"message\":{\"content\":\"\"},\"done\":true}"));
    assertThat(ask().stop()).as("older servers give no reason").isEqualTo(Reply.Stop.END);
  }

  @Test
  void what_a_server_cannot_have_counted_is_unknown_and_the_answer_is_kept() throws Exception {
    server.on(
        "/api/chat",
        drips(
            0,
            TOKEN,
            "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
                + "\"prompt_eval_count\":-10,\"eval_count\":3000000000,\"load_duration\":-5,"
                + "\"prompt_eval_duration\":\"7\",\"eval_duration\":9e300}"));
    Reply reply = ask();
    assertThat(reply.text()).isEqualTo("{");
    assertThat(reply.promptTokens()).isEqualTo(-1);
    assertThat(reply.answerTokens()).isEqualTo(-1);
    assertThat(reply.load()).isEmpty();
    assertThat(reply.prompt()).isEmpty();
    assertThat(reply.answer()).isEmpty();
  }

  @Test
  void one_answer_over_several_lines_is_read_as_one() throws Exception {
    server.on(
        "/api/chat",
        says(
            200,
            "{\n  \"message\": {\"content\": \"{}\"},\n  \"done\": true,\n"
                + "  \"done_reason\": \"stop\"\n}\n"));
    assertThat(ask().text()).isEqualTo("{}");
  }

  @Test
  void a_stream_without_one_token_is_the_servers_failure() throws Exception {
    for (String piece : List.of("x".repeat(1 << 16), "{\"message\":{\"content\":\"\"}}\n")) {
      stop();
      start();
      server.on(
          "/api/chat",
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] bytes =
                piece.repeat(1 + (1 << 16) / piece.length()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseBody().write('{');
            exchange
                .getResponseBody()
                .write(
                    piece.startsWith("{")
                        ? "}\n".getBytes(StandardCharsets.UTF_8)
                        : "\"".getBytes(StandardCharsets.UTF_8));
            while (true) {
              exchange.getResponseBody().write(bytes);
            }
          });
      ModelException failure = failure(Duration.ofSeconds(60));
      assertThat(failure.reason()).isEqualTo(ModelException.Cause.SERVER);
      assertThat(failure).hasMessageContaining("without one token");
    }
  }

  @Test
  void a_model_without_a_digest_or_details_has_none_and_hides_no_other() throws Exception {
    stop();
    String tags =
        """
        {"models":[null,"x",{"size":1},{"name":"other:latest","digest":"x","details":null},
        {"name":"odd:latest","size":"much","modified_at":"yesterday"},{"name":"m:latest","digest":%s,
        "details":null}]}\
        """;
    for (String digest :
        List.of(
            "null",
            "\"\"",
            "\" \"",
            "\"null\"",
            "\"none\"",
            "\"sha256:\"",
            "5",
            "true",
            "{}",
            "\"" + "0".repeat(64) + "\"",
            // KoboldCpp's, whatever it has loaded: that of qwen:0.5b.
            "\"b5dc5e784f2a3ee1582373093acf69a2f4e2ac1710b253a001712b86a61f88bb\"")) {
      server =
          new StandIn()
              .on("/api/version", says(200, "{}"))
              .on("/api/tags", says(200, tags.formatted(digest)));
      assertThat(open().info().digest()).isEmpty();
      assertThat(open().info().quantization()).isEmpty();
      assertThat(new OllamaServer(server.address()).models())
          .extracting(OllamaServer.PulledModel::name)
          .containsExactly("other:latest", "odd:latest", "m:latest");
      server.close();
    }
    start();
  }

  @Test
  void what_is_told_of_a_model_is_read_field_by_field() throws Exception {
    for (String shown :
        List.of(
            "null",
            "[]",
            "{\"template\":null,\"details\":\"x\",\"capabilities\":\"x\"}",
            "{\"license\":[\"a\"],\"modified_at\":\"x\",\"modelfile\":5}")) {
      stop();
      start();
      server.on("/api/show", says(200, shown));
      assertThat(open().info().digest()).as(shown).isEqualTo("sha256:abc");
    }
  }

  @Test
  void an_adapter_is_told_wherever_the_server_has_it() throws Exception {
    stop();
    start();
    server.on(
        "/api/show",
        says(
            200,
            "{\"model_info\":{\"claimbench.adapter.name\":\"mine\","
                + "\"claimbench.adapter.sha256\":\"ab\"}}"));
    assertThat(open().info().versions()).containsEntry(ModelInfo.ADAPTER, "mine sha256:ab");
    String blob = "sha256-" + "cd".repeat(32);
    stop();
    start();
    server.on("/api/show", says(200, "{\"modelfile\":\"FROM m\\nADAPTER /b/" + blob + "\"}"));
    assertThat(open().info().versions()).containsEntry(ModelInfo.ADAPTER, blob.replace('-', ':'));
    stop();
    start();
    assertThat(open().info().versions()).doesNotContainKey(ModelInfo.ADAPTER);
  }

  @Test
  void an_end_without_any_message_is_the_servers_failure() throws Exception {
    for (String end :
        List.of("{\"done\":true}", "{\"done\":true,\"message\":null,\"response\":\"{}\"}")) {
      stop();
      start();
      server.on("/api/chat", says(200, end + "\n"));
      assertThat(failure().reason()).as(end).isEqualTo(ModelException.Cause.SERVER);
      assertThat(failure()).hasMessageContaining("without any message");
    }
  }

  @Test
  void a_content_of_pieces_is_their_text_and_one_of_another_kind_the_servers_failure()
      throws Exception {
    String end = "{\"done\":true,\"done_reason\":\"stop\",\"message\":{\"content\":%s}}\n";
    stop();
    start();
    server.on("/api/chat", says(200, end.formatted("[{\"type\":\"text\",\"text\":\"{}\"}]")));
    assertThat(ask().text()).isEqualTo("{}");
    for (String content : List.of("5", "{\"verdict\":\"SUPPORTED\"}")) {
      stop();
      start();
      server.on("/api/chat", says(200, end.formatted(content)));
      assertThat(failure()).as(content).hasMessageContaining("message is no text: " + content);
    }
    for (String odd : List.of("5", "[1]", "{\"message\":\"{}\"}", "{\"message\":[\"{}\"]}")) {
      stop();
      start();
      server.on("/api/chat", says(200, odd + "\n" + end.formatted("\"\"")));
      assertThat(failure().reason()).as(odd).isEqualTo(ModelException.Cause.SERVER);
    }
  }

  @Test
  void a_list_of_models_that_never_ends_is_given_up() throws Exception {
    stop();
    server =
        new StandIn()
            .on("/api/version", says(200, "{}"))
            .on(
                "/api/tags",
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  exchange
                      .getResponseBody()
                      .write("{\"models\":[".getBytes(StandardCharsets.UTF_8));
                  while (true) {
                    exchange.getResponseBody().write(new byte[1 << 16]);
                  }
                });
    ModelException failure = catchThrowableOfType(ModelException.class, this::open);
    assertThat(failure.reason()).isEqualTo(ModelException.Cause.SERVER);
    assertThat(failure).hasMessageContaining("more than 16 MB");
    assertThat(failure.getMessage()).doesNotContain("\n");
  }

  @Test
  void an_answer_that_is_read_whole_has_a_limit_of_time_that_covers_its_body() throws Exception {
    server.on(
        "/half",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"models\"".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          TimeUnit.SECONDS.sleep(20);
        });
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                new SharedClient(name -> null)
                    .whole(
                        HttpRequest.newBuilder(server.address().resolve("/half")).build(),
                        Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void a_pull_whose_line_never_ends_is_given_up() {
    server.on(
        "/api/pull",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange
                .getResponseBody()
                .write("{{{{".repeat(1 << 14).getBytes(StandardCharsets.UTF_8));
          }
        });
    assertThat(
            catchThrowableOfType(
                ModelException.class,
                () -> new OllamaServer(server.address()).pull("m", progress -> {})))
        .hasMessageContaining("more than 1 MB");
  }

  @Test
  void a_pull_tells_how_far_it_is_over_all_layers() throws Exception {
    server.on(
        "/api/pull",
        drips(
            0,
            "{\"status\":\"pulling manifest\"}",
            "{\"status\":\"pulling a\",\"digest\":\"a\",\"total\":100,\"completed\":40}",
            "{\"status\":\"pulling b\",\"digest\":\"b\",\"total\":10}",
            "{\"status\":\"pulling a\",\"digest\":\"a\",\"total\":100,\"completed\":100}",
            "{\"status\":\"success\"}"));
    List<OllamaServer.Progress> progress = new ArrayList<>();
    new OllamaServer(server.address()).pull("m", progress::add);
    assertThat(progress)
        .containsExactly(
            new OllamaServer.Progress("pulling manifest", 0, 0),
            new OllamaServer.Progress("pulling a", 40, 100),
            new OllamaServer.Progress("pulling b", 40, 110),
            new OllamaServer.Progress("pulling a", 100, 110),
            new OllamaServer.Progress("success", 100, 110));
  }

  @Test
  void a_pull_of_what_the_library_does_not_have_says_so() {
    server.on(
        "/api/pull",
        drips(
            0,
            "{\"status\":\"pulling manifest\"}",
            "{\"error\":\"pull model manifest: file does not exist\"}"));
    ModelException failure =
        catchThrowableOfType(
            ModelException.class,
            () -> new OllamaServer(server.address()).pull("nix", progress -> {}));
    assertThat(failure.reason()).isEqualTo(ModelException.Cause.NO_MODEL);
    assertThat(failure)
        .hasMessageContaining("ollama/nix")
        .hasMessageContaining("ollama.com/library");
  }
}
