package dev.claimbench.spark;

import dev.claimbench.RunFolder;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.Question;
import dev.claimbench.score.Scoring;
import dev.claimbench.score.StorySums;
import dev.claimbench.spark.Labels.Label;
import dev.claimbench.task.Tasks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One task: counts some stories, of each what it brings to the scorecard's figures and a row for
 * each article and verdict, as they stand in {@code scores.json}.
 *
 * @param manifest of the run, without its articles and verdicts, as JSON
 * @param isOfMany whether the run has more stories than a bootstrap draws
 */
record ScoreStories(String manifest, boolean isOfMany)
    implements FlatMapFunction<Iterator<Row>, Row> {
  /** What is read of {@link AskUnits#COLUMNS}, in this order. */
  static final String[] NEEDED = {"story", "task", "item", "repeat", "entry", "label", "article"};

  static final StructType COLUMNS =
      new StructType()
          .add("part", DataTypes.StringType, false)
          .add("place", DataTypes.BinaryType, false)
          .add("json", DataTypes.StringType, false);

  /** Values of the column part. */
  static final String SUMS = "sums";

  static final String ARTICLE = "article";
  static final String VERDICT = "verdict";

  /**
   * @param rows those of one story follow each other
   */
  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Stories(OwnJson.read(manifest, Manifest.class), rows);
  }

  /** A story at a time. */
  private final class Stories implements Iterator<Row> {
    private final Manifest manifest;
    private final Iterator<Row> rows;
    private Optional<Row> next;
    private Iterator<Row> counted = List.<Row>of().iterator();

    Stories(Manifest manifest, Iterator<Row> rows) {
      this.manifest = manifest;
      this.rows = rows;
      next = take();
    }

    private Optional<Row> take() {
      return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    @Override
    public boolean hasNext() {
      return counted.hasNext() || next.isPresent();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more stories");
      }
      if (!counted.hasNext()) {
        String name = next.orElseThrow().getString(0);
        Story story = new Story();
        do {
          story.add(next.orElseThrow());
          next = take();
        } while (next.isPresent() && next.get().getString(0).equals(name));
        counted = counted(name, story).iterator();
      }
      return counted.next();
    }

    private List<Row> counted(String name, Story story) {
      RunFolder run = story.run(manifest);
      Scoring scoring = Scoring.standard(manifest.sampling().seed()).withoutIntervals();
      StorySums.Counted counted =
          StorySums.count(name, run.results(), scoring, v -> story.claimOnly.get(v.id()), isOfMany);
      List<Row> out = new ArrayList<>();
      out.add(row(SUMS, name, counted.sums()));
      counted
          .articles()
          .forEach(a -> out.add(row(ARTICLE, a.id(), ScoresJson.article(a, run.manifest()))));
      counted.verdicts().forEach(v -> out.add(row(VERDICT, v.id(), ScoresJson.verdict(v))));
      return out;
    }
  }

  private static Row row(String part, String id, Object value) {
    // Spark sorts bytes; these have the order that Java gives texts.
    byte[] place = id.getBytes(StandardCharsets.UTF_16BE);
    return RowFactory.create(part, place, OwnJson.write(value));
  }

  /** The rows of one story. */
  private static final class Story {
    private final Map<String, Article> extracted = new LinkedHashMap<>();
    private final Map<String, Article> others = new LinkedHashMap<>();
    private final List<GoldArticle> gold = new ArrayList<>();
    private final Map<String, GoldVerdict> verdicts = new LinkedHashMap<>();
    private final Map<String, Verdict> claimOnly = new HashMap<>();
    private final Map<Question, JournalEntry> entries = new HashMap<>();

    void add(Row row) {
      String task = row.getString(1);
      if (!row.isNullAt(6)) {
        Article article = Unit.parse(row.getString(6)).article();
        (task.equals(Tasks.EXTRACT.name()) ? extracted : others).put(article.id(), article);
      }
      Question question = new Question(task, row.getString(2), row.getInt(3));
      if (!row.isNullAt(4)) {
        entries.put(question, OwnJson.read(row.getString(4), JournalEntry.class));
      }
      Label label = OwnJson.read(row.getString(5), Label.class);
      label.article().ifPresent(gold::add);
      label
          .verdict()
          .ifPresent(
              v -> {
                verdicts.put(v.id(), v);
                claimOnly.put(v.id(), label.claimOnly().orElseThrow());
              });
    }

    RunFolder run(Manifest whole) {
      List<Article> articles = new ArrayList<>(extracted.values());
      others.values().stream().filter(a -> !extracted.containsKey(a.id())).forEach(articles::add);
      GoldSet labels =
          new GoldSet(gold, List.copyOf(verdicts.values()), whole.goldHash(), whole.goldVersion());
      return new RunFolder(
          Path.of(""),
          whole.about(articles, extracted.size(), List.copyOf(verdicts.keySet())),
          articles,
          labels,
          entries,
          GoldSet.empty(),
          Optional.empty());
    }
  }
}
