package dev.claimbench.cli.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.imports.GumNews;
import dev.claimbench.run.Inputs;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench import gum}. */
@Command(
    name = "gum",
    header = "Real news of the GUM corpus, for the labels of eval/real-news.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the news articles of a checkout of GUM as articles that `run --suite real-news`",
      "takes. The labels stay in eval/real-news and point into them: each text must be the one",
      "that was labelled, by its SHA-256."
    },
    footer = {"", "Example:", "  claimbench import gum ../gum --out real-news"})
public final class ImportGum extends ConsoleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A checkout of GUM, or its folder dep")
  private Path corpus;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = Inputs.REAL_NEWS,
      description = "Where the articles are written; empty or new. Default: ${DEFAULT-VALUE}")
  private Path out;

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      description = "The labels of these articles. Default: eval/" + Inputs.REAL_NEWS)
  private Optional<Path> gold = Optional.empty();

  private final Environment environment;

  public ImportGum(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Path labels = gold.orElseGet(() -> environment.folder("eval/" + Inputs.REAL_NEWS));
    Stories stories = Stories.read(labels.resolve(Stories.FILE));
    List<GumNews> all = GumNews.read(corpus);
    List<GumNews> news =
        all.stream().filter(n -> stories.splits().containsKey(n.article().story())).toList();
    requireAll(stories, news);
    List<Article> articles = news.stream().map(GumNews::article).toList();
    // Every hash is checked before anything is written.
    GoldSet set = GoldFolder.read(labels, corpus, articles);
    if (Files.isDirectory(out)) {
      try (var list = Files.list(out)) {
        if (list.findAny().isPresent()) {
          throw new UserError(out + ": is not empty; give --out a new folder");
        }
      }
    }
    for (GumNews one : news) {
      String id = one.article().id();
      Path folder = Files.createDirectories(out.resolve(id));
      AtomicFile.write(folder.resolve(id + ".md"), markdown(one));
    }
    var print = out();
    print.printf(
        Locale.ROOT,
        "written: %s (%d articles; %d verdicts in %s); next:%n",
        out,
        news.size(),
        set.verdicts().size(),
        labels);
    print.printf(Locale.ROOT, "  claimbench run --suite %s --articles %s%n", Inputs.REAL_NEWS, out);
    if (all.size() > news.size()) {
      err().println("left out: " + (all.size() - news.size()) + " × no labels in " + labels);
    }
    return ExitCode.OK;
  }

  private void requireAll(Stories stories, List<GumNews> news) {
    List<String> there = news.stream().map(n -> n.article().story()).toList();
    String missing =
        stories.splits().keySet().stream()
            .filter(s -> !there.contains(s))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new UserError(
          corpus + ": labelled articles are missing: " + missing + "; expected a whole checkout");
    }
  }

  private static String markdown(GumNews news) {
    Article article = news.article();
    return "---\ntitle: "
        + quoted(article.title())
        + "\nsource: "
        + quoted(article.source())
        + "\npublished: "
        + article.published().orElseThrow()
        + "\nstory: "
        + article.story()
        + "\naddress: "
        + quoted(news.address())
        + "\nlicence: \"CC BY 2.5\"\n---\n"
        + article.text()
        + "\n";
  }

  /** A JSON string is one of YAML too. */
  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }
}
