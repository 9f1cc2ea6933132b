package dev.claimbench.cli;

import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.TextOutput;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.Stories;
import dev.claimbench.strategy.TrainingData;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code claimbench corpus export}: training data of the gold. */
@Command(
    name = "export",
    header = "Writes training data: the gold of development stories as chats.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes chat-format training data of dev stories alone (docs/finetuning.md).",
    footer = {"", "Example:", "  claimbench corpus export --out train.jsonl"})
final class CorpusExportCommand extends ConsoleCommand implements Callable<Integer> {
  @ParentCommand private CorpusCommand corpus;

  @Option(
      names = "--story",
      paramLabel = "ID",
      description = "Only this story; may be repeated. Default: all of dev")
  private List<String> stories = List.of();

  @Option(names = "--prompts", paramLabel = "DIR", description = "What is asked. Default: prompts")
  private Optional<Path> prompts = Optional.empty();

  @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output")
  private Optional<Path> out = Optional.empty();

  private final Environment environment;

  CorpusExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Stories known = Stories.read(corpus.labels().resolve(Stories.FILE));
    List<Article> all = ArticleReader.read(corpus.articles());
    List<Article> articles =
        stories.isEmpty()
            ? known.select("dev", all)
            : all.stream().filter(a -> stories.contains(a.story())).toList();
    known.requireDev("corpus export", articles);
    GoldSet gold = GoldFolder.read(corpus.labels(), corpus.articles(), articles);
    List<String> lines =
        TrainingData.lines(
            known,
            articles,
            gold,
            new PromptLibrary(prompts.orElseGet(() -> environment.folder("prompts")))
                .all(PromptsCommand.KINDS));
    if (lines.isEmpty()) {
      throw new UserError("corpus export: no gold of dev stories in " + corpus.labels());
    }
    TextOutput.write(spec(), out, String.join("\n", lines) + "\n");
    return ExitCode.OK;
  }
}
