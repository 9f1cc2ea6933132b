package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.Stories;
import dev.claimbench.judge.LabelledClaim;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What examines a judge of faithfulness: the gold verdicts of development stories. */
final class FaithfulnessLabels {
  private FaithfulnessLabels() {}

  /**
   * Reads them.
   *
   * @param labels a gold folder
   */
  static List<LabelledClaim> development(Path labels, Environment environment) {
    Stories stories = Stories.read(labels.resolve(Stories.FILE));
    Path seeds = GoldFolder.seedsOf(labels, environment.folder("seeds"));
    List<Article> articles = stories.select("dev", ArticleReader.read(seeds));
    Map<String, Article> byId =
        articles.stream().collect(Collectors.toMap(Article::id, Function.identity()));
    return LabelledClaim.from(GoldFolder.read(labels, seeds, articles).verdicts(), byId);
  }
}
