package dev.claimbench.cli.imports;

import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.dataset.imports.Item;
import dev.claimbench.dataset.imports.ItemFolder;
import dev.claimbench.dataset.imports.ItemLines;
import dev.claimbench.dataset.imports.SkippedRows;
import dev.claimbench.score.published.PublishedFigure;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;

/**
 * One format: scores with --predictions, writes with --out or --items, and with none of them counts
 * what there is.
 */
abstract class ImportFormat extends ConsoleCommand implements Callable<Integer> {
  @Mixin private ImportOptions options;

  /** The data set as claims with texts, one at a time. */
  abstract Stream<Item> items(SkippedRows skips);

  /** The figures that the data set's publication has. */
  abstract List<PublishedFigure> score(Path predictions);

  final ImportOptions options() {
    return options;
  }

  @Override
  public Integer call() {
    boolean writes = options.out().isPresent() || options.items().isPresent();
    options
        .predictions()
        .ifPresent(file -> PublishedOutput.print(out(), options.json(), score(file)));
    if (writes || options.predictions().isEmpty()) {
      importItems(writes);
    }
    return ExitCode.OK;
  }

  private void importItems(boolean writes) {
    SkippedRows skips = new SkippedRows();
    Map<Verdict, Integer> labels = new EnumMap<>(Verdict.class);
    Optional<ItemFolder> folder = options.out().map(dir -> new ItemFolder(dir, options.split()));
    Optional<ItemLines> lines = options.items().map(ItemLines::new);
    try (Stream<Item> items = items(skips)) {
      items
          .limit(options.limit())
          .forEach(
              item -> {
                labels.merge(item.verdict().label(), 1, Integer::sum);
                folder.ifPresent(f -> f.add(item));
                lines.ifPresent(l -> l.add(item));
              });
    } finally {
      folder.ifPresent(ItemFolder::close);
      lines.ifPresent(ItemLines::close);
    }
    int total = labels.values().stream().mapToInt(Integer::intValue).sum();
    printf("%,d claims with a text%n", total);
    labels.forEach((label, n) -> printf("  %-16s %,8d%n", label, n));
    skips.counts().forEach((why, n) -> err().printf(Locale.ROOT, "left out: %,d × %s%n", n, why));
    if (total == 0) {
      throw new UserError("import: no claims with a text in these files");
    }
    folder.ifPresent(f -> printWritten(f.summary()));
    options.items().ifPresent(file -> out().println("written: " + file));
    if (!writes) {
      out().println("nothing written: give --out DIR or --items FILE (or --predictions to score)");
    }
  }

  private void printWritten(String summary) {
    Path dir = options.out().orElseThrow();
    out().println("written: " + dir + " (" + summary + "); next:");
    printf(
        "  claimbench run --task verify --seeds %s --gold %s%n",
        dir.resolve("seeds"), dir.resolve("eval"));
  }
}
