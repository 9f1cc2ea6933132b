package dev.claimbench.doctor;

import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Sampling;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is to be examined, and how thoroughly.
 *
 * @param spec the model as named
 * @param context tokens asked for, that prompt and answer share
 * @param sampling as the run will have it; {@code maxTokens} is the doctor's own
 * @param quick only what costs four short calls
 * @param inFlight calls at a time to try, ascending, from 1
 * @param environment looks up a variable; null where it is not set
 */
public record DoctorSettings(
    ModelSpec spec,
    int context,
    Sampling sampling,
    boolean quick,
    List<Integer> inFlight,
    Price price,
    Clock clock,
    Function<String, String> environment) {

  /** What the runtime takes: in this process, calls follow each other. */
  public static List<Integer> levels(ModelSpec spec) {
    int most = spec.runtime().concurrency().most();
    return Stream.of(1, 2, 4, 8).filter(calls -> calls <= most).toList();
  }
}
