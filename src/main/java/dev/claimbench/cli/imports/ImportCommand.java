package dev.claimbench.cli.imports;

import dev.claimbench.cli.options.CommandGroup;
import picocli.CommandLine.Command;

/** {@code claimbench import}: public data sets, and the figures their papers publish. */
@Command(
    name = "import",
    header = "Reads public data sets, and data of your own.",
    mixinStandardHelpOptions = true,
    description = {
      "Reads public data sets in the form they are published in. With --out it writes them as",
      "articles and labels that `run` takes; with --predictions it prints the data set's own",
      "published figures (docs/IMPORT.md has an example of each)."
    },
    subcommands = {
      ImportFever.class,
      ImportSciFact.class,
      ImportAveritec.class,
      ImportWice.class,
      ImportVitaminC.class,
      ImportSummEdits.class,
      ImportFeverFact.class,
      ImportGum.class,
      ImportPlain.class
    },
    footer = {
      "",
      "Example:",
      "  claimbench import fever --gold paper_dev.jsonl --predictions predictions.jsonl"
    })
public final class ImportCommand extends CommandGroup {}
