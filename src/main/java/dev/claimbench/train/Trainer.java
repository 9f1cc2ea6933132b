package dev.claimbench.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.catalogue.Progress;
import dev.claimbench.model.catalogue.PythonEnvironment;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Internal;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Trains a LoRA adapter or a small verifier by the programs of {@code training/}, which lie in the
 * jar, in a Python environment of its own in the cache. A stopped training resumes from its
 * checkpoint.
 *
 * @param python name or path of the program
 * @param home folder for the environment
 */
@Internal
public record Trainer(String python, Path home) {
  /** The adapter's description of itself. */
  public static final String CARD = "card.json";

  private static final String REQUIREMENTS = "requirements.txt";
  private static final List<String> RESOURCES =
      List.of("train.py", "train_verifier.py", "verifier_graph.py", "onnx_graph.py", REQUIREMENTS);

  /** Of matrix products. 16 bits take less time where the processor has them. */
  public enum Precision {
    FLOAT32,
    BFLOAT16
  }

  /** What is trained, and how. */
  public sealed interface Training {
    /** What the card calls the base. */
    String name();

    /** The base, a file or a folder. */
    Path base();

    /** The folder of the result; a training that was stopped there is resumed. */
    Path out();

    /** The file of {@code training/}. */
    String program();

    /** Its options, beside those for base, rows and result. */
    List<String> options();

    /** What the program calls the hash of its result. */
    String hash();
  }

  /**
   * A LoRA adapter for a model that writes.
   *
   * @param name what the adapter's description calls the base
   * @param base a GGUF file, or a folder in Hugging Face's format
   * @param out the adapter's folder; one of a stopped training is resumed
   * @param epochs 1 or more
   * @param batch questions of a step, 1 or more; memory grows with them
   * @param rank of the two factors, 1 or more
   * @param rate the highest learning rate, above 0
   * @param fromLayer the lowest layer that is adapted, from 0; -1 for the upper half
   * @param fromAdapter one to begin with; empty for a new one
   * @param precision of matrix products
   */
  public record Settings(
      String name,
      Path base,
      Path out,
      int seed,
      int epochs,
      int batch,
      int rank,
      double rate,
      int fromLayer,
      Optional<Path> fromAdapter,
      Precision precision)
      implements Training {
    public Settings {
      if (epochs < 1
          || batch < 1
          || rank < 1
          || !(rate > 0 && Double.isFinite(rate))
          || fromLayer < -1) {
        throw new IllegalArgumentException(
            "expected 1 or more for --epochs, --batch and --rank, more than 0 for --rate and -1 or"
                + " more for --from-layer, got "
                + List.of(epochs, batch, rank, rate, fromLayer));
      }
    }

    /** The same with the base where it was found. */
    public Settings withBase(Path found) {
      return new Settings(
          name, found, out, seed, epochs, batch, rank, rate, fromLayer, fromAdapter, precision);
    }

    @Override
    public String program() {
      return "train.py";
    }

    @Override
    public List<String> options() {
      List<String> options = common(seed, epochs, batch, rate, precision);
      options.addAll(List.of("--rank", Integer.toString(rank)));
      options.addAll(List.of("--alpha", Integer.toString(2 * rank)));
      options.addAll(List.of("--from-layer", Integer.toString(fromLayer)));
      fromAdapter.ifPresent(from -> options.addAll(List.of("--from-adapter", from.toString())));
      return options;
    }

    @Override
    public String hash() {
      return "adapter_sha256";
    }
  }

  /**
   * A cross-encoder for {@code djl-nli/}.
   *
   * @param base a folder in Hugging Face's format with an encoder of the type {@code bert}
   * @param epochs 0 or more; with 0, {@code from} is written anew
   * @param batch pairs of a step, 1 or more
   * @param rate the highest learning rate, above 0
   * @param from one to begin with; empty for a new one
   * @param bias added to the score of NOT_ENOUGH_INFO in the end, chosen on held-out stories
   */
  public record Verifier(
      Path base,
      Path out,
      int seed,
      int epochs,
      int batch,
      double rate,
      Optional<Path> from,
      double bias,
      Precision precision)
      implements Training {
    public Verifier {
      if (epochs < 0
          || batch < 1
          || !(rate > 0 && Double.isFinite(rate))
          || !Double.isFinite(bias)) {
        throw new IllegalArgumentException(
            "expected 0 or more for --epochs, 1 or more for --batch, more than 0 for --rate and a"
                + " number for --bias, got "
                + List.of(epochs, batch, rate, bias));
      }
    }

    @Override
    public String name() {
      return base.toAbsolutePath().normalize().getFileName().toString();
    }

    @Override
    public String program() {
      return "train_verifier.py";
    }

    @Override
    public List<String> options() {
      List<String> options = common(seed, epochs, batch, rate, precision);
      options.addAll(List.of("--export", "--bias", Double.toString(bias)));
      from.ifPresent(folder -> options.addAll(List.of("--init", folder.toString())));
      return options;
    }

    @Override
    public String hash() {
      return "graph_sha256";
    }
  }

  private static List<String> common(
      int seed, int epochs, int batch, double rate, Precision precision) {
    return new ArrayList<>(
        List.of(
            "--seed",
            Integer.toString(seed),
            "--epochs",
            Integer.toString(epochs),
            "--batch",
            Integer.toString(batch),
            "--rate",
            Double.toString(rate),
            "--precision",
            precision.name().toLowerCase(Locale.ROOT)));
  }

