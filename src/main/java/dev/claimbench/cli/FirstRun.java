package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Scores;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.report.GateReport;
import dev.claimbench.report.RunReport;
import dev.claimbench.report.html.ComparisonHtml;
import dev.claimbench.report.terminal.DecisionSummary;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.RunPlan;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import dev.claimbench.text.VisibleText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/**
 * What a run without arguments does after the default model: asks the verifier of the project for
 * the same verdicts, and decides whether it may take the default model's place there.
 *
 * @param verifier judges claims and takes none
 */
record FirstRun(
    Environment environment, RunLauncher launcher, ModelSpec verifier, PrintWriter out) {
  /** Where the verifier is, in the project. */
  static final String VERIFIER = "verifiers/minilm-l6-verify";

  /** Its run folder, inside that of the default model. */
  static final String FOLDER = "verifier";

  /** How much worse is still as good, where the policy does not say. */
  private static final double MARGIN = 0.05;

  /** What changes neither the model nor the questions. */
  private static final Set<String> ALLOWED =
      Set.of(
          "--out",
          "--seed",
          "--details",
          "--no-cache",
          "--log-format",
          "--concurrency",
          "--tries",
          "--timeout",
          "--stall");

  /** Whether a command line of {@code run} asks what a newcomer's does. */
  static boolean isOne(ParseResult given) {
    return given.matchedOptions().stream().allMatch(o -> ALLOWED.contains(o.longestName()));
  }

  /**
   * Looks for the verifier; where it is not there, a line says so.
   *
   * @param folder where it is, or would be
   */
  static Optional<FirstRun> find(
      Path folder, Environment environment, RunLauncher launcher, PrintWriter out) {
    if (!Files.isDirectory(folder)) {
      launcher
          .progress(DefaultModel.FAST)
          .note(folder + ": no verifier there; the default model is asked alone");
      return Optional.empty();
    }
    ModelSpec verifier = ModelSpec.parse("djl-nli/" + folder);
    return Optional.of(new FirstRun(environment, launcher, verifier, out));
  }

  /**
   * Asks the verifier, writes its run folder and the page, and prints the decision.
   *
   * @param asked of the default model, with an answer to every call
   * @param plan what was asked of it
   * @param report of its answers
   * @return whether every call of the verifier has an answer; if not, nothing is compared
   * @throws UserError where the verifier cannot be asked; the default model's run is kept
   */
  boolean compare(Experiment asked, RunPlan plan, RunReport report) throws InterruptedException {
    try {
      Experiment verdicts = asked.of(verifier).withOut(asked.out().resolve(FOLDER));
      RunPlan same = plan.withTask(Tasks.VERIFY.name());
      if (!launcher.ask(verdicts, same)) {
        return false;
      }
      Optional<Integer> seed = Optional.of(asked.method().seed());
      RunReport own =
          ScorecardWriter.silent(environment, asked.inputs(), seed)
              .show(List.of(verdicts.out()), same)
              .get(0);
      decide(asked, scores(report, asked.out()), scores(own, verdicts.out()), plan);
      return true;
    } catch (UserError e) {
      throw new UserError(
          e.exitCode(),
          "the run in "
              + asked.out()
              + " is complete; comparing it with the verifier failed: "
              + e.getMessage());
    }
  }

  private static Scores scores(RunReport report, Path folder) {
    return Claimbench.scores(report, folder.toString()).only(Set.of(Tasks.VERIFY.name()));
  }

  private void decide(Experiment asked, Scores model, Scores small, RunPlan plan) {
    Path file = environment.folder("eval/gate.yaml");
    Policy project = PolicyReader.read(file).ofTask(Tasks.VERIFY.name());
    // A user's own policy may decide by another figure; the five lines say how many are right.
    Policy policy =
        project.primary().containsKey(DecisionSummary.FIGURE)
            ? project
            : Policy.of(DecisionSummary.FIGURE, MARGIN);
    Comparison comparison = Claimbench.compare(model, small, policy, asked.method().seed());
    Decision decision = Claimbench.decide(comparison, policy);
    Path page = asked.out().resolve(ComparisonHtml.FILE);
    // Printed before anything is written, as a scorecard is.
    out.print(
        DecisionSummary.toText(
            comparison,
            decision,
            VisibleText.line(page.toString()),
            environment.colors() ? Style.COLOR : Style.PLAIN));
    out.flush();
    CompareCommand.writePages(
        page,
        comparison,
        Optional.of(new GateReport(file.toString(), comparison, decision)),
        Optional.of(RunFolder.read(asked.out(), plan)),
        Optional.of(RunFolder.read(asked.out().resolve(FOLDER), plan)));
  }
}
