package dev.claimbench.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.Claimbench;
import dev.claimbench.RunBundle;
import dev.claimbench.RunFolder;
import dev.claimbench.claim.UserError;
import dev.claimbench.report.MarkdownReport;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.ScoresJson;
import dev.claimbench.report.TimingsJson;
import dev.claimbench.run.Json;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunStore;
import dev.claimbench.score.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench verify-bundle}: do the figures of a bundle follow from its answers? */
@Command(
    name = "verify-bundle",
    header = "Derives all figures of a bundle again and compares them.",
    mixinStandardHelpOptions = true,
    description = {
      "Derives all figures of a bundle again from its answers, articles and labels, and compares",
      "the bytes. A line a file: same, or where it differs. Exit 0 when all are the same, else 2."
    },
    footer = {"", "Example: claimbench verify-bundle qwen3.zip"})
final class VerifyBundleCommand implements Callable<Integer> {
  private static final int SHOWN = 60;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "As `claimbench export --bundle` wrote it")
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
    Path run = folder.resolve(RunBundle.RUN);
    Path gold = folder.resolve(RunBundle.GOLD);
    Manifest manifest = Manifest.read(run);
    manifest
        .prompts()
        .forEach(
            (task, template) -> {
              if (!template.hash().equals(manifest.promptHashes().get(task))) {
                differs(Manifest.FILE, "the prompt of " + task + " is not the one of its hash");
              }
            });
    List<String> damage = RunStore.damage(run);
    damage.forEach(line -> differs(RunStore.JOURNAL, line.replace(run + "/", "")));
    RunReport report;
    try {
      RunFolder read =
          RunFolder.read(
              run,
              Optional.of(folder.resolve(RunBundle.SEEDS)),
              Files.exists(gold) ? Optional.of(gold) : Optional.empty(),
              folder);
      RunBundle.requireOwnGold(read, run);
      Scoring scoring = similarity(run).scoring(run, manifest.sampling().seed());
      report =
          new RunReport(manifest, Claimbench.score(read, scoring), scoring.similarity().name());
    } catch (UserError e) {
      throw new UserError(e.exitCode(), e.getMessage().replace(folder + "/", file + ": "));
    }
    compare(run, ScoresJson.FILE, ScoresJson.of(report));
    compare(run, TimingsJson.FILE, TimingsJson.of(report));
    compare(run, MarkdownReport.FILE, MarkdownReport.of(report));
  }

  /** The one that the figures were made with; the embedding one finds its vectors in the bundle. */
  private static SimilarityOption similarity(Path run) throws IOException {
    JsonNode scores = Json.MAPPER.readTree(Files.readString(run.resolve(ScoresJson.FILE)));
    return new SimilarityOption(scores.path("made").has("similarity") ? "bge" : "default");
  }

  private void compare(Path run, String name, String derived) throws IOException {
    String bundled = Files.readString(run.resolve(name));
    if (bundled.equals(derived)) {
      tell("same     " + name);
      return;
    }
    List<String> was = bundled.lines().toList();
    List<String> is = derived.lines().toList();
    int line = 0;
    while (line < Math.min(was.size(), is.size()) && was.get(line).equals(is.get(line))) {
      line++;
    }
    differs(
        name,
        String.format(
            Locale.ROOT,
            "line %d: the bundle has %s, derived is %s",
            line + 1,
            shown(was, line),
            shown(is, line)));
  }

  private static String shown(List<String> lines, int line) {
    if (line >= lines.size()) {
      return "nothing";
    }
    String text = lines.get(line).strip();
    return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
  }

  private void differs(String name, String how) {
    sound = false;
    tell("differs  " + name + ": " + how);
  }

  private void tell(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
