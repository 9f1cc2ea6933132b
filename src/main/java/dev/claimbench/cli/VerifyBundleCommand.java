package dev.claimbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.Claimbench;
import dev.claimbench.RunBundle;
import dev.claimbench.RunFolder;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.SimilarityOption;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Runtimes;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.report.json.TimingsJson;
import dev.claimbench.report.markdown.MarkdownReport;
import dev.claimbench.run.Energy;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import dev.claimbench.score.Scoring;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code claimbench bundle verify}: do the figures of a bundle follow from its answers? */
@Command(
    name = "verify",
    header = "Computes all figures of a bundle again and compares them.",
    mixinStandardHelpOptions = true,
    description = {
      "Computes all figures of a bundle again from its answers, articles and labels, and compares",
      "the bytes. A line a file: same, or where it differs; then what was not checked. It shows",
      "that the figures follow from the answers, not who gave them. Exit 0 when all are the same,",
      "else 2."
    },
    footer = {"", "Example: claimbench bundle verify qwen3.zip"})
final class VerifyBundleCommand extends ConsoleCommand implements Callable<Integer> {
  private static final int SHOWN = 60;

  /** Answers of another model that are listed. */
  private static final int MOST = 5;

  @Parameters(paramLabel = "FILE", description = "As `claimbench bundle create` wrote it")
  private Path file;

