package dev.claimbench.cli.options;

import dev.claimbench.RunFolder;
import dev.claimbench.dataset.Claim;
import dev.claimbench.label.ModelLabels;
import dev.claimbench.score.ExtractResult;
import dev.claimbench.score.Results;
import dev.claimbench.score.VerifyResult;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the models of run folders answered, for those who label. */
public final class RunLabels {
  private RunLabels() {}

  /** One run's valid answers; where it asked several times, the first ones. */
  public static ModelLabels from(RunFolder run) {
    Results results = run.results();
    Map<String, ModelLabels.ModelLabel> verdicts = new HashMap<>();
    for (VerifyResult result : results.verify()) {
      if (result.repeat() == 1 && result.answer() instanceof Answer.Parsed<Judgement> parsed) {
        Judgement said = parsed.value();
        verdicts.put(
            result.gold().id(), new ModelLabels.ModelLabel(said.verdict(), said.evidence()));
      }
    }
    Map<String, List<Claim>> claims = new HashMap<>();
    for (ExtractResult result : results.extract()) {
      if (result.repeat() == 1 && result.answer() instanceof Answer.Parsed<List<Claim>> parsed) {
        claims.put(result.article().id(), parsed.value());
      }
    }
    return new ModelLabels(run.manifest().model().spec(), verdicts, claims);
  }

  /**
   * Runs of different models; those without a name of their own are called by their folder.
   *
   * @throws UserError for fewer than two runs, and where one model would be counted twice
   */
  public static List<ModelLabels> ofModels(List<RunFolder> runs) {
    if (runs.size() < 2) {
      throw new UserError("doubt: expected runs of two models or more, got " + runs.size());
    }
    List<ModelLabels> models = new ArrayList<>();
    Set<String> digests = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (RunFolder run : runs) {
      String digest = run.manifest().model().digest();
      if (!digest.isEmpty() && !digests.add(digest)) {
        throw new UserError(
            run.folder() + ": the same model as an earlier run; it cannot agree with itself");
      }
      ModelLabels said = from(run);
      String name = said.model();
      models.add(
          names.add(name)
              ? said
              : new ModelLabels(
                  name + " (" + folder(run.folder()) + ")", said.verdicts(), said.claims()));
    }
    return models;
  }

  private static Path folder(Path run) {
    return run.toAbsolutePath().normalize().getFileName();
  }
}
