package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.judge.JudgeExam;
import dev.claimbench.judge.PairJudge;
import dev.claimbench.judge.TextPair;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model that is asked about pairs of claims.
 *
 * @param revision which weights a server has that tells no digest
 */
record ExaminedModel(
    Environment environment,
    ModelSpec named,
    Optional<String> revision,
    PromptTemplate template,
    PrintWriter err) {

  /** Where its exam is unless the command line says otherwise. */
  static Path exam(ModelSpec named) {
    return Path.of("judges", named.text().replaceAll("[^\\w.-]+", "-") + ".jsonl");
  }

  /**
   * Opens the model, asks what the file lacks, and keeps the answers in it.
   *
   * @param what is in the file, for messages
   * @param examined whose answers they must be; empty for any model's
   */
  JudgeExam ask(Path file, String what, List<TextPair> pairs, Optional<JudgeExam.Judge> examined) {
    ModelAccess standard = ModelAccess.standard();
    ModelAccess access =
        new ModelAccess(
            standard.context(), standard.timeout(), standard.stall(), revision, List.of());
    Sampling sampling = Sampling.greedy(template.maxTokens(), access.timeout());
    try (Model model =
        access.identified(
            Claimbench.open(
                List.of(named),
                access.options(
                    environment.variables(),
                    DownloadedModels.standard(environment, err, environment.progressWidth())),
                err::println))) {
      JudgeExam.Judge judge =
          new JudgeExam.Judge(
              JudgeExam.VERSION, named.text(), model.info().digest(), template.hash());
      examined
          .filter(of -> !of.digest().equals(judge.digest()))
          .ifPresent(
              of -> {
                throw new UserError(
                    named.text()
                        + ": has other weights than when it was examined: expected "
                        + of.digest()
                        + ", got "
                        + judge.digest()
                        + "; examine it again: claimbench judge exam "
                        + named.text());
              });
      JudgeExam exam = JudgeExam.open(file, judge, what);
      model.requireSystemMessage(sampling).ifPresent(err::println);
      exam.ask(new PairJudge(model, template, sampling), pairs);
      return exam;
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
  }
}
