package dev.claimbench.spark;

import dev.claimbench.Claimbench;
import dev.claimbench.ExperimentRunner;
import dev.claimbench.RunSettings;
import dev.claimbench.cli.options.Machine;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.model.Model;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Home;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import dev.claimbench.score.StorySums;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * {@code spark-submit --class dev.claimbench.spark.ClaimbenchJob claimbench-spark.jar --plan FILE
 * --out URI [--run DIR]}: asks a plan's calls on all executors, and writes an ordinary run folder.
 * The same line again resumes a job that was stopped.
 */
public final class ClaimbenchJob {
  private static final String USAGE =
      "usage: spark-submit … claimbench-spark.jar --plan FILE --out URI [--run DIR]";

  /** More tasks than slots, so that a lost one takes little with it; few, as each has an end. */
  private static final int TASKS_A_SLOT = 3;

  /** Of its part of the calls in flight that a task has at least, where there are as many. */
  private static final int ROUNDS = 4;

  private final JobOptions options;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;

  ClaimbenchJob(JobOptions options, Clock clock, PrintStream out, PrintStream err) {
    this.options = options;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /**
   * @param plan file of {@link JobPlan}
   * @param out folder that all executors see: replies and Parquet
   * @param run the run folder, on the driver's disk
   */
  record JobOptions(Path plan, URI out, Path run) {
    static JobOptions parse(List<String> words) {
      Map<String, String> given = new HashMap<>();
      for (int i = 0; i < words.size(); i += 2) {
        boolean known = List.of("--plan", "--out", "--run").contains(words.get(i));
        if (!known || i + 1 == words.size() || given.put(words.get(i), words.get(i + 1)) != null) {
          throw new UserError("unexpected '" + words.get(i) + "'; " + USAGE);
        }
      }
      if (!given.containsKey("--plan") || !given.containsKey("--out")) {
        throw new UserError("--plan and --out are needed; " + USAGE);
      }
      URI out = address(given.get("--out"));
      if (!given.containsKey("--run") && !out.getScheme().equals("file")) {
        throw new UserError("--run: needed where --out is not on a disk; a folder of this machine");
      }
      return new JobOptions(
          Path.of(given.get("--plan")),
          out,
          given.containsKey("--run")
              ? Path.of(given.get("--run"))
              : Path.of(out.getPath()).resolve("run"));
    }

    private static URI address(String text) {
      try {
        URI uri = URI.create(text);
        if (uri.getScheme() != null && uri.getPath() != null) {
          return uri;
        }
      } catch (IllegalArgumentException e) {
        // Not an address either.
      }
      throw new UserError("--out: expected an address such as file:/data/job, got '" + text + "'");
    }
  }

  /** Ends the process with the exit codes of {@code claimbench run}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int code;
    try {
      JobOptions options = JobOptions.parse(List.of(args));
      code = new ClaimbenchJob(options, Clock.systemUTC(), System.out, System.err).run();
    } catch (UserError e) {
      System.err.println("claimbench: " + e.getMessage());
      code = e.exitCode();
    }
    System.exit(code);
  }

  private void note(String text) {
    err.println("claimbench: " + text);
  }

  /**
   * @return 0, or 6 where a call has no answer
   */
  int run() throws IOException, InterruptedException {
    String text = TextFiles.read(options.plan());
    JobPlan plan = JobPlan.parse(options.plan().toString(), text, options.run());
    Experiment experiment = plan.experiment();
    RunSettings settings = settings(plan);
    ExperimentRunner runner =
        new ExperimentRunner(
            Home.none(),
            access -> access.options(System.getenv(), ExecutorModel.noFiles()),
            settings);
    RunPlan read = runner.plan(experiment);
    try (Model model = runner.open(experiment, read, this::note);
        SparkSession spark = session()) {
      RunPlan asked =
          read.withSampling(experiment.method().sampling(model, experiment.access().timeout()));
      boolean isNew = requireWritable(spark);
      try (RunStore store = Claimbench.begin(asked, model, options.run(), settings)) {
        return ask(spark, plan, asked, model, text, isNew, store);
      } catch (JournalException e) {
        throw new UserError(UserError.INCOMPLETE, e.getMessage());
      }
    }
  }

  private RunSettings settings(JobPlan plan) {
    return new RunSettings(
        version(),
        Machine.describe(),
        clock,
        plan.tries(),
        Duration.ofSeconds(1),
        OptionalInt.of(plan.concurrency()),
        this::note,
        Optional.empty());
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in =
        Claimbench.class.getResourceAsStream(
            "/META-INF/maven/dev.claimbench/claimbench/pom.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the jar cannot be read", e);
    }
    return properties.getProperty("version", "dev");
  }

