package dev.claimbench.spark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.score.StorySums;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.text.AtomicFile;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Scores a job's answers: executors count stories, the driver makes figures and intervals of their
 * sums and writes the {@code scores.json} that a process alone would write. Of the answers it holds
 * one at a time.
 *
 * @param folder for what the executors have counted
 * @param manifest of the run
 * @param training gold of development stories that the claim-only baseline has learned from
 */
record StoryScores(SparkSession spark, String folder, Manifest manifest, GoldSet training) {

  /**
   * Writes the file.
   *
   * @param answers rows of {@link AskUnits#COLUMNS}, all of the run
   * @param tasks that share the stories
   */
  void write(Dataset<Row> answers, int tasks, Path run) {
    long stories = answers.select("story").distinct().count();
    ScoreStories count =
        new ScoreStories(
            OwnJson.write(manifest.about(List.of(), 0, List.of())), stories > Bootstrap.MOST_DRAWN);
    spark
        .createDataFrame(
            answers
                .selectExpr(ScoreStories.NEEDED)
                .repartition(tasks, functions.col("story"))
                .sortWithinPartitions("story")
                .javaRDD()
                .mapPartitions(count),
            ScoreStories.COLUMNS)
        .write()
        .mode(SaveMode.Overwrite)
        .partitionBy("part")
        .parquet(folder);
    Scoring scoring = Scoring.standard(manifest.sampling().seed());
    Iterator<StorySums> sums = map(part(ScoreStories.SUMS), StorySums.class);
    RunReport report = new RunReport(manifest, Scorecard.sum(sums, scoring, training));
    AtomicFile.write(
        run.resolve(ScoresJson.FILE),
        out ->
            ScoresJson.write(
                report,
                map(part(ScoreStories.ARTICLE).orderBy("place"), JsonNode.class),
                map(part(ScoreStories.VERDICT).orderBy("place"), JsonNode.class),
                out));
  }

  /** One folder each, which is not there where there are none. */
  private Dataset<Row> part(String name) {
    return spark
        .read()
        .schema(ScoreStories.COLUMNS)
        .parquet(folder)
        .where(functions.col("part").equalTo(name));
  }

  private static <T> Iterator<T> map(Dataset<Row> rows, Class<T> type) {
    Iterator<String> texts = rows.select("json").as(Encoders.STRING()).toLocalIterator();
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(texts, 0), false)
        .map(json -> OwnJson.read(json, type))
        .iterator();
  }
}