  /**
   * Trains to the end.
   *
   * @param machine facts for the card, such as the processor
   * @param notes receives what is installed
   * @param steps receives each step and judgement
   * @return the card, as it was written
   * @throws UserError where Python, memory or room on the disk is missing, where the base cannot be
   *     trained, and where the loss is no number any more
   */
  public ObjectNode train(
      Training training,
      TrainingRows rows,
      Map<String, String> machine,
      Progress notes,
      Consumer<TrainingEvent> steps)
      throws InterruptedException {
    Path out = training.out();
    boolean made = !Files.exists(out);
    Path train = out.resolve("train.jsonl");
    Path held = out.resolve("held-out.jsonl");
    Path log = out.resolve("train.log");
    try {
      AtomicFile.write(train, String.join("\n", rows.train()) + "\n");
      AtomicFile.write(
          held, rows.heldOut().isEmpty() ? "" : String.join("\n", rows.heldOut()) + "\n");
      ObjectNode card =
          card(training, rows, machine, follow(training, train, held, log, notes, steps));
      AtomicFile.write(out.resolve(CARD), card.toPrettyString() + "\n");
      return card;
    } finally {
      // The same command writes them anew.
      delete(train);
      delete(held);
      if (made) {
        delete(out);
      }
    }
  }

  /** The event that ends a training that came to its end. */
  private ObjectNode follow(
      Training training,
      Path train,
      Path held,
      Path log,
      Progress notes,
      Consumer<TrainingEvent> steps)
      throws InterruptedException {
    PythonEnvironment environment = environment(notes);
    List<String> words =
        new ArrayList<>(
            List.of(
                environment.program(training.program()),
                "--stop-with-input",
                "--base",
                training.base().toAbsolutePath().toString(),
                "--base-name",
                training.name(),
                "--rows",
                train.toString(),
                "--held-out",
                held.toString(),
                "--out",
                training.out().toString()));
    words.addAll(training.options());
    ObjectNode[] done = new ObjectNode[1];
    UserError[] failed = new UserError[1];
    int code =
        environment.follow(
            words,
            log,
            line -> {
              ObjectNode event = event(line);
              switch (event.path("event").asText()) {
                case "done" -> done[0] = event;
                case "error" -> failed[0] = new UserError("train: " + event.path("text").asText());
                case "nan" -> failed[0] = notANumber(event);
                default -> TrainingEvent.from(event).ifPresent(steps);
              }
            });
    if (failed[0] == null && (code != 0 || done[0] == null)) {
      throw new UserError(
          "train: the training ended with "
              + code
              + " (137: killed, most often for memory); what it said is in "
              + log
              + "; the same command resumes it");
    }
    delete(log);
    if (failed[0] != null) {
      throw failed[0];
    }
    return done[0];
  }

  /** Deletes a file, or a folder with nothing in it. */
  private static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try {
      Files.delete(path);
    } catch (DirectoryNotEmptyException e) {
      // A result, a checkpoint or what the program said is in it.
      return;
    } catch (IOException e) {
      throw new UserError(path + ": cannot be deleted: " + e.getMessage());
    }
  }

  private PythonEnvironment environment(Progress notes) throws InterruptedException {
    String program =
        RESOURCES.stream()
            .map(file -> PythonEnvironment.resource("training", file))
            .collect(Collectors.joining());
    return PythonEnvironment.make(
        python,
        home.resolve(".python-" + Sha256.sha256(program).substring(0, 12)),
        "training",
        RESOURCES,
        new PythonEnvironment.Packages(
            REQUIREMENTS,
            "the training",
            "torch, transformers and peft (1 GB; 6 GB on Linux, with CUDA's libraries)"),
        "or train elsewhere (docs/finetuning.md)",
        notes);
  }

  private static ObjectNode event(String line) {
    try {
      JsonNode node = Json.PLAIN.readTree(line);
      return node instanceof ObjectNode event ? event : Json.PLAIN.createObjectNode();
    } catch (JsonProcessingException e) {
      // A library prints what it likes.
      return Json.PLAIN.createObjectNode();
    }
  }

  private static UserError notANumber(JsonNode event) {
    String kept = event.path("kept").asText();
    return new UserError(
        "train: the loss is no number any more at step "
            + event.path("step").asInt()
            + "; a lower --rate often helps; "
            + (kept.isEmpty()
                ? "there is no checkpoint yet"
                : "the last good checkpoint is " + kept));
  }

  private static ObjectNode card(
      Training training, TrainingRows rows, Map<String, String> machine, ObjectNode done) {
    ObjectNode card = Json.PLAIN.createObjectNode();
    card.put("version", 1);
    ObjectNode base =
        card.putObject("base")
            .put("name", training.name())
            .put("sha256", done.path("base_sha256").asText());
    if (!done.path("base_files").isEmpty()) {
      base.set("files", done.path("base_files"));
    }
    base.set("parameters", done.path("parameters"));
    ObjectNode data = card.putObject("data");
    data.put("task", Tasks.VERIFY.name())
        .set("stories", Json.PLAIN.valueToTree(rows.stories().stream().sorted().toList()));
    data.set("questions", done.path("questions"));
    data.set("tokens", done.path("tokens"));
    data.set("sha256", done.path("rows_sha256"));
    card.set("settings", done.path("settings"));
    ObjectNode took = card.putObject("training");
    for (String name :
        List.of("steps", "seconds", "memory", "trained", "device", "torch", "losses", "judged")) {
      took.set(name, done.path(name));
    }
    card.set("machine", Json.PLAIN.valueToTree(machine));
    card.put(training.hash(), done.path(training.hash()).asText());
    return card;
  }
}
