package dev.claimbench.cli;

import dev.claimbench.cli.options.CommandGroup;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleFiles;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code claimbench corpus}: checks the gold set and tells what is in it. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    description = "Checks articles and gold labels, and prints what there is.",
    footer = {"", "Example:", "  claimbench corpus check"},
    subcommands = {
      RelabelCommand.class,
      DoubtCommand.class,
      CorpusExportCommand.class,
      CorpusRowsCommand.class,
      SimilarityCommand.class
    })
final class CorpusCommand extends CommandGroup {
  @Option(
      names = "--seeds",
      paramLabel = "DIR",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "Folder of articles. Default: seeds")
  private Optional<Path> seeds = Optional.empty();

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "Folder with gold/, verify/ and stories.yaml. Default: eval")
  private Optional<Path> gold = Optional.empty();

  private final Environment environment;

  CorpusCommand(Environment environment) {
    this.environment = environment;
  }

  /** Everything that there is, read with every check. */
  record Corpus(List<Article> articles, GoldSet gold, Stories stories) {}

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Reads everything with every check; the first thing wrong is named.",
      footer = {"", "Example:", "  claimbench corpus check"})
  int check() {
    Corpus corpus = read();
    printf(
        "ok: %d stories, %d articles, %d claims, %d verdicts; gold %s%n",
        corpus.stories().splits().size(),
        corpus.articles().size(),
        claims(corpus.gold()).size(),
        corpus.gold().verdicts().size(),
        corpus.gold().hash().substring(0, 12));
    return ExitCode.OK;
  }

  @Command(
      name = "stats",
      mixinStandardHelpOptions = true,
      description = "Counts per story, kind, change and label.",
      footer = {"", "Example:", "  claimbench corpus stats"})
  int stats() {
    Corpus corpus = read();
    out()
        .println(
            "STORY                 SPLIT  TOPIC           ARTICLES  CLAIMS  VERDICTS  S / R / N %");
    corpus
        .stories()
        .splits()
        .forEach(
            (story, split) -> {
              List<GoldVerdict> verdicts =
                  corpus.gold().verdicts().stream()
                      .filter(v -> v.claim().story().equals(story))
                      .toList();
              List<String> ids =
                  corpus.articles().stream()
                      .filter(a -> a.story().equals(story))
                      .map(Article::id)
                      .toList();
              long claims =
                  corpus.gold().articles().stream()
                      .filter(g -> ids.contains(g.article()))
                      .mapToLong(g -> g.claims().size())
                      .sum();
              printf(
                  "%-21s %-6s %-15s %8d %7d %9d  %s%n",
                  story,
                  split,
                  corpus.stories().topics().get(story),
                  ids.size(),
                  claims,
                  verdicts.size(),
                  shares(verdicts));
            });
    table("CLAIM KIND", claims(corpus.gold()), c -> c.claim().kind().name());
    table("CLAIM HEDGE", claims(corpus.gold()), c -> c.claim().hedge().name());
    table("CLAIM WEIGHT", claims(corpus.gold()), c -> c.weight().name());
    table("VERDICT LABEL", corpus.gold().verdicts(), v -> v.label().name());
    verdicts(
        "VERDICTS BY CHANGE",
        corpus.gold().verdicts(),
        v -> v.claim().change().map(Enum::name).orElse("(base)"));
    if (corpus.gold().verdicts().stream().anyMatch(v -> v.claim().error().isPresent())) {
      verdicts(
          "VERDICTS BY ERROR",
          corpus.gold().verdicts(),
          v -> v.claim().error().map(Enum::name).orElse("(none)"));
    }
    return ExitCode.OK;
  }

  private void verdicts(
      String title, List<GoldVerdict> verdicts, Function<GoldVerdict, String> name) {
    out().println();
    printf("%-18s %6s  S / R / N %%%n", title, "N");
    byName(verdicts, name)
        .forEach((group, list) -> printf("%-18s %6d  %s%n", group, list.size(), shares(list)));
  }

  /** The folder of articles. */
  Path articles() {
    return seeds.orElseGet(() -> environment.folder("seeds"));
  }

  /** The folder with gold/, verify/ and stories.yaml. */
  Path labels() {
    return gold.orElseGet(() -> environment.folder("eval"));
  }

  Corpus read() {
    Path from = articles();
    Path labels = labels();
    List<Article> articles = ArticleReader.read(from);
    ArticleFiles.in(from).note(from).ifPresent(err()::println);
    Stories stories = Stories.read(labels.resolve("stories.yaml"));
    articles.stream()
        .filter(a -> !stories.splits().containsKey(a.story()))
        .findFirst()
        .ifPresent(
            a -> {
              throw new UserError(
                  labels.resolve("stories.yaml")
                      + ": story '"
                      + a.story()
                      + "' of article "
                      + a.id()
                      + " is not in it; add it with its split");
            });
    return new Corpus(articles, GoldFolder.read(labels, from, articles), stories);
  }

  private static List<GoldClaim> claims(GoldSet gold) {
    return gold.articles().stream().flatMap(a -> a.claims().stream()).toList();
  }

  private <T> void table(String title, List<T> items, Function<T, String> name) {
    out().println();
    printf("%-18s %6s%n", title, "N");
    byName(items, name).forEach((k, v) -> printf("%-18s %6d%n", k, v.size()));
  }

  private static <T> Map<String, List<T>> byName(List<T> items, Function<T, String> name) {
    return items.stream().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
  }

  private static String shares(List<GoldVerdict> verdicts) {
    return java.util.Arrays.stream(Verdict.values())
        .map(
            label ->
                Text.format(
                    "%2.0f",
                    verdicts.stream().filter(v -> v.label() == label).count()
                        * 100.0
                        / Math.max(1, verdicts.size())))
        .collect(Collectors.joining(" / "));
  }
}
