package dev.claimbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.run.Call;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Question;
import dev.claimbench.score.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded run of a real model, with claims and verdicts, scored by Spark and by one process. */
class StoryScoresTest {
  private static final Path RECORDED = Path.of("../eval/recorded/qwen2.5-coder-0.5b");

  private static SparkSession spark;

  @TempDir Path dir;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.log.level", "ERROR")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 4)
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  /** The rows of a job that has found these replies and asks nothing. */
  private Dataset<Row> answers(RunFolder run, Labels labels) throws Exception {
    List<Call> calls = new ArrayList<>();
    run.plan().calls(run.manifest().model()).forEach(calls::add);
    ReplyFolder folder = ReplyFolders.open(dir.toUri(), new Configuration());
    PartitionReplies replies = PartitionReplies.read(folder, "app", "writer", calls);
    for (Call call : calls) {
      JournalEntry entry = run.entries().get(Question.of(call.prompt(), call.repeat()));
      if (entry != null) {
        assertThat(entry.key()).isEqualTo(call.key());
        replies.append(entry, () -> {});
      }
    }
    ExecutorSetup setup = new ExecutorSetup("plan", "", "{}", dir.toUri(), "app", 1, false);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    AskUnits task =
        new AskUnits(
            setup,
            context.broadcast(new SerializableConfiguration(new Configuration())),
            false,
            spark.sparkContext().collectionAccumulator("notes"));
    return spark.createDataFrame(
        context.parallelize(new Units(calls, labels::of).wave(), 5).mapPartitions(task),
        AskUnits.COLUMNS);
  }

  private String byOneProcess(RunFolder run) {
    Scoring scoring = Scoring.standard(run.manifest().sampling().seed());
    return ScoresJson.toJson(new RunReport(run.manifest(), Claimbench.score(run, scoring)));
  }

  private String bySpark(RunFolder run) throws Exception {
    StoryScores scores =
        new StoryScores(
            spark, dir.resolve("scores").toUri().toString(), run.manifest(), run.training());
    Labels labels = new Labels(run.plan(), run.training());
    scores.write(answers(run, labels), 5, dir);
    return Files.readString(dir.resolve(ScoresJson.FILE));
  }

  private RunFolder recorded() throws IOException {
    return RunFolder.read(
        RECORDED, Optional.of(Path.of("../seeds")), Optional.of(Path.of("../eval")));
  }

  @Test
  void the_scores_have_the_bytes_that_one_process_writes() throws Exception {
    RunFolder run = recorded();
    String expected = byOneProcess(run);
    assertThat(expected).contains("\"fate\"").contains("\"predicted\"");
    assertThat(bySpark(run)).isEqualTo(expected);
  }

  @Test
  void so_have_those_of_a_run_that_lacks_answers() throws Exception {
    RunFolder all = recorded();
    var some = new java.util.HashMap<>(all.entries());
    some.keySet().removeIf(q -> q.hashCode() % 5 == 0);
    RunFolder run =
        new RunFolder(
            all.folder(),
            all.manifest(),
            all.articles(),
            all.gold(),
            some,
            all.training(),
            Optional.empty());
    String expected = byOneProcess(run);
    assertThat(expected).contains("\"complete\" : false");
    assertThat(bySpark(run)).isEqualTo(expected);
  }
}
