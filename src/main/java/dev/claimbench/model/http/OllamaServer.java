package dev.claimbench.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.FileDigest;
import dev.claimbench.model.LoadedModel;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ServerNumbers;
import dev.claimbench.model.gguf.GgufHeader;
import dev.claimbench.text.Json;
import dev.claimbench.text.NearestNames;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import io.github.ollama4j.models.response.Model;
import io.github.ollama4j.models.response.ModelMeta;
import io.github.ollama4j.utils.Utils;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an Ollama server has, and how it gets more. */
public final class OllamaServer {

  /** A pull says how far it is many times a second; it may look for something that long. */
  private static final Duration QUIET = Duration.ofMinutes(5);

  /** Two days of progress, and no line of it is long. */
  private static final long MOST_PROGRESS = 1L << 30;

  /** A file of a hundred gigabytes over a slow network. */
  private static final Duration SENDING = Duration.ofHours(24);

  /** How the store names a file: {@code …/blobs/sha256-…}. */
  private static final Pattern BLOB = Pattern.compile("sha256[-:]([0-9a-f]{64})\\s*$");

  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{3,128}");

  /** KoboldCpp and other servers that imitate Ollama tell this of whatever they have loaded. */
  private static final String COPIED =
      "b5dc5e784f2a3ee1582373093acf69a2f4e2ac1710b253a001712b86a61f88bb";

  /** The model whose digest it is. */
  private static final String COPIED_FROM = "qwen";

  private static final int MOST_LINE = 1 << 20;
  private static final int MOST_LAYERS = 10_000;

  private final URI endpoint;
  private final SharedClient http;

  /** With the JDK's own settings for proxies; nothing is sent yet. */
  public OllamaServer(URI endpoint) {
    this(endpoint, name -> null);
  }

  /**
   * Nothing is sent yet.
   *
   * @param environment looks up a variable, for the proxy; null where it is not set
   */
  public OllamaServer(URI endpoint, Function<String, String> environment) {
    this(endpoint, new SharedClient(environment));
  }

  OllamaServer(URI endpoint, SharedClient http) {
    this.endpoint = endpoint;
    this.http = http;
  }

  /**
   * A model that was pulled.
   *
   * @param name with its tag, e.g. {@code qwen3:8b}
   * @param digest {@code sha256:…} of its manifest, the identity that a moving tag is not; empty
   *     where the server does not tell
   * @param quantization e.g. {@code Q4_K_M}; may be empty
   * @param family e.g. {@code qwen3}; may be empty
   * @param size bytes on disk
   */
  public record PulledModel(
      String name, String digest, String quantization, String family, long size) {}

  /**
   * How a model is asked.
   *
   * @param template Go's, that makes a prompt of messages
   * @param renderer built into the server, in the place of the template; empty for none
   * @param weights {@code sha256:…} of the file that it was created from; empty where not reported
   * @param adapter name and digest of one that is merged into the file, else the digest of one
   *     beside it; empty where it has none
   */
  record ModelTemplate(String template, String renderer, String weights, String adapter) {
    /** Templates have it as a text of its own, or go through all messages. */
    boolean takesSystemMessage() {
      return !renderer.isEmpty()
          || template.isBlank()
          || template.contains(".System")
          || template.contains(".Messages");
    }
  }

  /**
   * How far a pull is.
   *
   * @param status in Ollama's words, e.g. {@code pulling manifest}
   * @param completed bytes, over all layers seen so far
   * @param total bytes; 0 while unknown
   */
  public record Progress(String status, long completed, long total) {}

  /** The server's version, e.g. {@code 0.17.4}. */
  public String version() throws ModelException {
    return ask("", "/api/version", "").path("version").asText("");
  }

