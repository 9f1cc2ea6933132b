package dev.claimbench.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.ContextOverflow;
import dev.claimbench.model.ExpectedTokens;
import dev.claimbench.model.LabelField;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.ServerNumbers;
import dev.claimbench.model.SystemMessageCheck;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
public final class OllamaModel implements Model {
  private static final String LOG_PROBABILITIES = "/logprobs";

  /** Characters of a template in a message. */
  private static final int TEMPLATE = 120;

  private final ModelSpec spec;
  private final ModelInfo info;
  private final Server server;
  private final Duration stall;
  private final SharedClient http;
  private final OllamaServer ollama;
  private final ExpectedTokens expected = new ExpectedTokens(this::askAlone);
  private final ChatModelPool<Sampling> chats = new ChatModelPool<>(this::model);

  public OllamaModel(ModelSpec spec, ModelOptions options, Duration stall) throws ModelException {
    this.spec = spec;
    this.stall = stall;
    http = new SharedClient(options.environment());
    ollama = new OllamaServer(spec.address(options.environment()), http);
    server = ollama.server(spec.model());
    OllamaServer.PulledModel pulled = ollama.model(spec.model());
    info =
        new ModelInfo(
            spec.text(),
            "ollama",
            pulled.name(),
            pulled.digest(),
            pulled.quantization(),
            options.context(),
            versions(pulled));
  }

  private Map<String, String> versions(OllamaServer.PulledModel pulled) throws ModelException {
    Map<String, String> versions = new TreeMap<>();
    versions.put("ollama", ollama.version());
    versions.put("family", pulled.family());
    OllamaServer.ModelTemplate shown = ollama.show(spec.model());
    if (!shown.weights().isEmpty()) {
      versions.put(ModelInfo.WEIGHTS, shown.weights());
    }
    if (!shown.adapter().isEmpty()) {
      versions.put(ModelInfo.ADAPTER, shown.adapter());
    }
    return versions;
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    return expected.add(prompt, sampling, askAlone(prompt, sampling));
  }

  private Reply askAlone(Prompt prompt, Sampling sampling) throws ModelException {
    Call call = new Call(prompt, sampling);
    try {
      return call.reply(
          new StreamConnection(http, server, call, sampling.maxTokens())
              .ask(
                  (request, connection) -> chats.send(sampling, request, connection),
                  Chat.request(prompt),
                  sampling.timeout(),
                  stall));
    } catch (ModelException e) {
      throw e.reason() == ModelException.Cause.TOO_LONG
          ? ContextOverflow.uncounted(info, prompt).orElse(e)
          : e;
    }
  }

  /**
   * The template first: a server may keep a prompt that it has read, and count less. One that a
   * built-in renderer replaces says nothing.
   */
  @Override
  public Optional<String> requireSystemMessage(Sampling sampling) throws ModelException {
    OllamaServer.ModelTemplate shown = ollama.show(spec.model());
    String toDo =
        "create it anew with the chat template of its GGUF file: `claimbench models create "
            + spec.text()
            + " FILE.gguf`";
    if (!shown.takesSystemMessage()) {
      throw new UserError(
          server.named()
              + ": the system message does not reach the model: its template is \""
              + Text.shorten(shown.template().strip(), TEMPLATE)
              + "\"; "
              + toDo);
    }
    return SystemMessageCheck.byTokens(this, sampling, toDo, expected);
  }

  private StreamingChatModel model(HttpClientBuilder connection, Sampling sampling) {
    OllamaStreamingChatModel.OllamaStreamingChatModelBuilder model =
        new OllamaStreamingChatModel.OllamaStreamingChatModelBuilder()
            .httpClientBuilder(connection)
            .baseUrl(server.endpoint().toString())
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

  /** What Ollama has that LangChain4j does not, in one call. */
  private final class Call implements StreamConnection.Dialect {
    private final Sampling sampling;
    private final Optional<LabelProbabilities> labels;
    private @Nullable JsonNode end;
    private boolean hasMessage;

    Call(Prompt prompt, Sampling sampling) {
      this.sampling = sampling;
      labels =
          LabelField.find(prompt.schema())
              .map(field -> new LabelProbabilities(field, LOG_PROBABILITIES));
    }

    /**
     * The server refuses what is too long, where it would forget the beginning of the article;
     * thinking may have a level; and it tells log-probabilities (from 0.12.11 on; older ones do not
     * heed it).
     */
    @Override
    public void request(ObjectNode more) {
      more.put("truncate", false).put("shift", false);
      sampling.think().ifPresent(think -> more.set("think", Json.PLAIN.valueToTree(think)));
      if (labels.isPresent()) {
        more.put("logprobs", true).put("top_logprobs", LabelProbabilities.ALTERNATIVES);
      }
    }

    @Override
    public ObjectNode event(JsonNode event) throws ModelException {
      labels.ifPresent(watch -> watch.see(event));
      boolean done = event.path("done").asBoolean();
      if (done) {
        end = event;
      }
      ObjectNode read = Json.PLAIN.createObjectNode().put("model", spec.model()).put("done", done);
      JsonNode came = event.path("message");
      if (!came.isObject() && !came.isNull() && !came.isMissingNode()) {
        throw server.reported("its message is no object: " + came);
      }
      hasMessage |= came.isObject();
      ObjectNode message = read.putObject("message").put("role", "assistant");
      if (came.hasNonNull("content")) {
        message.put("content", server.text(came.get("content")));
      }
      if (came.path("thinking").isTextual()) {
        message.set("thinking", came.get("thinking"));
      }
      return read;
    }

    @Override
    public boolean ended() {
      return end != null;
    }

    Reply reply(StreamConnection.StreamResult answered) throws ModelException {
      if (!hasMessage && !answered.overrun()) {
        throw server.reported("it ended the answer without any message: " + answered.raw());
      }
      JsonNode raw = end == null ? MissingNode.getInstance() : end;
      int promptTokens = ServerNumbers.count(raw.path("prompt_eval_count"));
      int answerTokens = ServerNumbers.count(raw.path("eval_count"));
      return new Reply(
              answered.answer().text(),
              answered.answer().thinking(),
              answered.overrun() ? Reply.Stop.LENGTH : stop(raw, promptTokens, answerTokens),
              promptTokens,
              answerTokens,
              ServerNumbers.time(raw.path("load_duration"), 1),
              ServerNumbers.time(raw.path("prompt_eval_duration"), 1),
              ServerNumbers.time(raw.path("eval_duration"), 1),
              answered.total(),
              answered.raw())
          .withThought(answered.answer().thought(answerTokens, 0))
          .withLabels(labels.flatMap(LabelProbabilities::labels));
    }
  }

  /**
   * A server too old to know {@code truncate} cuts the prompt to the context's size exactly, and
   * forgets the beginning when prompt and answer outgrow it: both end as cut off, whatever it says.
   *
   * @throws ModelException where the server ended it, and not the model: {@code load}, {@code
   *     unload}, and whatever else comes with HTTP 200
   */
  private Reply.Stop stop(JsonNode end, int promptTokens, int answerTokens) throws ModelException {
    String reason = end.path("done_reason").asText("");
    boolean outgrown =
        promptTokens >= info.context() || promptTokens + answerTokens > info.context();
    return switch (reason) {
      case "stop", "", "null" -> outgrown ? Reply.Stop.LENGTH : Reply.Stop.END;
      case "length" -> Reply.Stop.LENGTH;
      default -> throw server.reported("it ended the answer with done_reason \"" + reason + "\"");
    };
  }

  @Override
  public void close() {
    // Connections close by themselves when they are idle; the server keeps the model for others.
  }
}
