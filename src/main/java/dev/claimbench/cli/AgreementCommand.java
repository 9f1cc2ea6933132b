package dev.claimbench.cli;

import dev.claimbench.claim.AtomicFile;
import dev.claimbench.corpus.Votes;
import dev.claimbench.corpus.VotesReader;
import dev.claimbench.label.AgreementReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code claimbench corpus agreement}: how far the two labelling passes agree. */
@Command(
    name = "agreement",
    header = "Shows how far the two labelling passes agree.",
    mixinStandardHelpOptions = true,
    description = "Agreement of the two labelling passes, and every item on which they differ.",
    footer = {"", "Example:", "  claimbench corpus agreement --write"})
final class AgreementCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private CorpusCommand corpus;

  @Option(
      names = "--write",
      description = "Write AGREEMENT.md into the gold folder instead of printing it.")
  private boolean write;

  @Override
  public Integer call() {
    CorpusCommand.Corpus read = corpus.read();
    Path votes = corpus.labels().resolve("votes");
    Votes first = VotesReader.read(votes.resolve("first"));
    Votes second = VotesReader.read(votes.resolve("second"));
    String report = AgreementReport.markdown(read.gold(), read.stories(), first, second);
    if (write) {
      Path file = corpus.labels().resolve("AGREEMENT.md");
      AtomicFile.write(file, report);
      spec.commandLine().getOut().println("wrote " + file);
    } else {
      spec.commandLine().getOut().print(report);
      spec.commandLine().getOut().flush();
    }
    return ExitCode.OK;
  }
}