  /**
   * A whole answer, which has to be JSON.
   *
   * @param name of the model that it is about, for errors
   * @param body empty for a {@code GET}
   */
  private JsonNode ask(String name, String path, String body) throws ModelException {
    String said = "";
    try {
      SharedClient.Response answer = http.json(endpoint + path, Map.of(), body);
      said = answer.body();
      if (!answer.ok()) {
        throw server(name).status(answer.status(), said, answer.headers());
      }
      return Json.PLAIN.readTree(said);
    } catch (IOException e) {
      throw server(name).failure(e, said);
    }
  }

  /** All models that were pulled. */
  public List<PulledModel> models() throws ModelException {
    return models("");
  }

  /**
   * @param wanted the model that they are looked through for, for errors
   */
  private List<PulledModel> models(String wanted) throws ModelException {
    List<PulledModel> models = new ArrayList<>();
    JsonNode tags = ask(wanted, "/api/tags", "");
    if (!tags.isObject()) {
      throw server(wanted)
          .reported("expected {\"models\": […]} of /api/tags, but it sent " + tags.getNodeType());
    }
    for (JsonNode entry : tags.path("models")) {
      PulledModel model = pulled(entry);
      if (!model.name().isBlank()) {
        models.add(model);
      }
    }
    return models;
  }

  /** What cannot be read of one model must not keep the others from being found. */
  private static PulledModel pulled(JsonNode entry) {
    if (!entry.isObject()) {
      return new PulledModel("", "", "", "", 0);
    }
    Model model;
    try {
      model = Utils.getObjectMapper().treeToValue(entry, Model.class);
    } catch (JsonProcessingException e) {
      return new PulledModel(entry.path("name").asText(""), digest(entry), "", "", 0);
    }
    ModelMeta meta = model.getModelMeta() == null ? new ModelMeta() : model.getModelMeta();
    return new PulledModel(
        orEmpty(model.getName()),
        digest(entry),
        orEmpty(meta.getQuantizationLevel()),
        orEmpty(meta.getFamily()),
        model.getSize());
  }

  /** Only what can be a hash is one: {@code null}, {@code "none"} or a number names no weights. */
  private static String digest(JsonNode entry) {
    JsonNode reported = entry.path("digest");
    String hex =
        reported.isTextual() ? reported.asText().strip().replaceFirst("^sha256[:-]", "") : "";
    boolean isPlaceholder = hex.chars().distinct().count() < 2;
    boolean isCopied =
        hex.equals(COPIED) && !entry.path("name").asText().startsWith(COPIED_FROM + ":");
    return HEX.matcher(hex).matches() && !isPlaceholder && !isCopied ? "sha256:" + hex : "";
  }

  /**
   * The model of this name; {@code qwen3} means {@code qwen3:latest}, as Ollama has it.
   *
   * @throws ModelException with NO_MODEL where it was not pulled
   */
  public PulledModel model(String name) throws ModelException {
    List<PulledModel> models = models(name);
    for (PulledModel model : models) {
      if (model.name().equals(name) || model.name().equals(name + ":latest")) {
        return model;
      }
    }
    throw new ModelException(
        ModelException.Cause.NO_MODEL,
        server(name).named()
            + ": "
            + missing(name, models.stream().map(PulledModel::name).toList()));
  }

  private static String missing(String name, List<String> names) {
    List<String> nearest = NearestNames.find(name, names);
    return "the model has not been pulled; run `claimbench models pull ollama/"
        + name
        + "` or `ollama pull "
        + name
        + "`"
        + (nearest.isEmpty() ? "" : "; pulled are " + String.join(", ", nearest));
  }

  /** The server as errors about one of its models speak of it. */
  Server server(String model) {
    return new Server(
        model.isEmpty() ? "ollama" : "ollama/" + model,
        endpoint,
        "start it with `ollama serve`, or name the machine: ollama/MODEL@http://HOST:11434",
        () -> missing(model, List.of()),
        "");
  }

