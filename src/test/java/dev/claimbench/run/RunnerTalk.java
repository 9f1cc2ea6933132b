package dev.claimbench.run;

import com.sun.management.OperatingSystemMXBean;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.PromptTemplate;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A process of its own that asks a stand-in server: what it takes is nobody else's. */
final class RunnerTalk {
  private static final int ARTICLES = 50;

  private RunnerTalk() {}

  /** {@code URL CALLS IN_FLIGHT MILLIS}: a tenth more calls first, to warm up. */
  public static void main(String[] args) throws Exception {
    int calls = Integer.parseInt(args[1]);
    int inFlight = Integer.parseInt(args[2]);
    double millis = Double.parseDouble(args[3]);
    ModelSpec spec = ModelSpec.parse("openai/stand-in@" + args[0]);
    Path folder = Files.createTempDirectory("claimbench-rate");
    try (Model model =
        Models.open(spec, new ModelOptions(32768, 1, name -> null, ModelPaths.byPath()))) {
      run(model, folder.resolve("warm"), Math.max(inFlight, calls / 10), inFlight);
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long cpu = system.getProcessCpuTime();
      long start = System.nanoTime();
      run(model, folder.resolve("run"), calls, inFlight);
      double seconds = (System.nanoTime() - start) / 1e9;
      double limit = calls * millis / 1000 / inFlight;
      System.out.printf(
          Locale.ROOT,
          "%,d calls, %d in flight, %.0f ms each: %.1f s of at least %.1f s (%.0f%% of the limit),"
              + " %.0f calls/s, %.2f ms CPU a call, peak %s, heap %d MB%n",
          calls,
          inFlight,
          millis,
          seconds,
          limit,
          100 * limit / seconds,
          calls / seconds,
          (system.getProcessCpuTime() - cpu) / 1e6 / calls,
          peak(),
          Runtime.getRuntime().totalMemory() >> 20);
    }
  }

  private static void run(Model model, Path folder, int calls, int inFlight) throws Exception {
    RunPlan plan = plan(calls);
    try (RunStore store = RunStore.open(folder)) {
      boolean complete =
          new Runner(
                  model,
                  store,
                  new Quiet(),
                  Clock.systemUTC(),
                  new Retries(3, Duration.ofMillis(100), 7),
                  AdaptiveConcurrency.fixed(inFlight))
              .run(plan);
      if (!complete) {
        throw new IllegalStateException("not all calls have an answer");
      }
    }
  }

  /** Verdicts on articles of 4,000 letters. */
  static RunPlan plan(int calls) {
    List<Article> articles = new ArrayList<>();
    for (int a = 0; a < ARTICLES; a++) {
      String text = ("The harbour board of town " + a + " met again. ").repeat(120);
      articles.add(new Article("a" + a, "s", "", "", Optional.empty(), text.substring(0, 4000)));
    }
    List<GoldVerdict> verdicts = new ArrayList<>();
    for (int v = 0; v < calls; v++) {
      CheckClaim claim =
          new CheckClaim(
              "s", "v" + v, "It met " + v + " times.", "f", Optional.empty(), Optional.empty());
      verdicts.add(verdict(claim, "a" + v * ARTICLES / calls));
    }
    PromptTemplate template =
        new PromptTemplate(
            "verify",
            1,
            "You judge whether a claim follows from an article.",
            "{{article}}\n\nClaim: {{claim}}",
            "{\"type\":\"object\",\"required\":[\"evidence\",\"verdict\"],\"properties\":{\"evidence\":{\"type\":\"string\"},\"verdict\":{\"enum\":[\"SUPPORTED\",\"REFUTED\",\"NOT_ENOUGH_INFO\"]}}}",
            192);
    return new RunPlan(
        articles,
        GoldSet.empty(),
        verdicts,
        Map.of("verify", template),
        Sampling.greedy(1, Duration.ofSeconds(60)),
        "seeds",
        Optional.empty());
  }

  private static GoldVerdict verdict(CheckClaim claim, String article) {
    return new GoldVerdict(claim, article, Verdict.SUPPORTED, false, List.of(), "", false);
  }

  /** Most memory that this process has had (Linux). */
  private static String peak() throws Exception {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
            .findFirst()
            .orElse("?")
        : "?";
  }

  private static final class Quiet implements RunListener {
    @Override
    public void started(List<Workload> work) {}

    @Override
    public void asking(Call call) {}

    @Override
    public void answered(Call call, JournalEntry entry) {}

    @Override
    public void retrying(Call call, String why) {
      System.err.println("again: " + why);
    }
  }
}
