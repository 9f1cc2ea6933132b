package dev.claimbench.cli.imports;

import dev.claimbench.dataset.imports.Item;
import dev.claimbench.dataset.imports.SkippedRows;
import dev.claimbench.dataset.imports.VitaminC;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code claimbench import vitaminc}. */
@Command(
    name = "vitaminc",
    header = "VitaminC, claims against revised sentences of Wikipedia.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "VitaminC's fact verification files: each claim against its evidence sentence; a case (the",
      "same facts before and after a revision) is one story."
    },
    footer = {"", "Example:", "  claimbench import vitaminc test.jsonl --limit 500 --out vitaminc"})
final class ImportVitaminC extends ImportLabelled {
  @Override
  Stream<Item> items(SkippedRows skips) {
    return VitaminC.read(options().gold(), skips);
  }

  @Override
  int classes() {
    return 3;
  }
}
