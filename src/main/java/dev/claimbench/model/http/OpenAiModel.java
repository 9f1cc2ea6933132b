package dev.claimbench.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.claimbench.model.Think;
import dev.claimbench.model.ThinkBlock;
import dev.claimbench.model.ThinkLevels;
import dev.claimbench.text.Json;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A model on any server with the OpenAI chat API: vLLM, SGLang, llama.cpp, LM Studio, DJL Serving.
 *
 * <p>The API key comes from the environment ({@code CLAIMBENCH_API_KEY}, else {@code
 * OPENAI_API_KEY}) and goes into one header; it is in no information, message or exception.
 *
 * <p>Servers keep what they read of earlier prompts and read several at a time, both of which round
 * differently: at temperature 0 an answer may still depend on what else is asked.
 */
public final class OpenAiModel implements Model {

  /** Servers without keys want one all the same. */
  private static final String NO_KEY = "none";

  /** How servers refuse the name {@code max_tokens}, and not its value. */
  private static final Pattern WRONG_LIMIT =
      Pattern.compile(
          "max_completion_tokens"
              + "|(?i)\\b(?:not supported|unsupported|not permitted|not allowed|unrecognized"
              + "|unknown|unexpected|extra|deprecated)\\b[^.]{0,80}\\bmax_tokens\\b"
              + "|\\bmax_tokens\\b[^.]{0,80}\\b(?:not supported|unsupported|not permitted"
              + "|not allowed|unrecognized|unknown|unexpected|deprecated)\\b");

  /** Of the choices that a server sends, where none came. */
  private static final int NONE_YET = -1;

  private static final Pattern REFUSED_SEED = Pattern.compile("\\bseed\\b");

  private static final Pattern REFUSED_FORMAT =
      Pattern.compile("(?i)response[_ ]format|json_schema|json_object");

  private static final String RESPONSE_FORMAT = "response_format";

  private static final String STREAM_OPTIONS = "stream_options";

  private static final String LOG_PROBABILITIES = "/choices/0/logprobs/content";

  private final ModelSpec spec;
  private final ModelInfo info;
  private final Server server;
  private final Duration stall;
  private final String key;
  private final SharedClient http;
  private final ExpectedTokens expected;
  private final ChatModelPool<ChatSettings> chats = new ChatModelPool<>(this::model);
  private volatile boolean tellsLogProbabilities = true;

  /** OpenAI's newer models refuse {@code max_tokens}; other servers know no other word. */
  private volatile boolean completionTokens;

  /** Where a server refuses them, it may count tokens all the same. */
  private volatile boolean streamOptions = true;

  /** At temperature 0 nothing is drawn; some servers have another word for it. */
  private volatile boolean seeds = true;

  private volatile AnswerFormat format = AnswerFormat.SCHEMA;

  /** What a server holds its answers to; DeepSeek's knows no schema, some know nothing. */
  private enum AnswerFormat {
    SCHEMA,
    ANY_JSON,
    NONE;

    AnswerFormat looser() {
      return this == SCHEMA ? ANY_JSON : NONE;
    }
  }

  public OpenAiModel(ModelSpec spec, ModelOptions options, Duration stall) throws ModelException {
    this.spec = spec;
    this.stall = stall;
    this.key = key(options.environment());
    http = new SharedClient(options.environment());
    List<OpenAiModels.ListedModel> models =
        OpenAiModels.list(http, server(spec, options.environment(), key, List.of()), key);
    server = server(spec, options.environment(), key, models);
    expected =
        new ExpectedTokens(
            new ServerTokenizer(http, server, spec.model(), key.equals(NO_KEY) ? "" : key),
            this::askAlone);
    Optional<OpenAiModels.ListedModel> listed = OpenAiModels.find(spec.model(), models);
    if (listed.isEmpty() && !models.isEmpty()) {
      throw server.status(404, "");
    }
    int context = listed.map(OpenAiModels.ListedModel::context).orElse(0);
    info =
        new ModelInfo(
            spec.text(),
            "openai",
            spec.model(),
            "",
            server.safe(listed.map(OpenAiModels.ListedModel::quantization).orElse("")),
            context > 0 ? context : options.context(),
            Map.of());
  }

  private static String key(Function<String, String> environment) {
    for (String name : List.of("CLAIMBENCH_API_KEY", "OPENAI_API_KEY")) {
      String value = environment.apply(name);
      if (value != null && !value.isBlank()) {
        return ApiKey.sendable(name, value.strip());
      }
    }
    return NO_KEY;
  }

