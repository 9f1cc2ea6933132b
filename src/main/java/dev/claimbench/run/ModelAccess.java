package dev.claimbench.run;

import dev.claimbench.model.LocalModels;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.ModelWithRevision;
import dev.claimbench.text.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is reached.
 *
 * @param context tokens that prompt and answer share, 256 or more
 * @param timeout of one call
 * @param stall longest silence of a server inside an answer
 * @param revision which weights a server has that tells no digest
 * @param endpoints further servers with the same model
 */
public record ModelAccess(
    int context,
    Duration timeout,
    Duration stall,
    Optional<String> revision,
    List<String> endpoints) {
  public static final int CONTEXT = 8192;
  public static final Duration TIMEOUT = Duration.ofSeconds(600);

  /**
   * @throws UserError for a value out of range
   */
  public ModelAccess {
    endpoints = List.copyOf(endpoints);
    atLeast("--timeout", 1, timeout.toSeconds());
    atLeast("--stall", 1, stall.toSeconds());
    atLeast("--context", 256, context);
  }

  /** One place, 8,192 tokens, ten minutes a call. */
  public static ModelAccess standard() {
    return new ModelAccess(CONTEXT, TIMEOUT, ModelOptions.USUAL_STALL, Optional.empty(), List.of());
  }

  /** With the user's word for which weights a server has that tells no digest. */
  public ModelAccess withRevision(String word) {
    return new ModelAccess(context, timeout, stall, Optional.of(word), endpoints);
  }

  private static void atLeast(String option, int least, long given) {
    if (given < least) {
      throw new UserError(option + ": expected " + least + " or more, got " + given);
    }
  }

  /**
   * What a model is opened with.
   *
   * @param variables of the environment
   * @param models finds files of models that run in this process
   */
  public ModelOptions options(Map<String, String> variables, LocalModels models) {
    return new ModelOptions(
        context, Runtime.getRuntime().availableProcessors(), variables::get, models, stall);
  }

  /**
   * Where a model is to be asked: where it says itself, and at each further endpoint.
   *
   * @throws UserError for a model that has no endpoint, and one that is named twice
   */
  public List<ModelSpec> places(ModelSpec model) {
    List<ModelSpec> places = new ArrayList<>(List.of(model));
    for (String endpoint : endpoints) {
      ModelSpec place = model.at(endpoint);
      if (places.contains(place)) {
        throw new UserError("--endpoint: " + place.text() + " is there twice");
      }
      places.add(place);
    }
    return places;
  }

  /** With the user's word for its weights, where one is given. */
  public Model identified(Model opened) {
    return revision.isPresent() ? new ModelWithRevision(opened, revision.get()) : opened;
  }
}
