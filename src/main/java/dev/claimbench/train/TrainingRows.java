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

  /**
   * The verdicts of development stories, and what the user adds.
   *
   * @param seeds folder of the articles
   * @param gold folder of the labels
   * @param held development stories that are kept back
   * @param more files with rows of the form
   * @throws UserError for a story that is unknown or of {@code test}, a file that is no such rows,
   *     and a row that has words of a test story
   */
  public static TrainingRows verdicts(
      Path seeds, Path gold, Set<String> held, List<Path> more, RowForm form) {
    Stories stories = Stories.read(gold.resolve(Stories.FILE));
    List<Article> all = ArticleReader.read(seeds);
    for (String story : held) {
      List<Article> of = all.stream().filter(a -> a.story().equals(story)).toList();
      if (of.isEmpty()) {
        throw new UserError("--held-out: no story '" + story + "' in " + seeds);
      }
      stories.requireDev("train", of);
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
      if (held.contains(article.story())) {
        kept.addAll(lines);
      } else {
        train.addAll(lines);
        names.add(article.story());
      }
    }
    if (!more.isEmpty()) {
      List<Article> test = stories.select("test", all);
      TestOverlap overlap = new TestOverlap(test, GoldFolder.read(gold, seeds, test).verdicts());
      more.forEach(file -> train.addAll(rows(file, form, overlap)));
    }
    if (train.isEmpty()) {
      throw new UserError("train: no verdicts of development stories in " + gold);
    }
    return new TrainingRows(train, kept, names);
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