  private static Server server(
      ModelSpec spec,
      Function<String, String> environment,
      String key,
      List<OpenAiModels.ListedModel> models) {
    return new Server(
        spec.text(),
        spec.address(environment),
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
    return expected.add(prompt, sampling, askAlone(prompt, sampling));
  }

  private Reply askAlone(Prompt prompt, Sampling sampling) throws ModelException {
    while (true) {
      Call call = new Call(prompt, sampling);
      try {
        return call.reply(
            new StreamConnection(http, server, call, sampling.maxTokens())
                .ask(
                    (request, connection) ->
                        chats.send(
                            new ChatSettings(sampling, completionTokens), request, connection),
                    Chat.request(prompt),
                    sampling.timeout(),
                    stall));
      } catch (ModelException e) {
        if (!call.canDoWithout(e)) {
          throw e;
        }
      }
    }
  }

  @Override
  public Optional<String> requireSystemMessage(Sampling sampling) throws ModelException {
    Optional<String> unproven =
        SystemMessageCheck.byTokens(
            this,
            sampling,
            "start the server with the model's own chat template (vLLM and llama.cpp:"
                + " --chat-template FILE)",
            expected);
    return format == AnswerFormat.SCHEMA
        ? unproven
        : Optional.of(
            unproven.map(why -> why + "\n").orElse("")
                + spec.text()
                + ": the server refuses JSON schemas, so nothing holds its answers to one; more of"
                + " them may be invalid than on a server that does");
  }

  /**
   * What chat models differ in.
   *
   * @param completionTokens the limit under its newer name
   */
  private record ChatSettings(Sampling sampling, boolean completionTokens) {}

  private StreamingChatModel model(HttpClientBuilder connection, ChatSettings settings) {
    Sampling sampling = settings.sampling();
    OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder model =
        new OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder()
            .httpClientBuilder(connection)
            .baseUrl(server.endpoint().toString())
            .apiKey(key)
            .modelName(spec.model())
            .temperature(sampling.temperature())
            .seed(sampling.seed())
            .strictJsonSchema(true)
            .returnThinking(true);
    sampling.topP().ifPresent(model::topP);
    sampling.think().flatMap(this::effort).ifPresent(model::reasoningEffort);
    return (settings.completionTokens()
            ? model.maxCompletionTokens(sampling.maxTokens())
            : model.maxTokens(sampling.maxTokens()))
        .build();
  }

  /** A level; a family without another switch has on and off as levels as well. */
  private Optional<String> effort(Think think) {
    if (think.isLevel()) {
      return Optional.of(think.word());
    }
    return ThinkLevels.isSwitch(spec.model())
        ? Optional.of((think.isOff() ? Think.NONE : Think.HIGH).word())
        : Optional.empty();
  }

  /**
   * Qwen's, GLM's, Gemma's and Nemotron's templates know the first word, DeepSeek's and Kimi's the
   * second, MiniMax's the third, gpt-oss's the last.
   */
  private static Map<String, Object> template(Think think) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("enable_thinking", !think.isOff());
    words.put("thinking", !think.isOff());
    words.put("thinking_mode", think.isOff() ? "disabled" : "enabled");
    if (think.isLevel()) {
      words.put("reasoning_effort", think.word());
    }
    return words;
  }

  /** What servers have that LangChain4j does not, or do not all say in the same words. */
  private final class Call implements StreamConnection.Dialect {
    private final Sampling sampling;
    private final Optional<LabelProbabilities> labels;
    private final StringBuilder refusal = new StringBuilder();
    private final boolean askedForCompletionTokens = completionTokens;
    private final AnswerFormat askedFor = format;
    private String finish = "";
    private boolean hasMessage;
    private boolean marked;
    private int index = NONE_YET;
    private JsonNode usage = MissingNode.getInstance();
    private JsonNode timings = MissingNode.getInstance();

    Call(Prompt prompt, Sampling sampling) {
      this.sampling = sampling;
      labels =
          tellsLogProbabilities
              ? LabelField.find(prompt.schema())
                  .map(field -> new LabelProbabilities(field, LOG_PROBABILITIES))
              : Optional.empty();
    }

