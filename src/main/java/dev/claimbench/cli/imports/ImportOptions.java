package dev.claimbench.cli.imports;

import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every format takes. */
final class ImportOptions {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Gold files; gzip is unpacked")
  private List<Path> files = List.of();

  @Option(names = "--gold", paramLabel = "FILE", description = "The same as FILE")
  private List<Path> gold = List.of();

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = "A system's predictions: prints the published figures")
  private Optional<Path> predictions = Optional.empty();

  @Option(names = "--json", description = "The figures as JSON")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes articles (DIR/seeds) and verdicts (DIR/eval) that `run` reads")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--items",
      paramLabel = "FILE",
      description = "Writes JSON lines of claim, article and label, as `import plain` reads them")
  private Optional<Path> items = Optional.empty();

  @Option(names = "--limit", paramLabel = "N", description = "Only the first N claims with a text")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "dev or test, for DIR/eval/stories.yaml. Default: ${DEFAULT-VALUE}")
  private String split;

  /** One file or more. */
  List<Path> gold() {
    List<Path> all = new ArrayList<>(files);
    all.addAll(gold);
    if (all.isEmpty()) {
      throw new UserError("import: expected one file or more of the data set, got none");
    }
    return all;
  }

  /** The one gold file where predictions belong to it line by line. */
  Path onlyGold() {
    if (gold().size() != 1) {
      throw new UserError("import --predictions: expected one gold file, got " + gold().size());
    }
    return gold().get(0);
  }

  Optional<Path> predictions() {
    return predictions;
  }

  boolean json() {
    return json;
  }

  Optional<Path> out() {
    return out;
  }

  Optional<Path> items() {
    return items;
  }

  /** 1 or more. */
  long limit() {
    if (limit < 1) {
      throw new UserError("--limit: expected 1 or more, got " + limit);
    }
    return limit;
  }

  String split() {
    return split;
  }
}
