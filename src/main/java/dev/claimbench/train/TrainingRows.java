package dev.claimbench.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.Stories;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a model is trained on, a JSON line a verdict, in a {@link RowForm}.
 *
 * @param train lines to learn from
 * @param heldOut lines of development stories that are only judged
 * @param stories of the gold, those of {@code train}
 */
public record TrainingRows(List<String> train, List<String> heldOut, Set<String> stories) {
  public TrainingRows {
    train = List.copyOf(train);
    heldOut = List.copyOf(heldOut);
    stories = Set.copyOf(stories);
  }

  /** The word for {@code --story} that leaves out every story. */
  public static final String NONE = "none";

  /**
   * Where rows are from.
   *
   * @param stories development stories to learn from; empty for all that are not held out
   * @param heldOut development stories that are only judged
   * @param goldClaims whether the claims of the gold are rows, too, each supported by its quotes
   * @param more files with rows of the form
   */
  public record Sources(
      Optional<Set<String>> stories, Set<String> heldOut, boolean goldClaims, List<Path> more) {
    public Sources {
      stories = stories.map(Set::copyOf);
      heldOut = Set.copyOf(heldOut);
      more = List.copyOf(more);
    }

    private boolean learnsFrom(String story) {
      return !heldOut.contains(story) && stories.map(s -> s.contains(story)).orElse(true);
    }
  }

  /**
   * The verdicts of development stories, and what the user adds.
   *
   * @param seeds folder of the articles
   * @param gold folder of the labels
   * @throws UserError for a story that is unknown, of {@code test}, or both to learn from and held
   *     out, a file that is no such rows, and a row that has words of a test story
   */
  public static TrainingRows verdicts(Path seeds, Path gold, Sources sources, RowForm form) {
    Stories stories = Stories.read(gold.resolve(Stories.FILE));
    List<Article> all = ArticleReader.read(seeds);
    Set<String> chosen = sources.stories().orElse(Set.of());
    requireDev("--story", chosen, stories, all, seeds);
    requireDev("--held-out", sources.heldOut(), stories, all, seeds);
    for (String story : new TreeSet<>(chosen)) {
      if (sources.heldOut().contains(story)) {
        throw new UserError(
            "--story: '" + story + "' is held out, too; name it in one of the two options");
      }
    }
    List<Article> dev = stories.select("dev", all);
    GoldSet labels = GoldFolder.read(gold, seeds, dev);
    List<String> train = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (Article article : dev) {
      List<String> lines =
          form.rows(
              article,
              labels.verdicts().stream().filter(v -> v.article().equals(article.id())).toList());
      if (sources.heldOut().contains(article.story())) {
        kept.addAll(lines);
      } else if (sources.learnsFrom(article.story())) {
        train.addAll(lines);
        names.add(article.story());
        if (sources.goldClaims()) {
          labels.article(article.id()).ifPresent(g -> train.addAll(form.claims(article, g)));
        }
      }
    }
    if (!sources.more().isEmpty()) {
      List<Article> test = stories.select("test", all);
      TestOverlap overlap = new TestOverlap(test, GoldFolder.read(gold, seeds, test).verdicts());
      sources.more().forEach(file -> train.addAll(rows(file, form, overlap)));
    }
    if (train.isEmpty()) {
      throw new UserError(
          "train: no rows to train on: no --rows, and no verdicts of " + names(sources, gold));
    }
    return new TrainingRows(train, kept, names);
  }

  private static String names(Sources sources, Path gold) {
    return sources
        .stories()
        .filter(Set::isEmpty)
        .map(s -> "any story (--story none)")
        .orElse("development stories in " + gold);
  }

  private static void requireDev(
      String option, Set<String> named, Stories stories, List<Article> all, Path seeds) {
    for (String story : new TreeSet<>(named)) {
      List<Article> of = all.stream().filter(a -> a.story().equals(story)).toList();
      if (of.isEmpty()) {
        throw new UserError(option + ": no story '" + story + "' in " + seeds);
      }
      stories.requireDev("train", of);
    }
  }

  private static List<String> rows(Path file, RowForm form, TestOverlap overlap) {
    List<String> lines = TextFiles.read(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String where = file + ":" + (i + 1);
      JsonNode row;
      try {
        row = Json.PLAIN.readTree(lines.get(i));
      } catch (JsonProcessingException e) {
        throw new UserError(where + ": expected JSON, got " + Json.reason(e));
      }
      if (!form.fits(row)) {
        throw new UserError(
            where + ": expected " + form.expected() + ", got " + Text.shorten(lines.get(i), 60));
      }
      form.texts(row).forEach(text -> overlap.refuse(where, text));
    }
    return lines;
  }
}
