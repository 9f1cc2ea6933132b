package dev.claimbench.cli;

import dev.claimbench.ExperimentLauncher;
import dev.claimbench.ModelSwap;
import dev.claimbench.RunFolder;
import dev.claimbench.cli.progress.OverallProgress;
import dev.claimbench.doctor.CallTimes;
import dev.claimbench.report.FigureText;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.RunStore;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A swap's stages one after the other: says the plan before the first question, how long it will
 * take once the models' first calls are timed, and the same again after each stage.
 */
final class SwapStages implements ExperimentLauncher {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  /** Runs one stage. */
  @FunctionalInterface
  interface Launch {
    RunFolder run(Experiment experiment, OverallProgress whole);
  }

  /** How a stage is waited for; a test does not sleep. */
  @FunctionalInterface
  interface Sleep {
    void sleep(Duration time) throws InterruptedException;
  }

  private final List<ModelSwap.Stage> stages;
  private final Launch launcher;
  private final Clock clock;
  private final PrintWriter err;
  private final Optional<Duration> wait;
  private final Consumer<Experiment> find;
  private final Sleep sleep;
  private int begun;

  /** Answers, and the time that they took: taking claims is slower than judging them. */
  private record Speed(long answers, Duration time) {
    Speed plus(Speed other) {
      return new Speed(answers + other.answers, time.plus(other.time));
    }
  }

  /** By model and tasks, and by tasks alone. */
  private final Map<List<String>, Speed> speeds = new HashMap<>();

  private final Map<String, CallTimes> firstCalls = new HashMap<>();
  private Optional<String> loaded = Optional.empty();

  /**
   * Of one swap.
   *
   * @param wait how long a model is waited for that was not asked just before; empty where both are
   *     there all the time
   * @param find looks for a model: a {@link UserError} of {@link UserError#UNREACHABLE} says that
   *     it is not there
   */
  SwapStages(
      List<ModelSwap.Stage> stages,
      Launch launcher,
      Clock clock,
      PrintWriter err,
      Optional<Duration> wait,
      Consumer<Experiment> find,
      Sleep sleep) {
    this.stages = stages;
    this.launcher = launcher;
    this.clock = clock;
    this.err = err;
    this.wait = wait;
    this.find = find;
    this.sleep = sleep;
  }

  /** Says what will be asked. */
  void tellPlan() {
    long calls = stages.stream().mapToLong(ModelSwap.Stage::calls).sum();
    boolean atMost = stages.stream().anyMatch(ModelSwap.Stage::atMost);
    err.printf(
        Locale.ROOT,
        "plan: %d stages, %s%s%n",
        stages.size(),
        atMost ? "at most " : "",
        Text.count(calls, "call"));
    for (int i = 0; i < stages.size(); i++) {
      err.println("  " + name(i));
    }
    err.flush();
  }

  private String name(int i) {
    ModelSwap.Stage stage = stages.get(i);
    return String.format(
        Locale.ROOT,
        "%d. %s, %s: %s%s",
        i + 1,
        stage.model(),
        stage.what(),
        stage.atMost() ? "at most " : "",
        Text.count(stage.calls(), "call"));
  }

  @Override
  public RunFolder run(Experiment experiment) {
    wait.ifPresent(most -> await(experiment, most));
    loaded = Optional.of(experiment.model().text());
    err.println("stage " + name(begun));
    err.flush();
    begun++;
    long before = answers(experiment.out());
    Instant start = clock.instant();
    RunFolder run = launcher.run(experiment, new Stages());
    // What an earlier start has answered takes no time.
    long answered = answers(experiment.out()) - before;
    if (answered > 0) {
      Speed speed = new Speed(answered, Duration.between(start, clock.instant()));
      ModelSwap.Stage stage = stages.get(begun - 1);
      speeds.merge(of(stage), speed, Speed::plus);
      speeds.merge(stage.tasks(), speed, Speed::plus);
    }
    tellTime();
    return run;
  }

  private static List<String> of(ModelSwap.Stage stage) {
    List<String> key = new ArrayList<>(stage.tasks());
    key.add(0, stage.model());
    return key;
  }

  /** Where a stage stands among all. */
  private final class Stages implements OverallProgress {
    @Override
    public Optional<String> place() {
      return Optional.of(begun + "/" + stages.size());
    }

    @Override
    public Optional<Duration> after() {
      return time(IntStream.range(begun, stages.size()).boxed().toList());
    }
  }

  /** A model's first calls, by which the time of all is told before there is a better measure. */
  void measured(String model, CallTimes times) {
    firstCalls.put(model, times);
  }

