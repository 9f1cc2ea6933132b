package dev.claimbench.cli;

import dev.claimbench.RunSettings;
import dev.claimbench.claim.UserError;
import dev.claimbench.model.Families;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Revision;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import dev.claimbench.run.Cache;
import dev.claimbench.run.RunPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a model is asked. */
final class RunOptions {
  static final int SEED = 7;

  /** How progress is told. */
  enum LogFormat {
    TEXT,
    JSON
  }

  @Option(
      names = "--temperature",
      defaultValue = "0",
      description = "0 is greedy, 2 the most. Default: ${DEFAULT-VALUE}")
  private double temperature;

  @Option(
      names = "--sampling",
      paramLabel = "family",
      description = "'family' takes what the model's makers advise")
  private Optional<String> sampling = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "" + SEED,
      description = "For temperatures above 0 and for resampling. Default: ${DEFAULT-VALUE}")
  private int seed;

  @Option(
      names = "--repeat",
      paramLabel = "K",
      defaultValue = "1",
      description = {
        "Asks everything K times, each time with the next seed: tells sampling",
        "noise from the difference between articles. Default: ${DEFAULT-VALUE}"
      })
  private int repeat;

  @Option(
      names = "--context",
      defaultValue = "8192",
      description = "Tokens that prompt and answer share. Default: ${DEFAULT-VALUE}")
  private int context;

  @Option(
      names = "--timeout",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description = "For one call. Default: ${DEFAULT-VALUE}")
  private int timeout;

  @Option(
      names = "--stall",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "Longest silence of a server inside an answer. Default: ${DEFAULT-VALUE}")
  private int stall;

  @Option(
      names = "--tries",
      defaultValue = "3",
      description = "Most tries of a call that fails. Default: ${DEFAULT-VALUE}")
  private int tries;

  @Option(
      names = "--concurrency",
      paramLabel = "N|auto",
      defaultValue = "auto",
      description =
          "Calls in flight at a time; auto learns it from the server. Default: ${DEFAULT-VALUE}")
  private String concurrency;

  @Option(
      names = "--no-cache",
      description = "Asks everything, also what an earlier run asked the same model")
  private boolean noCache;

  @Option(
      names = "--revision",
      paramLabel = "NAME",
      description = {
        "Which weights a server has that tells no digest (openai/): any text that",
        "changes when they do; only then its answers are cached"
      })
  private Optional<String> revision = Optional.empty();

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "A further server with the same model, that shares the work; repeatable")
  private List<String> endpoints = List.of();

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Progress for people, or JSON lines for machines. Default: ${DEFAULT-VALUE}")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--think",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "LEVEL",
      description =
          "Thinking on, or low, medium or high where the model has levels; gives it room beside"
              + " the answer. Default: as the model does")
  private Optional<String> think = Optional.empty();

  @Option(names = "--no-think", description = "Thinking off, where the model can")
  private boolean noThink;

  @Mixin private AdaptOptions adaptations;

  /**
   * Checks all values.
   *
   * @throws UserError naming the first one out of range
   */
  void check() {
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new UserError("--temperature: expected 0 to 2, got " + temperature);
    }
    // What a model's makers advise is never 0.
    adaptations.check(sampling.isPresent() ? 1 : temperature);
    atLeast("--timeout", 1, timeout);
    atLeast("--stall", 1, stall);
    atLeast("--tries", 1, tries);
    OptionalInt unused = concurrency();
    atLeast("--context", 256, context);
    atLeast("--repeat", 1, repeat);
    if (think.isPresent() && noThink) {
      throw new UserError("--think and --no-think: give one of them");
    }
    if (think.flatMap(Think::named).isEmpty() && think.isPresent()) {
      throw new UserError(
          "--think: expected " + String.join(", ", Think.words()) + ", got '" + think.get() + "'");
    }
    if (sampling.isPresent() && !sampling.get().equals("family")) {
      throw new UserError("--sampling: expected family, got '" + sampling.get() + "'");
    }
  }

  private static void atLeast(String option, int least, int given) {
    if (given < least) {
      throw new UserError(option + ": expected " + least + " or more, got " + given);
    }
  }

  /** With the user's word for its weights, where one is given. */
  Model identified(Model opened) {
    return revision.isPresent() ? new Revision(opened, revision.get()) : opened;
  }

  /** With all adaptations around it. */
  Model adapted(Model opened, RunPlan plan, Environment environment, PrintWriter err) {
    return adaptations.around(opened, plan, environment, model(environment, err));
  }

  int repeat() {
    return repeat;
  }

  int seed() {
    return seed;
  }

  /**
   * Where the model is to be asked: where it says itself, and at each further endpoint.
   *
   * @throws UserError for a model that has no endpoint, and one that is named twice
   */
  List<ModelSpec> places(ModelSpec model) {
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

  int context() {
    return context;
  }

  /** As the options say; {@code maxTokens} comes from each prompt. */
  Sampling base() {
    return new Sampling(
        temperature,
        Optional.empty(),
        Optional.empty(),
        seed,
        1,
        Duration.ofSeconds(timeout),
        noThink ? Optional.of(Think.OFF) : think.flatMap(Think::named));
  }

  /**
   * As the options say for this model.
   *
   * @throws UserError where its makers' advice is wanted and not known
   */
  Sampling sampling(Model model) {
    if (sampling.isEmpty()) {
      return base();
    }
    return Families.advised(model.info().name(), base())
        .orElseThrow(
            () ->
                new UserError(
                    "--sampling family: nothing is known of '"
                        + model.info().name()
                        + "'; give --temperature"));
  }

  ModelOptions model(Environment environment, PrintWriter err) {
    // What is written over on a terminal is no line for a machine.
    boolean terminal = environment.terminalErr() && logFormat == LogFormat.TEXT;
    return new ModelOptions(
        context,
        Runtime.getRuntime().availableProcessors(),
        environment.variables()::get,
        DownloadedModels.standard(environment, err, terminal),
        Duration.ofSeconds(stall));
  }

  Telling telling(Environment environment, PrintWriter err, ModelSpec model) {
    return logFormat == LogFormat.JSON
        ? new JsonProgress(err, environment.clock(), model.text())
        : new Progress(err, environment.terminalErr(), environment.clock(), model.text());
  }

  /**
   * @param notes told what was wrong with a journal that goes on
   */
  RunSettings settings(Environment environment, Consumer<String> notes) {
    return new RunSettings(
        Main.Version.text(),
        Machine.describe(),
        environment.clock(),
        tries,
        Duration.ofSeconds(1),
        concurrency(),
        notes,
        noCache
            ? Optional.empty()
            : Optional.of(
                Cache.standard(environment.variables(), Path.of(System.getProperty("user.home")))));
  }

  private OptionalInt concurrency() {
    if (concurrency.equals("auto")) {
      return OptionalInt.empty();
    }
    if (!concurrency.matches("[1-9][0-9]{0,3}")) {
      throw new UserError(
          "--concurrency: expected auto or a number of 1 or more, got '" + concurrency + "'");
    }
    return OptionalInt.of(Integer.parseInt(concurrency));
  }
}