  private boolean sound = true;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": no such file");
    }
    Path folder = Files.createTempDirectory("claimbench-bundle");
    try {
      RunBundle.unpack(file, folder);
      verify(folder);
    } finally {
      delete(folder);
    }
    return sound ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private void verify(Path folder) throws IOException {
    List<String> missing = RunBundle.missing(folder);
    if (!missing.isEmpty()) {
      throw new UserError(
          file
              + ": not a whole bundle: it lacks "
              + String.join(", ", missing)
              + "; make it with `claimbench bundle create RUN --out FILE`");
    }
    Path run = folder.resolve(RunBundle.RUN);
    try {
      Manifest manifest = Manifest.read(run);
      RunFolder read = read(folder, manifest);
      RunBundle.requireOwnGold(read, run);
      RunBundle.unknown(read, folder)
          .forEach(name -> differs(name, "no file of this run; a bundle has no others"));
      unknownFields(run);
      inputs(run, read);
      Scoring scoring = similarity(run).scoring(run, manifest.sampling().seed());
      RunReport report =
          new RunReport(manifest, Claimbench.score(read, scoring), scoring.similarity().name());
      compare(run, ScoresJson.FILE, ScoresJson.toJson(report));
      compare(run, TimingsJson.FILE, TimingsJson.toJson(report));
      compare(run, MarkdownReport.FILE, MarkdownReport.toMarkdown(report));
      notChecked(run, read);
    } catch (UserError e) {
      throw new UserError(e.exitCode(), e.getMessage().replace(folder + "/", file + ": "));
    }
  }

  /** With the bundle's own articles and labels; those of this machine are never looked at. */
  private static RunFolder read(Path folder, Manifest manifest) throws IOException {
    Path gold = folder.resolve(RunBundle.GOLD);
    if (manifest.gold().isPresent()) {
      // A run whose articles have no labels yet has a bundle without the folder.
      Files.createDirectories(gold.resolve("gold"));
    }
    return RunFolder.read(
        folder.resolve(RunBundle.RUN),
        Optional.of(folder.resolve(RunBundle.SEEDS)),
        manifest.gold().map(recorded -> gold),
        folder);
  }

  /** What a manifest says beside what one says is nobody's, and looks like somebody's. */
  private void unknownFields(Path run) throws IOException {
    Set<String> known =
        Arrays.stream(Manifest.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    Json.MAPPER
        .readTree(TextFiles.read(run.resolve(Manifest.FILE)))
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                differs(Manifest.FILE, "the unknown field '" + Text.shorten(field, SHOWN) + "'");
              }
            });
  }

  /** What figures are derived from: prompts, the journal, and that it is this model's. */
  private void inputs(Path run, RunFolder read) {
    List<Manifest> manifests = new ArrayList<>(List.of(read.manifest()));
    read.withoutArticle().ifPresent(other -> manifests.add(other.manifest()));
    for (Manifest manifest : manifests) {
      manifest
          .prompts()
          .forEach(
              (task, template) -> {
                if (!template.hash().equals(manifest.promptHashes().get(task))) {
                  differs(Manifest.FILE, "the prompt of " + task + " is not the one of its hash");
                }
              });
      if (!isNamedAlike(manifest.model())) {
        differs(
            Manifest.FILE,
            "the model is called %s, but its answers are those of %s/%s"
                .formatted(
                    manifest.model().spec(), manifest.model().runtime(), manifest.model().name()));
      }
    }
    for (Path folder : List.of(run, run.resolve(RunPlan.WITHOUT_ARTICLE))) {
      RunStore.damage(folder).forEach(l -> differs(RunStore.JOURNAL, l.replace(run + "/", "")));
    }
    List<String> foreign = read.foreignAnswers();
    foreign.stream().limit(MOST).forEach(line -> differs(RunStore.JOURNAL, line));
    if (foreign.size() > MOST) {
      differs(RunStore.JOURNAL, "and " + (foreign.size() - MOST) + " more answers of that kind");
    }
    if (foreign.isEmpty()) {
      print("same     keys of " + read.entries().size() + " answers");
    }
  }

  /**
   * Whether the name that a user gave, which no key holds, goes with the model's own: either is a
   * part of the other. Only of runtimes whose names we make.
   */
  private static boolean isNamedAlike(ModelInfo model) {
    String spec = model.spec().toLowerCase(Locale.ROOT);
    String name = model.name().toLowerCase(Locale.ROOT);
    boolean ours = model.runtime().equals("answers") || Runtimes.names().contains(model.runtime());
    if (!ours || name.matches("\\.{0,2}")) {
      return true;
    }
    if (!spec.startsWith(model.runtime() + "/") && !spec.endsWith(".gguf")) {
      return false;
    }
    String called = spec.substring(spec.indexOf('/') + 1).replaceFirst("@https?://.*| \\+ .*", "");
    String own = name.replaceFirst(" \\+ .*", "");
    return called.contains(own) || own.startsWith(called);
  }

  private void notChecked(Path run, RunFolder read) {
    print("not checked:");
    if (Files.exists(run.resolve(Energy.FILE))) {
      Energy.find(run);
      print("  " + Energy.FILE + ": what the machine drew was measured and follows from nothing");
    }
    if (Files.exists(run.resolve(RunBundle.VECTORS))) {
      print("  " + RunBundle.VECTORS + ": what the embedding model made of the claims");
    }
    print(
        "  %s: versions, machine, address and time of the run; that %s is what answered"
            .formatted(Manifest.FILE, read.manifest().model().spec()));
    print("  who made this file: the figures follow from the answers in it, and anybody can write");
    print("  answers with checksums and keys that fit");
  }

  /** The one that the figures were made with; the embedding one finds its vectors in the bundle. */
  private static SimilarityOption similarity(Path run) throws IOException {
    Path file = run.resolve(ScoresJson.FILE);
    try {
      JsonNode scores = Json.MAPPER.readTree(Files.readAllBytes(file));
      return new SimilarityOption(scores.path("made").has("similarity") ? "bge" : "default");
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not JSON (" + Json.reason(e) + ")");
    }
  }

  private void compare(Path run, String name, String derived) throws IOException {
    byte[] bundled = Files.readAllBytes(run.resolve(name));
    byte[] expected = derived.getBytes(StandardCharsets.UTF_8);
    if (Arrays.equals(bundled, expected)) {
      print("same     " + name);
      return;
    }
    List<String> was = new String(bundled, StandardCharsets.UTF_8).lines().toList();
    List<String> is = new String(expected, StandardCharsets.UTF_8).lines().toList();
    int line = 0;
    while (line < Math.min(was.size(), is.size()) && was.get(line).equals(is.get(line))) {
      line++;
    }
    differs(
        name,
        line == was.size() && line == is.size()
            ? "the line ends"
            : Text.format(
                "line %d: the bundle has %s, derived is %s",
                line + 1, shortened(was, line), shortened(is, line)));
  }

  private static String shortened(List<String> lines, int line) {
    if (line >= lines.size()) {
      return "nothing";
    }
    String text = lines.get(line).strip();
    return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
  }

  private void differs(String name, String how) {
    sound = false;
    print("differs  " + name + ": " + how);
  }

  private void print(String line) {
    out().println(line);
    out().flush();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
