package dev.claimbench.model;

import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One model on several servers: each call goes to the one with the fewest calls in flight. A server
 * that does not answer gets no more for a while, and the calls that it had go to the others at
 * once.
 */
final class LoadBalancedModel implements Model {
  /** After this, one call finds out whether a server is back. */
  private static final long REST_NANOS = 30_000_000_000L;

  /** Failures in a row of a server that does answer; it would draw all calls by failing fast. */
  private static final int MOST_FAILED = 3;

  private final ModelInfo info;
  private final List<Place> places;

  /** A server with what is known of it; guarded by the outer class. */
  private static final class Place {
    private final Model model;
    private int inFlight;
    private long asked;
    private int failed;
    private boolean resting;
    private long restsUntil;

    Place(Model model) {
      this.model = model;
    }

    boolean rests(long now) {
      return resting && restsUntil - now > 0;
    }

    void rest(long now) {
      resting = true;
      restsUntil = now + REST_NANOS;
    }
  }

  /**
   * @param spec as the user named the first one, whether it answers or not: a run that goes on must
   *     find itself again
   * @param models the same model on each
   * @throws UserError where they are not the same model
   */
  LoadBalancedModel(String spec, List<Model> models) {
    ModelInfo first = models.get(0).info();
    for (Model model : models) {
      same("digest", first, first.digest(), model, model.info().digest());
      same("quantisation", first, first.quantization(), model, model.info().quantization());
      same("context", first, first.context(), model, model.info().context());
    }
    info =
        new ModelInfo(
            spec,
            first.runtime(),
            first.name(),
            first.digest(),
            first.quantization(),
            first.context(),
            first.versions());
    places = models.stream().map(Place::new).toList();
  }

  private static void same(String what, ModelInfo first, Object mine, Model model, Object theirs) {
    if (!Objects.equals(mine, theirs)) {
      throw new UserError(
          model.info().spec()
              + ": not the model of "
              + first.spec()
              + ": its "
              + what
              + " is "
              + theirs
              + ", not "
              + mine
              + "; endpoints share a run only with the same model");
    }
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public List<String> endpoints() {
    return places.stream().map(place -> place.model.info().spec()).toList();
  }

  @Override
  public Optional<String> requireSystemMessage(Sampling sampling) throws ModelException {
    Optional<String> unproven = Optional.empty();
    ModelException last = null;
    int reached = 0;
    for (Place place : places) {
      try {
        Optional<String> why = place.model.requireSystemMessage(sampling);
        unproven = unproven.or(() -> why);
        reached++;
      } catch (ModelException e) {
        // A server that is gone is asked nothing for now; the others are.
        last = e;
      }
    }
    if (reached == 0) {
      throw last;
    }
    ModelException gone = last;
    return unproven.or(
        () ->
            Optional.ofNullable(gone)
                .map(
                    e ->
                        "whether a system message arrives could not be proven: " + e.getMessage()));
  }

  @Override
  public int countTokens(Prompt prompt) throws ModelException {
    return places.get(0).model.countTokens(prompt);
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    Set<Place> tried = new HashSet<>();
    while (true) {
      Place place = take(tried);
      try {
        Reply reply = place.model.ask(prompt, sampling);
        answered(place);
        return reply;
      } catch (ModelException e) {
        failed(place, e);
        tried.add(place);
        boolean gone = e.reason() == ModelException.Cause.CONNECTION;
        if (!gone || tried.size() == places.size() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      } finally {
        release(place);
      }
    }
  }

  private synchronized Place take(Set<Place> tried) {
    long now = System.nanoTime();
    List<Place> left = new ArrayList<>(places);
    left.removeAll(tried);
    Place place =
        left.stream()
            .min(
                Comparator.comparing((Place p) -> p.rests(now))
                    .thenComparingInt(p -> p.inFlight)
                    .thenComparingLong(p -> p.asked))
            .orElseThrow();
    if (place.resting) {
      // One call finds out; the others keep away until it has.
      place.rest(now);
    }
    place.inFlight++;
    place.asked++;
    return place;
  }

  private synchronized void answered(Place place) {
    place.failed = 0;
    place.resting = false;
  }

  private synchronized void failed(Place place, ModelException e) {
    boolean gone = e.reason() == ModelException.Cause.CONNECTION;
    if (e.reason().retryable() && (gone || ++place.failed >= MOST_FAILED)) {
      place.rest(System.nanoTime());
    }
  }

  private synchronized void release(Place place) {
    place.inFlight--;
  }

  @Override
  public void close() {
    places.forEach(place -> place.model.close());
  }
}
