package dev.claimbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.Claimbench;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Rule;
import dev.claimbench.report.ci.JUnitReport;
import dev.claimbench.report.json.GateJson;
import dev.claimbench.report.markdown.ComparisonMarkdown;
import dev.claimbench.report.terminal.GateText;
import dev.claimbench.report.terminal.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateWarningsTest {
  private static final Comparison COMPARISON =
      Claimbench.compare(
          Reports.good("gguf/a").scores("a"),
          Reports.good("gguf/b").scores("b"),
          Policy.of("verify.accuracy", 0.05),
          7);

  private static final GateReport REPORT =
      new GateReport(
          "gate.yaml",
          COMPARISON,
          new Decision.Accept(
              List.of(
                  new Rule("verify.accuracy at least 0.5", Rule.Result.PASSED, "0.667"),
                  new Rule("warning: verify.macroF1 at least 0.8", Rule.Result.WARNED, "0.600"))));

  @Test
  void a_warning_is_seen_by_people_and_breaks_no_job() {
    assertThat(REPORT.firstLine()).startsWith("accept").endsWith("0 of 2 rules broken, 1 warning");
    assertThat(GateText.toText(REPORT, Style.PLAIN))
        .contains("  ok      verify.accuracy at least 0.5: 0.667\n")
        .contains("  broken  warning: verify.macroF1 at least 0.8: 0.600\n");
    assertThat(ComparisonMarkdown.toMarkdown(REPORT))
        .contains("| ⚠ | warning: verify.macroF1 at least 0.8 | 0.600 |");
    assertThat(ComparisonMarkdown.annotations(REPORT))
        .startsWith("::warning file=gate.yaml,title=Claimbench gate::warning: verify.macroF1")
        .doesNotContain("::error");
    assertThat(JUnitReport.toXml(REPORT, false))
        .contains("<system-out>0.600</system-out>")
        .doesNotContain("<failure", "<skipped");
    assertThat(GateJson.toJson(REPORT)).contains("\"result\" : \"WARNED\"");
  }
}
