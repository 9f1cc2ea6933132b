package dev.claimbench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.cli.options.CommandGroup;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.Machine;
import dev.claimbench.cli.options.TextOutput;
import dev.claimbench.cli.progress.PullProgress;
import dev.claimbench.cli.progress.StopHook;
import dev.claimbench.model.catalogue.ModelFiles;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import dev.claimbench.train.MadeStories;
import dev.claimbench.train.RowForm;
import dev.claimbench.train.Trainer;
import dev.claimbench.train.TrainingEvent;
import dev.claimbench.train.TrainingRows;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code claimbench train}: a LoRA adapter, or a small verifier, from the gold of development
 * stories.
 */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains an adapter or a verifier on development stories.",
    footer = {"", "Example:", "  claimbench train verify --model smollm2-135m --out adapters/mine"})
final class TrainCommand extends CommandGroup {
  private final Environment environment;

  TrainCommand(Environment environment) {
    this.environment = environment;
  }

  /** What adapters and verifiers are trained on. */
  private static final class TrainingOptions {
    @Option(
        names = "--story",
        paramLabel = "STORY",
        description = {
          "A development story to train on, or none for --rows alone; may be repeated.",
          "Default: all that are not held out"
        })
    private List<String> stories = List.of();

    @Option(
        names = "--held-out",
        paramLabel = "STORY",
        description = "Judged after each epoch, not trained on; may be repeated")
    private List<String> heldOut = List.of();

    @Option(
        names = "--rows",
        paramLabel = "FILE",
        description = "More to train on, as in docs/finetuning.md; may be repeated")
    private List<Path> rows = List.of();

