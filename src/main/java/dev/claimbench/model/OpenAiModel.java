package dev.claimbench.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.claimbench.prompt.Prompt;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A model on any server with the OpenAI chat API: vLLM, SGLang, llama.cpp, LM Studio, DJL Serving.
 *
 * <p>The API key comes from the environment ({@code CLAIMBENCH_API_KEY}, else {@code
 * OPENAI_API_KEY}) and goes into one header; it is in no information, message or exception.
 *
 * <p>Servers keep what they read of earlier prompts and read several at a time, both of which round
 * differently: at temperature 0 an answer may still depend on what else is asked.
 */
final class OpenAiModel implements Model {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** For the list of models; a busy server may take a while. */
  private static final Duration LIST = Duration.ofSeconds(30);

  /** Servers without keys want one all the same. */
  private static final String NO_KEY = "none";

  private static final String LOG_PROBABILITIES = "/choices/0/logprobs/content";

  private final ModelSpec spec;
  private final ModelInfo info;
  private final Server server;
  private final Duration stall;
  private final String key;
  private final Connections http = new Connections(CONNECT, null);
  private final Wires wires = new Wires();
  private volatile boolean tellsLogProbabilities = true;

  OpenAiModel(ModelSpec spec, ModelOptions options, Duration stall) throws ModelException {
    this.spec = spec;
    this.stall = stall;
    this.key = key(options.environment());
    List<OpenAiModels.Listed> models = List.of();
    Server asking = server(spec, key, models);
    try {
      models = OpenAiModels.list(new Connections(CONNECT, LIST), spec.address(), key);
    } catch (HttpException e) {
      if (e.statusCode() == 401 || e.statusCode() == 403) {
        throw asking.status(e.statusCode(), e.getMessage());
      }
      // A server may well do without this list: the first question will show.
    } catch (JsonProcessingException | RuntimeException e) {
      throw asking.failure(e, "");
    }
    server = server(spec, key, models);
    Optional<OpenAiModels.Listed> listed = OpenAiModels.find(spec.model(), models);
    if (listed.isEmpty() && !models.isEmpty()) {
      throw server.status(404, "");
    }
    int context = listed.map(OpenAiModels.Listed::context).orElse(0);
    info =
        new ModelInfo(
            spec.text(),
            "openai",
            spec.model(),
            "",
            listed.map(OpenAiModels.Listed::quantization).orElse(""),
            context > 0 ? context : options.context(),
            Map.of());
  }

  private static String key(Function<String, String> environment) {
    return Stream.of("CLAIMBENCH_API_KEY", "OPENAI_API_KEY")
        .map(environment)
        .filter(value -> value != null && !value.isBlank())
        .map(String::strip)
        .findFirst()
        .orElse(NO_KEY);
  }

  private static Server server(ModelSpec spec, String key, List<OpenAiModels.Listed> models) {
    return new Server(
        spec.text(),
        spec.address(),
        "start the server, or correct the address after the @",
        () -> OpenAiModels.missing(spec.model(), models),
        key.equals(NO_KEY) ? "" : key);
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    Optional<LabelWatch> labels =
        tellsLogProbabilities
            ? LabelField.of(prompt.schema()).map(field -> new LabelWatch(field, LOG_PROBABILITIES))
            : Optional.empty();
    try {
      return ask(prompt, sampling, labels);
    } catch (ModelException e) {
      if (labels.isEmpty() || !e.getMessage().contains("logprobs")) {
        throw e;
      }
      // A server that refuses the question for their sake answers it without.
      tellsLogProbabilities = false;
      return ask(prompt, sampling, Optional.empty());
    }
  }

  private Reply ask(Prompt prompt, Sampling sampling, Optional<LabelWatch> labels)
      throws ModelException {
    Wire wire =
        new Wire(
            http,
            body -> body,
            event -> {
              labels.ifPresent(watch -> watch.see(event));
              return OpenAiEvents.readable(event);
            },
            StreamedCall.mostBytes(sampling.maxTokens()));
    StreamingChatModel model =
        wires.model(
            new Way(sampling, labels.isPresent()), () -> model(sampling, labels.isPresent()));
    Reply reply =
        reply(
            new StreamedCall(server, wire, sampling.maxTokens())
                .ask(wires, model, Chat.request(prompt), sampling.timeout(), stall));
    return reply.withLabels(labels.flatMap(LabelWatch::labels));
  }

  private record Way(Sampling sampling, boolean logProbabilities) {}

  private StreamingChatModel model(Sampling sampling, boolean logProbabilities) {
    OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder model =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(wires.builder())
            .baseUrl(spec.address().toString())
            .apiKey(key)
            .modelName(spec.model())
            .temperature(sampling.temperature())
            .seed(sampling.seed())
            .maxTokens(sampling.maxTokens())
            .strictJsonSchema(true)
            .returnThinking(true);
    sampling.topP().ifPresent(model::topP);
    sampling.think().filter(Think::isLevel).ifPresent(think -> model.reasoningEffort(think.word()));
    Map<String, Object> more = extensions(sampling);
    if (logProbabilities) {
      more.put("logprobs", true);
      more.put("top_logprobs", LabelWatch.ALTERNATIVES);
    }
    if (!more.isEmpty()) {
      model.customParameters(more);
    }
    return model.build();
  }

  /** What OpenAI's own API does not have, in the words that vLLM, SGLang and llama.cpp share. */
  private static Map<String, Object> extensions(Sampling sampling) {
    Map<String, Object> more = new HashMap<>();
    sampling.topK().ifPresent(topK -> more.put("top_k", topK));
    sampling.think().ifPresent(think -> more.put("chat_template_kwargs", template(think)));
    return more;
  }

  /**
   * Qwen's templates know the first word, DeepSeek's and Kimi's the second, gpt-oss's the third.
   */
  private static Map<String, Object> template(Think think) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("enable_thinking", think != Think.OFF);
    words.put("thinking", think != Think.OFF);
    if (think.isLevel()) {
      words.put("reasoning_effort", think.word());
    }
    return words;
  }

  private Reply reply(StreamedCall.Answered answered) throws ModelException {
    FinishReason reason = answered.reason();
    if (reason == null) {
      // LangChain4j takes the end of the stream for the end of the answer.
      throw server.failure(new StreamedCall.EndOfStream(), answered.raw());
    }
    JsonNode raw;
    try {
      raw = JSON.readTree(answered.raw());
    } catch (JsonProcessingException e) {
      throw server.failure(e, answered.raw());
    }
    JsonNode usage = raw.path("usage");
    int written = usage.path("completion_tokens").asInt(-1);
    return new Reply(
            server.safe(answered.answer().text()),
            server.safe(answered.answer().thinking()),
            switch (reason) {
              case LENGTH -> Reply.Stop.LENGTH;
              case CONTENT_FILTER -> Reply.Stop.REFUSAL;
              default -> Reply.Stop.END;
            },
            usage.path("prompt_tokens").asInt(-1),
            written,
            Optional.empty(),
            millis(raw, "prompt_ms"),
            millis(raw, "predicted_ms"),
            answered.total(),
            server.safe(answered.raw()))
        .withThought(answered.answer().thought(written, OpenAiEvents.reasoningTokens(usage)));
  }

  /** llama.cpp's own times; other servers do not tell. */
  private static Optional<Duration> millis(JsonNode raw, String field) {
    JsonNode value = raw.path("timings").path(field);
    return value.isNumber()
        ? Optional.of(Duration.ofNanos(Math.round(value.asDouble() * 1e6)))
        : Optional.empty();
  }

  @Override
  public void close() {
    // Connections close by themselves when they are idle.
  }
}
