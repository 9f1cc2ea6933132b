package dev.claimbench.plugin;

import dev.claimbench.report.formats.ReportFormat;
import dev.claimbench.report.formats.ReportedRun;

/** {@code --format mine}: a report from outside, as the class path of the tests has it. */
public final class MineReport implements ReportFormat {
  @Override
  public String name() {
    return "mine";
  }

  @Override
  public String write(ReportedRun run) {
    return run.name()
        + ": "
        + run.report().scorecard().verdicts().size()
        + " verdicts, "
        + run.exchanges().get().size()
        + " calls\n";
  }
}
