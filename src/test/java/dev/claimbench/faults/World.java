package dev.claimbench.faults;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.RunSettings;
import dev.claimbench.align.Aligner;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.model.Sampling;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.run.Call;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.RunListener;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.Workload;
import dev.claimbench.score.Scoring;
import dev.claimbench.task.Answer;
import dev.claimbench.task.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Stories of one article and ten claims each, and what is asked about them. */
final class World {
  static final int CLAIMS = 10;
  static final Duration STALL = Duration.ofSeconds(1);

  /** Long enough for a healthy answer on a machine that has much else to do. */
  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  private static final PromptTemplate VERIFY =
      new PromptTemplate(
          "verify",
          1,
          "Judge the claim by the article.",
          "{{article}}\n\nClaim: {{claim}}",
          """
          {"type":"object","additionalProperties":false,"required":["evidence","verdict"],
          "properties":{"evidence":{"type":"string","maxLength":60},
          "verdict":{"type":"string","enum":["SUPPORTED","REFUTED","NOT_ENOUGH_INFO"]}}}\
          """,
          60);

  private static final Scoring SCORING =
      new Scoring(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU, 7, 100);

  private final Path folder;
  private final RunPlan plan;

  World(Path folder, int stories) throws IOException {
    this.folder = folder;
    for (int s = 0; s < stories; s++) {
      StringBuilder text = new StringBuilder();
      StringBuilder verify = new StringBuilder("version: 1\nstory: s" + s + "\nclaims:\n");
      for (int k = 0; k < CLAIMS; k++) {
        String sentence = "Bridge number " + k + " of town " + s + " is open.";
        text.append(sentence).append('\n');
        verify.append(
            """
              - id: v%d
                text: "%s"
                family: f%d
                verdicts:
                  a%d: {label: %s, evidence: ["%s"], why: "so"}
            """
                .formatted(k, sentence, k, s, k % 3 == 0 ? "REFUTED" : "SUPPORTED", sentence));
      }
      write("seeds/s" + s + "/a" + s + ".md", text.toString());
      write("eval/verify/s" + s + ".yaml", verify.toString());
    }
    Path seeds = folder.resolve("seeds");
    List<Article> articles = ArticleReader.read(seeds);
    GoldSet gold = GoldFolder.read(folder.resolve("eval"), seeds, articles);
    plan =
        new RunPlan(
            articles,
            gold,
            gold.verdicts(),
            Map.of("verify", VERIFY),
            Sampling.greedy(1, TIMEOUT),
            seeds.toString(),
            Optional.of(folder.resolve("eval").toString()));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  static Model open(ModelSpec spec) throws ModelException {
    return Models.open(spec, new ModelOptions(4096, 1, name -> null, ModelPaths.byPath(), STALL));
  }

  /** Asks what has no answer yet; whether all is answered now. */
  boolean run(String run, ModelSpec spec, int tries)
      throws ModelException, JournalException, InterruptedException {
    try (Model model = open(spec)) {
      return Claimbench.run(
          plan,
          model,
          folder.resolve(run),
          new RunSettings(
              "test",
              Map.of(),
              Clock.systemUTC(),
              tries,
              Duration.ofMillis(1),
              OptionalInt.of(8),
              note -> {}),
          new Nobody());
    }
  }

  /** How each call ended: {@code Failed} with its cause. */
  Map<String, String> outcomes(String run) {
    Map<String, String> outcomes = new TreeMap<>();
    read(run)
        .results()
        .verify()
        .forEach(result -> outcomes.put(result.gold().id(), outcome(result.answer())));
    return outcomes;
  }

  static String outcome(Answer<?> answer) {
    return answer instanceof Answer.Failed<?> failed
        ? "Failed " + failed.cause()
        : answer.outcome();
  }

  RunReport report(String run) {
    RunFolder read = read(run);
    return new RunReport(read.manifest(), Claimbench.score(read, SCORING));
  }

  String scores(String run) {
    return ScoresJson.toJson(report(run));
  }

  private RunFolder read(String run) {
    return RunFolder.read(folder.resolve(run), Optional.empty(), Optional.empty());
  }

  private record Nobody() implements RunListener {
    @Override
    public void started(List<Workload> work) {}

    @Override
    public void asking(Call call) {}

    @Override
    public void answered(Call call, JournalEntry entry) {}

    @Override
    public void retrying(Call call, String why) {}
  }
}