  /** The model of this name as it is in memory now; empty where it is not, or nobody tells. */
  public Optional<LoadedModel> loaded(String name) throws ModelException {
    JsonNode running;
    try {
      running = ask(name, "/api/ps", "");
    } catch (ModelException e) {
      if (e.reason() == ModelException.Cause.NO_MODEL) {
        // An old server has no such route.
        return Optional.empty();
      }
      throw e;
    }
    // ollama4j drops the context's size.
    for (JsonNode model : running.path("models")) {
      if (model.path("name").asText().equals(name)) {
        return Optional.of(
            new LoadedModel(
                name,
                bytes(model.path("size")),
                bytes(model.path("size_vram")),
                Math.max(0, ServerNumbers.count(model.path("context_length")))));
      }
    }
    return Optional.empty();
  }

  /**
   * How a model is asked; as if nothing were known of it where an old server does not say.
   *
   * @throws ModelException where the server does not answer
   */
  ModelTemplate show(String name) throws ModelException {
    JsonNode tree;
    try {
      tree = ask(name, "/api/show", Json.PLAIN.createObjectNode().put("model", name).toString());
    } catch (ModelException e) {
      if (e.reason() == ModelException.Cause.NO_MODEL) {
        return new ModelTemplate("", "", "", "");
      }
      throw e;
    }
    // Field by field: ollama4j drops some, and gives up all for one that it does not expect.
    return new ModelTemplate(
        tree.path("template").isTextual() ? tree.get("template").asText() : "",
        tree.path("renderer").asText(""),
        blob("FROM ", tree.path("modelfile").asText("")),
        adapter(tree));
  }

  /** One that is merged into the file says so in the file's header. */
  private static String adapter(JsonNode tree) {
    JsonNode header = tree.path("model_info");
    String merged =
        GgufHeader.adapter(
            header.path(GgufHeader.ADAPTER_NAME).asText(),
            header.path(GgufHeader.ADAPTER_DIGEST).asText());
    return merged.isEmpty() ? blob("ADAPTER ", tree.path("modelfile").asText("")) : merged;
  }

  /** The first line of an instruction that names a file of the server's own store. */
  private static String blob(String instruction, String modelfile) {
    return modelfile
        .lines()
        .filter(line -> line.startsWith(instruction))
        .map(BLOB::matcher)
        .filter(Matcher::find)
        .map(from -> "sha256:" + from.group(1))
        .findFirst()
        .orElse("");
  }

