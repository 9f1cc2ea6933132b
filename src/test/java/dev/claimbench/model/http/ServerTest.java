package dev.claimbench.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.model.ModelException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server's errors mean. */
class ServerTest {
  private static final Server SERVER =
      new Server("openai/m", URI.create("http://127.0.0.1:1/v1"), "start it", () -> "gone", "");

  /** As OpenAI, vLLM, SGLang, llama.cpp, Ollama, TGI, TensorRT-LLM, MLC and gateways word it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "This model's maximum context length is 400 tokens. However, you requested 950 tokens",
        "The decoder prompt (length 5120) is longer than the maximum model length of 4096. Make"
            + " sure that `max_model_len` is no smaller than the number of text tokens.",
        "The prompt (total length 5120) is too long to fit into the model (context length 4096).",
        "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context"
            + " length is 4096 tokens and your request has 900 input tokens",
        "the request exceeds the available context size, try increasing it",
        "{\"error\":{\"code\":400,\"type\":\"exceed_context_size_error\"}}",
        "input is too large to process. increase the physical batch size",
        "The input (5120 tokens) is longer than the model's context length (4096 tokens).",
        "Requested token count exceeds the model's maximum context length of 4096 tokens.",
        "the input length exceeds the context length",
        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5120",
        "Input validation error: `inputs` must have less than 4095 tokens. Given: 5120",
        "Prompt length (5120) exceeds maximum input length (4096).",
        "Request prompt has 5120 tokens in total, larger than the model input length limit 4096.",
        "prompt is too long: 205000 tokens > 200000 maximum",
        "The input token count (1300000) exceeds the maximum number of tokens allowed (1048576).",
        "{\"error\":{\"code\":\"context_length_exceeded\"}}",
        "litellm.ContextWindowExceededError: the context window is full",
        "too many tokens: total tokens 9000 > 8192",
        "Request too large for this model",
        "Prompt contains 5120 tokens and 0 draft tokens, too large for model with 4096 maximum"
            + " context length",
      })
  void a_prompt_that_is_too_long_is_known_in_many_words(String said) {
    assertThat(SERVER.status(400, said).reason()).isEqualTo(ModelException.Cause.TOO_LONG);
    assertThat(SERVER.reported(said).reason()).isEqualTo(ModelException.Cause.TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logprobs are not supported",
        "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
        "the model is too large for this GPU",
        "temperature must be less than 2",
        "Invalid schema: maxLength is not supported",
        "too many tokens per minute",
        "the server is overloaded, try again later"
      })
  void other_errors_are_not_taken_for_it(String said) {
    assertThat(SERVER.status(400, said).reason()).isEqualTo(ModelException.Cause.BAD_REQUEST);
  }

  @Test
  void the_status_has_its_say() {
    assertThat(SERVER.status(413, "").reason()).isEqualTo(ModelException.Cause.TOO_LONG);
    String tokensAMinute = "Request too large: input tokens exceed the limit of tokens per minute";
    assertThat(SERVER.status(429, tokensAMinute).reason())
        .isEqualTo(ModelException.Cause.RATE_LIMIT);
    assertThat(SERVER.status(503, "context size").reason()).isEqualTo(ModelException.Cause.SERVER);
  }

  /** Ten of them in a row do not mean that the server is gone. */
  @Test
  void an_error_of_a_hundred_thousand_letters_is_read_in_no_time() {
    long start = System.nanoTime();
    for (String worst :
        new String[] {"input ", "prompt is ", "tokens longer than ", "inputs exceed"}) {
      SERVER.status(400, worst.repeat(100_000 / worst.length()));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void a_connection_that_ends_at_once_may_want_https() {
    IOException unanswered = new IOException("HTTP/1.1 header parser received no bytes");
    assertThat(SERVER.failure(unanswered, ""))
        .hasMessageContaining("does it want https:// in place of http://?");
    Server secure =
        new Server("openai/m", URI.create("https://127.0.0.1:1/v1"), "start it", () -> "gone", "");
    assertThat(secure.failure(unanswered, "")).hasMessageContaining("the connection broke");
  }

  @Test
  void a_certificate_that_is_not_trusted_gets_what_to_do() {
    ModelException failure =
        SERVER.failure(
            new SSLHandshakeException("PKIX path building failed: unable to find valid path"), "");
    assertThat(failure.reason()).isEqualTo(ModelException.Cause.BAD_REQUEST);
    assertThat(failure)
        .hasMessageContaining("its certificate is not trusted")
        .hasMessageContaining("javax.net.ssl.trustStore");
    // https:// to a server that speaks http://.
    assertThat(
            SERVER.failure(
                new javax.net.ssl.SSLException("Unsupported or unrecognized SSL message"), ""))
        .hasMessageContaining("does it want http:// in place of https://?")
        .hasMessageNotContaining("certificate");
  }
}