    /** What OpenAI's own API does not have, in the words that vLLM, SGLang and llama.cpp share. */
    @Override
    public void request(ObjectNode more) {
      sampling.topK().ifPresent(topK -> more.put("top_k", topK));
      if (format == AnswerFormat.ANY_JSON) {
        more.putObject(RESPONSE_FORMAT).put("type", "json_object");
      }
      sampling
          .think()
          // Servers refuse these words for a tokenizer that has no template.
          .filter(think -> !ThinkLevels.isSwitch(spec.model()))
          .ifPresent(
              think -> more.set("chat_template_kwargs", Json.PLAIN.valueToTree(template(think))));
      if (labels.isPresent()) {
        more.put("logprobs", true).put("top_logprobs", LabelProbabilities.ALTERNATIVES);
      }
    }

    @Override
    public Set<String> refused() {
      Set<String> fields = new LinkedHashSet<>();
      if (!streamOptions) {
        fields.add(STREAM_OPTIONS);
      }
      if (!seeds) {
        fields.add("seed");
      }
      if (format != AnswerFormat.SCHEMA) {
        fields.add(RESPONSE_FORMAT);
      }
      return fields;
    }

    @Override
    public ObjectNode event(JsonNode event) throws ModelException {
      usage = event.path("usage").isObject() ? event.get("usage") : usage;
      timings = event.path("timings").isObject() ? event.get("timings") : timings;
      ObjectNode read = Json.PLAIN.createObjectNode();
      ArrayNode choices = read.putArray("choices");
      JsonNode choice = ours(event.path("choices"));
      if (choice.isObject()) {
        // A server that cannot stream sends the whole message.
        JsonNode delta = choice.hasNonNull("delta") ? choice.get("delta") : choice.path("message");
        if (!delta.isObject() && !delta.isNull() && !delta.isMissingNode()) {
          throw server.reported("its message is no object: " + delta);
        }
        labels.ifPresent(
            watch ->
                watch.see(
                    Json.PLAIN.createObjectNode().set("choices", read.arrayNode().add(choice))));
        refusal.append(refusal(delta));
        hasMessage |= delta.isObject();
        // A message that came whole is at its end, whether a reason stands beside it or not.
        marked |= !choice.has("delta") && delta.isObject();
        finish =
            choice.path("finish_reason").isTextual()
                ? choice.get("finish_reason").asText()
                : finish;
        choices.addObject().put("index", 0).set("delta", readable(delta));
      }
      return read;
    }

    /** One is asked for; where a server writes several, their pieces come in any order. */
    private JsonNode ours(JsonNode choices) throws ModelException {
      if (!choices.isArray() && !choices.isNull() && !choices.isMissingNode()) {
        throw server.reported("its choices are no list: " + choices);
      }
      for (JsonNode choice : choices) {
        if (!choice.isObject()) {
          throw server.reported("a choice of it is no object: " + choice);
        }
        int at = choice.path("index").asInt();
        index = index == NONE_YET ? at : index;
        if (at == index) {
          return choice;
        }
      }
      return MissingNode.getInstance();
    }

    @Override
    public boolean ended() {
      return !finish.isEmpty() || marked;
    }

    @Override
    public void marked() {
      marked = true;
    }

    /** Whether a server that refused something of the request may answer it without. */
    boolean canDoWithout(ModelException refused) {
      boolean bad = refused.reason() == ModelException.Cause.BAD_REQUEST;
      if (bad && streamOptions && refused.getMessage().contains(STREAM_OPTIONS)) {
        streamOptions = false;
        return true;
      }
      if (bad && seeds && REFUSED_SEED.matcher(refused.getMessage()).find()) {
        seeds = false;
        return true;
      }
      if (bad
          && askedFor != AnswerFormat.NONE
          && REFUSED_FORMAT.matcher(refused.getMessage()).find()) {
        format = askedFor.looser();
        return true;
      }
      if (labels.isPresent() && refused.getMessage().contains("logprobs")) {
        tellsLogProbabilities = false;
        return true;
      }
      if (bad && !askedForCompletionTokens && WRONG_LIMIT.matcher(refused.getMessage()).find()) {
        completionTokens = true;
        return true;
      }
      return false;
    }

    Reply reply(StreamConnection.StreamResult answered) throws ModelException {
      if (!hasMessage && !answered.overrun()) {
        throw server.reported("it ended the answer without any message: " + answered.raw());
      }
      int written = ServerNumbers.count(usage.path("completion_tokens"));
      boolean refused = refusal.length() > 0;
      String text = refused ? refusal.toString() : answered.answer().text();
      return new Reply(
              server.safe(text),
              server.safe(answered.answer().thinking()),
              refused
                  ? Reply.Stop.REFUSAL
                  : answered.overrun() ? Reply.Stop.LENGTH : stop(text, written),
              ServerNumbers.count(usage.path("prompt_tokens")),
              written,
              Optional.empty(),
              ServerNumbers.time(timings.path("prompt_ms"), 1e6),
              ServerNumbers.time(timings.path("predicted_ms"), 1e6),
              answered.total(),
              server.safe(raw(answered.raw())))
          .withThought(answered.answer().thought(written, reasoningTokens()))
          .withLabels(labels.flatMap(LabelProbabilities::labels));
    }

