package dev.claimbench.model;

import dev.claimbench.claim.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code runtime/model[@where]}. */
final class SpecText {
  /** The first {@code @} before a scheme: a later one belongs to credentials in the URL. */
  private static final Pattern WHERE = Pattern.compile("@(?=[A-Za-z][A-Za-z0-9+.-]*://)");

  private SpecText() {}

  static ModelSpec parse(String text) {
    int slash = text.indexOf('/');
    String runtime = slash < 0 ? text : text.substring(0, slash);
    if (!ModelSpec.runtimes().contains(runtime)) {
      if (text.endsWith(".gguf")) {
        return new ModelSpec.Gguf(text);
      }
      throw unknownRuntime(text, runtime);
    }
    String rest = slash < 0 ? "" : text.substring(slash + 1);
    if (rest.isBlank()) {
      throw new UserError("model '" + runtime + "/' names no model; expected " + example(runtime));
    }
    return switch (runtime) {
      case "gguf" -> new ModelSpec.Gguf(rest);
      case "djl" -> new ModelSpec.Djl(rest);
      case "djl-nli" -> new ModelSpec.DjlNli(rest);
      case "replay" -> new ModelSpec.Replay(Path.of(rest));
      case "ollama" -> {
        Address address = address(runtime, rest);
        yield new ModelSpec.Ollama(
            address.model(), address.where().orElse(ModelSpec.Ollama.DEFAULT));
      }
      default -> {
        Address address = address(runtime, rest);
        yield new ModelSpec.OpenAi(
            address.model(),
            address
                .where()
                .orElseThrow(
                    () ->
                        new UserError(
                            "model openai/"
                                + address.model()
                                + " does not say where; expected "
                                + example(runtime))));
      }
    };
  }

  static ModelSpec at(ModelSpec spec, String url) {
    String named = "--endpoint";
    if (spec instanceof ModelSpec.Ollama ollama) {
      return new ModelSpec.Ollama(ollama.model(), endpoint(named, url, "ollama"));
    }
    if (spec instanceof ModelSpec.OpenAi openAi) {
      return new ModelSpec.OpenAi(openAi.model(), endpoint(named, url, "openai"));
    }
    throw new UserError(
        named
            + ": "
            + spec.text()
            + " runs in this process; endpoints are for ollama/ and openai/");
  }

  private record Address(String model, Optional<URI> where) {}

  private static Address address(String runtime, String rest) {
    Matcher at = WHERE.matcher(rest);
    if (!at.find()) {
      int bare = rest.indexOf('@');
      if (bare >= 0) {
        // What follows may be a password, so it is not repeated.
        throw new UserError(
            "model "
                + runtime
                + "/"
                + rest.substring(0, bare)
                + ": after the @ a URL was expected, as in "
                + example(runtime));
      }
      return new Address(rest, Optional.empty());
    }
    String model = rest.substring(0, at.start());
    String named = "model " + runtime + "/" + model;
    if (model.isBlank()) {
      throw new UserError(named + " names no model; expected " + example(runtime));
    }
    return new Address(model, Optional.of(endpoint(named, rest.substring(at.end()), runtime)));
  }

  private static URI endpoint(String named, String url, String runtime) {
    URI uri;
    try {
      uri = new URI(url.replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw new UserError(named + ": its address is not a URL; expected " + example(runtime));
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new UserError(
          named
              + ": its address must not hold credentials, a query or a fragment, because it is"
              + " written into every run; put the API key into CLAIMBENCH_API_KEY");
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new UserError(
          named
              + ": its address must be http:// or https:// and a host; expected "
              + example(runtime));
    }
    return uri;
  }

  private static UserError unknownRuntime(String text, String runtime) {
    String shown = runtime.length() > 40 || runtime.contains("@") ? "…" : runtime;
    List<String> nearest = Nearest.of(runtime, ModelSpec.runtimes());
    return new UserError(
        "unknown runtime '"
            + shown
            + "' in the model's name; expected runtime/model, where runtime is one of "
            + String.join(", ", ModelSpec.runtimes())
            + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?")
            + (text.contains("/") ? "" : " For example " + example("gguf")));
  }

  private static String example(String runtime) {
    return switch (runtime) {
      case "djl", "djl-nli" -> runtime + "/path/to/folder";
      case "ollama" -> "ollama/qwen3:8b or ollama/qwen3:8b@http://gpu1:11434";
      case "openai" -> "openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1";
      case "replay" -> "replay/runs/<id>";
      default -> "gguf/qwen2.5-coder-0.5b or gguf/path/to/model.gguf";
    };
  }
}
