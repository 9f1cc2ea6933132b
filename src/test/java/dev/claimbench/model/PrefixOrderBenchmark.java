package dev.claimbench.model;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.StratifiedSample;
import dev.claimbench.task.Tasks;
import dev.claimbench.task.Verify;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real Ollama spends on reading prompts when verdicts on one article follow each other, as
 * in a run, against a random order; printed, never asserted. See {@code
 * docs/benchmarks/prefix-order.sh}.
 */
@Tag("benchmark")
class PrefixOrderBenchmark {
  private static final int CONTEXT = 4096;

  /** The answers do not matter here. */
  private static final Sampling BRIEF = Sampling.greedy(8, Duration.ofMinutes(10));

  @TempDir Path folder;

  @Test
  void verdicts_on_the_seeds_in_order_and_not() throws Exception {
    String named = System.getenv("CLAIMBENCH_PREFIX_MODEL");
    if (named != null && !named.isBlank()) {
      measure(ModelSpec.parse(named));
      return;
    }
    Path gguf = RealParts.smolLm2();
    String program = RealParts.ollama().toString();
    int port = RealServer.freePort();
    Map<String, String> environment =
        Map.of(
            "OLLAMA_HOST", "127.0.0.1:" + port,
            "OLLAMA_MODELS", folder.resolve("models").toString(),
            "HOME", folder.toString());
    try (RealServer ollama =
        RealServer.start(List.of(program, "serve"), environment, port, "/api/version", folder)) {
      // One thread: where others work too, two spend their time waiting for each other.
      Path modelfile =
          Files.writeString(
              folder.resolve("Modelfile"), "FROM " + gguf + "\nPARAMETER num_thread 1\n");
      ProcessBuilder create =
          new ProcessBuilder(program, "create", "smollm2:135m", "-f", modelfile.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("create.log").toFile());
      create.environment().putAll(environment);
      Process creating = create.start();
      if (!creating.waitFor(120, TimeUnit.SECONDS) || creating.exitValue() != 0) {
        throw new IllegalStateException(Files.readString(folder.resolve("create.log")));
      }
      measure(ModelSpec.parse("ollama/smollm2:135m@" + ollama.address()));
    }
  }

  private static void measure(ModelSpec spec) throws Exception {
    List<Prompt> prompts = prompts(number("CLAIMBENCH_PREFIX_VERDICTS", 40));
    List<Prompt> shuffled = new ArrayList<>(prompts);
    Collections.shuffle(shuffled, new Random(7));
    try (Model model =
        Models.open(spec, new ModelOptions(CONTEXT, 2, name -> null, ModelPaths.byPath()))) {
      // Loads the model.
      Reply loaded = model.ask(prompts.get(prompts.size() - 1), BRIEF);
      double random = seconds(model, shuffled);
      double ordered = seconds(model, prompts);
      System.out.printf(
          Locale.ROOT,
          "%s, %d verdicts on %d articles: %.1f s on prompts in a run's order, %.1f s in a random"
              + " one: %.0f%% (first prompt of all: %d tokens)%n",
          model.info().name(),
          prompts.size(),
          prompts.stream().map(p -> p.article().id()).distinct().count(),
          ordered,
          random,
          100 * ordered / random,
          loaded.promptTokens());
    }
  }

  /** By the server's own clock: {@code prompt_eval_duration}. */
  private static double seconds(Model model, List<Prompt> prompts) throws ModelException {
    double seconds = 0;
    for (Prompt prompt : prompts) {
      seconds += model.ask(prompt, BRIEF).prompt().orElseThrow().toNanos() / 1e9;
    }
    return seconds;
  }

  private static List<Prompt> prompts(int verdicts) {
    Path seeds = Path.of("seeds", "open-models");
    List<Article> articles = ArticleReader.read(seeds);
    GoldSet gold = GoldFolder.read(Path.of("eval"), seeds, articles);
    return new Verify()
        .prompts(
            new PromptLibrary(Path.of("prompts")).template(Tasks.VERIFY.prompt()),
            articles,
            StratifiedSample.sample(gold.verdicts(), verdicts))
        .toList();
  }

  private static int number(String variable, int usual) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? usual : Integer.parseInt(value);
  }
}
