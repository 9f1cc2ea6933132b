package dev.claimbench.study;

import dev.claimbench.compare.Scores;
import dev.claimbench.report.RunReport;

/** What became of an arm. */
public sealed interface ArmOutcome {
  /** It was not run, or not to its end; nothing is known of it. */
  record NotTested(String why) implements ArmOutcome {}

  /** All was answered. */
  record Tested(RunReport report, Scores scores, RunUsage work) implements ArmOutcome {}
}
