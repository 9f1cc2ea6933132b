package dev.claimbench.model.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.claimbench.text.Json;
import dev.claimbench.text.MalformedTextException;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlTree;
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
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * The models that have a name, in the order of the files.
 *
 * @param models those of one file; names are unique
 * @param folders those of several files; names are unique, and no model's
 */
public record Catalogue(List<ModelFile> models, List<ModelFolder> folders) {
  /** The model that {@code claimbench run} takes when none is named. */
  public static final String DEFAULT_MODEL = "qwen2.5-coder-0.5b";

  private static final ObjectMapper YAML =
      JsonMapper.builder()
          // "007" is a text, and no number.
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** What is not known of a file is left out. */
  private static final ObjectMapper LENIENT =
      JsonMapper.builder().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();

  private record Folders(int version, List<ModelFolder> models) {}

  private record Models(int version, List<ModelFile> models) {}

  private record Mirrors(int version, List<Mirror> mirrors) {}

  private record Mirror(String model, List<String> packages, String entries) {}

  public Catalogue {
    models = List.copyOf(models);
    folders = List.copyOf(folders);
    List<String> all = new ArrayList<>(names(models));
    folders.forEach(folder -> all.add(folder.name()));
    if (all.stream().distinct().count() != all.size()
        || models.stream().map(ModelFile::file).distinct().count() != models.size()) {
      throw new IllegalArgumentException("two models share a name or a file: " + all);
    }
  }

  /**
   * The catalogue that comes with Claimbench: {@code models.yaml} and its mirrors, {@code
   * models-onnx.yaml}.
   */
  public static Catalogue load() {
    return new Catalogue(
        parse(resource("/models.yaml"), resource("/models-mirrors.yaml")).models(),
        parseFolders(resource("/models-onnx.yaml")));
  }

  /**
   * Reads models of several files.
   *
   * @param folders text in the format of {@code models-onnx.yaml}
   * @throws IllegalArgumentException where a field is missing, unknown or out of range
   */
  static List<ModelFolder> parseFolders(String folders) {
    Folders read = read(LENIENT, folders, Folders.class, "models-onnx.yaml");
    if (read.version() != 1) {
      throw new IllegalArgumentException(
          "models-onnx.yaml: version must be 1, got " + read.version());
    }
    return read.models();
  }

  /**
   * Reads a catalogue.
   *
   * @param models text in the format of {@code models.yaml}
   * @param mirrors text in the format of {@code models-mirrors.yaml}
   * @throws IllegalArgumentException where a field is missing, unknown or out of range
   */
  static Catalogue parse(String models, String mirrors) {
    Models read = read(YAML, models, Models.class, "models.yaml");
    Mirrors last = read(YAML, mirrors, Mirrors.class, "models-mirrors.yaml");
    if (read.version() != 1 || last.version() != 1) {
      throw new IllegalArgumentException(
          Text.format(
              "models.yaml and models-mirrors.yaml: version must be 1, got %d and %d",
              read.version(), last.version()));
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
    return new Catalogue(new ArrayList<>(byName.values()), List.of());
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
                        .formatted(name, String.join(", ", nearest(wanted, names(models))))));
  }

  /** The model of several files of that name; {@code djl/} or {@code djl-nli/} is taken off. */
  public Optional<ModelFolder> folder(String name) {
    String wanted = name.replaceFirst("^djl(-nli)?/", "");
    return folders.stream().filter(f -> f.name().equals(wanted)).findFirst();
  }

  /**
   * What to say of a name that no folder has, and no file that one could be made of.
   *
   * @return the error, with the nearest names
   */
  UserError noFolder(String name) {
    List<String> all = new ArrayList<>();
    folders.forEach(folder -> all.add(folder.name()));
    all.addAll(names(models));
    return new UserError(
        ("unknown model '%s': expected a name of the catalogue (nearest: %s), a folder with an ONNX"
                + " export, or a path that ends in .gguf; `claimbench models list` shows all")
            .formatted(name, String.join(", ", nearest(name, all))));
  }

  /** At most three names, the most alike first. */
  private static List<String> nearest(String wanted, List<String> names) {
    JaroWinklerSimilarity alike = new JaroWinklerSimilarity();
    return names.stream()
        .sorted(
            Comparator.comparingDouble((String n) -> -alike.apply(wanted, n))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .toList();
  }

  private static List<String> names(List<ModelFile> models) {
    return models.stream().map(ModelFile::name).toList();
  }

  private static <T> T read(ObjectMapper mapper, String yaml, Class<T> type, String file) {
    YamlTree tree;
    try {
      tree = YamlTree.parse(yaml);
    } catch (MalformedTextException e) {
      throw new IllegalArgumentException(file + e.place() + ": " + e.getMessage(), e);
    }
    try {
      return mapper.treeToValue(tree.root(), type);
    } catch (JsonProcessingException e) {
      StringBuilder pointer = new StringBuilder();
      if (e instanceof JsonMappingException mapping) {
        for (JsonMappingException.Reference at : mapping.getPath()) {
          pointer.append('/').append(at.getFieldName() == null ? at.getIndex() : at.getFieldName());
        }
      }
      throw new IllegalArgumentException(
          file + ":" + tree.line(pointer.toString()) + ": " + Json.reason(e), e);
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
