package dev.claimbench.report;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Rule;
import java.util.List;

/**
 * A gate's decision with the comparison that it follows from.
 *
 * @param policy the policy file's name, for the reader
 */
public record GateReport(String policy, Comparison comparison, Decision decision) {

  /** {@code reject: answers/new in place of answers/old; 1 of 3 rules broken, 1 cannot be told}. */
  public String firstLine() {
    List<Rule> rules = decision.rules();
    long broken = count(Rule.Result.REJECTED);
    long unknown = count(Rule.Result.CANNOT_TELL);
    long warned = count(Rule.Result.WARNED);
    String why =
        broken == 0 && unknown == 0 && warned == 0
            ? "all " + rules.size() + " rules hold"
            : broken
                + " of "
                + rules.size()
                + " rules broken"
                + (unknown > 0 ? ", " + unknown + " cannot be told" : "")
                + (warned == 0 ? "" : warned == 1 ? ", 1 warning" : ", " + warned + " warnings");
    String mark = comparison.mark().isEmpty() ? "" : " (" + comparison.mark() + ")";
    return decision.word()
        + mark
        + ": "
        + comparison.candidate().model()
        + " in place of "
        + comparison.baseline().model()
        + "; "
        + why;
  }

  private long count(Rule.Result result) {
    return decision.rules().stream().filter(r -> r.result() == result).count();
  }
}
