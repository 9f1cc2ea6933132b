package dev.claimbench.cli;

import dev.claimbench.cli.options.DataLocationOptions;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.compare.Baseline;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.RunHistory;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.ScoresReader;
import dev.claimbench.report.html.HistoryHtml;
import dev.claimbench.report.html.HtmlReport;
import dev.claimbench.report.terminal.HistoryText;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.run.Manifest;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code claimbench report --history}: figures of several runs over time. */
final class HistoryReport {
  static final String FILE = "history.html";

  private final Environment environment;
  private final DataLocationOptions moved;
  private final Path baselines;
  private final List<String> figures;
  private final int seed;
  private final List<String> leftOut = new ArrayList<>();

  /**
   * What is shown.
   *
   * @param figures empty for those that {@code eval/gate.yaml} decides by
   * @param seed of the bootstrap
   */
  HistoryReport(
      Environment environment,
      DataLocationOptions moved,
      Optional<Path> baselines,
      List<String> figures,
      Optional<Integer> seed) {
    this.environment = environment;
    this.moved = moved;
    this.baselines = BlessCommand.folder(baselines, environment);
    this.figures = figures.isEmpty() ? deciding(environment) : figures;
    this.seed = seed.orElse(AskingMethod.SEED);
  }

  private static List<String> deciding(Environment environment) {
    Path policy = environment.folder("eval").resolve("gate.yaml");
    return List.copyOf(PolicyReader.read(policy).primary().keySet());
  }

  /**
   * Prints the history, or writes its page.
   *
   * @param given run folders, and folders of run folders
   * @param html where the page goes; empty prints text
   */
  int show(List<Path> given, Optional<Path> html, PrintWriter out, PrintWriter err) {
    List<Path> folders = given.stream().flatMap(HistoryReport::runs).distinct().toList();
    JournalDamage.tell(folders, err);
    RunHistory history = history(folders);
    if (html.isPresent()) {
      AtomicFile.write(
          html.get(), HistoryHtml.toHtml(history, links(html.get(), folders), leftOut));
      out.println("written: " + html.get());
    } else {
      Style style = environment.colors() ? Style.COLOR : Style.PLAIN;
      out.print(HistoryText.toText(history, leftOut, style));
    }
    out.flush();
    boolean complete =
        history.series().stream()
            .flatMap(s -> s.entries().stream())
            .allMatch(e -> e.scores().complete());
    return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  /** From the page to those of the runs, which may be moved together. */
  private static Map<String, String> links(Path page, List<Path> folders) {
    Path from = page.toAbsolutePath().normalize().getParent();
    Map<String, String> links = new LinkedHashMap<>();
    for (Path folder : folders) {
      Path report = folder.toAbsolutePath().normalize().resolve(HtmlReport.FILE);
      if (from != null
          && Files.exists(report)
          && Objects.equals(from.getRoot(), report.getRoot())) {
        StringJoiner path = new StringJoiner("/");
        from.relativize(report)
            .forEach(
                part ->
                    path.add(
                        URLEncoder.encode(part.toString(), StandardCharsets.UTF_8)
                            .replace("+", "%20")));
        links.put(folder.toString(), path.toString());
      }
    }
    return links;
  }

  /** Where the page is written if the user does not say. */
  static Path page(List<Path> given) {
    Path first = given.get(0);
    return Manifest.find(first).isPresent() ? first.resolveSibling(FILE) : first.resolve(FILE);
  }

  private static Stream<Path> runs(Path given) {
    if (!Files.isDirectory(given) || Manifest.find(given).isPresent()) {
      return Stream.of(given);
    }
    try (Stream<Path> list = Files.list(given)) {
      List<Path> found =
          list.flatMap(f -> Stream.of(f, f.resolve(FirstRun.FOLDER)))
              .filter(f -> Files.exists(f.resolve(Manifest.FILE)))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new UserError(
            given + ": no run; expected a run folder, or a folder that has run folders in it");
      }
      return found.stream();
    } catch (IOException e) {
      throw new UserError(given + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  private RunHistory history(List<Path> folders) {
    List<Blessed> blessed = GateCommand.files(baselines).stream().map(Blessed::read).toList();
    List<RunHistory.Entry> runs = new ArrayList<>();
    Set<Blessed> shown = new HashSet<>();
    for (Path folder : folders) {
      try {
        Scores scores = RunScores.load(folder, moved.seeds(), moved.gold());
        String started = Manifest.read(folder).started();
        List<Blessed> own =
            blessed.stream().filter(b -> b.isOf(ScorecardWriter.name(folder), started)).toList();
        shown.addAll(own);
        runs.add(new RunHistory.Entry(folder.toString(), started, scores, names(own)));
      } catch (UserError e) {
        // One run of last year, whose labels have changed since, must not hide all others.
        leftOut.add(
            e.getMessage().startsWith(folder.toString())
                ? e.getMessage()
                : folder + ": " + e.getMessage());
      }
    }
    if (runs.isEmpty()) {
      throw new UserError(leftOut.get(0));
    }
    List<RunHistory.Entry> others = new ArrayList<>();
    for (Blessed b : blessed) {
      if (!shown.contains(b)) {
        try {
          Scores scores = ScoresReader.read(b.file());
          others.add(
              new RunHistory.Entry(b.file().toString(), b.started(), scores, names(List.of(b))));
        } catch (UserError e) {
          leftOut.add(e.getMessage());
        }
      }
    }
    return RunHistory.compute(runs, others, figures, seed);
  }

  private static Optional<String> names(List<Blessed> baselines) {
    return baselines.isEmpty()
        ? Optional.empty()
        : Optional.of(baselines.stream().map(Blessed::name).collect(Collectors.joining(", ")));
  }

  /** A baseline's file, and of which run it is. */
  private record Blessed(Path file, String run, String started) {
    static Blessed read(Path file) {
      Map<String, String> from = Baseline.provenance(file);
      return new Blessed(file, from.getOrDefault("run", ""), from.getOrDefault("run started", ""));
    }

    String name() {
      return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    boolean isOf(String name, String when) {
      return run.equals(name) && started.equals(when);
    }
  }
}
