package dev.claimbench.cli.imports;

import dev.claimbench.dataset.imports.AveritecItems;
import dev.claimbench.dataset.imports.Item;
import dev.claimbench.dataset.imports.SkippedRows;
import dev.claimbench.score.published.PublishedFigure;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code claimbench import averitec}. */
@Command(
    name = "averitec",
    header = "AVeriTeC, claims against questions and answers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "AVeriTeC: each claim against its gold questions and answers.",
    footer = {"", "Example:", "  claimbench import averitec dev.json --out averitec"})
final class ImportAveritec extends ImportFormat {
  @Override
  Stream<Item> items(SkippedRows skips) {
    return AveritecItems.read(options().gold(), skips);
  }

  @Override
  List<PublishedFigure> score(Path predictions) {
    throw new UserError(
        "import averitec --predictions: the score of 2024 is not computed, its own task has"
            + " replaced it; give --out DIR and score answers with `claimbench score --answers`");
  }
}
