package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.claimbench.model.http.OpenAiModel;
import dev.claimbench.model.http.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server that asks for patience gets it. */
class RetryAfterTest {
  private static Optional<Duration> hears(String value) {
    return Server.retryAfter(
        value, Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC));
  }

  @Test
  void seconds_and_dates_are_understood_and_nonsense_is_let_be() {
    assertThat(hears("7")).contains(Duration.ofSeconds(7));
    assertThat(hears(" Mon, 2 Mar 2026 10:02:00 GMT ")).contains(Duration.ofMinutes(2));
    assertThat(hears("Mon, 2 Mar 2026 09:58:00 GMT")).isEmpty();
    assertThat(hears("soon")).isEmpty();
    assertThat(hears("0")).isEmpty();
  }

  @Test
  void only_failures_that_pass_by_waiting_carry_it() {
    Server server = new Server("m", URI.create("http://127.0.0.1"), "", () -> "", "");
    HttpHeaders headers = HttpHeaders.of(Map.of("retry-after", List.of("7")), (n, v) -> true);
    assertThat(server.status(429, "", headers).retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(server.status(503, "", headers).retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(server.status(404, "", headers).retryAfter()).isEmpty();
  }

  @Test
  void a_refused_call_says_when_to_come_back() throws IOException, ModelException {
    try (StandIn server =
        new StandIn()
            .on("/v1/models", StandIn.says(200, "{\"data\":[{\"id\":\"m\"}]}"))
            .on(
                "/v1/chat/completions",
                exchange -> {
                  exchange.getResponseHeaders().add("Retry-After", "30");
                  exchange.sendResponseHeaders(429, -1);
                })) {
      Model model =
          new OpenAiModel(
              ModelSpec.parse("openai/m@" + server.address() + "/v1"),
              new ModelOptions(400, 1, key -> null, ModelPaths.byPath()),
              Duration.ofSeconds(5));
      ModelException refused =
          catchThrowableOfType(
              ModelException.class,
              () ->
                  model.ask(
                      Prompts.verify("It cost 30 million."),
                      Sampling.greedy(50, Duration.ofSeconds(10))));
      assertThat(refused.reason()).isEqualTo(ModelException.Cause.RATE_LIMIT);
      assertThat(refused.retryAfter().orElseThrow())
          .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }
  }
}