  private static SparkSession session() {
    SparkConf conf =
        new SparkConf()
            .setIfMissing("spark.app.name", "claimbench")
            .setIfMissing("spark.log.level", "ERROR")
            // Executors wait for servers: the second compiler takes more than it saves. What stands
            // in spark.executor.extraJavaOptions comes behind it.
            .setIfMissing("spark.executor.defaultJavaOptions", "-XX:TieredStopAtLevel=1")
            // Nor do a few plain columns earn code of their own in each process.
            .setIfMissing("spark.sql.codegen.wholeStage", "false")
            .setIfMissing("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            // A second attempt beside a slow one would ask everything twice.
            .set("spark.speculation", "false")
            // Work that an executor gives back goes to others, and any number of executors may be
            // lost: what is answered is kept.
            .set("spark.task.maxFailures", "1000")
            .set("spark.excludeOnFailure.taskAndStage.enabled", "true")
            .set("spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "1")
            .set("spark.excludeOnFailure.stage.maxFailedTasksPerExecutor", "1")
            .set("spark.excludeOnFailure.task.maxTaskAttemptsPerNode", "999")
            .set("spark.excludeOnFailure.stage.maxFailedExecutorsPerNode", "999")
            .setIfMissing("spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout", "30s");
    // It would log the trace of what the job says in a line.
    Configurator.setLevel("org.apache.spark.sql.execution.datasources.FileFormatWriter", Level.OFF);
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /**
   * Before the first call is paid for.
   *
   * @return whether it has no reply yet
   */
  private boolean requireWritable(SparkSession spark) {
    try {
      ReplyFolder folder = folder(spark);
      boolean isNew = folder.isEmpty();
      String application = spark.sparkContext().applicationId();
      folder.putIfAbsent("probe", "probe", "{}", application);
      if (folder.putIfAbsent("probe", "probe", "[]", application)) {
        throw new IOException("it writes over files that are there, as some stand-ins of S3 do");
      }
      folder.remove("probe", "probe");
      folder.caution().ifPresent(this::note);
      return isNew;
    } catch (IOException | RuntimeException e) {
      throw new UserError(refusal(e));
    }
  }

  private String refusal(Exception e) {
    return options.out() + ": cannot be written (" + ReplyFolders.reason(e) + ")";
  }

  private ReplyFolder folder(SparkSession spark) throws IOException {
    return ReplyFolders.open(options.out(), spark.sparkContext().hadoopConfiguration());
  }

  private int ask(
      SparkSession spark,
      JobPlan plan,
      RunPlan asked,
      Model model,
      String text,
      boolean isNew,
      RunStore store)
      throws IOException, JournalException, InterruptedException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    LostWork lost = new LostWork(this::note);
    spark.sparkContext().addSparkListener(lost);
    CollectionAccumulator<String> notes = spark.sparkContext().collectionAccumulator("notes");
    // Executors start meanwhile.
    GoldSet training =
        asked
            .goldFolder()
            .map(
                gold ->
                    GoldFolder.development(
                        Path.of(gold), Path.of(asked.seeds()), asked.articles(), asked.gold()))
            .orElseGet(GoldSet::empty);
    Labels labels = new Labels(asked, training);
    Units units = new Units(asked.calls(model.info()), labels::of);
    List<String> first = units.wave();
    int cores = cores(context);
    int executors = Math.max(1, executors(context));
    int slots = Math.max(1, plan.concurrency() / executors);
    ExecutorSetup setup =
        new ExecutorSetup(
            options.plan().toString(),
            text,
            OwnJson.write(model.info()),
            options.out(),
            spark.sparkContext().applicationId(),
            slots,
            isNew);
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    note(
        String.format(
            Locale.ROOT,
            "%,d calls; %d in flight in each of %d executors, %d tasks at a time",
            asked.size(),
            slots,
            executors,
            cores));
    long began = System.nanoTime();
    Waves waves = new Waves(spark, context, setup, hadoop, notes, lost, cores);
    waves.ask(first, units);
    double seconds = (System.nanoTime() - began) / 1e9;
    notes.value().stream().distinct().forEach(this::note);
    Dataset<Row> rows =
        spark.read().schema(AskUnits.COLUMNS).parquet(waves.folders.toArray(String[]::new));
    int code =
        gather(spark, rows, waves.folders.size(), units.taken(), seconds, lost, slots, store);
    score(spark, rows, asked, Math.min(units.taken(), cores * TASKS_A_SLOT), training);
    return code;
  }

  private static String again() {
    return "the same command resumes";
  }

  private static int executors(JavaSparkContext context) {
    // The driver is one of them.
    return context.statusTracker().getExecutorInfos().length - 1;
  }

  /** Cores of the executors, once all that the configuration names are there. */
  private static int cores(JavaSparkContext context) throws InterruptedException {
    SparkConf conf = context.getConf();
    int each = conf.getInt("spark.executor.cores", 1);
    int wanted =
        conf.getInt(
            "spark.executor.instances", Math.max(1, conf.getInt("spark.cores.max", 1) / each));
    long wait = conf.getTimeAsMs("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s");
    long end = System.nanoTime() + Duration.ofMillis(wait).toNanos();
    while (!context.isLocal() && executors(context) < wanted && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    return context.defaultParallelism();
  }

  /** Asks units wave by wave. */
  private final class Waves {
    private final SparkSession spark;
    private final JavaSparkContext context;
    private final ExecutorSetup setup;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final CollectionAccumulator<String> notes;
    private final LostWork lost;
    private final int cores;
    private final List<String> folders = new ArrayList<>();
    private boolean isGoing = true;

    Waves(
        SparkSession spark,
        JavaSparkContext context,
        ExecutorSetup setup,
        Broadcast<SerializableConfiguration> hadoop,
        CollectionAccumulator<String> notes,
        LostWork lost,
        int cores) {
      this.spark = spark;
      this.context = context;
      this.setup = setup;
      this.hadoop = hadoop;
      this.notes = notes;
      this.lost = lost;
      this.cores = cores;
    }

    /** Two at a time: the cores that one has no more tasks for begin with the next. */
    void ask(List<String> first, Units units) throws InterruptedException {
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        Deque<Wave> begun = new ArrayDeque<>();
        for (List<String> wave = first; !wave.isEmpty(); wave = units.wave()) {
          String folder =
              String.format(Locale.ROOT, "%s/answers/wave=%05d", options.out(), folders.size());
          folders.add(folder);
          List<String> some = wave;
          boolean ask = isGoing;
          begun.add(new Wave(some, folder, threads.submit(() -> written(some, folder, ask))));
          if (begun.size() == 2) {
            end(begun.remove());
          }
        }
        while (!begun.isEmpty()) {
          end(begun.remove());
        }
      } finally {
        threads.shutdownNow();
      }
    }

    /** Once its rows are there. */
    private void end(Wave wave) throws InterruptedException {
      if (isWritten(wave)) {
        return;
      }
      if (isGoing) {
        isGoing = false;
        note("no executor can go on: " + lost.lastReason());
      }
      if (!written(wave.units, wave.folder, false)) {
        throw new UserError(
            UserError.INCOMPLETE,
            options.out()
                + ": answers cannot be read or written; those so far are safe; "
                + again());
      }
    }

    private static boolean isWritten(Wave wave) throws InterruptedException {
      try {
        return wave.isWritten.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }

    /** Whether the wave's rows are there; if not, {@code lost} knows why. */
    private boolean written(List<String> wave, String folder, boolean ask) {
      // Some rounds of calls each, as each has a beginning and an end.
      int useful = Math.max(cores, wave.size() / (ROUNDS * setup.slots()));
      List<List<String>> slices =
          Units.slices(wave, Math.min(useful, cores * TASKS_A_SLOT), cores);
      try {
        spark
            .createDataFrame(
                context
                    .parallelize(slices, slices.size())
                    .flatMap(List::iterator)
                    .mapPartitions(new AskUnits(setup, hadoop, ask, notes)),
                AskUnits.COLUMNS)
            .write()
            .mode(SaveMode.Overwrite)
            .parquet(folder);
        return true;
      } catch (Exception e) {
        // Scala's methods throw checked exceptions that they do not declare.
        lost.stopped(String.valueOf(e.getMessage()));
        return false;
      }
    }
  }

  /**
   * @param isWritten whether its rows are there
   */
  private record Wave(List<String> units, String folder, Future<Boolean> isWritten) {}

  private int gather(
      SparkSession spark,
      Dataset<Row> rows,
      int waves,
      int planned,
      double seconds,
      LostWork lost,
      int slots,
      RunStore store)
      throws IOException, JournalException, InterruptedException {
    // A job for each partition, which waves have many of.
    Iterator<Row> each =
        rows.select("key", "entry").where("entry is not null").coalesce(waves).toLocalIterator();
    while (each.hasNext()) {
      Row row = each.next();
      if (!store.answered(row.getString(0))) {
        store.append(OwnJson.read(row.getString(1), JournalEntry.class), () -> {});
      }
    }
    store.finish();
    Row counts =
        rows.agg(
                functions.countDistinct("key"),
                functions.count_if(functions.col("outcome").equalTo(AskUnits.REPLY)),
                functions.count_if(
                    functions.col("application").equalTo(spark.sparkContext().applicationId())),
                functions.count_if(functions.col("outcome").equalTo(AskUnits.FAILURE)))
            .first();
    long replies = counts.getLong(1);
    long now = counts.getLong(2);
    int twice = folder(spark).keys(PartitionReplies.TWICE).size();
    out.printf(
        Locale.ROOT,
        "planned %,d distinct calls; answered %,d (%,d asked now in %.1f s, %,d were there); failed"
            + " %,d; answered twice %,d; lost %,d%n",
        planned,
        replies,
        now,
        seconds,
        replies - now,
        counts.getLong(3),
        twice,
        planned - counts.getLong(0));
    if (lost.executors() > 0) {
      out.printf(
          Locale.ROOT,
          "%d executors were lost with at most %d calls in flight, which were asked again%n",
          lost.executors(),
          lost.executors() * slots);
    }
    if (replies < planned) {
      note(
          String.format(
              Locale.ROOT, "incomplete: %,d of %,d answered; %s", replies, planned, again()));
      return UserError.INCOMPLETE;
    }
    return 0;
  }

  /** Writes scores.json where its figures are sums of stories. */
  private void score(
      SparkSession spark, Dataset<Row> rows, RunPlan asked, int tasks, GoldSet training)
      throws IOException {
    String folder = options.out() + "/scores";
    Manifest manifest = Manifest.read(options.run()).scoredWith(asked.gold());
    if (asked.repeats() > 1) {
      note(
          "asked "
              + asked.repeats()
              + " times, whose spread is no sum of stories: not scored here");
    } else if (StorySums.unsuited().isPresent()) {
      note(StorySums.unsuited().get() + " looks at all stories together: not scored here");
    } else {
      new StoryScores(spark, folder, manifest, training).write(rows, tasks, options.run());
      out.println("written: " + options.run().resolve(ScoresJson.FILE));
    }
    out.println("claimbench score " + options.run());
  }
}