  /**
   * How long the stages take that are left, or, where some ask what was not timed yet, which of
   * them; nothing while nothing was timed.
   */
  void tellTime() {
    Map<Boolean, List<Integer>> left =
        IntStream.range(begun, stages.size())
            .boxed()
            .collect(Collectors.partitioningBy(i -> time(stages.get(i)).isPresent()));
    List<Integer> timed = left.get(true);
    List<Integer> untimed = left.get(false);
    time(timed)
        .ifPresent(
            time -> {
              err.printf(
                  Locale.ROOT,
                  "%s %s about %s%s%n",
                  begun == 0
                      ? "at the speed of the first calls, one at a time,"
                      : begun + " of " + stages.size() + " stages done; at the speed so far",
                  !untimed.isEmpty()
                      ? numbered(timed, "takes", "take")
                      : begun == 0 ? "all stages take" : "the others take",
                  FigureText.time(time),
                  untimed.isEmpty()
                      ? ""
                      : "; " + numbered(untimed, "asks", "ask") + " what was not timed yet");
              err.flush();
            });
  }

  /** {@code stage 2 takes}, {@code stages 3 and 4 take}. */
  private static String numbered(List<Integer> places, String one, String several) {
    List<String> numbers = places.stream().map(i -> Integer.toString(i + 1)).toList();
    int last = numbers.size() - 1;
    return last == 0
        ? "stage " + numbers.get(0) + " " + one
        : "stages "
            + String.join(", ", numbers.subList(0, last))
            + " and "
            + numbers.get(last)
            + " "
            + several;
  }

  @Override
  public void tell(String news) {
    err.println(news);
    err.flush();
  }

  @Override
  public void skip(Experiment experiment) {
    begun++;
  }

  /** Says what was not asked, since it was decided before; nothing where all was asked. */
  void tellSaved() {
    long left = stages.stream().skip(begun).mapToLong(ModelSwap.Stage::calls).sum();
    if (left > 0) {
      err.printf(
          Locale.ROOT,
          "decided after %d of %d stages: %,d calls not asked%s%n",
          begun,
          stages.size(),
          left,
          time(IntStream.range(begun, stages.size()).boxed().toList())
              .map(time -> ", about " + FigureText.time(time) + " saved")
              .orElse(""));
      err.flush();
    }
  }

  /**
   * At the speed so far; empty where nothing is left, or one of them was not timed yet.
   *
   * @param places of the stages in the plan
   */
  private Optional<Duration> time(List<Integer> places) {
    List<Optional<Duration>> times = places.stream().map(i -> time(stages.get(i))).toList();
    return times.stream().allMatch(Optional::isPresent)
        ? times.stream()
            .flatMap(Optional::stream)
            .reduce(Duration::plus)
            .filter(time -> time.toMillis() > 0)
        : Optional.empty();
  }

  /** By what this model was asked of it, its first calls, or what another was asked of it. */
  private Optional<Duration> time(ModelSwap.Stage stage) {
    return Optional.ofNullable(speeds.get(of(stage)))
        .map(speed -> time(speed, stage.calls()))
        .or(
            () ->
                Optional.ofNullable(firstCalls.get(stage.model()))
                    .flatMap(times -> times.of(stage.asked())))
        .or(
            () ->
                Optional.ofNullable(speeds.get(stage.tasks()))
                    .map(speed -> time(speed, stage.calls())));
  }

  private static Duration time(Speed speed, long calls) {
    return speed.time().multipliedBy(calls).dividedBy(speed.answers());
  }

  /** Of the model itself: those of the cache take no time. */
  private static long answers(Path folder) {
    return Files.isDirectory(folder)
        ? RunStore.read(folder).values().stream().filter(e -> e.cached().isEmpty()).count()
        : 0;
  }

  private void await(Experiment experiment, Duration most) {
    String model = experiment.model().text();
    if (experiment.model().isRecorded() || loaded.equals(Optional.of(model))) {
      return;
    }
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        find.accept(experiment);
        return;
      } catch (UserError e) {
        if (e.exitCode() != UserError.UNREACHABLE || waited.compareTo(most) >= 0) {
          throw e;
        }
        if (waited.isZero()) {
          err.println(
              "waiting for "
                  + model
                  + ", "
                  + FigureText.time(most)
                  + " at most; start it now ("
                  + e.getMessage()
                  + ")");
          err.flush();
        }
      }
      try {
        sleep.sleep(BETWEEN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserError(UserError.UNREACHABLE, "interrupted while waiting for " + model);
      }
      waited = waited.plus(BETWEEN);
    }
  }
}
