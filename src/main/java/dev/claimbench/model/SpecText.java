package dev.claimbench.model;

import dev.claimbench.text.NearestNames;
import dev.claimbench.text.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code runtime/model[@where]}. */
final class SpecText {
  /** The first {@code @} before a scheme: a later one belongs to credentials in the URL. */
  private static final Pattern WHERE = Pattern.compile("@(?=[A-Za-z][A-Za-z0-9+.-]*://)");

  /** What a path does not begin with. */
  private static final Pattern ADDRESS = Pattern.compile("\\A[A-Za-z][A-Za-z0-9+.-]*://");

  private SpecText() {}

  static ModelSpec parse(String text) {
    int slash = text.indexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    ModelRuntime runtime = Runtimes.named(name).orElse(null);
    if (runtime == null && ADDRESS.matcher(text).find()) {
      throw new UserError(
          "expected a model as runtime/model, got an address; put runtime and model before it, as"
              + " in "
              + Runtimes.named("ollama").map(ModelRuntime::example).orElse("ollama/qwen3:8b"));
    }
    if (runtime == null) {
      return Runtimes.all().stream()
          .filter(r -> r.recognizes(text))
          .findFirst()
          .orElseThrow(() -> unknownRuntime(text, name))
          .parse(text);
    }
    String rest = slash < 0 ? "" : text.substring(slash + 1);
    if (rest.isBlank()) {
      throw new UserError("model '" + name + "/' names no model; expected " + runtime.example());
    }
    if (runtime.location() != ModelRuntime.Location.SERVER && ADDRESS.matcher(rest).find()) {
      throw new UserError(
          "model "
              + runtime.name()
              + "/: expected a name or a path, got an address; download it, and give its path"
              + " (what an address says of users and passwords is not repeated here)");
    }
    return runtime.parse(rest);
  }

  /** What stands after the slash, as most runtimes have it. */
  static ModelSpec parse(ModelRuntime runtime, String rest) {
    if (runtime.location() != ModelRuntime.Location.SERVER) {
      return new ModelSpec(runtime, rest, Optional.empty());
    }
    Address address = address(runtime, rest);
    if (address.where().isEmpty() && runtime.defaultEndpoint(variable -> null).isEmpty()) {
      throw new UserError(
          "model "
              + runtime.name()
              + "/"
              + address.model()
              + " does not say where; expected "
              + runtime.example());
    }
    return new ModelSpec(runtime, address.model(), address.where());
  }

  static ModelSpec at(ModelSpec spec, String url) {
    ModelRuntime runtime = spec.runtime();
    String named = "--endpoint";
    if (runtime.location() != ModelRuntime.Location.SERVER) {
      throw new UserError(
          named + ": " + spec.text() + " runs in this process; endpoints are for " + servers());
    }
    return new ModelSpec(runtime, spec.model(), Optional.of(endpoint(named, url, runtime)));
  }

  private static String servers() {
    return Runtimes.all().stream()
        .filter(r -> r.location() == ModelRuntime.Location.SERVER)
        .map(r -> r.name() + "/")
        .collect(Collectors.joining(" and "));
  }

  private record Address(String model, Optional<URI> where) {}

  private static Address address(ModelRuntime runtime, String rest) {
    Matcher at = WHERE.matcher(rest);
    if (!at.find()) {
      int bare = rest.indexOf('@');
      if (bare >= 0) {
        // What follows may be a password, so it is not repeated; nor what stands before the host.
        throw new UserError(
            "model "
                + runtime.name()
                + "/"
                + (ADDRESS.matcher(rest).find() ? "…" : rest.substring(0, bare))
                + ": after the @ a URL was expected, as in "
                + runtime.example());
      }
      return new Address(rest, Optional.empty());
    }
    String model = rest.substring(0, at.start());
    String named = "model " + runtime.name() + "/" + model;
    if (model.isBlank()) {
      throw new UserError(named + " names no model; expected " + runtime.example());
    }
    return new Address(model, Optional.of(endpoint(named, rest.substring(at.end()), runtime)));
  }

  private static URI endpoint(String named, String url, ModelRuntime runtime) {
    URI uri;
    try {
      uri = new URI(url.replaceAll("(?<!/)/++$", ""));
    } catch (URISyntaxException e) {
      throw new UserError(named + ": its address is not a URL; expected " + runtime.example());
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
              + runtime.example());
    }
    return uri;
  }

  private static UserError unknownRuntime(String text, String runtime) {
    String shown = runtime.length() > 40 || runtime.contains("@") ? "…" : runtime;
    List<String> nearest = NearestNames.find(runtime, Runtimes.names());
    return new UserError(
        "unknown runtime '"
            + shown
            + "' in the model's name; expected runtime/model, where runtime is one of "
            + String.join(", ", Runtimes.names())
            + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?")
            + (text.contains("/") ? "" : " For example " + Runtimes.all().get(0).example()));
  }
}
