package dev.claimbench.cli;

import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.Energy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Reads what this machine draws while a run asks, and keeps it beside the journal. Processors count
 * their joules; of graphics cards the watts of two readings are averaged over the time between.
 */
final class EnergyRecorder implements AutoCloseable {
  /** Shorter than a package's counter takes for one turn, longer than a reading costs. */
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Watts: a package's counter that was set back passes for one that turned over. */
  private static final double MOST = 10_000;

  /** Seconds between two readings that are added up. */
  private static final double LONGEST = 60;

  /** A run that is killed loses no more than this of what was measured. */
  private static final long KEEP_EVERY = Duration.ofMinutes(1).toNanos();

  private final PowerMeter meter;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Path folder;
  private final Energy before;
  private final String from;
  private final List<String> sources = new ArrayList<>();
  private final Thread thread = new Thread(this::sampling, "energy");

  private final Optional<String> blind;
  private Map<String, PowerMeter.Counter> counters;
  private PowerMeter.GraphicsCards cards;
  private long last;
  private long kept;
  private double seconds;
  private double joules;

  /**
   * @param nanos a clock that only goes forward
   */
  EnergyRecorder(PowerMeter meter, Clock clock, LongSupplier nanos, Path folder)
      throws InterruptedException {
    this.meter = meter;
    this.clock = clock;
    this.nanos = nanos;
    this.folder = folder;
    before = Energy.find(folder).orElseGet(Energy::none);
    from = clock.instant().toString();
    counters = meter.counters();
    cards = meter.cards();
    blind = blind();
    last = nanos.getAsLong();
    kept = last;
    if (blind.isEmpty() && !counters.isEmpty()) {
      sources.add(Energy.PROCESSOR);
    }
    if (blind.isEmpty() && cards.watts().isPresent()) {
      sources.add("nvidia-smi");
    }
  }

  /** A part of the machine would pass for the whole of it: then nothing is kept. */
  private Optional<String> blind() {
    if (counters.isEmpty() && cards.watts().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(cards.blind())
        .filter(why -> !why.isEmpty())
        .or(() -> meter.blindCard(cards))
        .or(meter::blindProcessor);
  }

  /** Why nothing is measured although something could be; empty where that is not so. */
  Optional<String> note() {
    return blind.map(
        why -> "energy is not measured, since a part of it would be missing (" + why + ")");
  }

  /** Begins; does nothing at all where nothing can be read. */
  static EnergyRecorder start(PowerMeter meter, Clock clock, Path folder)
      throws InterruptedException {
    EnergyRecorder recorder = new EnergyRecorder(meter, clock, System::nanoTime, folder);
    if (!recorder.sources.isEmpty()) {
      recorder.thread.setDaemon(true);
      recorder.thread.start();
    }
    return recorder;
  }

  /**
   * Whether all these are asked on this machine: another one's watts are not to be read here.
   *
   * @param environment looks up a variable; null where it is not set
   */
  static boolean here(List<ModelSpec> places, Function<String, String> environment) {
    return places.stream().allMatch(place -> here(place, environment));
  }

  private static boolean here(ModelSpec place, Function<String, String> environment) {
    return switch (place.runtime().location()) {
      case IN_PROCESS -> true;
      case SERVER -> isLoopback(place.address(environment));
      // A journal is handed out, not worked for.
      case RECORDED -> false;
    };
  }

  private static boolean isLoopback(URI endpoint) {
    String host = String.valueOf(endpoint.getHost());
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private void sampling() {
    try {
      while (true) {
        Thread.sleep(EVERY.toMillis());
        sample();
        if (last - kept > KEEP_EVERY) {
          keep();
        }
      }
    } catch (InterruptedException e) {
      // The run has ended; end() takes the last reading.
    }
  }

  /** Reads again and adds what was drawn since; an interval that cannot be read counts nowhere. */
  synchronized void sample() throws InterruptedException {
    Map<String, PowerMeter.Counter> now = counters.isEmpty() ? counters : meter.counters();
    PowerMeter.GraphicsCards draws = cards.watts().isPresent() ? meter.cards() : cards;
    long time = nanos.getAsLong();
    double passed = (time - last) / 1e9;
    if (!now.keySet().containsAll(counters.keySet()) || draws.count() != cards.count()) {
      // The interval grows until all can be read again.
      return;
    }
    OptionalDouble processor = PowerMeter.joules(counters, now);
    // Longer, and a counter may have turned over more than once.
    if (passed <= LONGEST
        && (counters.isEmpty() || processor.isPresent())
        && processor.orElse(0) <= MOST * counters.size() * passed) {
      seconds += passed;
      joules +=
          processor.orElse(0) + (cards.watts().orElse(0) + draws.watts().orElse(0)) / 2 * passed;
    }
    counters = now;
    cards = draws;
    last = time;
  }

  private synchronized void keep() {
    kept = last;
    if (seconds > 0 && !sources.isEmpty()) {
      before
          .plus(new Energy.Part(from, clock.instant().toString(), sources, seconds, joules))
          .write(folder);
    }
  }

  /** Takes the last reading and keeps all. */
  void end() throws InterruptedException {
    thread.interrupt();
    thread.join();
    sample();
    keep();
  }

  /**
   * Reads no more; without {@link #end()}, what was not kept yet is lost: the run may be another's.
   */
  @Override
  public void close() {
    thread.interrupt();
  }
}