  /**
   * Creates a model from a GGUF file with the file's own chat template.
   *
   * @param progress of what is sent
   * @throws ModelException where the server does not answer or refuses it
   */
  public void create(String name, Modelfile modelfile, Consumer<Progress> progress)
      throws ModelException {
    ObjectNode body =
        Json.PLAIN.createObjectNode().put("model", name).put("template", modelfile.template());
    send(name, modelfile.gguf(), body.putObject("files"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/api/create"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    follow(name, request, "created", progress);
  }

  /** Sends a file unless the server has it, and adds its name and digest. */
  private void send(String name, Path file, ObjectNode files) throws ModelException {
    String digest;
    HttpRequest.BodyPublisher content;
    try {
      digest = FileDigest.compute(file);
      content = HttpRequest.BodyPublishers.ofFile(file);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
    URI blob = URI.create(endpoint + "/api/blobs/" + digest);
    try {
      boolean there =
          http.whole(
                  HttpRequest.newBuilder(blob)
                      .method("HEAD", HttpRequest.BodyPublishers.noBody())
                      .build(),
                  SharedClient.USUAL_LIMIT)
              .ok();
      if (!there) {
        SharedClient.Response sent =
            http.whole(HttpRequest.newBuilder(blob).POST(content).build(), SENDING);
        if (!sent.ok()) {
          throw server(name).status(sent.status(), sent.body(), sent.headers());
        }
      }
    } catch (IOException e) {
      throw server(name).failure(e, "");
    }
    files.put(file.getFileName().toString(), digest);
  }

  /**
   * Has the server fetch a model; a pull that was interrupted goes on where it stopped.
   *
   * @throws ModelException with NO_MODEL where Ollama's library has none of this name
   */
  public void pull(String name, Consumer<Progress> progress) throws ModelException {
    // ollama4j pulls without telling how far it is.
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/api/pull"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Json.PLAIN.createObjectNode().put("model", name).toString()))
            .build();
    follow(name, request, "pulled", progress);
  }

  /** Follows what a server says of its progress, as long as it says something. */
  private void follow(String name, HttpRequest request, String done, Consumer<Progress> progress)
      throws ModelException {
    AtomicLong lastAt = new AtomicLong(System.nanoTime());
    SharedClient.PendingResponse<Void> following =
        http.start(
            self -> {
              HttpResponse<InputStream> response = self.send(request);
              try (InputStream body = SharedClient.body(response, MOST_PROGRESS)) {
                if (response.statusCode() != 200) {
                  throw server(name)
                      .status(
                          response.statusCode(),
                          new String(body.readNBytes(MOST_LINE), StandardCharsets.UTF_8),
                          response.headers());
                }
                follow(
                    name,
                    body,
                    done,
                    far -> {
                      lastAt.set(System.nanoTime());
                      progress.accept(far);
                    });
              }
              return null;
            });
    try {
      while (true) {
        try {
          Void unused = following.get(Duration.ofSeconds(1));
          return;
        } catch (TimeoutException e) {
          if (System.nanoTime() - lastAt.get() > QUIET.toNanos()) {
            throw server(name)
                .failure(
                    new HttpTimeoutException(
                        "it sent nothing more for " + QUIET.toMinutes() + " minutes"),
                    "");
          }
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ModelException said
          ? said
          : server(name).failure(e.getCause(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw server(name).failure(new IOException("interrupted", e), "");
    } finally {
      following.hangUp();
    }
  }

  private void follow(String name, InputStream body, String done, Consumer<Progress> progress)
      throws IOException, ModelException {
    Map<String, Long> completed = new HashMap<>();
    Map<String, Long> total = new HashMap<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    String status = "";
    for (String line = line(lines); line != null; line = line(lines)) {
      JsonNode said = Json.PLAIN.readTree(line);
      if (said.hasNonNull("error")) {
        throw refused(name, said.get("error").asText(), done);
      }
      status = said.path("status").asText();
      if (said.hasNonNull("digest") && total.size() < MOST_LAYERS) {
        completed.merge(said.get("digest").asText(), bytes(said.path("completed")), Math::max);
        total.merge(said.get("digest").asText(), bytes(said.path("total")), Math::max);
      }
      progress.accept(new Progress(status, sum(completed), sum(total)));
    }
    if (!status.equals("success")) {
      throw server(name).failure(new StreamConnection.EndOfStreamException(), status);
    }
  }

  /** 0 where it is no number of bytes that a disk has. */
  private static long bytes(JsonNode reported) {
    boolean some =
        reported.isIntegralNumber() && reported.canConvertToLong() && reported.asLong() > 0;
    return some && reported.asLong() < 1L << 50 ? reported.asLong() : 0;
  }

  /** The next line; null at the end. */
  private static @Nullable String line(BufferedReader lines) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = lines.read(); c != '\n'; c = lines.read()) {
      if (c < 0) {
        return line.length() == 0 ? null : line.toString();
      }
      if (line.length() >= MOST_LINE) {
        throw new SharedClient.ResponseTooLargeException(MOST_LINE);
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private ModelException refused(String name, String error, String done) {
    // What Ollama says for a name that its library does not have.
    boolean unknown = error.contains("file does not exist") || error.contains("not found");
    return new ModelException(
        unknown ? ModelException.Cause.NO_MODEL : ModelException.Cause.SERVER,
        server(name).named()
            + ": it cannot be "
            + done
            + ": "
            + error
            + (unknown ? "; see https://ollama.com/library for the names" : ""));
  }

  private static long sum(Map<String, Long> bytes) {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
