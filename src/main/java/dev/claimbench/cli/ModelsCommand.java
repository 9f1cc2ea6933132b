package dev.claimbench.cli;

import dev.claimbench.cli.options.CommandGroup;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.progress.PullProgress;
import dev.claimbench.model.catalogue.ModelCache;
import dev.claimbench.model.catalogue.ModelFile;
import dev.claimbench.model.catalogue.ModelFiles;
import dev.claimbench.model.catalogue.ModelFolder;
import dev.claimbench.model.http.Modelfile;
import dev.claimbench.text.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench models}: the models that have a name, and their files on this computer. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Lists, downloads and removes the models of the catalogue.",
    footer = {"", "Example:", "  claimbench models pull smollm2-135m"})
public final class ModelsCommand extends CommandGroup {
  private static final String NAME = "A name that `claimbench models list` shows.";

  // Made when a command runs: a broken setting must not keep the other commands from starting.
  private final Supplier<ModelFiles> opened;
  private final OptionalInt width;
  private final Function<String, String> variables;

  ModelsCommand(Environment environment) {
    this(
        () -> ModelFiles.standard(environment.caches()),
        environment.progressWidth(),
        environment.variables()::get);
  }

  ModelsCommand(
      Supplier<ModelFiles> opened, OptionalInt width, Function<String, String> variables) {
    this.variables = variables;
    this.opened = opened;
    this.width = width;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists every model with its size, licence and state.",
      description = "Shows every model with its size, licence and whether it is in the cache.",
      footer = {"", "Example:", "  claimbench models list"})
  int list() {
    ModelFiles files = opened.get();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "SIZE", "MEMORY", "QUANTISATION", "LICENCE", "CACHED"));
    for (ModelFile model : files.catalogue().models()) {
      rows.add(
          List.of(
              model.name(),
              ModelFile.megabytes(model.size()),
              ModelFile.megabytes(model.memory()),
              model.quantisation(),
              model.licence(),
              cached(files.cache().state(model))));
    }
    for (ModelFolder folder : files.catalogue().folders()) {
      rows.add(
          List.of(
              folder.spec(),
              // Of some only the weights' size is not known beforehand, which is nearly all.
              folder.files().get(0).size() > 0 ? ModelFile.megabytes(folder.size()) : "–",
              folder.memory() > 0 ? ModelFile.megabytes(folder.memory()) : "–",
              folder.quantisation(),
              folder.licence(),
              cached(files.cache().state(folder))));
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int width = widest(rows, column);
        // Sizes are compared down the column: their ends must meet.
        String format = column == 1 || column == 2 ? "%" + width + "s  " : "%-" + width + "s  ";
        line.append(format.formatted(row.get(column)));
      }
      out().println(line.toString().stripTrailing());
    }
    out().println();
    out()
        .println(
            "A name without a prefix is a GGUF file: ask it as gguf/NAME, or as djl/NAME, which");
    out().println("converts it once, with Python, and answers faster.");
    out().println("Cache: " + files.cache().dir());
    return 0;
  }

  @Command(
      name = "pull",
      mixinStandardHelpOptions = true,
      header = "Downloads a model into the cache.",
      description = "Downloads a model into the cache; resumes where an earlier try stopped.",
      footer = {
        "",
        "Example:",
        "  claimbench models pull qwen2.5-coder-0.5b",
        "  claimbench models pull djl/qwen3-0.6b",
        "  claimbench models pull ollama/qwen3:8b"
      })
  int pull(
      @Parameters(
              paramLabel = "NAME",
              description =
                  NAME
                      + " With ollama/ before it, the Ollama server pulls; djl/ with the name or"
                      + " path of a .gguf converts it.")
          String name) {
    if (name.startsWith("ollama/")) {
      try (PullProgress progress = new PullProgress(err(), width)) {
        out().println(OllamaModels.pull(name, variables, progress));
      }
      return 0;
    }
    ModelFiles files = opened.get();
    out()
        .println(
            isFolder(name)
                ? folder(files, name)
                : fetch(files, files.catalogue().find(name).name()));
    return 0;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      header = "Creates an Ollama model with the file's own chat template.",
      description =
          "Creates an Ollama model from a GGUF file with the file's own chat template, which"
              + " `ollama create` may drop. MODEL+DIR adds a LoRA adapter, merged into a copy of"
              + " the file.",
      footer = {
        "",
        "Examples:",
        "  claimbench models create ollama/qwen-coder qwen2.5-coder-0.5b",
        "  claimbench models create ollama/trained smollm2-135m+adapters/mine",
        "  claimbench models create ollama/mine mine.gguf --modelfile Modelfile"
      })
  int create(
      @Parameters(
              paramLabel = "MODEL",
              description = "ollama/NAME, or ollama/NAME@http://HOST:11434.")
          String model,
      @Parameters(
              paramLabel = "GGUF",
              description = NAME + " Or a path to a .gguf. With +DIR, an adapter in PEFT's format.")
          String gguf,
      @Option(
              names = "--modelfile",
              paramLabel = "FILE",
              description = "Writes the Modelfile there and creates nothing.")
          Path modelfile) {
    Supplier<Modelfile> made = () -> downloaded(opened.get()).modelfile(gguf);
    if (modelfile != null) {
      AtomicFile.write(modelfile, made.get().text());
      out()
          .println(
              modelfile + ": written; `ollama create NAME -f " + modelfile + "` makes a model");
      return 0;
    }
    out().println(OllamaModels.create(model, made, variables));
    return 0;
  }

  @Command(
      name = "rm",
      mixinStandardHelpOptions = true,
      header = "Deletes a model from the cache.",
      description = "Deletes a model from the cache, and what is left of a download of it.",
      footer = {"", "Example:", "  claimbench models rm smollm2-135m"})
  int rm(@Parameters(paramLabel = "NAME", description = NAME) String name) {
    ModelFiles files = opened.get();
    String model = isFolder(name) ? name : files.catalogue().find(name).name();
    long freed =
        isFolder(name)
            ? files.removeFolder(name)
            : files.cache().remove(files.catalogue().find(name));
    out()
        .println(
            freed > 0
                ? "%s: deleted, %s freed".formatted(model, ModelFile.megabytes(freed))
                : "%s: not in %s, nothing to delete".formatted(model, files.cache().dir()));
    return 0;
  }

  /** Whether a name is that of a runtime that reads folders. */
  private static boolean isFolder(String name) {
    return name.startsWith("djl/") || name.startsWith("djl-nli/");
  }

  @Command(
      name = "path",
      header = "Prints the path of a model's file or folder.",
      mixinStandardHelpOptions = true,
      description = "Prints the path of a model's file or folder; downloads it first where needed.",
      footer = {"", "Example:", "  ls -l $(claimbench models path smollm2-135m)"})
  int path(
      @Parameters(paramLabel = "MODEL", description = NAME + " A path to a .gguf works too.")
          String model) {
    out().println(isFolder(model) ? folder(opened.get(), model) : fetch(opened.get(), model));
    return 0;
  }

  private Path folder(ModelFiles files, String model) {
    return downloaded(files).folder(model.substring(model.indexOf('/') + 1));
  }

  private Path fetch(ModelFiles files, String model) {
    return downloaded(files).file(model);
  }

  private DownloadedModels downloaded(ModelFiles files) {
    return new DownloadedModels(files, err(), width);
  }

  private static String cached(ModelCache.State state) {
    return switch (state) {
      case ABSENT -> "no";
      case PARTIAL -> "in part";
      case UNVERIFIED -> "yes, not checked yet";
      case VERIFIED -> "yes";
      case DAMAGED -> "damaged, pull again";
    };
  }

  private static int widest(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
  }
}