    @Option(
        names = "--precision",
        paramLabel = "P",
        defaultValue = "float32",
        description = {
          "float32, or bfloat16: two to three times as fast where the processor has it",
          "(avx512_bf16, amx, a GPU). Default: ${DEFAULT-VALUE}"
        })
    private Trainer.Precision precision;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Default: ${DEFAULT-VALUE}")
    private int seed;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      header = "Trains a LoRA adapter to judge claims.",
      description = {
        "Trains a LoRA adapter on the verdicts of development stories (docs/finetuning.md).",
        "A stopped training resumes with the same command."
      },
      footer = {
        "",
        "Example:",
        "  claimbench train verify --model smollm2-135m --out adapters/mine"
      })
  int verify(
      @Option(
              names = "--model",
              required = true,
              paramLabel = "NAME|FILE",
              description = "A GGUF model of the catalogue, a .gguf file, or a Hugging Face folder")
          String model,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "DIR",
              description = "The adapter's folder, in PEFT's format")
          Path out,
      @Mixin TrainingOptions training,
      @Option(
              names = "--prompts",
              paramLabel = "DIR",
              description = "What is asked. Default: prompts")
          Optional<Path> prompts,
      @Option(
              names = "--epochs",
              paramLabel = "N",
              defaultValue = "2",
              description = "Times that all questions are read. Default: ${DEFAULT-VALUE}")
          int epochs,
      @Option(
              names = "--batch",
              paramLabel = "N",
              defaultValue = "15",
              description = "Questions a step; memory grows with them. Default: ${DEFAULT-VALUE}")
          int batch,
      @Option(
              names = "--rank",
              paramLabel = "N",
              defaultValue = "8",
              description = "Of the adapter's factors. Default: ${DEFAULT-VALUE}")
          int rank,
      @Option(
              names = "--rate",
              paramLabel = "X",
              defaultValue = "3e-4",
              description = "The highest learning rate. Default: ${DEFAULT-VALUE}")
          double rate,
      @Option(
              names = "--from-layer",
              defaultValue = "-1",
              paramLabel = "N",
              description = "The lowest layer to adapt, from 0. Default: half way up")
          int fromLayer,
      @Option(
              names = "--from",
              paramLabel = "ADAPTER",
              description = "Begins with this adapter, of the same model, layers and rank")
          Path fromAdapter) {
    // Before anything is downloaded.
    Trainer.Settings settings =
        valid(
            () ->
                new Trainer.Settings(
                    model,
                    Path.of(model),
                    out,
                    training.seed,
                    epochs,
                    batch,
                    rank,
                    rate,
                    fromLayer,
                    Optional.ofNullable(fromAdapter),
                    training.precision));
    TrainingRows questions = rows(training, false, new RowForm.Questions(template(prompts)));
    ModelFiles files = ModelFiles.standard(environment.caches());
    train(
        files,
        questions,
        out,
        progress ->
            settings.withBase(
                Files.isDirectory(Path.of(model)) ? Path.of(model) : files.path(model, progress)));
    out().println("Next: claimbench run --model djl/" + model + "+" + out + " --task verify");
    return ExitCode.OK;
  }

  private TrainingRows rows(TrainingOptions training, boolean goldClaims, RowForm form) {
    return TrainingRows.verdicts(
        environment.folder("seeds"),
        environment.folder("eval"),
        new TrainingRows.Sources(
            Optional.of(training.stories)
                .filter(names -> !names.isEmpty())
                .map(
                    names ->
                        names.equals(List.of(TrainingRows.NONE)) ? Set.of() : Set.copyOf(names)),
            Set.copyOf(training.heldOut),
            goldClaims,
            training.rows),
        form);
  }

  private void train(
      ModelFiles files,
      TrainingRows rows,
      Path out,
      Function<PullProgress, Trainer.Training> training) {
    PrintWriter err = err();
    // The program behind it notices, and saves a checkpoint.
    StopHook hook =
        new StopHook(
            () -> {
              err.println(
                  "stopped: what was trained is saved when its step ends; " + environment.resume());
              err.flush();
            });
    ObjectNode card;
    try (PullProgress progress = new PullProgress(err, environment.progressWidth())) {
      Trainer trainer = new Trainer("python3", files.cache().dir().resolve("training"));
      card =
          trainer.train(
              training.apply(progress),
              rows,
              Machine.describe(),
              progress,
              event -> show(event, err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(UserError.INCOMPLETE, "train: interrupted; " + environment.resume());
    } finally {
      hook.remove();
    }
    printf(
        "%s: %,d questions, %,d steps, %,.0f s%n",
        out,
        card.at("/data/questions").asInt(),
        card.at("/training/steps").asInt(),
        card.at("/training/seconds").asDouble());
  }

  @Command(
      name = "verifier",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      header = "Trains a small cross-encoder to judge claims, for djl-nli/.",
      description = {
        "Trains a cross-encoder on the verdicts of development stories (docs/finetuning.md) and",
        "writes it as an ONNX graph with weights in 8 bits.",
        "A stopped training resumes with the same command."
      },
      footer = {
        "",
        "Example:",
        "  claimbench train verifier --base all-MiniLM-L6-v2 --rows pairs.jsonl --out verifier"
      })
  int verifier(
      @Option(
              names = "--base",
              required = true,
              paramLabel = "DIR",
              description = "A Hugging Face folder with an encoder of the type bert")
          Path base,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "DIR",
              description = "The verifier's folder")
          Path out,
      @Mixin TrainingOptions training,
      @Option(
              names = "--gold-claims",
              description = "Also the gold's claims of these stories, SUPPORTED by their quotes")
          boolean goldClaims,
      @Option(
              names = "--from",
              paramLabel = "DIR",
              description = "Begins with the weights of this verifier, of the same base")
          Optional<Path> from,
      @Option(
              names = "--epochs",
              paramLabel = "N",
              defaultValue = "2",
              description = "Times that all pairs are read. Default: ${DEFAULT-VALUE}")
          int epochs,
      @Option(
              names = "--batch",
              paramLabel = "N",
              defaultValue = "32",
              description = "Pairs a step. Default: ${DEFAULT-VALUE}")
          int batch,
      @Option(
              names = "--rate",
              paramLabel = "X",
              defaultValue = "1e-4",
              description = "The highest learning rate. Default: ${DEFAULT-VALUE}")
          double rate,
      @Option(
              names = "--bias",
              paramLabel = "X",
              defaultValue = "0",
              description = {
                "Added to the score of NOT_ENOUGH_INFO in the end; the card says which was best",
                "on the held-out verdicts. Default: ${DEFAULT-VALUE}"
              })
          double bias) {
    Trainer.Verifier settings =
        valid(
            () ->
                new Trainer.Verifier(
                    base, out, training.seed, epochs, batch, rate, from, bias, training.precision));
    if (!Files.isRegularFile(base.resolve("config.json"))) {
      throw new UserError(
          "--base: expected a folder in Hugging Face's format, but "
              + base
              + " has no config.json");
    }
    TrainingRows pairs = rows(training, goldClaims, new RowForm.Pairs());
    train(ModelFiles.standard(environment.caches()), pairs, out, progress -> settings);
    out().println("Next: claimbench run --model djl-nli/" + out + " --task verify");
    return ExitCode.OK;
  }

  /** What made-up stories are written for. */
  enum MadeFor {
    VERIFY,
    VERIFIER
  }

  @Command(
      name = "stories",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      header = "Writes questions on news that is made up by rule, for --rows.",
      description = {
        "Writes short news items that are made up by rule, with claims whose verdicts are known:",
        "other numbers, dates, names and bounds, denials, dropped hedges, other speakers."
      },
      footer = {"", "Example:", "  claimbench train stories --count 300 --out made.jsonl"})
  int stories(
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "300",
              description = "Items, of about a dozen claims each. Default: ${DEFAULT-VALUE}")
          int count,
      @Option(
              names = "--for",
              paramLabel = "WHAT",
              defaultValue = "verify",
              description =
                  "verify or verifier: the command whose --rows they are. Default:"
                      + " ${DEFAULT-VALUE}")
          MadeFor use,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "1",
              description = "Default: ${DEFAULT-VALUE}")
          int seed,
      @Option(
              names = "--prompts",
              paramLabel = "DIR",
              description = "What is asked. Default: prompts")
          Optional<Path> prompts,
      @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output")
          Optional<Path> out) {
    if (count < 1) {
      throw new UserError("--count: expected 1 or more, got " + count);
    }
    List<String> rows =
        MadeStories.rows(
            count,
            seed,
            use == MadeFor.VERIFIER
                ? new RowForm.Pairs()
                : new RowForm.Questions(template(prompts)));
    TextOutput.write(spec(), out, String.join("\n", rows) + "\n");
    return ExitCode.OK;
  }

  private PromptTemplate template(Optional<Path> prompts) {
    return new PromptLibrary(prompts.orElseGet(() -> environment.folder("prompts")))
        .template(Tasks.VERIFY.prompt());
  }

  private static <T> T valid(Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new UserError("train: " + e.getMessage());
    }
  }

  private static void show(TrainingEvent event, PrintWriter err) {
    err.println(text(event));
    err.flush();
  }

  private static String text(TrainingEvent event) {
    if (event instanceof TrainingEvent.Plan plan) {
      return Text.format(
          "%,d questions, %,d tokens an epoch, %,d steps; %,d of %,d parameters are trained, on %s",
          plan.questions(),
          plan.tokens(),
          plan.steps(),
          plan.trained(),
          plan.parameters(),
          plan.device());
    } else if (event instanceof TrainingEvent.Resumed resumed) {
      return "resumed after step " + resumed.step();
    } else if (event instanceof TrainingEvent.Step step) {
      return Text.format(
          "step %,d of %,d, loss %.3f, %s left",
          step.step(), step.steps(), step.loss(), minutes(step.secondsLeft()));
    }
    TrainingEvent.Judged judged = (TrainingEvent.Judged) event;
    return Text.format(
        "after step %,d: %,d of %,d held-out verdicts are right",
        judged.step(), judged.right(), judged.asked());
  }

  private static String minutes(double seconds) {
    return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
  }
}
