package dev.claimbench.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.prompt.Prompt;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A model on an Ollama server, asked on its native route (the OpenAI-compatible one ignores the
 * context's size and cuts long prompts without a word).
 *
 * <p>Under a schema Ollama's {@code eval_duration}, our {@link Reply#answer()}, leaves out the time
 * of sampling; {@code total_duration} has it, as has {@link Reply#total()}.
 *
 * <p>Ollama keeps what it read of the last prompts, and reading a text in other pieces rounds
 * differently: at temperature 0 an answer may still depend on what was asked before. Its API has no
 * way to forbid that.
 */
final class OllamaModel implements Model {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private static final String LOG_PROBABILITIES = "/logprobs";

  private final ModelSpec spec;
  private final ModelInfo info;
  private final Server server;
  private final Duration stall;
  private final Connections http = new Connections(CONNECT, null);
  private final Wires wires = new Wires();

  OllamaModel(ModelSpec spec, ModelOptions options, Duration stall) throws ModelException {
    this.spec = spec;
    this.stall = stall;
    OllamaServer ollama = new OllamaServer(spec.address());
    server = ollama.server(spec.model());
    OllamaServer.Pulled pulled = ollama.model(spec.model());
    info =
        new ModelInfo(
            spec.text(),
            "ollama",
            pulled.name(),
            pulled.digest(),
            pulled.quantization(),
            options.context(),
            Map.of("ollama", ollama.version(), "family", pulled.family()));
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    Optional<LabelWatch> labels =
        LabelField.of(prompt.schema()).map(field -> new LabelWatch(field, LOG_PROBABILITIES));
    Wire wire =
        new Wire(
            http,
            body -> request(body, sampling, labels.isPresent()),
            event -> {
              labels.ifPresent(watch -> watch.see(event));
              return event;
            },
            StreamedCall.mostBytes(sampling.maxTokens()));
    try {
      Reply reply =
          reply(
              new StreamedCall(server, wire, sampling.maxTokens())
                  .ask(
                      wires,
                      wires.model(sampling, () -> model(sampling)),
                      Chat.request(prompt),
                      sampling.timeout(),
                      stall));
      return reply.withLabels(labels.flatMap(LabelWatch::labels));
    } catch (ModelException e) {
      throw e.reason() == ModelException.Cause.TOO_LONG ? TooLong.uncounted(info, prompt) : e;
    }
  }

  private StreamingChatModel model(Sampling sampling) {
    OllamaStreamingChatModel.OllamaStreamingChatModelBuilder model =
        OllamaStreamingChatModel.builder()
            .httpClientBuilder(wires.builder())
            .baseUrl(spec.address().toString())
            .modelName(spec.model())
            .numCtx(info.context())
            .numPredict(sampling.maxTokens())
            .temperature(sampling.temperature())
            .seed(sampling.seed())
            // Ollama's own default of 1.1 works against quoting what was read.
            .repeatPenalty(1.0)
            .returnThinking(true);
    sampling.topP().ifPresent(model::topP);
    sampling.topK().ifPresent(model::topK);
    return model.build();
  }

  /**
   * The request as LangChain4j cannot write it: the server refuses what is too long, where it would
   * forget the beginning of the article; thinking may have a level; and it tells log-probabilities
   * (from 0.12.11 on; older ones do not heed it).
   */
  private static String request(String body, Sampling sampling, boolean logProbabilities) {
    try {
      ObjectNode request = (ObjectNode) JSON.readTree(body);
      request.put("truncate", false).put("shift", false);
      sampling.think().ifPresent(think -> request.set("think", JSON.valueToTree(think)));
      if (logProbabilities) {
        request.put("logprobs", true).put("top_logprobs", LabelWatch.ALTERNATIVES);
      }
      return request.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request that is not JSON: " + body, e);
    }
  }

  private Reply reply(StreamedCall.Answered answered) throws ModelException {
    JsonNode raw;
    try {
      raw = JSON.readTree(answered.raw());
    } catch (JsonProcessingException e) {
      throw server.failure(e, answered.raw());
    }
    int promptTokens = raw.path("prompt_eval_count").asInt(-1);
    int answerTokens = raw.path("eval_count").asInt(-1);
    return new Reply(
            answered.answer().text(),
            answered.answer().thinking(),
            answered.overrun()
                ? Reply.Stop.LENGTH
                : stop(raw.path("done_reason").asText(), promptTokens, answerTokens),
            promptTokens,
            answerTokens,
            nanos(raw, "load_duration"),
            nanos(raw, "prompt_eval_duration"),
            nanos(raw, "eval_duration"),
            answered.total(),
            answered.raw())
        .withThought(answered.answer().thought(answerTokens, 0));
  }

  /**
   * A server too old to know {@code truncate} cuts the prompt to the context's size exactly, and
   * forgets the beginning when prompt and answer outgrow it: both end as cut off, whatever it says.
   */
  private Reply.Stop stop(String reason, int promptTokens, int answerTokens) {
    boolean outgrown =
        promptTokens >= info.context() || promptTokens + answerTokens > info.context();
    return reason.equals("length") || outgrown ? Reply.Stop.LENGTH : Reply.Stop.END;
  }

  private static Optional<Duration> nanos(JsonNode raw, String field) {
    return raw.hasNonNull(field)
        ? Optional.of(Duration.ofNanos(raw.get(field).asLong()))
        : Optional.empty();
  }

  @Override
  public void close() {
    // Connections close by themselves when they are idle; the server keeps the model for others.
  }
}
