package dev.claimbench.model.catalogue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.claimbench.claim.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * The models that have a name, in the order of the file.
 *
 * @param models names are unique
 */
public record Catalogue(List<ModelFile> models) {
  /** The model that {@code claimbench run} takes when none is named. */
  public static final String DEFAULT_MODEL = "qwen2.5-coder-0.5b";

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private record Models(int version, List<ModelFile> models) {}

  private record Mirrors(int version, List<Mirror> mirrors) {}

  private record Mirror(String model, List<String> packages, String entries) {}

  public Catalogue {
    models = List.copyOf(models);
    if (models.stream().map(ModelFile::name).distinct().count() != models.size()
        || models.stream().map(ModelFile::file).distinct().count() != models.size()) {
      throw new IllegalArgumentException("two models share a name or a file: " + names(models));
    }
  }

  /** The catalogue that comes with Claimbench: {@code models.yaml} and its mirrors. */
  public static Catalogue load() {
    return parse(resource("/models.yaml"), resource("/models-mirrors.yaml"));
  }

  /**
   * Reads a catalogue.
   *
   * @param models text in the format of {@code models.yaml}
   * @param mirrors text in the format of {@code models-mirrors.yaml}
   * @throws IllegalArgumentException where a field is missing, unknown or out of range
   */
  static Catalogue parse(String models, String mirrors) {
    Models read = read(models, Models.class, "models.yaml");
    Mirrors last = read(mirrors, Mirrors.class, "models-mirrors.yaml");
    if (read.version() != 1 || last.version() != 1) {
      throw new IllegalArgumentException(
          "models.yaml and models-mirrors.yaml: version must be 1, got %d and %d"
              .formatted(read.version(), last.version()));
    }
    Map<String, ModelFile> byName = new LinkedHashMap<>();
    for (ModelFile model : read.models()) {
      if (byName.put(model.name(), model) != null) {
        throw new IllegalArgumentException("models.yaml: " + model.name() + " is there twice");
      }
    }
    for (Mirror mirror : last.mirrors()) {
      if (!byName.containsKey(mirror.model())) {
        throw new IllegalArgumentException(
            "models-mirrors.yaml: no model '" + mirror.model() + "' in models.yaml");
      }
      byName.computeIfPresent(
          mirror.model(),
          (name, model) ->
              model.withMirror(new Source.Wheels(mirror.packages(), mirror.entries())));
    }
    return new Catalogue(new ArrayList<>(byName.values()));
  }

  /**
   * The model of that name; {@code gguf/} before it is taken off.
   *
   * @throws UserError for a name that is not in the catalogue, with the nearest ones
   */
  public ModelFile find(String name) {
    String wanted = name.startsWith("gguf/") ? name.substring("gguf/".length()) : name;
    return models.stream()
        .filter(m -> m.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    ("unknown model '%s': expected a name of the catalogue (nearest: %s) or a path"
                            + " that ends in .gguf; `claimbench models list` shows all")
                        .formatted(name, String.join(", ", nearest(wanted)))));
  }

  /** At most three names, the most alike first. */
  private List<String> nearest(String wanted) {
    JaroWinklerSimilarity alike = new JaroWinklerSimilarity();
    return models.stream()
        .map(ModelFile::name)
        .sorted(
            Comparator.comparingDouble((String n) -> -alike.apply(wanted, n))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .toList();
  }

  private static List<String> names(List<ModelFile> models) {
    return models.stream().map(ModelFile::name).toList();
  }

  private static <T> T read(String yaml, Class<T> type, String file) {
    try {
      return YAML.readValue(yaml, type);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new IllegalArgumentException(file + ":" + line + ": " + e.getOriginalMessage(), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
