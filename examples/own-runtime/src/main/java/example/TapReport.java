package example;

import dev.claimbench.report.formats.ReportFormat;
import dev.claimbench.report.formats.ReportedRun;
import dev.claimbench.score.VerdictDetail;


import java.util.List;

/** {@code --format tap}: verdicts as lines of the Test Anything Protocol, version 13. */
public final class TapReport implements ReportFormat {
  @Override
  public String name() {
    return "tap";
  }

  @Override
  public String write(ReportedRun run) {
    List<VerdictDetail> verdicts = run.report().scorecard().verdicts();
    StringBuilder text = new StringBuilder("TAP version 13\n1.." + verdicts.size() + "\n");
    for (int i = 0; i < verdicts.size(); i++) {
      VerdictDetail verdict = verdicts.get(i);
      text.append(verdict.right() ? "ok " : "not ok ")
          .append(i + 1)
          .append(" - ")
          .append(verdict.id())
          .append('\n');
    }
    return text.toString();
  }
}
