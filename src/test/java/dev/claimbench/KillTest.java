package dev.claimbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.align.Aligner;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.run.Call;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.RunListener;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import dev.claimbench.run.Workload;
import dev.claimbench.score.Scoring;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed loses nothing: going on ends in the very bytes of an undisturbed one. */
class KillTest {
  /** {@code -Dclaimbench.kills=50} for the long run. */
  private static final int KILLS = Integer.getInteger("claimbench.kills", 10);

  private static final Path SEEDS = Path.of("seeds", "open-models");
  private static final Path GOLD = Path.of("eval");

  /** With fewer resamples than usual, only to be done sooner. */
  private static final Scoring SCORING =
      new Scoring(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU, 7, 200);

  @TempDir private Path folder;

  @Test
  void a_killed_run_goes_on_to_the_same_bytes() throws Exception {
    int all = run(folder.resolve("undisturbed"), 0, () -> {});
    String undisturbed = scores(folder.resolve("undisturbed"));
    assertThat(undisturbed).contains("\"Invalid\"", "\"Truncated\"", "\"complete\" : true");
    Random random = new Random(20260302);
    int whileAsking = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Path run = folder.resolve("killed-" + kill);
      kill(run, random.nextInt(600));
      if (kill % 3 == 2) {
        cut(run, random.nextInt(400));
      }
      int kept = RunStore.read(run).size();
      whileAsking += kept > 0 && kept < all ? 1 : 0;
      int askedAgain = run(run, 0, () -> {});
      assertThat(askedAgain).as("nothing is asked twice, nothing lost").isEqualTo(all - kept);
      assertThat(scores(run)).as("kill %d after %d answers", kill, kept).isEqualTo(undisturbed);
    }
    assertThat(whileAsking).as("kills in the middle of asking").isGreaterThan(KILLS / 3);
  }

  /** Really: SIGKILL to another JVM, some milliseconds after it began to ask. */
  private static void kill(Path run, int millis) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                run.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(child.getInputStream().read()).as("the child asks").isEqualTo('!');
      child.waitFor(millis, TimeUnit.MILLISECONDS);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** What a power cut leaves: the last bytes never came to the disk. */
  private static void cut(Path run, int bytes) throws IOException {
    try (RandomAccessFile journal =
        new RandomAccessFile(run.resolve(RunStore.JOURNAL).toFile(), "rw")) {
      journal.setLength(Math.max(0, journal.length() - bytes));
    }
  }

  private static String scores(Path run) {
    RunFolder read = RunFolder.read(run, Optional.empty(), Optional.empty());
    return ScoresJson.toJson(new RunReport(read.manifest(), Claimbench.score(read, SCORING)));
  }

  /** Returns how many calls were asked. */
  private static int run(Path out, int millis, Runnable started)
      throws JournalException, InterruptedException {
    List<Article> articles = ArticleReader.read(SEEDS);
    GoldSet gold = GoldFolder.read(GOLD, SEEDS, articles);
    PromptLibrary prompts = new PromptLibrary(Path.of("prompts"));
    Map<String, PromptTemplate> templates = new LinkedHashMap<>();
    Stream.of(Tasks.EXTRACT, Tasks.VERIFY)
        .forEach(task -> templates.put(task.name(), prompts.template(task.prompt())));
    RunPlan plan =
        new RunPlan(
            articles,
            gold,
            gold.verdicts(),
            templates,
            Sampling.greedy(1, Duration.ofSeconds(5)),
            SEEDS.toString(),
            Optional.of(GOLD.toString()));
    RunSettings settings =
        new RunSettings(
            "test",
            Map.of(),
            Clock.systemUTC(),
            1,
            Duration.ofMillis(1),
            OptionalInt.of(4),
            note -> {});
    Deterministic model = new Deterministic(millis);
    assertThat(Claimbench.run(plan, model, out, settings, new Starting(started))).isTrue();
    return model.asked.get();
  }

  /** Another JVM that asks slowly enough to be killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws JournalException, InterruptedException {
      run(
          Path.of(arguments[0]),
          5,
          () -> {
            System.out.write('!');
            System.out.flush();
          });
    }
  }

  private record Starting(Runnable then) implements RunListener {
    @Override
    public void started(List<Workload> work) {
      then.run();
    }

    @Override
    public void asking(Call call) {}

    @Override
    public void answered(Call call, JournalEntry entry) {}

    @Override
    public void retrying(Call call, String why) {}
  }

  /** Says of each prompt always the same: right, wrong, no JSON, or cut off. */
  private static final class Deterministic implements Model {
    private final AtomicInteger asked = new AtomicInteger();
    private final int millis;

    Deterministic(int millis) {
      this.millis = millis;
    }

    @Override
    public ModelInfo info() {
      return new ModelInfo("openai/d@x", "openai", "d", "sha256:d", "", 32768, Map.of());
    }

    @Override
    public Reply ask(Prompt prompt, Sampling sampling) {
      asked.incrementAndGet();
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      int dice = Integer.parseInt(Sha256.sha256(prompt.item()).substring(0, 4), 16);
      String quote = prompt.article().text().substring(0, 40 + dice % 60).strip();
      String verdict = List.of("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO").get(dice % 3);
      String text =
          prompt.claim().isPresent()
              ? "{\"evidence\":\"\",\"verdict\":\"" + verdict + "\"}"
              : """
              {"claims":[{"quote":%s,"claim":%s,"speaker":"","kind":"event","value":null,
              "unit":"","bound":"none","date":"","hedge":"none"}]}\
              """
                  .formatted(json(quote), json(quote));
      return new Reply(
          dice % 11 == 0 ? "It is hard to say." : text,
          "",
          dice % 13 == 0 ? Reply.Stop.LENGTH : Reply.Stop.END,
          5000,
          20,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofMillis(50),
          "");
    }

    private static String json(String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public void close() {}
  }
}
