package dev.claimbench.compare;

import dev.claimbench.judge.JudgedComparison;
import dev.claimbench.judge.JudgedRun;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy's rules on judged figures. Each goes by the 95% interval with the judge's error: it
 * holds where the whole interval is on the right side, is broken where it is wholly on the wrong
 * side, and cannot be told otherwise.
 */
public final class JudgedRules {
  private JudgedRules() {}

  /**
   * Decides them.
   *
   * @param candidate the candidate's run folder
   * @param baseline the baseline's run folder, or the file that the user named; needed for margins
   * @throws UserError where a run was not judged, or not on that figure
   */
  public static List<Rule> decide(Policy policy, Path candidate, Path baseline) {
    List<Rule> rules = new ArrayList<>();
    Optional<JudgedRun> own = judged(candidate);
    Optional<JudgedRun> before = Optional.empty();
    Optional<JudgedComparison> both = Optional.empty();
    if (policy.judged().values().stream().anyMatch(rule -> rule.margin().isPresent())) {
      before = judged(baseline);
      both =
          own.isPresent() && before.isPresent()
              ? JudgedComparison.compute(baseline, candidate)
              : both;
    }
    for (Map.Entry<String, Policy.Judged> entry : policy.judged().entrySet()) {
      String figure = entry.getKey();
      JudgedRun.Line line = line(figure, own, candidate);
      entry.getValue().least().ifPresent(least -> rules.add(least(line, least)));
      if (entry.getValue().margin().isPresent()) {
        line(figure, before, baseline);
        rules.add(margin(figure, entry.getValue().margin().getAsDouble(), both.orElseThrow()));
      }
    }
    return rules;
  }

  private static Optional<JudgedRun> judged(Path run) {
    return Files.isDirectory(run) ? JudgedRun.read(run) : Optional.empty();
  }

  private static JudgedRun.Line line(String figure, Optional<JudgedRun> judged, Path run) {
    return judged.stream()
        .flatMap(j -> j.figures().stream())
        .filter(line -> line.name().equals(figure))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    run
                        + ": the policy has a rule on "
                        + figure
                        + (Files.isDirectory(run)
                            ? ", and no judge was asked about this run; first: claimbench score "
                                + run
                                + " --judge MODEL"
                            : ", which only a run folder has; expected the folder of a judged run"
                                + " here")));
  }

  private static Rule least(JudgedRun.Line judged, double least) {
    String name = judged.name() + " at least " + Text.number(least) + ", judged";
    if (judged.value().isEmpty()) {
      return Rule.unknown(name, judged.unscored().orElse("not scored"));
    }
    String detail =
        Text.format(
            "%.3f (%.3f to %.3f with the judge's error)",
            judged.value().get(), judged.low(), judged.high());
    return judged.low() < least && judged.high() >= least
        ? Rule.unknown(name, detail)
        : Rule.of(name, judged.low() >= least, detail);
  }

  private static Rule margin(String figure, double margin, JudgedComparison comparison) {
    String name = figure + " not worse than the baseline by " + Text.number(margin) + ", judged";
    Optional<JudgedComparison.Line> line =
        comparison.figures().stream().filter(l -> l.name().equals(figure)).findFirst();
    Optional<String> why =
        comparison.unscored().or(() -> line.flatMap(JudgedComparison.Line::unscored));
    if (why.isPresent() || line.isEmpty()) {
      return Rule.unknown(name, why.orElse("the runs have no such figure"));
    }
    JudgedComparison.Line difference = line.get();
    String detail =
        Text.format(
            "difference %+.3f (%+.3f to %+.3f with the judge's error)",
            difference.difference().orElseThrow(), difference.low(), difference.high());
    boolean holds = difference.low() > -margin;
    return !holds && difference.high() >= 0
        ? Rule.unknown(name, detail)
        : Rule.of(name, holds, detail);
  }
}
