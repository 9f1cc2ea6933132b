package dev.claimbench.report;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Rule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A gate's decision with the comparisons that it follows from.
 *
 * @param policy the policy file's name, for the reader
 * @param comparisons by the suite's name, which is empty where there is only one; in order
 */
public record GateReport(String policy, Map<String, Comparison> comparisons, Decision decision) {

  /** Of one suite. */
  public GateReport(String policy, Comparison comparison, Decision decision) {
    this(policy, Map.of("", comparison), decision);
  }

  public GateReport {
    comparisons = Collections.unmodifiableMap(new LinkedHashMap<>(comparisons));
  }

  /** The first, which all others share the candidate with. */
  public Comparison comparison() {
    return comparisons.values().iterator().next();
  }

  /** {@code reject: answers/new in place of answers/old; 1 of 3 rules broken, 1 undecided}. */
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
                + (unknown > 0 ? ", " + unknown + " undecided" : "")
                + (warned == 0 ? "" : warned == 1 ? ", 1 warning" : ", " + warned + " warnings");
    // Of several, one may still decide.
    String mark =
        comparisons.values().stream().map(Comparison::mark).anyMatch(String::isEmpty)
            ? ""
            : " (" + comparison().mark() + ")";
    return decision.word()
        + mark
        + ": "
        + comparison().candidate().model()
        + " in place of "
        + comparison().baseline().model()
        + "; "
        + why;
  }

  private long count(Rule.Result result) {
    return decision.rules().stream().filter(r -> r.result() == result).count();
  }
}
