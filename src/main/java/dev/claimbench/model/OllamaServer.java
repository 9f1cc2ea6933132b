package dev.claimbench.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ollama4j.Ollama;
import io.github.ollama4j.exceptions.OllamaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What an Ollama server has, and how it gets more. */
public final class OllamaServer {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** For small questions; a busy server may take a while. */
  private static final Duration ASKING = Duration.ofSeconds(30);

  private final URI endpoint;
  private final Ollama ollama;

  /** Nothing is sent yet. */
  public OllamaServer(URI endpoint) {
    this.endpoint = endpoint;
    this.ollama = new Ollama(endpoint.toString());
    ollama.setRequestTimeoutSeconds(ASKING.toSeconds());
  }

  /**
   * A model that was pulled.
   *
   * @param name with its tag, e.g. {@code qwen3:8b}
   * @param digest {@code sha256:…} of its manifest, the identity that a moving tag is not
   * @param quantization e.g. {@code Q4_K_M}; may be empty
   * @param family e.g. {@code qwen3}; may be empty
   * @param size bytes on disk
   */
  public record Pulled(String name, String digest, String quantization, String family, long size) {}

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
    try {
      return ollama.getVersion();
    } catch (OllamaException e) {
      throw server("").failure(e, "");
    }
  }

  /** All models that were pulled. */
  public List<Pulled> models() throws ModelException {
    return models("");
  }

  /**
   * @param wanted the model that they are looked through for, for errors
   */
  private List<Pulled> models(String wanted) throws ModelException {
    try {
      return ollama.listModels().stream()
          .map(
              model ->
                  new Pulled(
                      model.getName(),
                      "sha256:" + model.getDigest(),
                      orEmpty(model.getModelMeta().getQuantizationLevel()),
                      orEmpty(model.getModelMeta().getFamily()),
                      model.getSize()))
          .toList();
    } catch (OllamaException e) {
      throw server(wanted).failure(e, "");
    }
  }

  /**
   * The model of this name; {@code qwen3} means {@code qwen3:latest}, as Ollama has it.
   *
   * @throws ModelException with NO_MODEL where it was not pulled
   */
  public Pulled model(String name) throws ModelException {
    List<Pulled> models = models(name);
    for (Pulled model : models) {
      if (model.name().equals(name) || model.name().equals(name + ":latest")) {
        return model;
      }
    }
    throw new ModelException(
        ModelException.Cause.NO_MODEL,
        server(name).named() + ": " + missing(name, models.stream().map(Pulled::name).toList()));
  }

  private static String missing(String name, List<String> names) {
    List<String> nearest = Nearest.of(name, names);
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
        "ollama/" + model,
        endpoint,
        "start it with `ollama serve`, or name the machine: ollama/MODEL@http://HOST:11434",
        () -> missing(model, List.of()),
        "");
  }

  /** The model of this name as it is in memory now; empty where it is not, or nobody tells. */
  public Optional<LoadedModel> loaded(String name) throws ModelException {
    // ollama4j drops the context's size.
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/api/ps")).timeout(ASKING).build();
    try {
      HttpResponse<String> response =
          client().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        return Optional.empty();
      }
      for (JsonNode model : JSON.readTree(response.body()).path("models")) {
        if (model.path("name").asText().equals(name)) {
          return Optional.of(
              new LoadedModel(
                  name,
                  model.path("size").asLong(),
                  model.path("size_vram").asLong(),
                  model.path("context_length").asInt(0)));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw server(name).failure(e, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw server(name).failure(new IOException("interrupted", e), "");
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
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
                    JSON.createObjectNode().put("model", name).toString()))
            .build();
    try {
      HttpResponse<InputStream> response =
          client().send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw server(name)
              .status(
                  response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
        follow(name, body, progress);
      }
    } catch (IOException e) {
      throw server(name).failure(e, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw server(name).failure(new IOException("interrupted", e), "");
    }
  }

  private void follow(String name, InputStream body, Consumer<Progress> progress)
      throws IOException, ModelException {
    Map<String, Long> completed = new HashMap<>();
    Map<String, Long> total = new HashMap<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    String status = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode said = JSON.readTree(line);
      if (said.hasNonNull("error")) {
        throw refused(name, said.get("error").asText());
      }
      status = said.path("status").asText();
      if (said.hasNonNull("digest")) {
        completed.merge(said.get("digest").asText(), said.path("completed").asLong(), Math::max);
        total.merge(said.get("digest").asText(), said.path("total").asLong(), Math::max);
      }
      progress.accept(new Progress(status, sum(completed), sum(total)));
    }
    if (!status.equals("success")) {
      throw server(name).failure(new StreamedCall.EndOfStream(), status);
    }
  }

  private ModelException refused(String name, String error) {
    // What Ollama says for a name that its library does not have.
    boolean unknown = error.contains("file does not exist") || error.contains("not found");
    return new ModelException(
        unknown ? ModelException.Cause.NO_MODEL : ModelException.Cause.SERVER,
        server(name).named()
            + ": it cannot be pulled: "
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