    /** OpenAI and vLLM count it in the details, SGLang beside them; 0 where a server does not. */
    private int reasoningTokens() {
      int inDetails =
          ServerNumbers.count(usage.path("completion_tokens_details").path("reasoning_tokens"));
      return Math.max(
          0, inDetails >= 0 ? inDetails : ServerNumbers.count(usage.path("reasoning_tokens")));
    }

    /**
     * @throws ModelException where the server ended the answer, and not the model
     */
    private Reply.Stop stop(String text, int written) throws ModelException {
      return switch (finish.toLowerCase(Locale.ROOT)) {
        case "stop", "tool_calls", "function_call" -> Reply.Stop.END;
        case "length", "max_tokens", "max_output_tokens", "model_length" -> Reply.Stop.LENGTH;
        case "content_filter", "refusal", "safety" -> Reply.Stop.REFUSAL;
        case "error", "abort", "aborted", "cancelled", "canceled", "timeout", "load", "unload" ->
            throw endedBadly();
        default -> {
          boolean whole = isWhole(text);
          if (!whole && written >= sampling.maxTokens()) {
            // Whatever the server calls it.
            yield Reply.Stop.LENGTH;
          }
          if (!whole) {
            throw finish.isEmpty()
                ? server.failure(new StreamConnection.EndOfStreamException(), "")
                : endedBadly();
          }
          yield Reply.Stop.END;
        }
      };
    }

    private ModelException endedBadly() {
      return server.reported("it ended the answer with finish_reason \"" + finish + "\"");
    }

    /** The last event; with the word for the end where it is none that is known. */
    private String raw(String last) throws ModelException {
      if (List.of("", "stop", "length", "content_filter").contains(finish)) {
        return last;
      }
      ObjectNode raw = Json.PLAIN.createObjectNode().put("finish_reason", finish);
      return raw.set("last", Json.PLAIN.getNodeFactory().textNode(last)).toString();
    }
  }

  /** In a field of its own, or among the pieces of the text. */
  private static String refusal(JsonNode delta) {
    StringBuilder refusal = new StringBuilder(refusalText(delta.path("refusal")));
    if (delta.path("content").isArray()) {
      delta.get("content").forEach(piece -> refusal.append(refusalText(piece.path("refusal"))));
    }
    return refusal.toString();
  }

  /** A field that is there and says something is a refusal, whatever its form. */
  private static String refusalText(JsonNode field) {
    boolean none =
        field.isMissingNode()
            || field.isNull()
            || (field.isContainerNode() ? field.isEmpty() : field.asText().equals("false"));
    return none ? "" : field.isContainerNode() ? field.toString() : field.asText();
  }

  /**
   * A piece of the answer as LangChain4j reads it. vLLM from 0.11, LM Studio and Ollama's own /v1
   * call thinking {@code reasoning}; SGLang, llama.cpp, DeepSeek and older vLLM {@code
   * reasoning_content}; some send both; Mistral sends a list of pieces of both kinds.
   */
  private ObjectNode readable(JsonNode delta) throws ModelException {
    ObjectNode read = Json.PLAIN.createObjectNode().put("role", "assistant");
    String reasoning = delta.path("reasoning_content").asText("");
    StringBuilder thinking =
        new StringBuilder(reasoning.isEmpty() ? delta.path("reasoning").asText("") : reasoning);
    JsonNode content = delta.path("content");
    if (content.isArray()) {
      content.forEach(
          piece -> piece.path("thinking").forEach(t -> thinking.append(t.path("text").asText(""))));
    }
    if (thinking.length() > 0) {
      read.put("reasoning_content", thinking.toString());
    }
    return read.put("content", server.text(content));
  }

  /** Whether a text ends in JSON that is complete. */
  private static boolean isWhole(String text) {
    String json = ThinkBlock.after(text.strip()).orElse(text).strip();
    try {
      return json.startsWith("{") && Json.PLAIN.readTree(json).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  @Override
  public void close() {
    // Connections close by themselves when they are idle.
  }
}
