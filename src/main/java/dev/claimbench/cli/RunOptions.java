package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.model.Think;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.strategy.Adaptation;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How a model is asked. */
final class RunOptions {
  static final int SEED = AskingMethod.SEED;
  static final int TRIES = 3;

  /** How progress is shown. */
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
      description = "'family' takes the settings that the model's makers advise")
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
        "Asks everything K times, each time with the next seed: separates sampling",
        "noise from differences between articles. Default: ${DEFAULT-VALUE}"
      })
  private int repeat;

  @Option(
      names = "--context",
      defaultValue = "8192",
      description = "Tokens for prompt and answer together. Default: ${DEFAULT-VALUE}")
  private int context;

  @Option(
      names = "--timeout",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description = "Time-out of one call. Default: ${DEFAULT-VALUE}")
  private int timeout;

  @Option(
      names = "--stall",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "Longest pause of a server within an answer. Default: ${DEFAULT-VALUE}")
  private int stall;

  @Option(
      names = "--tries",
      defaultValue = "" + TRIES,
      description = "How often a failing call is tried. Default: ${DEFAULT-VALUE}")
  private int tries;

  @Option(
      names = "--concurrency",
      paramLabel = "N|auto",
      defaultValue = "auto",
      description =
          "Calls in flight at a time; auto adapts it to the server. Default: ${DEFAULT-VALUE}")
  private String concurrency;

  @Option(
      names = "--no-cache",
      description = "Asks everything, even what an earlier run asked the same model")
  private boolean noCache;

  @Option(
      names = "--revision",
      paramLabel = "NAME",
      description = {
        "Names the weights of a server that reports no digest (openai/): any text",
        "that changes when they do. Only with it are such answers cached"
      })
  private Optional<String> revision = Optional.empty();

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "A further server with the same model, to share the work; may be repeated")
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
          "Turns thinking on, or to a level of the model's own: none, low, medium, high, xhigh, max"
              + " or another word; adds tokens for it. Default: the model's own setting")
  private Optional<String> think = Optional.empty();

  @Option(names = "--no-think", description = "Turns thinking off, if the model can")
  private boolean noThink;

  @Option(
      names = "--adapt",
      paramLabel = "HOW",
      description = {
        "few-shot=N (the most similar examples of dev stories), decompose (a claim",
        "into statements), self-consistency=K (the most frequent of K samples; needs",
        "--temperature above 0) or verifier=MODEL (checks the answers). May be",
        "repeated; the first is nearest to the model"
      })
  private List<String> adapt = List.of();

  @Option(
      names = "--examples",
      paramLabel = "STORY",
      split = ",",
      description = "Stories that few-shot examples are from. Default: all dev stories")
  private List<String> examples = List.of();

  /**
   * How the model is asked.
   *
   * @throws UserError naming the first value out of range
   */
  AskingMethod method() {
    if (think.isPresent() && noThink) {
      throw new UserError("--think and --no-think: give one of them");
    }
    if (think.flatMap(Think::named).isEmpty() && think.isPresent()) {
      throw new UserError(
          "--think: expected "
              + levels()
              + " or a word of the model's own, got '"
              + think.get()
              + "'");
    }
    if (sampling.isPresent() && !sampling.get().equals("family")) {
      throw new UserError("--sampling: expected family, got '" + sampling.get() + "'");
    }
    return new AskingMethod(
        temperature,
        sampling.isPresent(),
        seed,
        repeat,
        noThink ? Optional.of(Think.OFF) : think.flatMap(Think::named),
        adapt.stream().map(text -> Adaptation.parse("--adapt", text)).toList(),
        examples);
  }

  private static String levels() {
    return Think.known().stream().map(Think::word).collect(Collectors.joining(", "));
  }

  /**
   * How it is reached.
   *
   * @throws UserError naming the first value out of range
   */
  ModelAccess access() {
    return new ModelAccess(
        context, Duration.ofSeconds(timeout), Duration.ofSeconds(stall), revision, endpoints);
  }

  /**
   * How its calls are made and shown.
   *
   * @throws UserError naming the first value out of range
   */
  RunLauncher launcher(Environment environment, String resume, PrintWriter err) {
    if (tries < 1) {
      throw new UserError("--tries: expected 1 or more, got " + tries);
    }
    return new RunLauncher(
        environment,
        RunLauncher.settings(environment, tries, concurrency(concurrency), !noCache),
        logFormat == LogFormat.JSON,
        resume,
        err);
  }

  /**
   * Calls in flight; empty for {@code auto}.
   *
   * @throws UserError for anything else that is no number of 1 or more
   */
  static OptionalInt concurrency(String text) {
    if (text.equals("auto")) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new UserError(
          "--concurrency: expected auto or a number of 1 or more, got '" + text + "'");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
