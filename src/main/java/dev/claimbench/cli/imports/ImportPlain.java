package dev.claimbench.cli.imports;

import dev.claimbench.dataset.imports.Item;
import dev.claimbench.dataset.imports.Plain;
import dev.claimbench.dataset.imports.SkippedRows;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code claimbench import plain}. */
@Command(
    name = "plain",
    header = "Your own data, as CSV, TSV or JSON lines.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Your own data: CSV, TSV or JSON lines with claim, article (its text) and label, and where",
      "you have them id, article_id, story, family, title, source, evidence (a quote; in JSON a"
          + " list",
      "of them)."
    },
    footer = {"", "Example:", "  claimbench import plain claims.csv --out imported"})
final class ImportPlain extends ImportLabelled {
  @Override
  Stream<Item> items(SkippedRows skips) {
    return Plain.read(options().gold(), skips);
  }

  @Override
  int classes() {
    return 3;
  }
}
