package dev.claimbench.cli.imports;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.dataset.imports.Item;
import dev.claimbench.dataset.imports.SkippedRows;
import dev.claimbench.dataset.imports.SummEdits;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code claimbench import summedits}. */
@Command(
    name = "summedits",
    header = "SummEdits, edited summaries against their documents.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "SummEdits: each edited summary, as one claim, against its document. With --predictions:",
      "balanced accuracy of consistent (SUPPORTED) against inconsistent (all else)."
    },
    footer = {"", "Example:", "  claimbench import summedits summedits_news.json --out news"})
final class ImportSummEdits extends ImportLabelled {
  @Option(
      names = "--inconsistent-as",
      paramLabel = "VERDICT",
      defaultValue = "REFUTED",
      description = {
        "REFUTED or NOT_ENOUGH_INFO: what `inconsistent` is in DIR/eval; SummEdits does not tell",
        "them apart. Default: ${DEFAULT-VALUE}"
      })
  private Verdict inconsistent;

  @Override
  Stream<Item> items(SkippedRows skips) {
    if (options().out().isPresent() || options().items().isPresent()) {
      err()
          .println(
              "SummEdits does not tell refuted from not said: `inconsistent` becomes "
                  + inconsistent
                  + " (--inconsistent-as); `import summedits --predictions` scores without that"
                  + " guess");
    }
    return SummEdits.read(options().gold(), inconsistent);
  }

  @Override
  int classes() {
    return 2;
  }
}
