package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report --otlp} against a stand-in for a collector. */
class OtlpTest {
  @TempDir Path dir;
  private HttpServer server;
  private String address;
  private final List<JsonNode> received = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("x-key");
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean welcome = "a,b c".equals(key);
    if (welcome) {
      received.add(Json.MAPPER.readTree(body));
    }
    byte[] answer = (welcome ? "{}" : "who\nare you?").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(welcome ? 200 : 401, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private SmallWorld world(int stories) throws IOException {
    return new SmallWorld(
        dir, stories, Map.of("OTEL_EXPORTER_OTLP_HEADERS", "x-key=a%2Cb c, x-other = 1"));
  }

  private static String attribute(JsonNode of, String key) {
    for (JsonNode attribute : of.path("attributes")) {
      if (attribute.path("key").asText().equals(key)) {
        return attribute.path("value").elements().next().asText();
      }
    }
    return "";
  }

  private static JsonNode spans(JsonNode body) {
    return body.at("/resourceSpans/0/scopeSpans/0/spans");
  }

  @Test
  void a_run_is_a_trace_with_a_span_a_call_and_what_it_came_to() throws IOException {
    SmallWorld world = world(2);
    Path run = world.run("r", s -> 7);
    assertThat(world.line("report " + run + " --otlp " + address)).isZero();
    assertThat(world.out.toString()).isEqualTo("sent to " + address + "/v1/traces\n");
    assertThat(received).hasSize(1);
    // 20 verdicts and the run itself.
    assertThat(spans(received.get(0))).hasSize(21);
    JsonNode root = spans(received.get(0)).get(20);
    assertThat(root.path("name").asText()).isEqualTo("claimbench run r");
    Set<String> ids = new HashSet<>();
    int right = 0;
    for (JsonNode span : spans(received.get(0))) {
      assertThat(span.path("traceId").asText()).isEqualTo(root.path("traceId").asText());
      assertThat(span.path("traceId").asText()).matches("[0-9a-f]{32}");
      assertThat(span.path("spanId").asText()).matches("[0-9a-f]{16}");
      assertThat(ids.add(span.path("spanId").asText())).isTrue();
      if (!span.equals(root)) {
        assertThat(span.path("parentSpanId").asText()).isEqualTo(root.path("spanId").asText());
        assertThat(attribute(span, "gen_ai.operation.name")).isEqualTo("chat");
        for (JsonNode event : span.path("events")) {
          assertThat(event.path("name").asText()).isEqualTo("gen_ai.evaluation.result");
          if (attribute(event, "gen_ai.evaluation.name").equals("verify.right")) {
            right +=
                Integer.parseInt(
                    attribute(event, "gen_ai.evaluation.score.value").replace(".0", ""));
          }
        }
      }
    }
    assertThat(right).isEqualTo(14);
    assertThat(root.path("events"))
        .anySatisfy(
            event -> {
              assertThat(attribute(event, "gen_ai.evaluation.name")).isEqualTo("verify.accuracy");
              assertThat(attribute(event, "gen_ai.evaluation.score.value")).isEqualTo("0.7");
            });
    // Neither articles nor answers leave the machine.
    assertThat(received.toString()).doesNotContain("is open", "evidence");
    assertThat(world.line("report " + run + " --otlp " + address + "/v1/traces/")).isZero();
    assertThat(received.get(1)).isEqualTo(received.get(0));
  }

  @Test
  void a_large_run_is_sent_in_parts_of_one_trace() throws IOException {
    SmallWorld world = world(101);
    Path run = world.run("r", s -> 7);
    assertThat(world.line("report " + run + " --otlp " + address)).isZero();
    assertThat(received).hasSize(2);
    assertThat(spans(received.get(0))).hasSize(1_000);
    assertThat(spans(received.get(1))).hasSize(11);
    assertThat(spans(received.get(1)).get(0).path("traceId"))
        .isEqualTo(spans(received.get(0)).get(0).path("traceId"));
  }

  @Test
  void what_cannot_be_sent_is_said_in_a_line() throws IOException {
    SmallWorld world = new SmallWorld(dir, 1, Map.of());
    Path run = world.run("r", s -> 7);
    assertThat(world.line("report " + run + " --otlp localhost:4318")).isEqualTo(2);
    assertThat(world.line("report " + run + " --otlp " + address + " --format html")).isEqualTo(2);
    assertThat(world.line("report " + run + " --otlp " + address)).isEqualTo(2);
    assertThat(world.line("report " + run + " --otlp http://127.0.0.1:9")).isEqualTo(5);
    SmallWorld odd =
        new SmallWorld(dir, 1, Map.of("OTEL_EXPORTER_OTLP_HEADERS", "x-key=secret,other"));
    assertThat(odd.line("report " + run + " --otlp " + address)).isEqualTo(2);
    assertThat(world.err.toString().lines().filter(l -> l.startsWith("claimbench: ")))
        .satisfiesExactly(
            l ->
                assertThat(l)
                    .isEqualTo(
                        "claimbench: --otlp: expected an address such as http://127.0.0.1:4318, got"
                            + " 'localhost:4318'"),
            l ->
                assertThat(l)
                    .isEqualTo(
                        "claimbench: --otlp: sends the run; not with --format, --out, --serve or"
                            + " --history"),
            l ->
                assertThat(l)
                    .isEqualTo(
                        "claimbench: --otlp: "
                            + address
                            + "/v1/traces took nothing: HTTP 401 who are you?; headers that it"
                            + " wants go into OTEL_EXPORTER_OTLP_HEADERS"),
            l ->
                assertThat(l)
                    .startsWith(
                        "claimbench: --otlp: http://127.0.0.1:9/v1/traces cannot be reached")
                    .endsWith("is it started?"));
    assertThat(odd.err.toString())
        .contains("OTEL_EXPORTER_OTLP_HEADERS: expected name=value,name=value")
        .doesNotContain("secret");
    assertThat(Files.exists(run.resolve("manifest.json"))).isTrue();
  }
}
